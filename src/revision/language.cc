#include "revision/language.h"

namespace retort::revision {

Language language_of(const RevisionSpec& spec) {
  const std::string_view path = spec.path;
  if (path.ends_with(".sql")) return Language::sql;
  return path.ends_with(".py") || path.ends_with(".pyc") ? Language::python : Language::cpp;
}

std::string_view name_of(Language language) {
  switch (language) {
    case Language::python:
      return "python";
    case Language::sql:
      return "sql";
    case Language::cpp:
      return "c++";
  }
  return {};
}

}  // namespace retort::revision
