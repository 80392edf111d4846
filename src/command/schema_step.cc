// 1. What has only another name gets it.
// 2. Types, extensions and the like that are missing are made as they are made again
//    (dialect/recreate.h): columns need them.
// 3. Tables are compared as autogenerate compares the models: the reflected tables of `want` take
//    the place of the models.
// 4. The result is carried out. What then still differs (views, routines, triggers, policies, ...)
//    follows as the SQL of diff/shape_plan.h.
#include "command/schema_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <set>
#include <utility>

#include "base/error.h"
#include "command/compare_host.h"
#include "command/shape_scope.h"
#include "dialect/recreate.h"
#include "dialect/sql_scanner.h"
#include "diff/compare.h"
#include "diff/live_table.h"
#include "diff/operations.h"
#include "diff/postgres_types.h"
#include "diff/reversed_renames.h"
#include "diff/shape_plan.h"
#include "diff/shape_renames.h"
#include "diff/table_order.h"
#include "inspect/catalog.h"
#include "schema/attach.h"
#include "schema/shape_objects.h"

namespace retort::command {
namespace {

using schema::shape::Inspection;

/// Asks about some schemas only.
class ScopedHost final : public CompareHost {
 public:
  ScopedHost(database::Connection& connection, schema::Catalog& catalog,
             const std::vector<std::string>& schemas)
      : CompareHost(connection), own_(catalog.default_schema()), schemas_(schemas) {}

  bool includes_name(const diff::NameQuestion& question) override {
    if (schemas_.empty() || question.type != "schema") return true;
    return std::ranges::find(schemas_, question.name.value_or(own_)) != schemas_.end();
  }

 private:
  std::string own_;
  const std::vector<std::string>& schemas_;
};

/// Predicates are SQL, and not text to be quoted.
void sql_for_predicates(schema::Options& options) {
  for (auto& [name, value] : options) {
    const auto* text = std::get_if<std::string>(&value);
    if (name != "postgresql_where" || text == nullptr) continue;
    value = schema::make_expr(schema::TextClause{
        .text = *text, .verbatim = false, .binds = {}, .type = {}, .columns = {}});
  }
}

/// Leaves out what is so anyhow, and what older versions of SQLAlchemy do not know.
void leave_out_defaults(schema::Table& table) {
  for (schema::Column& column : table.columns) {
    const bool counts =
        column.primary_key && schema::affinity_of(column.type) == schema::Affinity::integer;
    if (!counts && column.autoincrement == schema::Column::Autoincrement::no) {
      column.autoincrement = schema::Column::Autoincrement::automatic;
    }
  }
  for (schema::Constraint& constraint : table.constraints) {
    auto* unique = std::get_if<schema::UniqueConstraint>(&constraint);
    if (unique == nullptr) continue;
    std::erase_if(unique->options, [](const auto& option) {
      const auto* flag = std::get_if<bool>(&option.second);
      return option.first == "postgresql_nulls_not_distinct" && flag != nullptr && !*flag;
    });
  }
}

/// Types are made apart from the tables that use them.
void make_no_type(schema::Type& type) {
  type.create_type = false;
  for (schema::Type& item : type.item) make_no_type(item);
}

/// MySQL's schemas are other databases; SQLite's are other files.
bool has_schemas(const dialect::Dialect& dialect) {
  return dialect.name() == "postgresql";
}

std::vector<std::string> schemas_of(schema::Catalog& catalog, const dialect::Dialect& dialect) {
  if (!has_schemas(dialect)) return {catalog.default_schema()};
  return catalog.schema_names();
}

/// Tables of a database, as a comparison takes desired ones.
class ReflectedTables {
 public:
  ReflectedTables(Session& session, const std::vector<std::string>& schemas)
      : host_(session.connection(true)),
        catalog_(inspect::open_catalog(session.connection(true))),
        dialect_(session.dialect(Mode::online)) {
    const std::vector<const schema::Table*> none;
    const diff::Settings settings;
    const diff::Comparison comparison{none,     *catalog_, dialect_, diff::family_of(dialect_),
                                      settings, host_};
    diff::LiveTables live(comparison);
    const std::string own = catalog_->default_schema();
    for (const std::string& schema : schemas_of(*catalog_, dialect_)) {
      const bool wanted = schemas.empty() || std::ranges::find(schemas, schema) != schemas.end();
      if (!wanted || schema == "information_schema" || schema == "retort") continue;
      const std::string said = schema == own ? "" : schema;
      for (const std::string& name : catalog_->table_names(said)) read(live, said, name);
    }
  }

