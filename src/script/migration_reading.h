// Reads the headers of all migration files of a project, by several threads when there are many.
#pragma once

#include <atomic>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "revision/revision.h"
#include "script/directory.h"
#include "script/header.h"

namespace retort::script {

/// All migrations in load order, ready for a Graph. An SQL file without a `-- retort:` line is
/// none; in a directory without scripts that gives a warning. `keep_sources`: whether the revisions
/// keep the files' texts, for a run of all of them. Errors: of find_migrations and read_migration,
/// the first file's first.
std::vector<revision::RevisionSpec> load_migrations(const FileSystem& files,
                                                    const VersionLocations& locations,
                                                    const HeaderFallback& fallback,
                                                    std::vector<std::string>& warnings,
                                                    bool keep_sources = false);

/// What was read of one migration file, healthy or not.
struct MigrationFile {
  std::string path;                            ///< Real path.
  std::string file;                            ///< As errors show it.
  SourcePtr source;                            ///< Null if the file cannot be read.
  std::optional<revision::RevisionSpec> spec;  ///< With `source`; not there if there is an error.
  std::optional<Error> error;                  ///< Why its header cannot be known.
};

/// The same files as load_migrations reads; one that is broken does not hide the others.
std::vector<MigrationFile> inspect_migrations(const FileSystem& files,
                                              const VersionLocations& locations,
                                              const HeaderFallback& fallback,
                                              std::vector<std::string>& warnings);

class MigrationLoader;

/// load_migrations() in the background, while the caller does something else. On a machine with one
/// core it waits for finish().
class MigrationReading {
 public:
  /// `files` must outlive it.
  MigrationReading(const FileSystem& files, VersionLocations locations,
                   std::unique_ptr<const HeaderFallback> fallback, bool keep_sources);
  /// Stops what is under way.
  ~MigrationReading();
  MigrationReading(const MigrationReading&) = delete;
  MigrationReading& operator=(const MigrationReading&) = delete;

  /// What load_migrations() would return and throw; once. The caller's thread helps with what is
  /// left to do.
  std::vector<revision::RevisionSpec> finish(std::vector<std::string>& warnings);

 private:
  void find();

  const FileSystem& files_;
  VersionLocations locations_;
  std::unique_ptr<const HeaderFallback> fallback_;
  bool keep_sources_;
  std::vector<std::string> warnings_;
  std::unique_ptr<MigrationLoader> loader_;  ///< Null where finding failed.
  std::exception_ptr error_;                 ///< Why.
  std::atomic<bool> found_ = false;  ///< The fields above are no longer written by `thread_`.
  std::thread thread_;
};

}  // namespace retort::script
