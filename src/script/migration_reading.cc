// The only outside interface is migration_reading.h.
#include "script/migration_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/file.h"
#include "script/sql_outline.h"

namespace retort::script {
namespace {

/// How many files a thread takes at a time, and from how many on threads are worth it.
constexpr std::size_t kBatch = 64;
constexpr std::size_t kParallelFrom = 4 * kBatch;
/// More threads gain nothing: the files come from one cache.
constexpr unsigned kThreads = 4;

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

class MigrationLoader {
 public:
  MigrationLoader(const FileSystem& files, const HeaderFallback& fallback,
                  std::vector<std::string> paths, bool keep_sources)
      : files_(files),
        fallback_(fallback),
        paths_(std::move(paths)),
        keep_sources_(keep_sources),
        specs_(paths_.size()),
        sources_(keep_sources ? paths_.size() : 0),
        errors_(paths_.size()) {}

  /// Reads until every file is read or taken by another thread.
  void help() {
    Source source;
    for (std::size_t begin = next_.fetch_add(kBatch); begin < paths_.size();
         begin = next_.fetch_add(kBatch)) {
      const std::size_t end = std::min(begin + kBatch, paths_.size());
      for (std::size_t at = begin; at < end; ++at) read(at, source);
    }
  }

  /// Leaves the files that no thread has taken.
  void stop() { next_ = paths_.size(); }

  /// Reads what is left, with as many threads as pay. `helping`: how many are in help() already.
  void read_rest(unsigned helping) {
    std::vector<std::jthread> helpers;
    if (paths_.size() >= kParallelFrom) {
      const unsigned cores = std::min(std::thread::hardware_concurrency(), kThreads);
      for (unsigned count = 1 + helping; count < cores; ++count) {
        helpers.emplace_back([this] { help(); });
      }
    }
    help();
  }

  /// What was read, once all threads are done.
  std::vector<revision::RevisionSpec> take(std::vector<std::string>& warnings) {
    for (const std::exception_ptr& error : errors_) {
      if (error) std::rethrow_exception(error);
    }
    if (std::ranges::any_of(paths_, is_sql_file)) leave_out_others(paths_, specs_, warnings);
    return std::move(specs_);
  }

  /// The same; what is no migration is left out. Sources must be kept.
  std::vector<MigrationFile> take_leniently() {
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
  std::vector<std::string> paths_;
  bool keep_sources_;
  std::vector<revision::RevisionSpec> specs_;
  std::vector<SourcePtr> sources_;
  std::vector<std::exception_ptr> errors_;
  std::atomic<std::size_t> next_ = 0;
};

MigrationReading::MigrationReading(const FileSystem& files, VersionLocations locations,
                                   std::unique_ptr<const HeaderFallback> fallback,
                                   bool keep_sources)
    : files_(files),
      locations_(std::move(locations)),
      fallback_(std::move(fallback)),
      keep_sources_(keep_sources) {
  if (std::thread::hardware_concurrency() < 2) return;
  thread_ = std::thread([this] {
    find();
    if (loader_ != nullptr) loader_->help();
  });
}

MigrationReading::~MigrationReading() {
  if (!thread_.joinable()) return;
  found_.wait(false);
  if (loader_ != nullptr) loader_->stop();
  thread_.join();
}

void MigrationReading::find() {
  try {
    loader_ = std::make_unique<MigrationLoader>(
        files_, *fallback_, find_migrations(files_, locations_, warnings_), keep_sources_);
  } catch (...) {
    error_ = std::current_exception();
  }
  found_ = true;
  found_.notify_one();
}

std::vector<revision::RevisionSpec> MigrationReading::finish(std::vector<std::string>& warnings) {
  const bool begun = thread_.joinable();
  if (!begun) find();
  found_.wait(false);
  if (loader_ != nullptr) loader_->read_rest(begun ? 1 : 0);
  if (begun) thread_.join();
  if (error_) std::rethrow_exception(error_);
  warnings = std::move(warnings_);
  return loader_->take(warnings);
}

std::vector<revision::RevisionSpec> load_migrations(const FileSystem& files,
                                                    const VersionLocations& locations,
                                                    const HeaderFallback& fallback,
                                                    std::vector<std::string>& warnings,
                                                    bool keep_sources) {
  MigrationLoader loader(files, fallback, find_migrations(files, locations, warnings),
                         keep_sources);
  loader.read_rest(0);
  return loader.take(warnings);
}

std::vector<MigrationFile> inspect_migrations(const FileSystem& files,
                                              const VersionLocations& locations,
                                              const HeaderFallback& fallback,
                                              std::vector<std::string>& warnings) {
  MigrationLoader loader(files, fallback, find_migrations(files, locations, warnings), true);
  loader.read_rest(0);
  return loader.take_leniently();
}

}  // namespace retort::script
