// The only outside interface is inspector_views.h.
#include "script/inspector_views.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "dialect/mysql_table_options.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "script/bind.h"
#include "script/connection.h"
#include "script/convert.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/inspector.h"
#include "script/run.h"
#include "script/table_methods.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using python::Value;
using python::ValueList;

namespace {

std::string_view dialect_of(const Arguments& arguments) {
  return arguments.interpreter().context<Run>().host.dialect().name();
}

[[noreturn]] void raise_not_implemented(const Arguments& arguments) {
  arguments.interpreter().raise(python::Builtin::NotImplementedError, "");
}

std::string quoted(const dialect::Dialect& dialect, const std::string& text) {
  return dialect
      .compile(constant_expr({text}, schema::make_type(schema::TypeKind::String)),
               dialect::BindStyle::inlined)
      .text;
}

std::string quoted(const Arguments& arguments, const std::string& text) {
  return quoted(arguments.interpreter().context<Run>().host.dialect(), text);
}

/// The texts in one column of all rows.
std::vector<std::string> ask(Interpreter& interpreter, const std::string& sql,
                             std::size_t column = 0) {
  std::vector<std::string> texts;
  with_database_errors(interpreter, [&] {
    Host& host = interpreter.context<Run>().host;
    const auto rows = host.query_text(sql, {}, interpreter.origin());
    while (auto row = rows->next()) {
      const auto* text = std::get_if<std::string>(&row->at(column).value);
      if (text) texts.push_back(*text);
    }
  });
  return texts;
}

std::vector<std::string> ask(const Arguments& arguments, const std::string& sql,
                             std::size_t column = 0) {
  return ask(arguments.interpreter(), sql, column);
}

/// Names in PostgreSQL's pg_class of these kinds, with a further condition.
std::vector<std::string> relations(const Arguments& arguments, const std::string& kinds,
                                   const std::string& condition) {
  return ask(arguments,
             "SELECT c.relname::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
             " ON n.oid = c.relnamespace WHERE c.relkind IN (" +
                 kinds + ") AND " + condition + " ORDER BY c.oid");
}

std::string in_schema(const Arguments& arguments) {
  const std::string schema_name = arguments.text_or_empty("schema");
  if (!schema_name.empty()) return "n.nspname = " + quoted(arguments, schema_name);
  return "pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog'";
}

Value get_temp_table_names(Arguments& arguments) {
  if (dialect_of(arguments) == "postgresql") {
    return python::make_string_list(
        relations(arguments, "'r', 'p', 'f'",
                  "c.relpersistence = 't' AND pg_catalog.pg_table_is_visible(c.oid)"));
  }
  if (dialect_of(arguments) != "sqlite") raise_not_implemented(arguments);
  return python::make_string_list(
      ask(arguments,
          "SELECT name FROM sqlite_temp_master WHERE type = 'table' AND name NOT LIKE "
          "'sqlite~_%' ESCAPE '~' ORDER BY name"));
}

Value get_temp_view_names(Arguments& arguments) {
  if (dialect_of(arguments) == "postgresql") {
    return python::make_string_list(relations(
        arguments, "'v'", "c.relpersistence = 't' AND pg_catalog.pg_table_is_visible(c.oid)"));
  }
  if (dialect_of(arguments) != "sqlite") raise_not_implemented(arguments);
  return python::make_string_list(
      ask(arguments, "SELECT name FROM sqlite_temp_master WHERE type = 'view' ORDER BY name"));
}

Value get_materialized_view_names(Arguments& arguments) {
  if (dialect_of(arguments) != "postgresql") raise_not_implemented(arguments);
  return python::make_string_list(
      relations(arguments, "'m'", "c.relpersistence <> 't' AND " + in_schema(arguments)));
}

/// What SHOW CREATE TABLE says of a table or view; nothing where MySQL does not say it.
std::vector<std::string> show_create(const Arguments& arguments, const std::string& name) {
  const dialect::Dialect& dialect = arguments.interpreter().context<Run>().host.dialect();
  const std::string schema_name = arguments.text_or_empty("schema");
  const std::string prefix = schema_name.empty() ? "" : dialect.quote(schema_name) + ".";
  return ask(arguments, "SHOW CREATE TABLE " + prefix + dialect.quote(name), 1);
}

Value get_view_definition(Arguments& arguments) {
  const std::string view = arguments.text("view_name");
  std::vector<std::string> found;
  if (dialect_of(arguments) == "postgresql") {
    found = ask(arguments,
                "SELECT pg_catalog.pg_get_viewdef(c.oid) FROM pg_catalog.pg_class c JOIN "
                "pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')"
                " AND c.relname = " +
                    quoted(arguments, view) + " AND " + in_schema(arguments));
  } else if (dialect_of(arguments) == "sqlite") {
    found = ask(arguments,
                "SELECT sql FROM (SELECT * FROM sqlite_master UNION ALL SELECT * FROM "
                "sqlite_temp_master) WHERE type = 'view' AND name = " +
                    quoted(arguments, view));
  } else {
    found = show_create(arguments, view);
  }
  if (found.empty()) raise_sqlalchemy(arguments.interpreter(), "NoSuchTableError", view);
  return Value::string(found.front());
}

Value get_table_options(Arguments& arguments) {
  const std::string_view dialect = dialect_of(arguments);
  if (dialect == "postgresql" || dialect == "sqlite") raise_not_implemented(arguments);
  auto dict = python::make<python::DictObject>();
  const std::string prefix = std::string(dialect) + "_";
  for (const std::string& shown : show_create(arguments, arguments.text("table_name"))) {
    for (const auto& [name, value] : dialect::shown_table_options(shown)) {
      dict->table.set(arguments.interpreter(), Value::string(prefix + name), Value::string(value));
    }
  }
  return dict;
}

Value get_table_oid(Arguments& arguments) {
  if (dialect_of(arguments) != "postgresql") return Value::absent();
  Interpreter& interpreter = arguments.interpreter();
  const std::string table = arguments.text("table_name");
  const auto found = ask(arguments,
                         "SELECT c.oid::text FROM pg_catalog.pg_class c JOIN "
                         "pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = " +
                             quoted(arguments, table) + " AND " + in_schema(arguments));
  if (found.empty()) raise_sqlalchemy(interpreter, "NoSuchTableError", table);
  return Value::integer(std::stoll(found.front()));
}

Value call_self(const Arguments& arguments, std::string_view method, const std::string& table) {
  Interpreter& interpreter = arguments.interpreter();
  const Value* schema_name = arguments.find_not_none("schema");
  const Value bound = interpreter.get_attribute(arguments.self(), method);
  return interpreter.call(
      bound, std::array{Value::string(table), schema_name ? *schema_name : Value::none()});
}

Value has_index(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const std::string table = arguments.text("table_name");
  if (!catalog_of(arguments).has_table(arguments.text_or_empty("schema"), table)) {
    return Value::boolean(false);
  }
  for (const Value& index : interpreter.items_of(call_self(arguments, "get_indexes", table))) {
    const Value name = interpreter.get_item(index, Value::string("name"));
    const std::string* text = python::string_of(name);
    if (text && *text == arguments.text("index_name")) return Value::boolean(true);
  }
  return Value::boolean(false);
}

/// `get_multi_columns()` and the like: a dict by schema and table.
template <SignatureText method_name>
Value get_multi(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const std::string schema_name = arguments.text_or_empty("schema");
  std::vector<std::string> names = catalog_of(arguments).table_names(schema_name);
  if (const Value* only = arguments.find_not_none("filter_names")) {
    const std::vector<std::string> wanted = texts_of(interpreter, *only, "filter_names");
    std::erase_if(names, [&](const std::string& name) {
      return std::ranges::find(wanted, name) == wanted.end();
    });
  }
  auto dict = python::make<python::DictObject>();
  for (const std::string& name : names) {
    const Value owner = schema_name.empty() ? Value::none() : Value::string(schema_name);
    dict->table.set(interpreter, python::make_tuple({owner, Value::string(name)}),
                    call_self(arguments, method_name.text, name));
  }
  return dict;
}

/// Tables behind those that they refer to, by name.
Value sorted_tables(Arguments& arguments) {
  schema::Catalog& catalog = catalog_of(arguments);
  const std::string schema_name = arguments.text_or_empty("schema");
  std::vector<std::string> names = catalog.table_names(schema_name);
  std::ranges::sort(names);
  std::vector<std::string> order;
  std::set<std::string> seen;
  const std::function<void(const std::string&)> visit = [&](const std::string& name) {
    if (!seen.insert(name).second) return;
    for (const auto& key : catalog.foreign_keys(schema_name, name)) {
      const bool known = std::ranges::binary_search(names, key.referred_table);
      if (known && key.referred_schema == schema_name) visit(key.referred_table);
    }
    order.push_back(name);
  };
  for (const std::string& name : names) visit(name);
  ValueList items;
  for (const std::string& name : order) {
    ValueList keys;
    for (const auto& key : catalog.foreign_keys(schema_name, name)) {
      keys.push_back(key.name.text ? Value::string(*key.name.text) : Value::none());
    }
    items.push_back(python::make_tuple({Value::string(name), python::make_list(std::move(keys))}));
  }
  items.push_back(python::make_tuple({Value::none(), python::make_list({})}));
  return python::make_list(std::move(items));
}

/// reflect_table(table, include_columns): fills a Table that has no columns yet.
Value reflect_table(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto* table = arguments["table"].try_as<TableObject>();
  if (!table) interpreter.raise(python::Builtin::TypeError, "reflect_table() takes a Table");
  const Value* include = arguments.find_not_none("include_columns");
  reflect_into(
      interpreter, *table,
      include ? texts_of(interpreter, *include, "include_columns") : std::vector<std::string>());
  return Value::none();
}

}  // namespace

