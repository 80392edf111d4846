// The only outside interface is flask_migrate.h.
#include "command/flask_migrate.h"

#include <array>
#include <string_view>
#include <utility>

#include "base/file.h"
#include "base/files.h"
#include "command/module_search.h"

namespace retort::command {
namespace {

constexpr std::array<std::string_view, 1> kSigns = {"flask_migrate"};

bool continues_name(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == '_' || (text[at] >= 'a' && text[at] <= 'z'));
}

/// Where the value of the name at `at` begins: behind `name=`, `"name":` or `["name"] =`; npos
/// where the text says no value there.
std::size_t value_at(std::string_view text, std::size_t at, std::size_t size) {
  std::size_t next = at + size;
  std::string_view sign = "=";
  if (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'') && next < text.size() &&
      text[next] == text[at - 1]) {
    next = text.find_first_not_of(' ', next + 1);
    if (next == text.npos) return text.npos;
    if (text[next] == ']') {
      ++next;
    } else {
      sign = ":";
    }
  }
  next = text.find_first_not_of(' ', next);
  if (next == text.npos || text.substr(next, 1) != sign || text.substr(next, 2) == "==") {
    return text.npos;
  }
  return text.find_first_not_of(' ', next + 1);
}

/// The value that the text gives the name; the first is whether it gives one.
std::pair<bool, std::optional<std::string>> keyword_in(std::string_view text,
                                                       std::string_view name) {
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    if ((at > 0 && continues_name(text, at - 1)) || continues_name(text, at + name.size())) {
      continue;
    }
    const std::size_t next = value_at(text, at, name.size());
    if (next == text.npos) continue;
    const char quote = text[next];
    if (quote != '"' && quote != '\'') return {true, std::nullopt};
    const std::size_t end = text.find(quote, next + 1);
    if (end == text.npos) return {true, std::nullopt};
    return {true, std::string(text.substr(next + 1, end - next - 1))};
  }
  return {false, std::nullopt};
}

}  // namespace

std::vector<FlaskMigrateArgument> flask_migrate_arguments(const project::Project& project) {
  std::vector<std::string> folders = package_folders(project);
  folders.push_back(absolute_path("."));
  std::vector<FlaskMigrateArgument> out;
  for (const FoundModule& module : find_modules_with(project, folders, kSigns)) {
    const std::string text = real_files().read(module.path);
    for (const char* name : {"version_table", "version_table_schema"}) {
      auto [found, value] = keyword_in(text, name);
      if (found) out.push_back({name, std::move(value), module.name});
    }
  }
  return out;
}

}  // namespace retort::command
