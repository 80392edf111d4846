// Reads information_schema into schema values.
//
// SQLAlchemy reads the text of SHOW CREATE TABLE, a table at a time. The catalog says the same, for
// all tables at once, in another form; the functions below bring it into that text's form.
#include "inspect/mysql_catalog.h"
#include "inspect/own_tables.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "inspect/catalog_cache.h"
#include "inspect/mysql_queries.h"
#include "inspect/mysql_types.h"
#include "inspect/reflected.h"

namespace retort::inspect {
namespace {

using database::as_integer;
using database::is_null;
using database::optional_text;
using database::Result;
using database::Row;
using database::text_or_empty;

struct TableInfo {
  std::string kind;
  std::string collation;
  std::string comment;

  bool is_view() const { return kind.find("VIEW") != std::string::npos; }
};

/// Without regard to case: EXTRA is in lower case on MySQL and in upper case on MariaDB.
bool mentions(const std::string& text, std::string_view upper) {
  std::string folded = text;
  for (char& c : folded) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return folded.find(upper) != std::string::npos;
}

std::string quoted_text(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  return out + '\'';
}

// ---------------------------------------------------------------------------------------------
// Columns

/// The default's text as it stands in SHOW CREATE TABLE, if SQLAlchemy can read it there: a string,
/// something in parentheses, or a word or call without blanks.
bool is_readable_default(const std::string& text) {
  if (text.front() == '\'' || text.front() == '(') return true;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '(' || c == ')' || static_cast<unsigned char>(c) >= 0x80;
  });
}

/// MySQL keeps literals without quotes, and expressions marked as such.
std::string mysql_default(const std::string& text, const std::string& extra,
                          const std::string& type) {
  if (text.starts_with("CURRENT_TIMESTAMP")) return text;
  if (mentions(extra, "DEFAULT_GENERATED")) return "(" + text + ")";
  return type.starts_with("bit") || type.starts_with("binary") ? text : quoted_text(text);
}

std::optional<std::string> default_of(const Row& row, bool mariadb, bool view) {
  if (is_null(row[4])) return std::nullopt;
  std::string text = text_or_empty(row[4]);
  const std::string extra = text_or_empty(row[5]);
  if (!mariadb) text = mysql_default(text, extra, text_or_empty(row[2]));
  if (text.empty() || text == "NULL") return std::nullopt;
  // DESCRIBE, which answers for views, gives literals without quotes.
  if (view && mariadb && text.front() != '\'') text = quoted_text(text);
  if (!is_readable_default(text)) return std::nullopt;
  constexpr std::string_view kOnUpdate = "on update ";
  const std::size_t update = extra.find(kOnUpdate);
  if (update != std::string::npos && text.front() != '\'' && text.front() != '(') {
    text += " ON UPDATE " + extra.substr(update + kOnUpdate.size());
  }
  return text;
}

bool is_integer(const schema::Type& type) {
  using schema::TypeKind;
  return type.kind == TypeKind::INTEGER || type.kind == TypeKind::BIGINT ||
         type.kind == TypeKind::SMALLINT || type.kind == TypeKind::MyTINYINT ||
         type.kind == TypeKind::MyMEDIUMINT;
}

