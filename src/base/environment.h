// The process's environment variables and the time: behind functions, so that only base/ asks for
// them.
#pragma once

#include <optional>
#include <string>

namespace retort {

/// The variable's value; nullopt when it is not set. An empty value is returned as it is.
std::optional<std::string> environment_variable(const char* name);

/// Whether a file descriptor (1 standard output, 2 standard error) is a terminal.
bool is_terminal(int descriptor);
/// Whether two descriptors lead to the same file, pipe or terminal.
bool is_same_stream(int first, int second);

}  // namespace retort
