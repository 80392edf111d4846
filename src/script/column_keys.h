// Column(key=): constraints and indexes name columns by their keys, the database by their names.
#pragma once

#include "schema/table.h"

namespace retort::script {

class TableObject;

/// Puts the names of columns into the constraints and indexes of a table's shape, where they were
/// named by keys: columns of the table itself, and those that foreign keys refer to in the tables
/// of its MetaData.
void name_by_keys(const TableObject& object, schema::Table& shape);

}  // namespace retort::script
