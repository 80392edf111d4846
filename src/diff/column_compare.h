// The columns of a table that both sides have.
#pragma once

#include "diff/changes.h"
#include "diff/compare.h"

namespace retort::diff {

/// `schema.table`, or the table alone.
std::string qualified_name(const std::string& schema, const std::string& table);

/// A desired column as the server can make it: MariaDB takes no NOT NULL of a computed column,
/// which is left out where only an annotation implies it.
schema::Column creatable(dialect::Family family, schema::Column column);

/// Adds the columns that are missing, then the changes of those that are there, in the order of
/// `desired`. `live` is the reflected table; `changed` names table and schema.
void compare_columns(const Comparison& comparison, const schema::Table& live,
                     const schema::Table& desired, TableChanged& changed);
/// Adds the columns that are to go.
void compare_removed_columns(const Comparison& comparison, const schema::Table& live,
                             const schema::Table& desired, TableChanged& changed);

}  // namespace retort::diff
