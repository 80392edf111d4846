// What ON CONFLICT is about: a constraint, or columns with a condition.
#pragma once

#include "schema/expression.h"
#include "script/arguments.h"

namespace retort::script {

/// From constraint=, index_elements= and index_where= of on_conflict_do_nothing() and
/// on_conflict_do_update().
schema::OnConflict conflict_target(const Arguments& arguments);

}  // namespace retort::script
