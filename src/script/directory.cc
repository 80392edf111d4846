#include "script/directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <set>
#include <thread>
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

/// How many files a thread takes at a time, and from how many on threads are worth it.
constexpr std::size_t kBatch = 64;
constexpr std::size_t kParallelFrom = 4 * kBatch;

class Loader {
 public:
  Loader(const FileSystem& files, const HeaderFallback& fallback,
         const std::vector<std::string>& paths, bool keep_sources)
      : files_(files),
        fallback_(fallback),
        paths_(paths),
        keep_sources_(keep_sources),
        specs_(paths.size()),
        sources_(keep_sources ? paths.size() : 0),
        errors_(paths.size()) {}

  /// A path that is no migration leaves an empty spec.
  std::vector<revision::RevisionSpec> run() {
    read_all();
    for (const std::exception_ptr& error : errors_) {
      if (error) std::rethrow_exception(error);
    }
    return std::move(specs_);
  }

  /// What is no migration is left out. Sources must be kept.
  std::vector<MigrationFile> run_leniently() {
    read_all();
    std::vector<MigrationFile> out;
    out.reserve(paths_.size());
    for (std::size_t at = 0; at < paths_.size(); ++at) {
      MigrationFile file;
      try {
        if (errors_[at]) std::rethrow_exception(errors_[at]);
        if (specs_[at].path.empty()) continue;
        file.spec = std::move(specs_[at]);
      } catch (const Error& error) {
        file.error = error;
      }
      file.path = paths_[at];
      file.file = display_path(paths_[at]);
      file.source = std::move(sources_[at]);
      out.push_back(std::move(file));
    }
    return out;
  }

 private:
  void read_all() {
    const unsigned cores = std::thread::hardware_concurrency();
    if (paths_.size() >= kParallelFrom && cores > 1) {
      std::vector<std::jthread> helpers;
      for (unsigned count = 1; count < std::min(cores, 4U); ++count) {
        helpers.emplace_back([this] { work(); });
      }
      work();
    } else {
      work();
    }
  }

  void work() {
    Source source;
    for (std::size_t begin = next_.fetch_add(kBatch); begin < paths_.size();
         begin = next_.fetch_add(kBatch)) {
      const std::size_t end = std::min(begin + kBatch, paths_.size());
      for (std::size_t at = begin; at < end; ++at) read(at, source);
    }
  }

  void read(std::size_t at, Source& source) {
    try {
      source.path = display_path(paths_[at]);
      // A file that vanished since the directory was listed reads as any other missing file.
      if (!files_.read_into(paths_[at], source.text)) source.text = files_.read(paths_[at]);
      if (is_sql_file(paths_[at]) && !has_directive(source.text)) return;
      if (keep_sources_) sources_[at] = std::make_shared<const Source>(source);
      specs_[at] = read_migration(source, paths_[at], fallback_);
      if (keep_sources_) specs_[at].source = sources_[at];
    } catch (...) {
      errors_[at] = std::current_exception();
    }
  }

  const FileSystem& files_;
  const HeaderFallback& fallback_;
  const std::vector<std::string>& paths_;
  bool keep_sources_;
  std::vector<revision::RevisionSpec> specs_;
  std::vector<SourcePtr> sources_;
  std::vector<std::exception_ptr> errors_;
  std::atomic<std::size_t> next_ = 0;
};

/// Removes the specs of SQL files that are no migrations. Beside scripts they are the scripts' own;
/// where there is no script their author may have expected them to run.
void leave_out_others(const std::vector<std::string>& paths,
                      std::vector<revision::RevisionSpec>& specs,
                      std::vector<std::string>& warnings) {
  std::set<std::string> with_scripts;
  for (const std::string& path : paths) {
    if (!is_sql_file(path)) with_scripts.insert(parent_path(path));
  }
  std::vector<revision::RevisionSpec> kept;
  kept.reserve(specs.size());
  for (std::size_t i = 0; i < specs.size(); ++i) {
    if (!is_sql_file(paths[i]) || !specs[i].path.empty()) {
      kept.push_back(std::move(specs[i]));
    } else if (!with_scripts.contains(parent_path(paths[i]))) {
      warnings.push_back(
          fmt::format("{} is left out: it has no line `-- retort: upgrade`, so it is "
                      "not a migration.",
                      display_path(paths[i])));
    }
  }
  specs = std::move(kept);
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
  spec.file = source.path;
  return spec;
}

std::vector<revision::RevisionSpec> load_migrations(const FileSystem& files,
                                                    const VersionLocations& locations,
                                                    const HeaderFallback& fallback,
                                                    std::vector<std::string>& warnings,
                                                    bool keep_sources) {
  const std::vector<std::string> paths = find_migrations(files, locations, warnings);
  std::vector<revision::RevisionSpec> specs = Loader(files, fallback, paths, keep_sources).run();
  if (std::ranges::any_of(paths, is_sql_file)) leave_out_others(paths, specs, warnings);
  return specs;
}

std::vector<MigrationFile> inspect_migrations(const FileSystem& files,
                                              const VersionLocations& locations,
                                              const HeaderFallback& fallback,
                                              std::vector<std::string>& warnings) {
  const std::vector<std::string> paths = find_migrations(files, locations, warnings);
  return Loader(files, fallback, paths, true).run_leniently();
}

}  // namespace retort::script
