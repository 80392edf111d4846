#include "command/repeatable_scripts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/files.h"
#include "base/sha256.h"
#include "doctor/sql_effects.h"
#include "doctor/words.h"

namespace retort::command {
namespace {

constexpr std::string_view kSuffix = ".sql";

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return std::string(text);
}

/// What stands after `-- KEY:` in the comments; nothing without such a line.
std::optional<std::string> said(std::string_view text, std::string_view key) {
  const std::string beginning = fmt::format("-- {}:", key);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.starts_with(beginning)) return trimmed(line.substr(beginning.size()));
    at = end + 1;
  }
  return std::nullopt;
}

std::vector<std::string> parted(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    if (std::string name = trimmed(text.substr(0, comma)); !name.empty()) {
      out.push_back(std::move(name));
    }
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return out;
}

/// The names of views, tables and routines that are there after a script.
std::vector<std::string> made_by(std::string_view text, std::string_view dialect) {
  std::set<std::string> out;
  for (const doctor::SqlEffect& effect : doctor::read_sql(text, dialect)) {
    if (const auto* create = std::get_if<doctor::SqlCreate>(&effect)) {
      if (!create->temporary) out.insert(create->create.table.name);
    } else if (const auto* routine = std::get_if<doctor::SqlRoutine>(&effect)) {
      if (routine->creates) out.insert(routine->name);
      if (!routine->creates) out.erase(routine->name);
    } else if (const auto* other = std::get_if<operation::OperationVariant>(&effect)) {
      if (const auto* drop = std::get_if<operation::DropTable>(other)) out.erase(drop->table);
    }
  }
  return {out.begin(), out.end()};
}

/// Fills in what the scripts do not say themselves.
void find_requirements(std::vector<RepeatableScript>& scripts) {
  std::map<std::string, std::string, std::less<>> makers;
  for (const RepeatableScript& script : scripts) {
    for (const std::string& name : script.makes) makers.emplace(name, script.name);
    if (script.makes.empty()) makers.emplace(script.name, script.name);
  }
  for (RepeatableScript& script : scripts) {
    if (const auto line = said(script.source->text, "requires")) {
      script.requires_ = parted(*line);
      continue;
    }
    std::set<std::string> found;
    doctor::each_word(script.source->text, [&](std::string_view word) {
      const auto maker = makers.find(word);
      if (maker != makers.end() && maker->second != script.name) found.insert(maker->second);
    });
    script.requires_.assign(found.begin(), found.end());
  }
}

Place place_of_script(const RepeatableScript& script) {
  return Place{display_path(script.path), 1, 1, "", 1};
}

/// Each script after those that it requires; where there is a choice, in the given order.
std::vector<RepeatableScript> in_order(std::vector<RepeatableScript> scripts) {
  std::map<std::string, std::size_t, std::less<>> places;
  for (std::size_t at = 0; at < scripts.size(); ++at) places.emplace(scripts[at].name, at);
  std::vector<std::size_t> waits_for(scripts.size());
  std::vector<std::vector<std::size_t>> waiting(scripts.size());
  for (std::size_t at = 0; at < scripts.size(); ++at) {
    for (const std::string& name : scripts[at].requires_) {
      const auto required = places.find(name);
      if (required == places.end()) {
        throw Error(ErrorCode::command,
                    fmt::format("Repeatable script {} requires {}, and there is none of that name",
                                scripts[at].name, name),
                    place_of_script(scripts[at]))
            .with_hint("Name other files of the folder, without `.sql`.");
      }
      waiting[required->second].push_back(at);
      ++waits_for[at];
    }
  }
  std::set<std::size_t> ready;
  for (std::size_t at = 0; at < scripts.size(); ++at) {
    if (waits_for[at] == 0) ready.insert(at);
  }
  std::vector<RepeatableScript> out;
  while (!ready.empty()) {
    const std::size_t next = *ready.begin();
    ready.erase(ready.begin());
    out.push_back(std::move(scripts[next]));
    for (const std::size_t at : waiting[next]) {
      if (--waits_for[at] == 0) ready.insert(at);
    }
  }
  if (out.size() == scripts.size()) return out;
  std::vector<std::string> names;
  std::optional<Place> place;
  for (std::size_t at = 0; at < scripts.size(); ++at) {
    if (waits_for[at] == 0) continue;
    if (!place) place = place_of_script(scripts[at]);
    names.push_back(scripts[at].name);
  }
  throw Error(ErrorCode::command,
              fmt::format("Repeatable scripts require each other: {}", fmt::join(names, ", ")),
              *place)
      .with_hint(
          "Say in one of them what it needs: `-- requires: NAME`, or `-- requires:` for nothing.");
}

std::string folder_of(Session& session) {
  return join_path(absolute_path(session.project().script_location), "repeatable");
}

std::vector<std::string> paths_of(Session& session) {
  const std::string folder = folder_of(session);
  std::vector<std::string> out;
  const auto entries = session.files().list(folder);
  if (!entries) return out;
  for (const DirectoryEntry& entry : *entries) {
    if (entry.is_directory || !entry.name.ends_with(kSuffix)) continue;
    out.push_back(join_path(folder, entry.name));
  }
  return out;
}

std::string without_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

}  // namespace

bool has_repeatables(Session& session) {
  return session.request().program == nullptr && session.files().is_directory(folder_of(session));
}

std::vector<RepeatableScript> repeatable_scripts(Session& session, std::string_view dialect) {
  std::vector<RepeatableScript> out;
  for (std::string& path : paths_of(session)) {
    RepeatableScript script;
    script.name = std::string(file_name(path));
    script.name.resize(script.name.size() - kSuffix.size());
    script.path = std::move(path);
    script.source = std::make_shared<const Source>(
        Source{display_path(script.path), session.files().read(script.path)});
    script.makes = made_by(script.source->text, dialect);
    script.checksum = sha256_hex(without_returns(script.source->text));
    script.transaction = said(script.source->text, "retort") != "transaction off";
    out.push_back(std::move(script));
  }
  std::ranges::sort(out, {}, &RepeatableScript::name);
  find_requirements(out);
  return in_order(std::move(out));
}

std::string in_lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

std::set<std::string> repeatable_words(Session& session) {
  std::set<std::string> out;
  if (!has_repeatables(session)) return out;
  for (const std::string& path : paths_of(session)) {
    doctor::each_word(session.files().read(path),
                      [&](std::string_view word) { out.insert(in_lower_case(std::string(word))); });
  }
  return out;
}

}  // namespace retort::command
