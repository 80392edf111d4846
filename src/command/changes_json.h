// Differences between schemas as JSON.
#pragma once

#include <vector>

#include "base/json.h"
#include "schema/shape_changes.h"

namespace retort::command {

/// A list of objects with `change`, `object` and, where there is one, `detail`; docs/json.md.
Json changes_json(const std::vector<schema::shape::Change>& changes);

}  // namespace retort::command