/// One row of query_mysql_columns.
schema::ColumnInfo read_column(const Row& row, const TableInfo& table, bool mariadb) {
  schema::ColumnInfo info;
  schema::Column& column = info.column;
  column.name = text_or_empty(row[1]);
  column.type = mysql_type(text_or_empty(row[2]));
  const std::string extra = text_or_empty(row[5]);
  // SQLAlchemy finds no NOT NULL in what it makes of a view.
  column.nullable = table.is_view() || text_or_empty(row[3]) != "NO";
  const std::string collation = text_or_empty(row[8]);
  if (!table.is_view() && !collation.empty() && collation != table.collation) {
    column.type.mysql.charset = text_or_empty(row[7]);
    column.type.collation = collation;
  }
  const std::string generation = text_or_empty(row[9]);
  if (generation == "ROW START" || generation == "ROW END") {
    column.nullable = true;  // A version's time, which SQLAlchemy takes for an ordinary column.
  } else if (mentions(extra, " GENERATED")) {
    column.computed =
        schema::Computed{reflected_sql("(" + generation + ")"), !mentions(extra, "VIRTUAL")};
  } else if (const auto value = default_of(row, mariadb, table.is_view())) {
    column.server_default = schema::ServerDefault{reflected_sql(*value)};
  }
  info.autoincrement = is_integer(column.type) && mentions(extra, "AUTO_INCREMENT");
  if (const std::string comment = text_or_empty(row[6]); !comment.empty() && !table.is_view()) {
    column.comment = comment;
  }
  return info;
}

// ---------------------------------------------------------------------------------------------
// Indexes and constraints

/// The indexes of a table, the primary key's among them.
struct TableIndexes {
  schema::PrimaryKeyConstraint primary_key;
  std::vector<schema::IndexInfo> indexes;
};

using Lengths = std::vector<std::pair<std::string, std::string>>;

/// Adds one row of query_mysql_indexes.
void read_index(const Row& row, const std::string& schema, const std::string& dialect,
                TableIndexes& table) {
  const std::string name = text_or_empty(row[1]), column = text_or_empty(row[3]);
  if (name == "PRIMARY") {
    table.primary_key.columns.push_back(column);
    return;
  }
  if (table.indexes.empty() || table.indexes.back().index.name.text != name) {
    schema::Index& index = table.indexes.emplace_back().index;
    index.name = reflected_name(name);
    index.table_schema = schema;
    index.table = text_or_empty(row[0]);
    index.unique = as_integer(row[2]) == 0;
    const std::string kind = text_or_empty(row[5]);
    if (kind == "FULLTEXT" || kind == "SPATIAL")
      index.options.emplace_back(dialect + "_prefix", kind);
  }
  if (is_null(row[3])) return;  // An expression: SQLAlchemy does not read it.
  schema::Index& index = table.indexes.back().index;
  index.elements.push_back(reflected_column(column));
  const bool spatial = text_or_empty(row[5]) == "SPATIAL";
  if (is_null(row[4]) || spatial) return;
  const std::string option = dialect + "_length";
  const auto same = [&](const auto& entry) { return entry.first == option; };
  auto found = std::find_if(index.options.begin(), index.options.end(), same);
  if (found == index.options.end()) {
    found = index.options.insert(found, {option, Lengths{}});
  }
  std::get<Lengths>(found->second).emplace_back(column, text_or_empty(row[4]));
}

/// The rule, unless it is what the server does without one.
std::optional<std::string> action_of(const database::Value& rule, bool mariadb) {
  const std::string text = text_or_empty(rule);
  if (text == "NO ACTION" || (mariadb && text == "RESTRICT")) return std::nullopt;
  return text;
}

/// Adds one row of query_mysql_foreign_keys.
void read_foreign_key(const Row& row, const std::string& schema, bool mariadb,
                      std::vector<schema::ForeignKeyConstraint>& keys) {
  const std::string name = text_or_empty(row[1]);
  if (keys.empty() || keys.back().name.text != name) {
    schema::ForeignKeyConstraint& key = keys.emplace_back();
    key.name = reflected_name(name);
    key.referred_schema = is_null(row[3]) ? schema : text_or_empty(row[3]);
    key.referred_table = text_or_empty(row[4]);
    key.actions.onupdate = action_of(row[6], mariadb);
    key.actions.ondelete = action_of(row[7], mariadb);
  }
  keys.back().columns.push_back(text_or_empty(row[2]));
  keys.back().referred_columns.push_back(text_or_empty(row[5]));
}

// ---------------------------------------------------------------------------------------------

