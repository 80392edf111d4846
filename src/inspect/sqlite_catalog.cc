// SQLite answers every question from its own memory, so nothing is kept here: each call runs the
// pragma it needs. What the pragmas do not know is read from the table's CREATE statement, by the
// rules of SQLAlchemy's SQLite dialect (which of its constraints have a name, which come first).
#include "inspect/sqlite_catalog.h"
#include "inspect/own_tables.h"

#include <algorithm>
#include <map>

#include "inspect/reflected.h"
#include "inspect/sqlite_ddl.h"
#include "inspect/sqlite_types.h"

namespace retort::inspect {
namespace {

using database::as_boolean;
using database::as_integer;
using database::optional_text;
using database::Result;
using database::Row;
using database::text_or_empty;

std::string quoted(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += c;
    result += c;
  }
  return result + '"';
}

bool is_automatic(const std::string& index_name) {
  return index_name.rfind("sqlite_autoindex", 0) == 0;
}

/// By name, those without one last.
bool name_before(const schema::Name& a, const schema::Name& b) {
  return a.text.value_or("~") < b.text.value_or("~");
}

/// The declared type of a generated column, which SQLite gives with the words that follow it.
std::string without_generated(std::string type) {
  for (char& c : type) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  for (const std::string_view word : {"GENERATED", "ALWAYS"}) {
    const std::size_t found = type.find(word);
    if (found != std::string::npos) type.erase(found, word.size());
  }
  while (!type.empty() && type.back() == ' ') type.pop_back();
  return type;
}

class SqliteCatalog final : public schema::Catalog {
 public:
  explicit SqliteCatalog(database::Connection& connection) : connection_(connection) {}

  std::string default_schema() override { return "main"; }

  std::vector<std::string> schema_names() override {
    std::vector<std::string> names;
    for (const Row& row : connection_.execute("PRAGMA database_list").rows) {
      const std::string name = text_or_empty(row.at(1));
      if (name != "temp") names.push_back(name);
    }
    return names;
  }

  std::vector<std::string> table_names(const std::string& schema) override {
    return without_own_tables(names(schema, "table"));
  }
  std::vector<std::string> view_names(const std::string& schema) override {
    return names(schema, "view");
  }
  std::vector<std::string> sequence_names(const std::string&) override { return {}; }
  std::vector<schema::EnumInfo> enums(const std::string&) override { return {}; }
  bool has_sequence(const std::string&, const std::string&) override { return false; }
  bool has_enum(const std::string&, const std::string&) override { return false; }

  bool has_table(const std::string& schema, const std::string& name) override {
    if (!schema.empty()) {
      const auto schemas = schema_names();
      if (std::find(schemas.begin(), schemas.end(), schema) == schemas.end()) return false;
    }
    return !pragma("table_info", schema, name).rows.empty();
  }

  std::vector<schema::ColumnInfo> columns(const std::string& schema,
                                          const std::string& table) override;
  schema::PrimaryKeyConstraint primary_key(const std::string& schema,
                                           const std::string& table) override;
  std::vector<schema::ForeignKeyConstraint> foreign_keys(const std::string& schema,
                                                         const std::string& table) override;
  std::vector<schema::UniqueConstraint> unique_constraints(const std::string& schema,
                                                           const std::string& table) override;
  std::vector<schema::CheckConstraint> check_constraints(const std::string& schema,
                                                         const std::string& table) override;
  std::vector<schema::IndexInfo> indexes(const std::string& schema,
                                         const std::string& table) override;

  std::optional<std::string> table_comment(const std::string&, const std::string&) override {
    return std::nullopt;
  }

  schema::Table table(const std::string& schema, const std::string& name) override {
    return assemble_table(*this, schema, name);
  }

  void invalidate() override {}  // Nothing is kept.

 private:
  std::vector<std::string> names(const std::string& schema, const std::string& type) {
    const std::string master = schema.empty() ? "sqlite_master" : quoted(schema) + ".sqlite_master";
    const Result result = connection_.execute(
        "SELECT name FROM " + master +
            " WHERE type = $1 AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name",
        {type});
    std::vector<std::string> found;
    for (const Row& row : result.rows) found.push_back(text_or_empty(row[0]));
    return found;
  }

