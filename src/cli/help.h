// What is made of the tables of commands.h: help texts, shell completions, the manual page.
#pragma once

#include <string>
#include <string_view>

#include "cli/arguments.h"

namespace retort::cli {

/// The text of `retort --help`.
std::string general_help();
/// The text of `retort COMMAND --help`.
std::string command_help(const CommandSpec& command);
/// `usage: ...`, one line, for errors; `command` may be null.
std::string usage_line(const CommandSpec* command);
/// The completion script for `bash`, `zsh` or `fish`, or the manual page for `man`. Errors:
/// ErrorCode::usage for another name.
std::string completion_script(std::string_view shell);

}  // namespace retort::cli
