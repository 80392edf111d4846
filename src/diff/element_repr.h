// An SQL expression as Python's repr() shows it: its class, and its name where it has one.
#pragma once

#include <string>

#include "schema/expression.h"

namespace retort::diff {

/// Without the address of memory. REQUIRES: an expression that a column, an index or a constraint
/// can have, no statement.
std::string element_repr(const schema::ExprPtr& element);

}  // namespace retort::diff