  /// Without a schema: of the main database, else of the temporary one.
  Result pragma(const std::string& name, const std::string& schema, const std::string& argument) {
    if (!schema.empty())
      return connection_.execute("PRAGMA " + quoted(schema) + "." + name + "(" + quoted(argument) +
                                 ")");
    Result result = connection_.execute("PRAGMA main." + name + "(" + quoted(argument) + ")");
    if (result.rows.empty())
      result = connection_.execute("PRAGMA temp." + name + "(" + quoted(argument) + ")");
    return result;
  }

  std::string statement_of(const std::string& schema, const std::string& name,
                           const std::string& types) {
    std::string from =
        schema.empty() ? "(SELECT * FROM sqlite_master UNION ALL SELECT * FROM sqlite_temp_master)"
                       : quoted(schema) + ".sqlite_master";
    const Result result = connection_.execute(
        "SELECT sql FROM " + from + " WHERE name = $1 AND type IN (" + types + ")", {name});
    return result.rows.empty() ? std::string() : text_or_empty(result.rows[0][0]);
  }

  /// Errors: no such table.
  TableDdl ddl_of(const std::string& schema, const std::string& table) {
    const std::string sql = statement_of(schema, table, "'table', 'view'");
    if (sql.empty() && !has_table(schema, table)) throw_no_such_table(schema, table);
    return read_table_ddl(sql);
  }

