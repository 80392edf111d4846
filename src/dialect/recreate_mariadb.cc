// Tables come without their foreign keys, which follow when all tables are there. Views may stand
// on each other and are made in the order in which they name each other; functions come before
// them.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "dialect/literal.h"
#include "dialect/object_order.h"
#include "dialect/quoting.h"
#include "dialect/recreate.h"

namespace retort::dialect {
namespace {

using namespace schema::shape;

std::string quoted(std::string_view name) {
  return dialect::quoted(dialect::Family::mariadb, name);
}

std::string literal(std::string_view value) {
  return dialect::string_literal(dialect::Family::mariadb, value);
}

std::string columns_text(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + quoted(name);
  return out;
}

std::string setting_of(const View& view, std::string_view name) {
  for (const std::string& setting : view.settings) {
    if (setting.starts_with(name)) return setting.substr(name.size());
  }
  return {};
}

}  // namespace

std::string mariadb_column(const Table& table, const Column& column) {
  std::string out = fmt::format("{} {}", quoted(column.name), column.type);
  if (column.collation) out += " COLLATE " + *column.collation;
  if (column.generated) {
    out += fmt::format(" GENERATED ALWAYS AS ({}) {}", *column.generated,
                       column.stored ? "STORED" : "VIRTUAL");
  } else {
    out += column.not_null ? " NOT NULL" : " NULL";
  }
  if (column.default_value) out += " DEFAULT " + *column.default_value;
  if (column.auto_increment) out += " AUTO_INCREMENT";
  for (const std::string& setting : column.settings) out += ' ' + setting;
  if (column.comment) out += " COMMENT " + literal(*column.comment);
  for (const Constraint& check : table.constraints) {
    const bool own = check.kind == "check" && !check.columns.empty() && check.name == column.name;
    if (own) out += ' ' + check.definition;
  }
  return out;
}

std::vector<const Index*> mariadb_index_order(const Table& table) {
  std::vector<const Index*> out;
  for (const Index& index : table.indexes) out.push_back(&index);
  std::ranges::stable_partition(out, [](const Index* index) {
    return std::ranges::find(index->settings, "IGNORED") == index->settings.end();
  });
  return out;
}

std::string mariadb_table(const Table& table) {
  std::string items;
  const auto add = [&](const std::string& item) {
    items += fmt::format("{}\n    {}", items.empty() ? "" : ",", item);
  };
  for (const Column& column : table.columns) add(mariadb_column(table, column));
  for (const Index* index : mariadb_index_order(table)) add(index->definition);
  for (const Constraint& check : table.constraints) {
    if (check.kind != "check" || !check.columns.empty()) continue;
    add(fmt::format("CONSTRAINT {} {}", quoted(check.name), check.definition));
  }
  std::string options;
  for (const std::string& setting : table.settings) options += ' ' + setting;
  if (table.comment) options += " COMMENT=" + literal(*table.comment);
  if (table.partition_key) options += "\nPARTITION BY " + *table.partition_key;
  return fmt::format("CREATE TABLE {} ({}\n){}", quoted(table.name.name), items, options);
}

std::string mariadb_view(const View& view) {
  std::string columns;
  for (const Column& column : view.columns) {
    columns += (columns.empty() ? "" : ", ") + quoted(column.name);
  }
  const std::string check = setting_of(view, "check_option=");
  if (!columns.empty()) columns = fmt::format(" ({})", columns);
  return fmt::format("CREATE ALGORITHM={} SQL SECURITY {} VIEW {}{} AS {}{}",
                     setting_of(view, "algorithm="), setting_of(view, "security="),
                     quoted(view.name.name), columns, view.definition,
                     check.empty() ? "" : fmt::format(" WITH {} CHECK OPTION", check));
}

std::string mariadb_foreign_key(const Constraint& key) {
  const Name& other = *key.referred;
  return fmt::format(
      "FOREIGN KEY ({}) REFERENCES {}{} ({}) ON DELETE {} ON UPDATE {}", columns_text(key.columns),
      other.schema.empty() ? std::string() : quoted(other.schema) + '.', quoted(other.name),
      columns_text(key.referred_columns), key.on_delete, key.on_update);
}

std::vector<const View*> mariadb_view_order(const Database& database) {
  ObjectOrder order;
  for (const View& view : database.views) order.add({Kind::view, view.name, {}}, 0);
  for (const View& view : database.views) {
    for (const View& other : database.views) {
      const bool named = view.definition.find(quoted(other.name.name)) != std::string::npos;
      if (named) order.need({Kind::view, view.name, {}}, {Kind::view, other.name, {}});
    }
  }
  std::vector<const View*> out;
  order.each([&](const Object& object) {
    out.push_back(&*std::ranges::find(database.views, object.name, &View::name));
  });
  return out;
}

std::vector<std::string> recreate_mariadb(const Inspection& inspection) {
  const Database& database = inspection.database;
  std::vector<std::string> out;
  for (const Table& table : database.tables) out.push_back(mariadb_table(table));
  for (const Table& table : database.tables) {
    for (const Constraint& key : table.constraints) {
      if (key.kind != "foreign key") continue;
      out.push_back(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", quoted(table.name.name),
                                quoted(key.name), key.definition));
    }
  }
  for (const Routine& routine : database.routines) out.push_back(routine.definition);
  for (const View* view : mariadb_view_order(database)) out.push_back(mariadb_view(*view));
  for (const Table& table : database.tables) {
    for (const Trigger& trigger : table.triggers) out.push_back(trigger.definition);
  }
  for (const Event& event : database.events) out.push_back(event.definition);
  return out;
}

}  // namespace retort::dialect