std::vector<std::string> materialized_views(Interpreter& interpreter,
                                            const std::string& schema_name) {
  const dialect::Dialect& dialect = interpreter.context<Run>().host.dialect();
  if (dialect.name() != "postgresql") return {};
  const std::string where = schema_name.empty() ? "pg_catalog.pg_table_is_visible(c.oid)"
                                                : "n.nspname = " + quoted(dialect, schema_name);
  return ask(interpreter,
             "SELECT c.relname::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
             " ON n.oid = c.relnamespace WHERE c.relkind = 'm' AND " +
                 where + " ORDER BY c.oid");
}

std::vector<python::NativeMember> inspector_extra_members() {
  return {
      method<"get_temp_table_names(**kw)", get_temp_table_names>(),
      method<"get_temp_view_names(**kw)", get_temp_view_names>(),
      method<"get_materialized_view_names(schema=, **kw)", get_materialized_view_names>(),
      method<"get_view_definition(view_name, schema=, **kw)", get_view_definition>(),
      method<"get_table_options(table_name, schema=, **kw)", get_table_options>(),
      method<"get_table_oid(table_name, schema=)", get_table_oid>(),
      method<"has_index(table_name, index_name, schema=, **kw)", has_index>(),
      method<"get_sorted_table_and_fkc_names(schema=, **kw)", sorted_tables>(),
      method<"reflect_table(table, include_columns, exclude_columns=, resolve_fks=)",
             reflect_table>(),
      method<"get_multi_columns(schema=, filter_names=, kind=, scope=, **kw)",
             get_multi<"get_columns">>(),
      method<"get_multi_pk_constraint(schema=, filter_names=, kind=, scope=, **kw)",
             get_multi<"get_pk_constraint">>(),
      method<"get_multi_foreign_keys(schema=, filter_names=, kind=, scope=, **kw)",
             get_multi<"get_foreign_keys">>(),
      method<"get_multi_indexes(schema=, filter_names=, kind=, scope=, **kw)",
             get_multi<"get_indexes">>(),
      method<"get_multi_unique_constraints(schema=, filter_names=, kind=, scope=, **kw)",
             get_multi<"get_unique_constraints">>(),
      method<"get_multi_check_constraints(schema=, filter_names=, kind=, scope=, **kw)",
             get_multi<"get_check_constraints">>(),
      method<"get_multi_table_comment(schema=, filter_names=, kind=, scope=, **kw)",
             get_multi<"get_table_comment">>(),
  };
}

}  // namespace retort::script
