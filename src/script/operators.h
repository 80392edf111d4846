// The methods of column expressions that are operators: comparisons, patterns, arithmetic, JSON
// and ARRAY access.
#pragma once

#include <vector>

#include "python/classes.h"

namespace retort::script {

std::vector<python::NativeMember> operator_members();

}  // namespace retort::script
