// Columns of a declarative class body that an index or constraint of the same body uses before they
// have a name.
#pragma once

#include <map>
#include <string>

#include "python/value.h"
#include "script/tables.h"

namespace retort::script {

/// The column's name, or what stands for it until it has one.
std::string name_or_early_name(const ColumnObject& column);
/// What stood for the column before it had a name; empty when nothing asked for it.
std::string early_name_of(const ColumnObject& column);

/// In an Index or a constraint: puts the names in the place of what stood for them. Nothing happens
/// to other values.
void name_early_columns(const python::Value& item, const std::map<std::string, std::string>& names);

}  // namespace retort::script
