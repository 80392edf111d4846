// The migration files of a project: which files count, in which order, and what their headers say.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "revision/revision.h"
#include "script/header.h"

namespace retort::script {

/// Where migration files are (ini: version_locations, recursive_version_locations, sourceless).
struct VersionLocations {
  std::vector<std::string> directories;  ///< In configured order; a missing one is skipped.
  bool recursive = false;
  bool sourceless = false;  ///< Compiled files count too; they cannot be read, so they are refused.
};

/// The real paths of the migration files in load order: directories as configured, in each the
/// names sorted; recursive walks go top-down with sorted names and skip `__pycache__` (Alembic:
/// Script._list_py_dir). SQL files are among them. A file met twice is loaded once and gives a
/// warning. Errors: `unsupported` for a compiled file without its source in a sourceless project.
std::vector<std::string> find_migrations(const FileSystem& files, const VersionLocations& locations,
                                         std::vector<std::string>& warnings);

/// Reads one migration's header: of an SQL file if its name says so (see sql_outline.h), else of a
/// script. `source.path` is how errors name the file, `path` its real path.
/// Errors: `command` with Alembic's text when there is neither `revision` nor an id in the file's
/// name; `graph` when a variable is missing or has a value of a wrong kind; the fallback's own.
revision::RevisionSpec read_migration(const Source& source, const std::string& path,
                                      const HeaderFallback& fallback);

/// All migrations in load order, ready for a Graph. Files are read by several threads when there
/// are many. An SQL file without a `-- retort:` line is none; in a directory without scripts that
/// gives a warning. `keep_sources`: whether the revisions keep the files' texts, for a run of all
/// of them.
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

}  // namespace retort::script
