#include "inspect/reflected.h"

#include <algorithm>

namespace retort::inspect {

void throw_no_such_table(const std::string& schema, const std::string& table) {
  throw Error(ErrorCode::command,
              "No such table: " + (schema.empty() ? table : schema + "." + table))
      .with_hint("Check the table's name and schema, and which database the URL names.");
}

schema::Table assemble_table(schema::Catalog& catalog, const std::string& schema,
                             const std::string& name) {
  schema::Table table;
  table.schema = schema;
  table.name = name;
  const schema::PrimaryKeyConstraint key = catalog.primary_key(schema, name);
  for (schema::ColumnInfo& info : catalog.columns(schema, name)) {
    const bool is_key =
        std::find(key.columns.begin(), key.columns.end(), info.column.name) != key.columns.end();
    info.column.primary_key = is_key;
    table.columns.push_back(std::move(info.column));
  }
  if (!key.columns.empty()) table.constraints.emplace_back(key);
  for (auto& constraint : catalog.foreign_keys(schema, name))
    table.constraints.emplace_back(std::move(constraint));
  for (auto& constraint : catalog.unique_constraints(schema, name))
    table.constraints.emplace_back(std::move(constraint));
  for (auto& constraint : catalog.check_constraints(schema, name))
    table.constraints.emplace_back(std::move(constraint));
  for (schema::IndexInfo& info : catalog.indexes(schema, name)) {
    if (!info.duplicates_constraint) table.indexes.push_back(std::move(info.index));
  }
  table.comment = catalog.table_comment(schema, name);
  return table;
}

}  // namespace retort::inspect
