// Every command and option of the command line, as tables: parsing, --help, the completions and
// the manual page all come from them.
#pragma once

#include <span>

#include "cli/arguments.h"

namespace retort::cli {

/// Options that every command takes.
std::span<const OptionSpec> shared_options();
/// The commands, in the order of --help.
std::span<const CommandSpec> commands();

}  // namespace retort::cli
