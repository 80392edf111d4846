// Two queries: the schema table with its CREATE statements, and the columns of views. Where a view
// names what is not there, each is asked for by itself, and a broken one has the columns that it
// names. The tables that a virtual table keeps its content in are its own affair.
#include "inspect/sqlite_shape.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/error.h"
#include "inspect/own_tables.h"
#include "inspect/sqlite_statements.h"

namespace retort::inspect {
namespace {

using namespace schema::shape;
using database::Row;
using database::text_or_empty;

constexpr const char* kObjects =
    "SELECT s.type, s.name, s.tbl_name, s.sql FROM sqlite_master s WHERE s.sql IS NOT NULL AND "
    "s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND NOT EXISTS (SELECT 1 FROM pragma_table_list l "
    "WHERE l.schema = 'main' AND l.name = s.tbl_name AND l.type = 'shadow') ORDER BY s.name";
constexpr const char* kViewColumns =
    "SELECT s.name, x.name FROM sqlite_master s, pragma_table_xinfo(s.name) x WHERE s.type = "
    "'view' ORDER BY s.name, x.cid";

/// Without a type: what SQLite says depends on the order in which it meets views that stand on each
/// other.
void add_column(View& view, std::string name) {
  view.columns.emplace_back().name = std::move(name);
}

/// The columns of one view, whose CREATE statement is `sql`.
void read_columns(database::Connection& connection, View& view, std::string_view sql) {
  try {
    const database::Result columns = connection.execute(
        "SELECT x.name FROM pragma_table_xinfo(?) x ORDER BY x.cid", {view.name.name});
    for (const Row& row : columns.rows) {
      add_column(view, text_or_empty(row[0]));
    }
  } catch (const Error& error) {
    if (error.code != ErrorCode::database) throw;
    for (std::string& name : sqlite_view_columns(sql)) add_column(view, std::move(name));
  }
}

/// The table or view called `name`, or null.
template <class Relation>
Relation* find(std::vector<Relation>& relations, const std::string& name) {
  const auto found =
      std::ranges::find_if(relations, [&](const Relation& made) { return made.name.name == name; });
  return found == relations.end() ? nullptr : &*found;
}

}  // namespace

Inspection inspect_sqlite(database::Connection& connection) {
  const database::Result objects = connection.execute(kObjects);
  database::Result columns;
  bool broken = false;
  try {
    columns = connection.execute(kViewColumns);
  } catch (const Error& error) {
    if (error.code != ErrorCode::database) throw;
    broken = true;
  }
  Inspection out;
  Database& database = out.database;
  database.dialect = "sqlite";
  std::map<std::string, std::size_t> tables;
  for (const Row& row : objects.rows) {
    const std::string name = text_or_empty(row[1]);
    const std::string sql = text_or_empty(row[3]);
    if (text_or_empty(row[0]) == "table" && !is_own_table(name)) {
      tables.emplace(name, database.tables.size());
      // ALTER TABLE ... RENAME may leave other quotes; the name is the column's.
      database.tables.push_back(read_sqlite_table(sql));
      database.tables.back().name.name = name;
    } else if (text_or_empty(row[0]) == "view") {
      View& view = database.views.emplace_back();
      view.name.name = name;
      view.definition = read_sqlite_view(sql);
      if (broken) read_columns(connection, view, sql);
    }
  }
  for (const Row& row : columns.rows) {
    if (View* view = find(database.views, text_or_empty(row[0]))) {
      add_column(*view, text_or_empty(row[1]));
    }
  }
  for (const Row& row : objects.rows) {
    const std::string kind = text_or_empty(row[0]);
    const std::string sql = text_or_empty(row[3]);
    const auto place = tables.find(text_or_empty(row[2]));
    Table* table = place == tables.end() ? nullptr : &database.tables[place->second];
    if (kind == "index" && table != nullptr) table->indexes.push_back(read_sqlite_index(sql));
    if (kind != "trigger") continue;
    Trigger trigger{text_or_empty(row[1]), plain_sqlite(sql), "origin", {}};
    if (table != nullptr) {
      table->triggers.push_back(std::move(trigger));
    } else if (View* view = find(database.views, text_or_empty(row[2]))) {
      view->triggers.push_back(std::move(trigger));
    }
  }
  std::ranges::sort(database.tables, {}, &Table::name);
  std::ranges::sort(database.views, {}, &View::name);
  return out;
}

}  // namespace retort::inspect
