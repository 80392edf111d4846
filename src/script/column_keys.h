// Column(key=): constraints and indexes name columns by their keys, the database by their names.
#pragma once

#include "schema/table.h"

namespace retort::script {

class ColumnObject;
class MetaDataObject;
class TableObject;

/// Puts the names of columns into the constraints and indexes of a table's shape, where they were
/// named by keys: columns of the table itself, and those that foreign keys refer to in the tables
/// of its MetaData.
void name_by_keys(const TableObject& object, schema::Table& shape);

/// What the column at `index` of a foreign key refers to: a key, or with `link_to_name` a name, in
/// a table of the same MetaData. Null when that has no such column.
ColumnObject* referred_column(const MetaDataObject& metadata,
                              const schema::ForeignKeyConstraint& key, std::size_t index = 0);

}  // namespace retort::script
