// SQLite looks nothing up before it is used, so kind after kind will do. What a key has that only a
// column can say (AUTOINCREMENT, DESC) is written behind its column.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "dialect/quoting.h"
#include "dialect/recreate.h"

namespace retort::dialect {
namespace {

using namespace schema::shape;

std::string quoted(std::string_view name) {
  return dialect::quoted(dialect::Family::sqlite, name);
}

bool stands_behind(const Table& table, const Constraint& constraint) {
  if (constraint.kind != "primary key" || constraint.columns.size() != 1) return false;
  const auto column = std::ranges::find(table.columns, constraint.columns.front(), &Column::name);
  const bool counts = column != table.columns.end() && column->auto_increment;
  return counts || constraint.definition.find('(') == std::string::npos;
}

}  // namespace

std::string sqlite_column(const Table& table, const Column& column) {
  std::string out = quoted(column.name);
  if (!column.type.empty()) out += ' ' + column.type;
  for (const Constraint& constraint : table.constraints) {
    if (!stands_behind(table, constraint) || constraint.columns.front() != column.name) continue;
    if (!constraint.name.empty()) out += " CONSTRAINT " + quoted(constraint.name);
    std::string definition = constraint.definition;
    const std::size_t open = definition.find(" (");
    if (open != definition.npos) definition.erase(open, definition.find(')', open) + 1 - open);
    out += ' ' + definition;
    if (column.auto_increment) out += " AUTOINCREMENT";
  }
  if (column.collation) out += " COLLATE " + *column.collation;
  if (column.generated) {
    out += fmt::format(" GENERATED ALWAYS AS ({}) {}", *column.generated,
                       column.stored ? "STORED" : "VIRTUAL");
  }
  if (column.default_value) out += " DEFAULT " + *column.default_value;
  if (!column.settings.empty()) return out + ' ' + column.settings.front();
  return column.not_null ? out + " NOT NULL" : out;
}

std::string sqlite_table(const Table& table) {
  if (table.columns.empty()) {
    return fmt::format("CREATE VIRTUAL TABLE {} {}", quoted(table.name.name),
                       table.settings.empty() ? std::string() : table.settings.front());
  }
  std::string items;
  for (const Column& column : table.columns) {
    items += fmt::format("{}\n    {}", items.empty() ? "" : ",", sqlite_column(table, column));
  }
  for (const Constraint& constraint : table.constraints) {
    if (stands_behind(table, constraint)) continue;
    items += ",\n    ";
    if (!constraint.name.empty()) items += fmt::format("CONSTRAINT {} ", quoted(constraint.name));
    items += constraint.definition;
  }
  std::string options;
  for (const std::string& option : table.settings) {
    options += (options.empty() ? " " : ", ") + option;
  }
  return fmt::format("CREATE TABLE {} ({}\n){}", quoted(table.name.name), items, options);
}

std::string sqlite_view(const View& view) {
  std::string columns;
  for (const Column& column : view.columns) {
    columns += (columns.empty() ? "" : ", ") + quoted(column.name);
  }
  if (!columns.empty()) columns = fmt::format(" ({})", columns);
  return fmt::format("CREATE VIEW {}{} AS {}", quoted(view.name.name), columns, view.definition);
}

std::vector<std::string> recreate_sqlite(const Inspection& inspection) {
  const Database& database = inspection.database;
  std::vector<std::string> out;
  for (const Table& table : database.tables) out.push_back(sqlite_table(table));
  for (const Table& table : database.tables) {
    for (const Index& index : table.indexes) out.push_back(index.definition);
  }
  for (const View& view : database.views) out.push_back(sqlite_view(view));
  const auto triggers = [&](const auto& relations) {
    for (const auto& relation : relations) {
      for (const Trigger& trigger : relation.triggers) out.push_back(trigger.definition);
    }
  };
  triggers(database.tables);
  triggers(database.views);
  return out;
}

}  // namespace retort::dialect