class MysqlCatalog final : public schema::Catalog {
 public:
  explicit MysqlCatalog(database::Connection& connection)
      : connection_(connection), mariadb_(connection.is_mariadb()) {}

  std::string default_schema() override {
    return text_or_empty(connection_.execute("SELECT DATABASE()").rows.at(0).at(0));
  }
  std::vector<std::string> schema_names() override {
    return first_column(connection_.execute("SHOW SCHEMAS"), {});
  }
  std::vector<std::string> table_names(const std::string& schema) override {
    return without_own_tables(
        first_column(show_tables(schema), {"BASE TABLE", "SYSTEM VERSIONED"}));
  }
  std::vector<std::string> view_names(const std::string& schema) override {
    return first_column(show_tables(schema), {"VIEW", "SYSTEM VIEW"});
  }
  std::vector<std::string> sequence_names(const std::string& schema) override {
    return first_column(show_tables(schema), {"SEQUENCE"});
  }
  std::vector<schema::EnumInfo> enums(const std::string&) override { return {}; }

  bool has_table(const std::string& schema, const std::string& name) override {
    return !query_mysql_tables(connection_, {schema, name}).rows.empty();
  }
  bool has_sequence(const std::string& schema, const std::string& name) override {
    const Result found = query_mysql_tables(connection_, {schema, name});
    return !found.rows.empty() && text_or_empty(found.rows[0][1]) == "SEQUENCE";
  }
  bool has_enum(const std::string&, const std::string&) override { return false; }

  std::vector<schema::ColumnInfo> columns(const std::string& schema,
                                          const std::string& table) override {
    table_info(schema, table);
    return find(columns_, schema, table, [&](const MysqlScope& scope) {
      for (const Row& row : query_mysql_columns(connection_, scope).rows) {
        const std::string name = text_or_empty(row[0]);
        columns_.tables[{schema, name}].push_back(
            read_column(row, table_info(schema, name), mariadb_));
      }
    });
  }

  schema::PrimaryKeyConstraint primary_key(const std::string& schema,
                                           const std::string& table) override {
    return indexes_of(schema, table).primary_key;
  }
  std::vector<schema::IndexInfo> indexes(const std::string& schema,
                                         const std::string& table) override {
    return indexes_of(schema, table).indexes;
  }
  /// MySQL makes no difference between a unique constraint and a unique index.
  std::vector<schema::UniqueConstraint> unique_constraints(const std::string& schema,
                                                           const std::string& table) override {
    std::vector<schema::UniqueConstraint> constraints;
    for (const schema::IndexInfo& info : indexes_of(schema, table).indexes) {
      if (!info.index.unique) continue;
      schema::UniqueConstraint& constraint = constraints.emplace_back();
      constraint.name = info.index.name;
      for (const schema::ExprPtr& element : info.index.elements) {
        constraint.columns.push_back(std::get<schema::ColumnRef>(element->node).name);
      }
    }
    return constraints;
  }

  std::vector<schema::ForeignKeyConstraint> foreign_keys(const std::string& schema,
                                                         const std::string& table) override {
    return find(foreign_keys_, schema, table, [&](const MysqlScope& scope) {
      for (const Row& row : query_mysql_foreign_keys(connection_, scope).rows) {
        read_foreign_key(row, schema, mariadb_,
                         foreign_keys_.tables[{schema, text_or_empty(row[0])}]);
      }
    });
  }

  std::vector<schema::CheckConstraint> check_constraints(const std::string& schema,
                                                         const std::string& table) override {
    return find(checks_, schema, table, [&](const MysqlScope& scope) {
      for (const Row& row : query_mysql_checks(connection_, scope).rows) {
        schema::CheckConstraint& check =
            checks_.tables[{schema, text_or_empty(row[0])}].emplace_back();
        check.name = reflected_name(text_or_empty(row[1]));
        check.expression = reflected_sql(text_or_empty(row[2]));
      }
      sort_by_name(checks_, [](const schema::CheckConstraint& check) { return check.name.text; });
    });
  }

