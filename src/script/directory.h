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

}  // namespace retort::script
