// Changes as `alembic check` lists them: Python's repr() of Alembic's difference tuples.
#pragma once

#include <string>
#include <vector>

#include "diff/changes.h"

namespace retort::diff {

/// One text a difference. What Python shows as an address of memory is left out.
std::vector<std::string> reprs(const Changes& changes);

}  // namespace retort::diff
