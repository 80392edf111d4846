// Changing several files at once: all of them or none.
//
// The originals are kept in a backup folder. While files get their new content, a journal lies in
// that folder's root; what finds one there later knows that a run was killed, and takes it back.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace retort {

/// One file with its old and its new content.
struct FileChange {
  std::string path;                   ///< Absolute.
  std::optional<std::string> before;  ///< Nothing: the file is new.
  std::optional<std::string> after;   ///< Nothing: the file is removed.
  friend bool operator==(const FileChange&, const FileChange&) = default;
};

/// Makes the changes. Returns the folder below `backup_root` that holds the originals.
/// Errors, with every file as it was: ErrorCode::command when a file is no longer as `before` says
/// or another run is at work, ErrorCode::io. `between` is called before each step that shows: the
/// seam for tests of what a kill leaves behind.
std::string write_file_set(const std::vector<FileChange>& changes, const std::string& backup_root,
                           void (*between)(std::size_t step) = nullptr);

/// What taking a run back did.
struct FileSetRecovery {
  std::vector<std::string> restored;  ///< Paths that are as they were before the run.
  std::vector<std::string> kept;      ///< Changed by somebody since then, so they were left alone.
  std::string backup;                 ///< Where the originals are.
};

/// Takes back what a killed run left half done; nothing if there is none. Errors:
/// ErrorCode::command when that run is still alive, ErrorCode::io.
std::optional<FileSetRecovery> recover_file_set(const std::string& backup_root);

/// Takes back a finished run; `stamp`: its folder below `backup_root`, the newest one when empty.
/// Errors: ErrorCode::command when there is none, ErrorCode::io.
FileSetRecovery undo_file_set(const std::string& backup_root, const std::string& stamp);

}  // namespace retort
