// The methods of column expressions that are operators: comparisons, patterns, arithmetic, JSON
// and ARRAY access.
#pragma once

#include <vector>

#include "python/classes.h"
#include "schema/expression.h"
#include "script/arguments.h"

namespace retort::script {

std::vector<python::NativeMember> operator_members();

/// The expression that a method is called on.
schema::ExprPtr own_expression(const Arguments& arguments);
/// What a method gives.
python::Value made_element(const Arguments& arguments, schema::ExprPtr expression);

}  // namespace retort::script
