// From arguments to an exit status.
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"

namespace retort::cli {

/// Runs the command that the arguments name, and prints its result. Errors are thrown. Returns the
/// exit status when nothing failed.
int run_command(const Arguments& arguments, Console& console);

}  // namespace retort::cli
