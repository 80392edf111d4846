// Columns of a declarative class body that an index or constraint of the same body uses before they
// have a name.
#pragma once

#include <map>
#include <string>

#include "python/value.h"

namespace retort::script {

/// In an Index or a constraint: puts the names in the place of what stood for them. Nothing happens
/// to other values.
void name_early_columns(const python::Value& item, const std::map<std::string, std::string>& names);

}  // namespace retort::script
