// The only outside interface is repair_names.h.
#include "command/repair_names.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "command/new_revision.h"
#include "doctor/header_edit.h"

namespace retort::command {
namespace {

/// Days since 1970 of a date of the Gregorian calendar (Howard Hinnant's days_from_civil).
std::int64_t days_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

/// `2024-05-01 10:00:00.123`, with or without a time.
std::optional<script::CreateDate> parse_date(const std::string& text) {
  std::array<std::int64_t, 6> parts{};
  std::size_t count = 0;
  const char* at = text.data();
  const char* end = at + text.size();
  while (count < parts.size() && at < end) {
    const auto [next, error] = std::from_chars(at, end, parts[count]);
    if (error != std::errc()) break;
    ++count;
    at = next + 1;
  }
  if (count < 3 || parts[1] < 1 || parts[1] > 12) return std::nullopt;
  const std::int64_t seconds =
      ((days_of(parts[0], parts[1], parts[2]) * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5];
  return script::CreateDate{seconds * 1'000'000, 0, std::nullopt};
}

bool asks_for_a_date(const std::string& file_template) {
  for (const char* name : {"epoch", "year", "month", "day", "hour", "minute", "second"}) {
    if (file_template.find(fmt::format("%({})", name)) != std::string::npos) return true;
  }
  return false;
}

/// The words of a name behind what looks like its id.
std::string words_of(std::string_view stem) {
  const std::size_t cut = stem.find_first_of("_-");
  std::string out(cut == stem.npos ? stem : stem.substr(cut + 1));
  for (char& c : out) {
    if (c == '_' || c == '-') c = ' ';
  }
  return out;
}

bool is_named_for_id(const script::MigrationFile& file) {
  return file_name(file.path).find(file.spec->id) != std::string_view::npos;
}

}  // namespace

std::string location_holding(const project::Project& project, const std::string& path) {
  for (const std::string& location : project.version_locations) {
    if (path.starts_with(real_path(location) + '/')) return real_path(location);
  }
  return project.version_locations.empty() ? parent_path(path)
                                           : real_path(project.version_locations.front());
}

std::string proper_path(const project::Project& project, const script::MigrationFile& file,
                        const std::string& id) {
  const script::FileNaming naming = file_naming(project);
  std::optional<script::CreateDate> date = parse_date(doctor::told_date(file.source->text));
  if (!date && asks_for_a_date(naming.file_template)) {
    throw Error(ErrorCode::command,
                fmt::format("file_template wants a date, and {} does not tell its own", file.file))
        .with_hint(
            "Write a line `Create Date: 2024-05-01 10:00:00` into its docstring, or rename "
            "it by hand.");
  }
  std::string_view stem = file_name(file.path);
  const std::string_view suffix = stem.substr(stem.rfind('.'));
  stem.remove_suffix(suffix.size());
  std::string message(file.spec->doc());
  if (message.empty()) message = words_of(stem);
  const std::string name =
      script::revision_file_stem(naming, id, message, date.value_or(script::CreateDate{}));
  return join_path(location_holding(project, file.path), name) + std::string(suffix);
}

void drop_equal_files(doctor::Repairs& repairs, std::optional<doctor::Index> only) {
  const doctor::History& history = repairs.history();
  for (const std::vector<std::size_t>& places : history.duplicates()) {
    std::map<std::string, std::vector<const script::MigrationFile*>> by_text;
    for (const std::size_t at : places) {
      const script::MigrationFile& file = history.files()[at];
      if (!only || file.spec->id == history.id(*only)) by_text[file.source->text].push_back(&file);
    }
    for (const auto& [text, files] : by_text) {
      if (files.size() < 2) continue;
      const script::MigrationFile* kept = files.back();
      for (const script::MigrationFile* file : files) {
        if (is_named_for_id(*file) && !is_named_for_id(*kept)) kept = file;
      }
      for (const script::MigrationFile* file : files) {
        if (file == kept) continue;
        repairs.say(fmt::format("{} is equal to {}, which stays", file->file, kept->file));
        repairs.remove(*file);
      }
    }
  }
}

}  // namespace retort::command