  std::vector<const schema::Table*> all() const {
    std::vector<const schema::Table*> out;
    for (const schema::Table& table : tables_) out.push_back(&table);
    return out;
  }

 private:
  void read(diff::LiveTables& live, const std::string& schema, const std::string& name) {
    diff::LiveTable found = live.read(schema, name, true);
    schema::Table& table = found.table;
    for (schema::IndexInfo& info : found.indexes) {
      if (info.duplicates_constraint) continue;
      sql_for_predicates(info.index.options);
      table.indexes.push_back(std::move(info.index));
    }
    for (schema::Column& column : table.columns) make_no_type(column.type);
    leave_out_defaults(table);
    tables_.push_back(std::move(table));
  }

  CompareHost host_;
  std::unique_ptr<schema::Catalog> catalog_;
  const dialect::Dialect& dialect_;
  std::list<schema::Table> tables_;
};

/// The first words of a statement, in upper case.
std::vector<std::string> words_of(const std::string& statement, std::string_view dialect) {
  return dialect::first_words(statement, dialect::syntax_of(dialect), 4);
}

bool is_word(const std::vector<std::string>& words, std::size_t at, std::string_view word) {
  return at < words.size() && words[at] == word;
}

/// What tables may need and autogenerate does not make.
bool comes_first(const std::vector<std::string>& words) {
  constexpr std::string_view kKinds[] = {"SCHEMA", "EXTENSION", "COLLATION", "TYPE", "DOMAIN"};
  return is_word(words, 0, "CREATE") && words.size() > 1 &&
         std::ranges::find(kKinds, words[1]) != std::end(kKinds);
}

/// What is there by its name already is changed, and not made.
std::vector<std::string> new_types(const Inspection& have, const Inspection& want) {
  using schema::shape::Kind;
  std::set<schema::shape::Object> there;
  schema::shape::each_list(have.database, [&](Kind kind, const auto& objects) {
    for (const auto& object : objects) there.insert(object_of(kind, object));
  });
  Inspection missing = want;
  schema::shape::each_list(missing.database, [&](Kind kind, auto& objects) {
    std::erase_if(objects,
                  [&](const auto& object) { return there.contains(object_of(kind, object)); });
  });
  std::vector<std::string> out;
  for (std::string& statement : dialect::recreate(missing)) {
    if (comes_first(words_of(statement, want.database.dialect)))
      out.push_back(std::move(statement));
  }
  return out;
}

/// The name that a statement begins to define at `at`, as it stands there.
std::string name_at(const std::string& statement, std::size_t at) {
  std::size_t end = at;
  bool quoted = false;
  while (end < statement.size()) {
    const char c = statement[end];
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == ' ' || c == '(' || c == '\n' || c == ';')) break;
    ++end;
  }
  return statement.substr(at, end - at);
}

/// What takes a statement of new_types() back.
std::string back_of(const std::string& statement) {
  for (const std::string_view kind : {"SCHEMA", "EXTENSION", "COLLATION", "TYPE", "DOMAIN"}) {
    const std::string beginning = fmt::format("CREATE {} ", kind);
    if (!statement.starts_with(beginning)) continue;
    std::size_t at = beginning.size();
    constexpr std::string_view kGuard = "IF NOT EXISTS ";
    if (statement.compare(at, kGuard.size(), kGuard) == 0) at += kGuard.size();
    return fmt::format("DROP {} {}", kind, name_at(statement, at));
  }
  return {};
}

/// One shape made into another by SQL, with the way back.
diff::Changes sql_between(const Inspection& have, const Inspection& want) {
  diff::Changes out;
  const auto each = [](const Inspection& from, const Inspection& to) {
    std::vector<std::string> statements;
    for (diff::Step& step : diff::diff_shapes(from, to).steps) {
      if (step.transaction != diff::Transaction::around) statements.push_back(std::move(step.sql));
    }
    return statements;
  };
  for (std::string& statement : each(have, want)) {
    out.emplace_back(diff::StatementRun{std::move(statement), ""});
  }
  std::vector<std::string> back = each(want, have);
  for (auto statement = back.rbegin(); statement != back.rend(); ++statement) {
    out.emplace_back(diff::StatementRun{"", std::move(*statement)});
  }
  return out;
}

