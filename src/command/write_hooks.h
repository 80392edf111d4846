// Post-write hooks: the programs that format a new migration file.
#pragma once

#include <string>
#include <vector>

#include "command/status.h"
#include "project/config.h"
#include "runtime/reporter.h"

namespace retort::command {

/// Runs the hooks on a file, in their order: types `exec`, `module` and `console_scripts`. As in
/// Alembic a program that fails does not fail the command; there is a warning. Errors: `command`
/// with Alembic's texts for a hook that is not complete or whose program does not exist.
void run_write_hooks(const std::vector<project::PostWriteHook>& hooks, const std::string& path,
                     runtime::Reporter& reporter, StatusLines& lines);

/// The words of a command line as a POSIX shell would cut it (Python's shlex.split). Errors:
/// ErrorCode::config for a quotation that is not closed.
std::vector<std::string> split_words(const std::string& text);

}  // namespace retort::command
