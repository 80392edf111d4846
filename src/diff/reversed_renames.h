// The way back of renames.
#pragma once

#include <string>
#include <vector>

#include "diff/shape_plan.h"

namespace retort::diff {

/// What takes back what was renamed (Plan::renamed); what is new is meant to go.
Answers reversed_renames(const std::vector<std::string>& renamed);

}  // namespace retort::diff