  database::Connection& connection_;
};

std::vector<schema::ColumnInfo> SqliteCatalog::columns(const std::string& schema,
                                                       const std::string& table) {
  std::vector<schema::ColumnInfo> columns;
  const Result result = pragma("table_xinfo", schema, table);
  if (result.rows.empty()) throw_no_such_table(schema, table);
  std::optional<TableDdl> ddl;
  for (const Row& row : result.rows) {
    const std::int64_t hidden = as_integer(row.at(6)).value_or(0);
    if (hidden == 1) continue;
    const bool generated = hidden == 2 || hidden == 3;
    schema::ColumnInfo info;
    schema::Column& column = info.column;
    column.name = text_or_empty(row[1]);
    const std::string type = text_or_empty(row[2]);
    column.type = sqlite_type(generated ? without_generated(type) : type);
    column.nullable = !as_boolean(row[3]);
    if (const auto value = optional_text(row[4]))
      column.server_default = schema::ServerDefault{reflected_sql(*value)};
    column.primary_key = as_integer(row[5]).value_or(0) > 0;
    if (generated) {
      if (!ddl) ddl = ddl_of(schema, table);
      std::string sql;
      for (const DdlGenerated& written : ddl->generated) {
        if (written.column == column.name) sql = written.sql;
      }
      column.computed = schema::Computed{reflected_sql(sql), hidden == 3};
    }
    columns.push_back(std::move(info));
  }
  return columns;
}

schema::PrimaryKeyConstraint SqliteCatalog::primary_key(const std::string& schema,
                                                        const std::string& table) {
  const TableDdl ddl = ddl_of(schema, table);
  std::map<std::int64_t, std::string> by_position;
  for (const Row& row : pragma("table_info", schema, table).rows) {
    const std::int64_t position = as_integer(row.at(5)).value_or(0);
    if (position > 0) by_position[position] = text_or_empty(row[1]);
  }
  schema::PrimaryKeyConstraint key;
  for (auto& [position, name] : by_position) key.columns.push_back(name);
  if (!key.columns.empty()) key.name = reflected_name(ddl.primary_key_name);
  return key;
}

/// The pragma knows which keys there are; the statement knows the names and options of those
/// written as FOREIGN KEY (...). Those come first in the statement's order, then the others.
std::vector<schema::ForeignKeyConstraint> SqliteCatalog::foreign_keys(const std::string& schema,
                                                                      const std::string& table) {
  const TableDdl ddl = ddl_of(schema, table);
  std::vector<schema::ForeignKeyConstraint> found;
  std::vector<std::int64_t> numbers;
  for (const Row& row : pragma("foreign_key_list", schema, table).rows) {
    const std::int64_t number = as_integer(row.at(0)).value_or(0);
    const auto referred = optional_text(row[4]);
    std::size_t at = static_cast<std::size_t>(std::find(numbers.begin(), numbers.end(), number) -
                                              numbers.begin());
    if (at == numbers.size()) {
      numbers.push_back(number);
      schema::ForeignKeyConstraint key;
      key.referred_schema = schema;
      key.referred_table = text_or_empty(row[2]);
      if (!referred && has_table(schema, key.referred_table)) {
        key.referred_columns = primary_key(schema, key.referred_table).columns;
      }
      found.push_back(std::move(key));
    }
    found[at].columns.push_back(text_or_empty(row[3]));
    if (referred) found[at].referred_columns.push_back(*referred);
  }
  std::vector<schema::ForeignKeyConstraint> keys;
  for (const DdlForeignKey& written : ddl.foreign_keys) {
    const auto same = [&](const schema::ForeignKeyConstraint& key) {
      return key.columns == written.columns && key.referred_table == written.referred_table &&
             key.referred_columns == written.referred_columns;
    };
    const auto match = std::find_if(found.begin(), found.end(), same);
    if (match == found.end()) continue;
    match->name = reflected_name(written.name);
    match->actions = {.onupdate = written.onupdate,
                      .ondelete = written.ondelete,
                      .initially = written.initially,
                      .match = std::nullopt,
                      .deferrable = written.deferrable};
    keys.push_back(std::move(*match));
    found.erase(match);
  }
  for (auto& key : found) keys.push_back(std::move(key));
  return keys;
}

std::vector<schema::UniqueConstraint> SqliteCatalog::unique_constraints(const std::string& schema,
                                                                        const std::string& table) {
  const TableDdl ddl = ddl_of(schema, table);
  // The columns of the indexes that SQLite made for constraints.
  std::vector<std::vector<std::string>> automatic;
  for (const Row& row : pragma("index_list", schema, table).rows) {
    const std::string name = text_or_empty(row.at(1));
    if (!is_automatic(name)) continue;
    auto& columns = automatic.emplace_back();
    for (const Row& part : pragma("index_info", schema, name).rows)
      columns.push_back(text_or_empty(part.at(2)));
  }
  std::vector<schema::UniqueConstraint> constraints;
  const auto add = [&](const DdlUnique& written) {
    const auto match = std::find(automatic.begin(), automatic.end(), written.columns);
    if (match == automatic.end()) return;
    automatic.erase(match);
    schema::UniqueConstraint constraint;
    constraint.name = reflected_name(written.name);
    constraint.columns = written.columns;
    constraints.push_back(std::move(constraint));
  };
  for (const DdlUnique& written : ddl.uniques) add(written);
  for (const DdlUnique& written : ddl.inline_uniques) add(written);
  return constraints;
}

std::vector<schema::CheckConstraint> SqliteCatalog::check_constraints(const std::string& schema,
                                                                      const std::string& table) {
  std::vector<schema::CheckConstraint> constraints;
  for (const DdlCheck& written : ddl_of(schema, table).checks) {
    schema::CheckConstraint constraint;
    constraint.name = reflected_name(written.name);
    constraint.expression = reflected_sql(written.sql);
    constraints.push_back(std::move(constraint));
  }
  std::stable_sort(constraints.begin(), constraints.end(),
                   [](const auto& a, const auto& b) { return name_before(a.name, b.name); });
  return constraints;
}

std::vector<schema::IndexInfo> SqliteCatalog::indexes(const std::string& schema,
                                                      const std::string& table) {
  std::vector<schema::IndexInfo> indexes;
  const Result list = pragma("index_list", schema, table);
  if (list.rows.empty() && !has_table(schema, table)) throw_no_such_table(schema, table);
  for (const Row& row : list.rows) {
    const std::string name = text_or_empty(row.at(1));
    if (is_automatic(name)) continue;
    schema::IndexInfo info;
    info.index.name = reflected_name(name);
    info.index.table_schema = schema;
    info.index.table = table;
    info.index.unique = as_boolean(row[2]);
    bool expressions = false;
    for (const Row& part : pragma("index_info", schema, name).rows) {
      expressions = expressions || database::is_null(part.at(2));
      info.index.elements.push_back(reflected_column(text_or_empty(part.at(2))));
    }
    if (expressions) continue;  // SQLAlchemy does not reflect them either.
    if (as_boolean(row.at(4))) {
      const std::string predicate = index_predicate(statement_of(schema, name, "'index'"));
      info.index.options.emplace_back("sqlite_where", reflected_sql(predicate));
    }
    indexes.push_back(std::move(info));
  }
  std::stable_sort(indexes.begin(), indexes.end(), [](const auto& a, const auto& b) {
    return name_before(a.index.name, b.index.name);
  });
  return indexes;
}

}  // namespace

std::unique_ptr<schema::Catalog> open_sqlite_catalog(database::Connection& connection) {
  return std::make_unique<SqliteCatalog>(connection);
}

}  // namespace retort::inspect
