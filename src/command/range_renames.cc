// The only outside interface is range_renames.h.
#include "command/range_renames.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "command/undo_operations.h"
#include "doctor/sql_effects.h"

namespace retort::command {

namespace op = operation;

RangeRenames::Table& RangeRenames::table(const std::string& schema, const std::string& name) {
  const schema::shape::Name wanted{schema.empty() ? schema_ : schema, name};
  const auto found = std::ranges::find(tables_, wanted, &Table::to);
  if (found != tables_.end()) return *found;
  return tables_.emplace_back(Table{wanted, wanted, {}});
}

void RangeRenames::follow(const std::vector<op::Operation>& operations) {
  for (const op::Operation& operation : operations) {
    const std::string sql = sql_of(operation, dialect_);
    if (sql.empty()) {
      follow(operation.value);
    } else {
      follow_sql(sql);
    }
  }
}

void RangeRenames::follow_sql(const std::string& sql) {
  for (const doctor::SqlEffect& effect : doctor::read_sql(sql, dialect_)) {
    if (const auto* operation = std::get_if<op::OperationVariant>(&effect)) follow(*operation);
  }
}

void RangeRenames::follow(const op::OperationVariant& operation) {
  if (const auto* rename = std::get_if<op::RenameTable>(&operation)) {
    table(rename->schema, rename->old_name).to.name = rename->new_name;
  } else if (const auto* alter = std::get_if<op::AlterColumn>(&operation)) {
    if (!alter->new_name) return;
    std::vector<Renamed>& columns = table(alter->schema, alter->table).columns;
    const auto found = std::ranges::find(columns, alter->column, &Renamed::to);
    if (found == columns.end()) {
      columns.push_back({alter->column, *alter->new_name});
    } else {
      found->to = *alter->new_name;
    }
  } else if (const auto* batch = std::get_if<op::BatchAlterTable>(&operation)) {
    follow(batch->operations);
  }
}

std::vector<std::string> RangeRenames::declared() const {
  std::vector<std::string> out;
  for (const Table& table : tables_) {
    if (table.from != table.to) out.push_back(shown(table.from) + "=" + table.to.name);
    for (const Renamed& column : table.columns) {
      if (column.from == column.to) continue;
      out.push_back(shown(table.to) + "." + column.from + "=" + column.to);
    }
  }
  return out;
}

}  // namespace retort::command