  std::optional<std::string> table_comment(const std::string& schema,
                                           const std::string& table) override {
    const TableInfo info = table_info(schema, table);
    if (info.comment.empty() || info.is_view()) return std::nullopt;
    return info.comment;
  }

  schema::Table table(const std::string& schema, const std::string& name) override {
    schema::Table table = assemble_table(*this, schema, name);
    // Their indexes stand for them.
    std::erase_if(table.constraints, [](const schema::Constraint& constraint) {
      return std::holds_alternative<schema::UniqueConstraint>(constraint);
    });
    return table;
  }

  void invalidate() override {
    tables_ = {};
    columns_ = {};
    indexes_ = {};
    foreign_keys_ = {};
    checks_ = {};
  }

 private:
  static std::vector<std::string> first_column(const Result& result,
                                               const std::vector<std::string_view>& kinds) {
    std::vector<std::string> texts;
    for (const Row& row : result.rows) {
      const bool wanted = kinds.empty() || std::find(kinds.begin(), kinds.end(),
                                                     text_or_empty(row.at(1))) != kinds.end();
      if (wanted) texts.push_back(text_or_empty(row[0]));
    }
    return texts;
  }

  /// The server's order disregards case.
  template <class Item, class Name>
  static void sort_by_name(Cache<Item>& cache, Name name) {
    for (auto& [key, items] : cache.tables) std::ranges::stable_sort(items, {}, name);
  }

  Result show_tables(const std::string& schema) {
    return query_mysql_tables(connection_, {schema, ""});
  }

  const TableInfo& table_info(const std::string& schema, const std::string& table) {
    const auto read = [&](const std::string& which) {
      for (const Row& row : query_mysql_tables(connection_, {schema, which}).rows) {
        tables_.tables[{schema, text_or_empty(row[0])}] = {
            {text_or_empty(row[1]), text_or_empty(row[2]), text_or_empty(row[3])}};
      }
    };
    return find_cached(tables_, schema, table, read, [] { return false; }).front();
  }

  TableIndexes indexes_of(const std::string& schema, const std::string& table) {
    const auto& found = find(indexes_, schema, table, [&](const MysqlScope& scope) {
      for (const Row& row : query_mysql_indexes(connection_, scope).rows) {
        auto& entry = indexes_.tables[{schema, text_or_empty(row[0])}];
        if (entry.empty()) entry.emplace_back();
        read_index(row, schema, std::string(connection_.dialect_name()), entry.front());
      }
      for (auto& [key, entry] : indexes_.tables) {
        if (entry.empty()) continue;
        std::stable_sort(
            entry.front().indexes.begin(), entry.front().indexes.end(),
            [](const auto& a, const auto& b) { return a.index.name.text < b.index.name.text; });
      }
    });
    return found.empty() ? TableIndexes{} : found.front();
  }

  template <class Item, class Read>
  const std::vector<Item>& find(Cache<Item>& cache, const std::string& schema,
                                const std::string& table, Read read) {
    return find_cached(
        cache, schema, table,
        [&](const std::string& which) {
          read(MysqlScope{schema, which});
        },
        [&] {
          table_info(schema, table);  // Tells if there is none.
          return true;
        });
  }

  database::Connection& connection_;
  bool mariadb_;
  Cache<TableInfo> tables_;
  Cache<schema::ColumnInfo> columns_;
  Cache<TableIndexes> indexes_;
  Cache<schema::ForeignKeyConstraint> foreign_keys_;
  Cache<schema::CheckConstraint> checks_;
};

}  // namespace

std::unique_ptr<schema::Catalog> open_mysql_catalog(database::Connection& connection) {
  return std::make_unique<MysqlCatalog>(connection);
}

}  // namespace retort::inspect
