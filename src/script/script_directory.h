// `op.get_context().script`: the other migration files of a run, as scripts look them up that keep
// what can be replaced (views, functions) in their modules.
#pragma once

#include "python/value.h"
#include "script/arguments.h"

namespace retort::script {

/// `MigrationContext.script`: None where there are no files.
python::Value script_directory(Arguments& arguments);

}  // namespace retort::script
