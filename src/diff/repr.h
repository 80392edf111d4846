// Changes as `alembic check` lists them: Python's repr() of Alembic's difference tuples.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "diff/changes.h"

namespace retort::diff {

/// What only the models say of a column, as Python shows it; empty without.
struct ModelColumn {
  std::string key;
  std::string onupdate, default_value;
};
/// By the table (`schema.name`) and the name of the column. Those that have nothing are left out.
using ModelColumns = std::map<std::pair<std::string, std::string>, ModelColumn>;

/// One text a difference. What Python shows as an address of memory is left out.
std::vector<std::string> reprs(const Changes& changes, const ModelColumns& models = {});

}  // namespace retort::diff
