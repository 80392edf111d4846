// Changes as operations, for dialects to write in SQL.
#pragma once

#include <vector>

#include "diff/changes.h"
#include "operation/operation.h"

namespace retort::diff {

/// In order. Indexes of an added table are operations of their own.
std::vector<operation::Operation> operations_of(const Changes& changes);

}  // namespace retort::diff
