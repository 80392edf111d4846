// What env.py passes to the scripts: `context.run_migrations(op=op, tables=tables)` calls
// upgrade(op=..., tables=...).
#pragma once

#include <string>
#include <vector>

#include "project/project.h"
#include "script/runner.h"

namespace retort::command {

/// The keyword arguments of the first run_migrations() call in env.py that has any. Those that are
/// names which env.py imports refer to what is imported; the others are known to env.py only. Empty
/// without such a call, or when env.py does not parse.
std::vector<script::ScriptArgument> run_arguments(const project::Project& project);

}  // namespace retort::command
