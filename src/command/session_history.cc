#include "command/session_history.h"

#include <memory>
#include <optional>

#include "base/files.h"
#include "revision/language.h"

namespace retort::command {

SourcePtr SessionHistory::source(std::string_view id) const {
  const std::optional<revision::Index> index = graph().find(id);
  if (!index) return nullptr;
  const revision::RevisionSpec& spec = graph()[*index].spec;
  return revision::language_of(spec) == revision::Language::python ? text_of(spec) : nullptr;
}

SourcePtr SessionHistory::text_of(const revision::RevisionSpec& spec) const {
  if (spec.source != nullptr) return spec.source;
  return std::make_shared<const Source>(Source{spec.file(), session_.files().read(spec.path)});
}

}  // namespace retort::command