void carry_out(Session& session, const diff::Changes& changes) {
  database::Connection& connection = session.connection(true);
  const std::unique_ptr<schema::Catalog> catalog = inspect::open_catalog(connection);
  dialect::RenderContext context;
  context.catalog = catalog.get();
  for (const operation::Operation& operation : diff::operations_of(changes)) {
    for (const dialect::Statement& statement :
         session.dialect(Mode::online).render(operation, context)) {
      connection.execute(statement.text);
    }
    catalog->invalidate();
  }
}

diff::Changes carry_out_renames(Session& have, const Inspection& wanted,
                                const std::vector<std::string>& schemas,
                                const std::vector<std::string>& renames) {
  const Inspection before = read_scope(have, schemas);
  diff::Answers answers;
  answers.drops = {"*"};
  answers.declared = renames;
  diff::Renaming forth = diff::rename_shapes(before, wanted, answers);
  diff::Changes out;
  for (diff::Step& step : forth.steps) {
    out.emplace_back(diff::StatementRun{std::move(step.sql), ""});
  }
  carry_out(have, out);
  diff::Renaming back =
      diff::rename_shapes(read_scope(have, schemas), before, diff::reversed_renames(forth.renamed));
  for (auto step = back.steps.rbegin(); step != back.steps.rend(); ++step) {
    out.emplace_back(diff::StatementRun{"", std::move(step->sql)});
  }
  return out;
}

/// Says how values change their type where the server does not cast them by itself.
void add_casts(diff::Changes& changes, const Inspection& have, const Inspection& want,
               const std::string& own_schema) {
  if (want.database.dialect != "postgresql") return;
  const auto type_in = [](const Inspection& in, const schema::shape::Name& table,
                          const std::string& name) {
    const auto found = std::ranges::find(in.database.tables, table, &schema::shape::Table::name);
    if (found == in.database.tables.end()) return std::string();
    const auto column = std::ranges::find(found->columns, name, &schema::shape::Column::name);
    return column == found->columns.end() ? std::string() : column->type;
  };
  for (diff::Change& change : changes) {
    auto* table = std::get_if<diff::TableChanged>(&change);
    if (table == nullptr) continue;
    const schema::shape::Name name{table->schema.empty() ? own_schema : table->schema,
                                   table->table};
    for (diff::TableChange& one : table->changes) {
      auto* column = std::get_if<diff::ColumnChanged>(&one);
      if (column == nullptr || !column->type_changed) continue;
      const std::string from = type_in(have, name, column->column);
      const std::string to = type_in(want, name, column->column);
      if (from.empty() || to.empty() || from == to) continue;
      column->cast = diff::cast_text(column->column, from, to);
      column->cast_back = diff::cast_text(column->column, to, from);
    }
  }
}

}  // namespace

diff::Changes step_between(Session& have, Session& want, const std::vector<std::string>& schemas,
                           StepStyle style, const std::vector<std::string>& renames) {
  const Inspection wanted = read_scope(want, schemas);
  diff::Changes out;
  if (!renames.empty()) out = carry_out_renames(have, wanted, schemas, renames);
  const Inspection there = read_scope(have, schemas);
  if (style == StepStyle::sql) {
    diff::Changes all = sql_between(there, wanted);
    carry_out(have, all);
    std::ranges::move(all, std::back_inserter(out));
    return out;
  }
  diff::Changes types;
  for (std::string& statement : new_types(there, wanted)) {
    std::string back = back_of(statement);
    types.emplace_back(diff::StatementRun{std::move(statement), std::move(back)});
  }
  carry_out(have, types);
  std::ranges::move(types, std::back_inserter(out));

  const ReflectedTables tables(want, schemas);
  const std::unique_ptr<schema::Catalog> catalog = inspect::open_catalog(have.connection(true));
  ScopedHost host(have.connection(true), *catalog, schemas);
  diff::Settings settings;
  settings.include_schemas = has_schemas(have.dialect(Mode::online));
  settings.compare_server_default = true;
  settings.version_table = have.settings(Mode::online).version_table;
  settings.version_table_schema = have.settings(Mode::online).version_table_schema;
  const dialect::Dialect& language = have.dialect(Mode::online);
  diff::Changes compared = diff::compare({diff::tables_in_order(tables.all()), *catalog, language,
                                          diff::family_of(language), settings, host});
  add_casts(compared, there, wanted, catalog->default_schema());
  carry_out(have, compared);
  std::ranges::move(compared, std::back_inserter(out));

  diff::Changes rest = sql_between(read_scope(have, schemas), wanted);
  carry_out(have, rest);
  std::ranges::move(rest, std::back_inserter(out));
  return out;
}

}  // namespace retort::command
