// What can be known of a run before it begins.
#pragma once

#include "command/session.h"
#include "revision/plan.h"

namespace retort::command {

/// Looks through the Python migrations of the plan for statements that cannot be part of a
/// transaction, so that the run fails before it has begun and not in the middle. Only scripts that
/// hold a word of such statements are tried out. What fails for other reasons is left to the run.
/// Errors: ErrorCode::unsupported with the statement and its place.
void foresee_transactions(Session& session, const revision::Plan& plan);

}  // namespace retort::command
