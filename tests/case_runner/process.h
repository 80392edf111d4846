// Running a shell command with a time limit, as the case runner needs it.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "case_file.h"

namespace retort::cases {

using Environment = std::vector<std::pair<std::string, std::string>>;

/// Runs `command` in bash (with pipefail) in its own process group, with exactly the environment
/// given and no input. Standard output and error come back as one text. When the limit is over the
/// whole group is killed and the output ends with a line that says so.
/// Errors: std::system_error when no process can be started.
Outcome run_shell(const std::string& command, const std::string& directory,
                  const Environment& environment, std::chrono::milliseconds limit);

}  // namespace retort::cases
