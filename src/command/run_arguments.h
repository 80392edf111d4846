// What env.py passes to the scripts: `context.run_migrations(op=op, tables=tables)` calls
// upgrade(op=..., tables=...).
#pragma once

#include <string>
#include <vector>

#include "project/project.h"
#include "script/runner.h"

namespace retort::command {

struct RunArguments {
  std::vector<script::ScriptArgument> arguments;
  SourcePtr env_source;  ///< For those that env.py's own names tell; null without any.
};

/// The keyword arguments of the first run_migrations() call in env.py that has any. Those that are
/// names which env.py imports refer to what is imported; the others to env.py's imports and
/// definitions. Empty without such a call, or when env.py does not parse.
RunArguments run_arguments(const project::Project& project);

}  // namespace retort::command
