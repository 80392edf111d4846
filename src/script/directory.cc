#include "script/directory.h"

#include <fmt/format.h>

#include <set>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "script/sql_outline.h"

namespace retort::script {
namespace {

using Entries = std::vector<DirectoryEntry>;

bool is_counted(std::string_view name) {
  return !name.starts_with(".#") && !name.starts_with("__init__");
}

bool is_migration(std::string_view name) {
  return is_counted(name) && (name.ends_with(".py") || is_sql_file(name));
}

/// The name without the last letter of `.pyc` or `.pyo`; empty for other names.
std::string_view source_name(std::string_view name) {
  const bool compiled = name.ends_with(".pyc") || name.ends_with(".pyo");
  return compiled && is_counted(name) ? name.substr(0, name.size() - 1) : std::string_view();
}

[[noreturn]] void refuse_compiled(const std::string& path) {
  Place place;
  place.file = display_path(path);
  throw Error(ErrorCode::unsupported,
              fmt::format("Can't read the compiled migration {}", display_path(path)),
              std::move(place))
      .with_hint("Deploy the .py files, or run `sourceless` projects with Alembic.");
}

/// Refuses compiled files that stand for a migration: those whose source is not there.
void check_sourceless(const FileSystem& files, const std::string& directory,
                      const Entries& entries) {
  std::set<std::string_view> stems;
  for (const DirectoryEntry& entry : entries) {
    const std::string_view name = entry.name;
    if (!entry.is_directory) stems.insert(name.substr(0, name.find('.')));
    const std::string_view source = source_name(name);
    if (entry.is_directory || source.empty()) continue;
    if (!files.exists(join_path(directory, source))) refuse_compiled(join_path(directory, name));
  }
  const std::string cache = join_path(directory, "__pycache__");
  for (const DirectoryEntry& entry : files.list(cache).value_or(Entries())) {
    const std::string_view name = entry.name;
    const bool known = stems.contains(name.substr(0, name.find('.')));
    if (!known && !source_name(name).empty()) refuse_compiled(join_path(cache, name));
  }
}

class Finder {
 public:
  Finder(const FileSystem& files, const VersionLocations& locations,
         std::vector<std::string>& warnings)
      : files_(files), locations_(locations), warnings_(warnings) {}

  std::vector<std::string> run() {
    for (const std::string& directory : locations_.directories) visit(directory);
    return std::move(found_);
  }

 private:
  void visit(const std::string& directory) {
    if (file_name(directory).ends_with("__pycache__")) return;
    const std::optional<Entries> entries = files_.list(directory);
    if (!entries) return;
    const std::string real = files_.real_path(directory);
    if (locations_.sourceless) check_sourceless(files_, real, *entries);
    for (const DirectoryEntry& entry : *entries) {
      if (!entry.is_directory && is_migration(entry.name)) add(real, entry);
    }
    if (!locations_.recursive) return;
    for (const DirectoryEntry& entry : *entries) {
      if (entry.is_directory && !entry.is_link) visit(join_path(directory, entry.name));
    }
  }

  /// The directory's path is real already, so that only links have to be resolved.
  void add(const std::string& directory, const DirectoryEntry& entry) {
    std::string path = join_path(directory, entry.name);
    if (entry.is_link) path = files_.real_path(path);
    if (!is_migration(file_name(path))) return;
    if (!seen_.insert(path).second) {
      warnings_.push_back(fmt::format(
          "File {} loaded twice! ignoring. Please ensure version_locations is unique.", path));
      return;
    }
    found_.push_back(std::move(path));
  }

  const FileSystem& files_;
  const VersionLocations& locations_;
  std::vector<std::string>& warnings_;
  std::unordered_set<std::string> seen_;
  std::vector<std::string> found_;
};

/// The id in a name such as `1975ea83b712.py`, for files older than the `revision` variable.
std::string_view id_in_name(std::string_view name) {
  const std::string_view stem = name.substr(0, name.size() - 3);
  return stem.find_first_not_of("0123456789abcdef") == stem.npos ? stem : std::string_view();
}

std::string revision_id(const Source& source, const std::string& path, const HeaderValue& value) {
  using Kind = HeaderValue::Kind;
  if (value.kind == Kind::text) return value.items.front();
  if (value.kind != Kind::absent) {
    throw Error(ErrorCode::graph, "The variable `revision` must be a string",
                place_in(source, value.span));
  }
  const std::string_view name = file_name(path);
  if (const std::string_view id = id_in_name(name); !id.empty()) return std::string(id);
  Place place;
  place.file = source.path;
  throw Error(ErrorCode::command,
              fmt::format("Could not determine revision id from filename {}. Be sure the "
                          "'revision' variable is declared inside the script (please see "
                          "'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
                          name),
              std::move(place));
}

}  // namespace

std::vector<std::string> find_migrations(const FileSystem& files, const VersionLocations& locations,
                                         std::vector<std::string>& warnings) {
  return Finder(files, locations, warnings).run();
}

revision::RevisionSpec read_migration(const Source& source, const std::string& path,
                                      const HeaderFallback& fallback) {
  if (is_sql_file(path)) return read_sql_outline(source, path).spec;
  std::optional<Header> scanned = scan_header(source.text);
  Header header = scanned ? *std::move(scanned) : fallback.read(source);
  revision::RevisionSpec spec;
  spec.id = revision_id(source, path, header.revision);
  if (header.down_revision.kind == HeaderValue::Kind::absent) {
    Place place = place_in(source, header.revision.span);
    throw Error(ErrorCode::graph,
                fmt::format("Revision {} does not declare `down_revision`", spec.id),
                std::move(place))
        .with_hint("Add `down_revision = None` for a base, or the id that it follows.");
  }
  spec.id_mark = {header.revision.span};
  spec.down_mark = {header.down_revision.span};
  spec.labels_mark = {header.branch_labels.span};
  spec.depends_mark = {header.depends_on.span};
  spec.down_revisions = std::move(header.down_revision.items);
  spec.depends_on = std::move(header.depends_on.items);
  spec.branch_labels = std::move(header.branch_labels.items);
  spec.long_doc = long_doc_of(header.docstring);
  spec.path = path;
  return spec;
}

}  // namespace retort::script
