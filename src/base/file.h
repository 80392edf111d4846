// Reading files and asking about paths: the only way from Retort to the disk.
//
// Paths are plain strings in the system's encoding; relative ones are relative to the working
// directory.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace retort {

/// The file's whole content. Errors: ErrorCode::io with the system's reason.
std::string read_file(const std::string& path);

/// The same; nullopt when there is no such file (or it is a directory). Errors: any other reason.
std::optional<std::string> read_file_if_exists(const std::string& path);

/// The file as a Source named by its path.
SourcePtr read_source(const std::string& path);

/// Whether something exists at the path.
bool path_exists(const std::string& path);
bool is_directory(const std::string& path);
bool is_regular_file(const std::string& path);

/// Names in a directory, sorted, without `.` and `..`; empty when there is no such directory.
std::vector<std::string> directory_names(const std::string& path);

/// The path made absolute against the working directory, without resolving links, with `.` parts
/// and doubled slashes removed (Python's Path.absolute()).
std::string absolute_path(std::string_view path);

/// The path with every link resolved; the absolute path when it does not exist.
std::string real_path(const std::string& path);

/// `directory/name`; `name` alone when it is absolute or the directory is empty.
std::string join_path(std::string_view directory, std::string_view name);

/// Everything before the last slash; empty when there is none.
std::string parent_path(std::string_view path);

/// Everything after the last slash.
std::string_view file_name(std::string_view path);

/// The path relative to the working directory when it lies below it, else the path itself: how
/// messages name files.
std::string display_path(const std::string& path);

}  // namespace retort
