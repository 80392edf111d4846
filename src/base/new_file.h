// Writing a file that must not exist yet.
#pragma once

#include <string>
#include <string_view>

namespace retort {

/// Creates a file: it appears with its whole content or not at all, and never takes the place of
/// another, however many processes try at once. Its folder must exist. False, with nothing changed,
/// when something is at the path already. Errors: ErrorCode::io with the path and the system's
/// reason (no permission, disk full, ...).
bool create_file(const std::string& path, std::string_view text);

/// Makes a folder and those above it; no error if it exists. Errors: ErrorCode::io.
void make_folder(const std::string& path);

}  // namespace retort
