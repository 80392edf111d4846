// What the commands that read schemas have in common.
#pragma once

#include "cli/calls.h"
#include "command/schema_source.h"
#include "diff/shape_plan.h"

namespace retort::cli {

/// `--scratch` and `--models-from`.
command::SchemaOptions schema_options(const Call& call);
/// `--rename` and `--drop`.
diff::Answers rename_answers(const Call& call);

}  // namespace retort::cli
