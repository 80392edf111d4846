// Reads PostgreSQL's catalogs into schema values.
//
// Each kind of thing (columns, constraints, indexes) has a cache.
#include "inspect/postgres_catalog.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "inspect/catalog_cache.h"
#include "inspect/postgres_queries.h"
#include "inspect/postgres_types.h"
#include "inspect/reflected.h"

namespace retort::inspect {
namespace {

using database::as_boolean;
using database::as_integer;
using database::is_null;
using database::optional_text;
using database::Result;
using database::Row;
using database::text_or_empty;

constexpr const char* kAnyTable = "'r', 'p', 'f', 'v', 'm'";

/// The constraints of a table, by kind.
struct TableConstraints {
  std::optional<schema::PrimaryKeyConstraint> primary_key;
  std::vector<schema::UniqueConstraint> uniques;
  std::vector<schema::ForeignKeyConstraint> foreign_keys;
  std::vector<schema::CheckConstraint> checks;
};

std::vector<std::string> names_in(const database::Value& array) {
  return parse_array(text_or_empty(array));
}

// ---------------------------------------------------------------------------------------------
// Columns

bool is_integer(const schema::Type& type) {
  return type.kind == schema::TypeKind::INTEGER || type.kind == schema::TypeKind::BIGINT ||
         type.kind == schema::TypeKind::SMALLINT;
}

/// A sequence without a schema in `nextval('x'...)` gets the schema that was asked about.
std::string qualify_sequence(const std::string& sql, const std::string& schema) {
  static constexpr std::string_view kCall = "nextval('";
  const std::size_t begin = sql.find(kCall) + kCall.size();
  const std::size_t end = sql.find('\'', begin);
  if (schema.empty() || sql.substr(begin, end - begin).find('.') != std::string::npos) return sql;
  return sql.substr(0, begin) + "\"" + schema + "\"." + sql.substr(begin);
}

schema::Identity read_identity(const Row& row) {
  schema::Identity identity;
  identity.always = text_or_empty(row[7]) == "a";
  identity.options = {.start = as_integer(row[8]),
                      .increment = as_integer(row[9]),
                      .minvalue = as_integer(row[10]),
                      .maxvalue = as_integer(row[11]),
                      .cache = as_integer(row[12]),
                      .cycle = as_boolean(row[13]),
                      .order = std::nullopt};
  return identity;
}

/// One row of query_columns.
schema::ColumnInfo read_column(const Row& row, const std::string& schema) {
  schema::ColumnInfo info;
  schema::Column& column = info.column;
  column.name = text_or_empty(row[1]);
  column.type = postgres_type({.formatted = text_or_empty(row[2]),
                               .type_class = text_or_empty(row[15]),
                               .schema = text_or_empty(row[16]),
                               .name = text_or_empty(row[17]),
                               .visible = as_boolean(row[18]),
                               .labels = names_in(row[19]),
                               .domain_base = text_or_empty(row[20]),
                               .collation = optional_text(row[14])});
  column.nullable = !as_boolean(row[4]) && !as_boolean(row[21]);
  column.comment = optional_text(row[5]);
  std::optional<std::string> value = optional_text(row[3]);
  const std::string generated = text_or_empty(row[6]);
  if (!generated.empty() && value) {
    column.computed = schema::Computed{reflected_sql(*value), generated == "s"};
    return info;
  }
  if (!value) value = optional_text(row[22]);
  if (value && value->find("nextval('") != std::string::npos) {
    info.autoincrement = is_integer(column.type);
    value = qualify_sequence(*value, schema);
  }
  if (value) column.server_default = schema::ServerDefault{reflected_sql(*value)};
  if (!text_or_empty(row[7]).empty()) {
    column.identity = read_identity(row);
    info.autoincrement = true;
  }
  return info;
}

// ---------------------------------------------------------------------------------------------
// Constraints

/// pg_constraint's letter for an action; nothing for NO ACTION.
std::optional<std::string> action_named(const std::string& letter) {
  if (letter == "r") return "RESTRICT";
  if (letter == "c") return "CASCADE";
  if (letter == "n") return "SET NULL";
  if (letter == "d") return "SET DEFAULT";
  return std::nullopt;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

template <class Constraint>
void set_timing(Constraint& constraint, const Row& row) {
  if (as_boolean(row[3])) constraint.deferrable = true;
  if (as_boolean(row[4])) constraint.initially = "DEFERRED";
}

schema::ForeignKeyConstraint read_foreign_key(const Row& row, const std::string& schema) {
  schema::ForeignKeyConstraint key;
  key.name = reflected_name(text_or_empty(row[1]));
  key.columns = names_in(row[5]);
  const std::string referred_schema = text_or_empty(row[6]);
  if (!as_boolean(row[8]) || referred_schema == schema) key.referred_schema = referred_schema;
  key.referred_table = text_or_empty(row[7]);
  key.referred_columns = names_in(row[9]);
  set_timing(key.actions, row);
  key.actions.onupdate = action_named(text_or_empty(row[10]));
  key.actions.ondelete = action_named(text_or_empty(row[11]));
  const std::vector<std::string> set_columns = names_in(row[13]);
  if (key.actions.ondelete && !set_columns.empty())
    *key.actions.ondelete += " (" + joined(set_columns) + ")";
  if (text_or_empty(row[12]) == "f") key.actions.match = "FULL";
  key.comment = optional_text(row[15]);
  if (!as_boolean(row[16])) key.options.emplace_back("postgresql_not_valid", true);
  return key;
}

/// Whether the parenthesis that opens `text` is the one that ends it.
bool is_parenthesised(std::string_view text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return false;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\'') quoted = !quoted;
    if (quoted) continue;
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return i + 1 == text.size();
  }
  return false;
}

/// The condition in `CHECK ((x > 0)) NO INHERIT NOT VALID`.
std::string check_condition(const std::string& definition) {
  const std::size_t open = definition.find('(');
  const std::size_t close = definition.rfind(')');
  if (open == std::string::npos || close <= open) return definition;
  std::string_view text = std::string_view(definition).substr(open + 1, close - open - 1);
  while (is_parenthesised(text)) text = text.substr(1, text.size() - 2);
  return std::string(text);
}

schema::CheckConstraint read_check(const Row& row) {
  schema::CheckConstraint check;
  check.name = reflected_name(text_or_empty(row[1]));
  check.expression = reflected_sql(check_condition(text_or_empty(row[14])));
  check.comment = optional_text(row[15]);
  if (!as_boolean(row[16])) check.options.emplace_back("postgresql_not_valid", true);
  if (as_boolean(row[17])) check.options.emplace_back("postgresql_no_inherit", true);
  return check;
}

template <class Constraint>
Constraint read_key(const Row& row) {
  Constraint key;
  key.name = reflected_name(text_or_empty(row[1]));
  key.columns = names_in(row[5]);
  set_timing(key, row);
  key.comment = optional_text(row[15]);
  if (as_boolean(row[18])) key.options.emplace_back("postgresql_nulls_not_distinct", true);
  std::vector<std::string> included = names_in(row[19]);
  if (!included.empty()) key.options.emplace_back("postgresql_include", std::move(included));
  return key;
}

/// One row of query_constraints.
void read_constraint(const Row& row, const std::string& schema, TableConstraints& table) {
  const std::string kind = text_or_empty(row[2]);
  if (kind == "p") table.primary_key = read_key<schema::PrimaryKeyConstraint>(row);
  if (kind == "u") table.uniques.push_back(read_key<schema::UniqueConstraint>(row));
  if (kind == "f") table.foreign_keys.push_back(read_foreign_key(row, schema));
  if (kind == "c") table.checks.push_back(read_check(row));
}

// ---------------------------------------------------------------------------------------------
// Indexes

/// An element with its order, where that is not the default: DESC, NULLS FIRST, NULLS LAST.
schema::ExprPtr sorted_element(schema::ExprPtr element, std::int64_t flags) {
  const auto postfix = [](const char* op, schema::ExprPtr operand) {
    return schema::make_expr(
        schema::Unary{.op = op, .postfix = true, .operand = std::move(operand)});
  };
  const bool descending = (flags & 1) != 0;
  const bool nulls_first = (flags & 2) != 0;
  if (descending) element = postfix("DESC", std::move(element));
  if (descending && !nulls_first) element = postfix("NULLS LAST", std::move(element));
  if (!descending && nulls_first) element = postfix("NULLS FIRST", std::move(element));
  return element;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// One row of query_indexes.
schema::IndexInfo read_index(const Row& row, const std::string& schema) {
  schema::IndexInfo info;
  schema::Index& index = info.index;
  const std::string name = text_or_empty(row[1]);
  index.name = reflected_name(name);
  index.table_schema = schema;
  index.table = text_or_empty(row[0]);
  index.unique = as_boolean(row[2]);
  if (as_boolean(row[8])) info.duplicates_constraint = name;
  const auto elements = names_in(row[10]), expressions = names_in(row[11]),
             classes = names_in(row[12]), default_classes = names_in(row[13]),
             order = names_in(row[7]);
  const auto keys =
      std::min(elements.size(), static_cast<std::size_t>(as_integer(row[5]).value_or(0)));
  Pairs operator_classes;
  for (std::size_t i = 0; i < keys; ++i) {
    const bool is_expression = expressions.at(i) == "true";
    const std::int64_t flags = i < order.size() ? as_integer(order[i]).value_or(0) : 0;
    index.elements.push_back(sorted_element(
        is_expression ? reflected_sql(elements[i]) : reflected_column(elements[i]), flags));
    if (default_classes.at(i) != "true") operator_classes.emplace_back(elements[i], classes.at(i));
  }
  info.include_columns.assign(elements.begin() + static_cast<std::ptrdiff_t>(keys), elements.end());
  Pairs storage;
  for (const std::string& option : names_in(row[6])) {
    const std::size_t equals = std::min(option.find('='), option.size());
    storage.emplace_back(option.substr(0, equals),
                         option.substr(std::min(equals + 1, option.size())));
  }
  if (!operator_classes.empty())
    index.options.emplace_back("postgresql_ops", std::move(operator_classes));
  if (!storage.empty()) index.options.emplace_back("postgresql_with", std::move(storage));
  if (text_or_empty(row[3]) != "btree")
    index.options.emplace_back("postgresql_using", text_or_empty(row[3]));
  if (!is_null(row[4]))
    index.options.emplace_back("postgresql_where", reflected_sql(text_or_empty(row[4])));
  if (!info.include_columns.empty())
    index.options.emplace_back("postgresql_include", info.include_columns);
  if (as_boolean(row[9])) index.options.emplace_back("postgresql_nulls_not_distinct", true);
  return info;
}

// ---------------------------------------------------------------------------------------------

class PostgresCatalog final : public schema::Catalog {
 public:
  explicit PostgresCatalog(database::Connection& connection) : connection_(connection) {}

  std::string default_schema() override {
    return text_or_empty(
        connection_.execute("SELECT pg_catalog.current_schema()").rows.at(0).at(0));
  }

  std::vector<std::string> schema_names() override {
    return first_column(
        connection_.execute("SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE "
                            "'pg_%' AND nspname <> 'retort' ORDER BY nspname"));
  }

  std::vector<std::string> table_names(const std::string& schema) override {
    return relations(schema, "'r', 'p'");
  }
  std::vector<std::string> view_names(const std::string& schema) override {
    return relations(schema, "'v'");
  }
  std::vector<std::string> sequence_names(const std::string& schema) override {
    return relations(schema, "'S'");
  }

  std::vector<schema::EnumInfo> enums(const std::string& schema) override {
    std::vector<schema::EnumInfo> found;
    for (const Row& row : query_enums(connection_, {schema, ""}).rows) {
      found.push_back(
          {text_or_empty(row[0]), text_or_empty(row[1]), names_in(row[3]), as_boolean(row[2])});
    }
    return found;
  }

  bool has_table(const std::string& schema, const std::string& name) override {
    return !query_relations(connection_, {schema, name}, kAnyTable).rows.empty();
  }
  bool has_sequence(const std::string& schema, const std::string& name) override {
    return !query_relations(connection_, {schema, name}, "'S'").rows.empty();
  }
  bool has_enum(const std::string& schema, const std::string& name) override {
    const auto found = enums(schema);
    return std::any_of(found.begin(), found.end(),
                       [&](const auto& info) { return info.name == name; });
  }

  std::vector<schema::ColumnInfo> columns(const std::string& schema,
                                          const std::string& table) override {
    return known_columns(schema, table);
  }

  schema::PrimaryKeyConstraint primary_key(const std::string& schema,
                                           const std::string& table) override {
    return constraints_of(schema, table).primary_key.value_or(schema::PrimaryKeyConstraint{});
  }
  std::vector<schema::ForeignKeyConstraint> foreign_keys(const std::string& schema,
                                                         const std::string& table) override {
    return constraints_of(schema, table).foreign_keys;
  }
  std::vector<schema::UniqueConstraint> unique_constraints(const std::string& schema,
                                                           const std::string& table) override {
    return constraints_of(schema, table).uniques;
  }
  std::vector<schema::CheckConstraint> check_constraints(const std::string& schema,
                                                         const std::string& table) override {
    return constraints_of(schema, table).checks;
  }

  std::vector<schema::IndexInfo> indexes(const std::string& schema,
                                         const std::string& table) override {
    return find(indexes_, schema, table, [&](const QueryScope& scope) {
      for (const Row& row : query_indexes(connection_, scope).rows) {
        indexes_.tables[{schema, text_or_empty(row[0])}].push_back(read_index(row, schema));
      }
    });
  }

  std::optional<std::string> table_comment(const std::string& schema,
                                           const std::string& table) override {
    const auto read = [&](const QueryScope& scope) {
      for (const Row& row : query_comments(connection_, scope, kAnyTable).rows) {
        comments_.tables[{schema, text_or_empty(row[0])}] = {optional_text(row[1])};
      }
    };
    return find(comments_, schema, table, read).front();
  }

  schema::Table table(const std::string& schema, const std::string& name) override {
    return assemble_table(*this, schema, name);
  }

  void invalidate() override {
    columns_ = {};
    constraints_ = {};
    indexes_ = {};
    comments_ = {};
  }

 private:
  static std::vector<std::string> first_column(const Result& result) {
    std::vector<std::string> texts;
    for (const Row& row : result.rows) texts.push_back(text_or_empty(row[0]));
    return texts;
  }

  std::vector<std::string> relations(const std::string& schema, const std::string& kinds) {
    return first_column(query_relations(connection_, {schema, ""}, kinds));
  }

  const std::vector<schema::ColumnInfo>& known_columns(const std::string& schema,
                                                       const std::string& table) {
    return find(columns_, schema, table, [&](const QueryScope& scope) {
      for (const Row& row : query_columns(connection_, scope).rows) {
        columns_.tables[{schema, text_or_empty(row[0])}].push_back(read_column(row, schema));
      }
    });
  }

  TableConstraints constraints_of(const std::string& schema, const std::string& table) {
    const auto& found = find(constraints_, schema, table, [&](const QueryScope& scope) {
      for (const Row& row : query_constraints(connection_, scope).rows) {
        auto& entry = constraints_.tables[{schema, text_or_empty(row[0])}];
        if (entry.empty()) entry.emplace_back();
        read_constraint(row, schema, entry.front());
      }
    });
    return found.empty() ? TableConstraints{} : found.front();
  }

  template <class Item, class Read>
  const std::vector<Item>& find(Cache<Item>& cache, const std::string& schema,
                                const std::string& table, Read read) {
    return find_cached(
        cache, schema, table,
        [&](const std::string& which) {
          read(QueryScope{schema, which});
        },
        [&] { return is_table(cache, schema, table); });
  }

  /// A table of which a whole schema's constraints or indexes have nothing is known by its columns,
  /// which are read for all tables at once, too.
  template <class Item>
  bool is_table(const Cache<Item>& cache, const std::string& schema, const std::string& table) {
    if constexpr (!std::is_same_v<Item, schema::ColumnInfo>) {
      if (cache.whole_schemas.contains(schema) && !known_columns(schema, table).empty()) {
        return true;
      }
    }
    return has_table(schema, table);
  }

  database::Connection& connection_;
  Cache<schema::ColumnInfo> columns_;
  Cache<TableConstraints> constraints_;
  Cache<schema::IndexInfo> indexes_;
  Cache<std::optional<std::string>> comments_;  ///< One for each table.
};

}  // namespace

std::unique_ptr<schema::Catalog> open_postgres_catalog(database::Connection& connection) {
  return std::make_unique<PostgresCatalog>(connection);
}

}  // namespace retort::inspect
