#include "script/inspector.h"

#include <array>

#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/attach.h"
#include "script/bind.h"
#include "script/connection.h"
#include "script/convert.h"
#include "script/elements.h"
#include "script/exceptions.h"
#include "script/inspector_views.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/run.h"
#include "script/types.h"

namespace retort::script {

using python::ClassObject;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;
using python::ValueList;

namespace {

std::string_view dialect_name(Interpreter& interpreter) {
  return interpreter.context<Run>().host.dialect().name();
}
bool is_sqlite(Interpreter& interpreter) {
  return dialect_name(interpreter) == "sqlite";
}
bool is_postgresql(Interpreter& interpreter) {
  return dialect_name(interpreter) == "postgresql";
}

/// A dict that is filled key by key.
class DictBuilder {
 public:
  explicit DictBuilder(Interpreter& interpreter) : interpreter_(interpreter) {}
  DictBuilder& set(std::string_view key, Value value) {
    dict_->table.set(interpreter_, Value::string(key), std::move(value));
    return *this;
  }
  Value done() const { return dict_; }

 private:
  Interpreter& interpreter_;
  Ref<python::DictObject> dict_ = python::make<python::DictObject>();
};

}  // namespace

schema::Catalog& catalog_of(const Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const bool of_engine = arguments.self_as<ConnectionObject>().of_engine;
  schema::Catalog* catalog = of_engine ? interpreter.context<Run>().host.engine_catalog() : nullptr;
  return catalog != nullptr ? *catalog : catalog_of(interpreter);
}

namespace {

/// Runs `task` on the catalog; a missing table becomes NoSuchTableError.
template <class Task>
auto ask(const Arguments& arguments, Task task) {
  Interpreter& interpreter = arguments.interpreter();
  try {
    return with_database_errors(interpreter, [&] {
      return task(catalog_of(arguments), arguments.text_or_empty("schema"));
    });
  } catch (const Error& error) {
    if (error.code != ErrorCode::command) throw;
    const Value* table = arguments.find("table_name");
    raise_sqlalchemy(interpreter, "NoSuchTableError",
                     table ? text_of(interpreter, *table, "table_name") : error.message);
  }
}

/// The same for one table.
template <class Task>
auto ask_table(const Arguments& arguments, Task task) {
  std::string table = arguments.text("table_name");
  return ask(arguments, [&](schema::Catalog& catalog, const std::string& schema_name) {
    return task(catalog, schema_name, table);
  });
}

template <std::vector<std::string> (schema::Catalog::*names)(const std::string&)>
Value get_names(Arguments& arguments) {
  return python::make_string_list(
      ask(arguments, [](schema::Catalog& catalog, const std::string& schema_name) {
        return (catalog.*names)(schema_name);
      }));
}
Value get_sequence_names(Arguments& arguments) {
  const std::string_view dialect = dialect_name(arguments.interpreter());
  if (dialect == "sqlite" || dialect == "mysql") {
    arguments.interpreter().raise(python::Builtin::NotImplementedError, "");
  }
  return get_names<&schema::Catalog::sequence_names>(arguments);
}
Value get_schema_names(Arguments& arguments) {
  return python::make_string_list(catalog_of(arguments).schema_names());
}

Value has_table(Arguments& arguments) {
  return Value::boolean(ask_table(arguments, [](auto& catalog, auto& schema_name, auto& table) {
    return catalog.has_table(schema_name, table);
  }));
}
Value has_sequence(Arguments& arguments) {
  return Value::boolean(ask(arguments, [&](schema::Catalog& catalog, const std::string& name) {
    return catalog.has_sequence(name, arguments.text("sequence_name"));
  }));
}
Value has_schema(Arguments& arguments) {
  std::vector<std::string> names = catalog_of(arguments).schema_names();
  std::string wanted = arguments.text("schema_name");
  return Value::boolean(std::ranges::find(names, wanted) != names.end());
}

std::string text_of_expression(Interpreter& interpreter, const schema::ExprPtr& expression) {
  if (const auto* text = std::get_if<schema::TextClause>(&expression->node)) return text->text;
  if (const auto* column = std::get_if<schema::ColumnRef>(&expression->node)) return column->name;
  const dialect::Dialect& dialect = interpreter.context<Run>().host.dialect();
  return dialect.compile(expression, dialect::BindStyle::literal).text;
}

Value default_text(Interpreter& interpreter, const std::optional<schema::ServerDefault>& value) {
  if (!value) return Value::none();
  if (const auto* text = std::get_if<std::string>(&value->value)) return Value::string(*text);
  return Value::string(text_of_expression(interpreter, std::get<schema::ExprPtr>(value->value)));
}

Value identity_dict(Interpreter& interpreter, const schema::Identity& value) {
  const schema::SequenceOptions& options = value.options;
  DictBuilder dict(interpreter);
  dict.set("always", Value::boolean(value.always));
  for (const auto& [name, number] :
       {std::pair{"start", options.start}, std::pair{"increment", options.increment},
        std::pair{"minvalue", options.minvalue}, std::pair{"maxvalue", options.maxvalue},
        std::pair{"cache", options.cache}}) {
    if (number) dict.set(name, Value::integer(*number));
  }
  if (options.cycle) dict.set("cycle", Value::boolean(*options.cycle));
  return dict.done();
}

/// `key`: the columns of the primary key.
Value column_dict(Interpreter& interpreter, const schema::ColumnInfo& info,
                  const std::vector<std::string>& key) {
  const schema::Column& column = info.column;
  DictBuilder dict(interpreter);
  dict.set("name", Value::string(column.name))
      .set("type", make_type_object(interpreter, column.type))
      .set("nullable", Value::boolean(column.nullable.value_or(true)))
      .set("default", default_text(interpreter, column.server_default));
  if (is_sqlite(interpreter)) {
    const auto place = std::ranges::find(key, column.name);
    dict.set("primary_key", Value::integer(place == key.end() ? 0 : place - key.begin() + 1));
  } else {
    dict.set("comment", string_or_none(column.comment));
    if (is_postgresql(interpreter) ||
        schema::affinity_of(column.type) == schema::Affinity::integer) {
      dict.set("autoincrement", Value::boolean(info.autoincrement));
    }
  }
  if (column.computed) {
    DictBuilder computed(interpreter);
    computed
        .set("sqltext", Value::string(text_of_expression(interpreter, column.computed->expression)))
        .set("persisted", Value::boolean(column.computed->persisted.value_or(false)));
    dict.set("computed", computed.done());
  }
  if (column.identity) dict.set("identity", identity_dict(interpreter, *column.identity));
  return dict.done();
}

Value get_columns(Arguments& arguments) {
  auto columns = ask_table(arguments, [](auto& catalog, auto& schema_name, auto& table) {
    return catalog.columns(schema_name, table);
  });
  std::vector<std::string> key;
  if (is_sqlite(arguments.interpreter())) {
    key = ask_table(arguments, [](auto& catalog, auto& schema_name, auto& table) {
            return catalog.primary_key(schema_name, table);
          }).columns;
  }
  ValueList items;
  for (const schema::ColumnInfo& info : columns) {
    items.push_back(column_dict(arguments.interpreter(), info, key));
  }
  return python::make_list(std::move(items));
}

Value option_value(Interpreter& interpreter, const schema::OptionValue& value) {
  struct Visitor {
    Interpreter& interpreter;
    Value operator()(std::monostate) const { return Value::none(); }
    Value operator()(bool flag) const { return Value::boolean(flag); }
    Value operator()(std::int64_t number) const { return Value::integer(number); }
    Value operator()(double number) const { return Value::real(number); }
    Value operator()(const std::string& text) const { return Value::string(text); }
    Value operator()(const std::vector<std::string>& texts) const {
      return python::make_string_list(texts);
    }
    Value operator()(const std::vector<std::pair<std::string, std::string>>& pairs) const {
      DictBuilder dict(interpreter);
      for (const auto& [key, text] : pairs) dict.set(key, Value::string(text));
      return dict.done();
    }
    Value operator()(const schema::ExprPtr& expression) const {
      return Value::string(text_of_expression(interpreter, expression));
    }
  };
  return std::visit(Visitor{interpreter}, value);
}

/// MySQL's lengths of index prefixes, by column.
Value lengths(Interpreter& interpreter,
              const std::vector<std::pair<std::string, std::string>>& pairs) {
  DictBuilder dict(interpreter);
  for (const auto& [column, length] : pairs) {
    dict.set(column, Value::integer(std::stoll(length)));
  }
  return dict.done();
}

Value options_dict(Interpreter& interpreter, const schema::Options& options) {
  DictBuilder dict(interpreter);
  for (const auto& [name, value] : options) {
    const auto* pairs = std::get_if<std::vector<std::pair<std::string, std::string>>>(&value);
    dict.set(name, pairs != nullptr && name.ends_with("_length")
                       ? lengths(interpreter, *pairs)
                       : option_value(interpreter, value));
  }
  return dict.done();
}

/// PostgreSQL's `a DESC NULLS LAST`: the column, and how it is sorted.
struct SortedElement {
  schema::ExprPtr element;
  std::vector<std::string> sorting;
};
SortedElement sorted_element(schema::ExprPtr element) {
  SortedElement result{std::move(element), {}};
  while (const auto* unary = std::get_if<schema::Unary>(&result.element->node)) {
    if (!unary->postfix) break;
    std::string word = unary->op;
    for (char& c : word) c = c == ' ' ? '_' : static_cast<char>(c | 0x20);
    result.sorting.insert(result.sorting.begin(), word);
    result.element = unary->operand;
  }
  return result;
}

Value index_dict(Interpreter& interpreter, const schema::IndexInfo& info) {
  ValueList names, expressions;
  bool has_expressions = false;
  DictBuilder dict(interpreter), sorting(interpreter);
  bool has_sorting = false;
  for (const schema::ExprPtr& given : info.index.elements) {
    const SortedElement sorted = sorted_element(given);
    const auto* column = std::get_if<schema::ColumnRef>(&sorted.element->node);
    names.push_back(column ? Value::string(column->name) : Value::none());
    const std::string text = text_of_expression(interpreter, sorted.element);
    expressions.push_back(Value::string(text));
    has_expressions = has_expressions || !column;
    if (sorted.sorting.empty()) continue;
    ValueList words;
    for (const std::string& word : sorted.sorting) words.push_back(Value::string(word));
    sorting.set(text, python::make_tuple(std::move(words)));
    has_sorting = true;
  }
  dict.set("name", string_or_none(info.index.name.text))
      .set("unique", is_sqlite(interpreter) ? Value::integer(info.index.unique ? 1 : 0)
                                            : Value::boolean(info.index.unique))
      .set("column_names", python::make_list(std::move(names)));
  if (has_sorting) dict.set("column_sorting", sorting.done());
  if (has_expressions) dict.set("expressions", python::make_list(std::move(expressions)));
  if (info.duplicates_constraint) {
    dict.set("duplicates_constraint", Value::string(*info.duplicates_constraint));
  }
  schema::Options options = info.index.options;
  if (is_postgresql(interpreter)) {
    dict.set("include_columns", python::make_string_list(info.include_columns));
    if (!schema::find_option(options, "postgresql_include")) {
      options.emplace_back("postgresql_include", info.include_columns);
    }
  }
  const bool mysql = !is_postgresql(interpreter) && !is_sqlite(interpreter);
  if (mysql) {
    const auto* prefix =
        schema::find_option(options, std::string(dialect_name(interpreter)) + "_prefix");
    const auto* kind = prefix ? std::get_if<std::string>(prefix) : nullptr;
    if (kind) dict.set("type", Value::string(*kind));
    if (info.index.unique) dict.set("type", Value::string("UNIQUE"));
  }
  if (!mysql || !options.empty()) {
    dict.set("dialect_options", options_dict(interpreter, options));
  }
  return dict.done();
}

Value get_indexes(Arguments& arguments) {
  auto indexes = ask_table(arguments, [](auto& catalog, auto& schema_name, auto& table) {
    return catalog.indexes(schema_name, table);
  });
  ValueList items;
  for (const schema::IndexInfo& info : indexes) {
    items.push_back(index_dict(arguments.interpreter(), info));
  }
  return python::make_list(std::move(items));
}

Value get_pk_constraint(Arguments& arguments) {
  auto key = ask_table(arguments, [](auto& catalog, auto& schema_name, auto& table) {
    return catalog.primary_key(schema_name, table);
  });
  Interpreter& interpreter = arguments.interpreter();
  DictBuilder dict(interpreter);
  dict.set("constrained_columns", python::make_string_list(key.columns))
      .set("name", string_or_none(key.name.text));
  if (is_postgresql(interpreter) && !key.columns.empty()) {
    schema::Options options = key.options;
    if (options.empty()) options.emplace_back("postgresql_include", std::vector<std::string>());
    dict.set("comment", string_or_none(key.comment))
        .set("dialect_options", options_dict(interpreter, options));
  }
  return dict.done();
}

Value get_foreign_keys(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto keys = ask_table(arguments, [](auto& catalog, auto& schema_name, auto& table) {
    return catalog.foreign_keys(schema_name, table);
  });
  ValueList items;
  for (const schema::ForeignKeyConstraint& key : keys) {
    DictBuilder options(interpreter);
    if (key.actions.onupdate) options.set("onupdate", Value::string(*key.actions.onupdate));
    if (key.actions.ondelete) options.set("ondelete", Value::string(*key.actions.ondelete));
    if (key.actions.initially) options.set("initially", Value::string(*key.actions.initially));
    if (key.actions.match) options.set("match", Value::string(*key.actions.match));
    if (key.actions.deferrable) options.set("deferrable", Value::boolean(*key.actions.deferrable));
    DictBuilder dict(interpreter);
    dict.set("name", string_or_none(key.name.text))
        .set("constrained_columns", python::make_string_list(key.columns))
        .set("referred_schema",
             key.referred_schema.empty() ? Value::none() : Value::string(key.referred_schema))
        .set("referred_table", Value::string(key.referred_table))
        .set("referred_columns", python::make_string_list(key.referred_columns))
        .set("options", options.done());
    if (is_postgresql(interpreter)) dict.set("comment", string_or_none(key.comment));
    items.push_back(dict.done());
  }
  return python::make_list(std::move(items));
}

Value get_unique_constraints(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto constraints = ask_table(arguments, [](auto& catalog, auto& schema_name, auto& table) {
    return catalog.unique_constraints(schema_name, table);
  });
  ValueList items;
  for (const schema::UniqueConstraint& constraint : constraints) {
    DictBuilder dict(interpreter);
    dict.set("name", string_or_none(constraint.name.text))
        .set("column_names", python::make_string_list(constraint.columns));
    if (is_postgresql(interpreter)) {
      schema::Options options = constraint.options;
      if (!schema::find_option(options, "postgresql_include")) {
        options.emplace_back("postgresql_include", std::vector<std::string>());
      }
      if (!schema::find_option(options, "postgresql_nulls_not_distinct")) {
        options.emplace_back("postgresql_nulls_not_distinct", false);
      }
      dict.set("comment", string_or_none(constraint.comment))
          .set("dialect_options", options_dict(interpreter, options));
    } else if (!is_sqlite(interpreter)) {
      dict.set("duplicates_index", string_or_none(constraint.name.text));
    }
    items.push_back(dict.done());
  }
  return python::make_list(std::move(items));
}

Value get_check_constraints(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto constraints = ask_table(arguments, [](auto& catalog, auto& schema_name, auto& table) {
    return catalog.check_constraints(schema_name, table);
  });
  ValueList items;
  for (const schema::CheckConstraint& constraint : constraints) {
    DictBuilder dict(interpreter);
    dict.set("name", string_or_none(constraint.name.text))
        .set("sqltext", Value::string(text_of_expression(interpreter, constraint.expression)));
    if (is_postgresql(interpreter)) dict.set("comment", string_or_none(constraint.comment));
    items.push_back(dict.done());
  }
  return python::make_list(std::move(items));
}

[[noreturn]] void raise_not_implemented(Interpreter& interpreter) {
  interpreter.raise(python::Builtin::NotImplementedError, "");
}

Value get_table_comment(Arguments& arguments) {
  if (is_sqlite(arguments.interpreter())) raise_not_implemented(arguments.interpreter());
  auto comment = ask_table(arguments, [](auto& catalog, auto& schema_name, auto& table) {
    return catalog.table_comment(schema_name, table);
  });
  DictBuilder dict(arguments.interpreter());
  dict.set("text", string_or_none(comment));
  return dict.done();
}

Value get_enums(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto enums = ask(arguments, [](schema::Catalog& catalog, const std::string& schema_name) {
    return catalog.enums(schema_name);
  });
  ValueList items;
  for (const schema::EnumInfo& info : enums) {
    DictBuilder dict(interpreter);
    dict.set("name", Value::string(info.name))
        .set("schema", Value::string(info.schema))
        .set("visible", Value::boolean(info.visible))
        .set("labels", python::make_string_list(info.labels));
    items.push_back(dict.done());
  }
  return python::make_list(std::move(items));
}

Value default_schema(Arguments& arguments) {
  std::string name = catalog_of(arguments).default_schema();
  return name.empty() ? Value::none() : Value::string(name);
}
Value bind(Arguments& arguments) {
  return bind_object(arguments.interpreter());
}
Value dialect(Arguments& arguments) {
  return dialect_object(arguments.interpreter());
}
Value clear_cache(Arguments& arguments) {
  catalog_of(arguments).invalidate();
  return Value::none();
}

const NativeClassSpec kPgInspectorClass = {"PGInspector", "sqlalchemy.dialects.postgresql.base",
                                           &kInspectorClass};

bool stands_for_connection(Interpreter& interpreter, const Value& bind) {
  return bind.is_object() && bind.as_object().kind() == python::ObjectKind::instance &&
         !interpreter.find_attribute(bind, "_inspect").is_absent();
}

Value make_inspector(Interpreter& interpreter, const Value& bind_value) {
  if (bind_value.is_none()) {
    raise_sqlalchemy(interpreter, "NoInspectionAvailable",
                     "No inspection system is available for object of type <class 'NoneType'>");
  }
  interpreter.need_known(bind_value, "inspect()");
  // What stands for a connection while env.py is read knows whom to ask.
  if (stands_for_connection(interpreter, bind_value)) {
    return interpreter.call_method(bind_value, "_inspect");
  }
  const bool of_engine = interpreter.is_instance(bind_value, kEngineClass);
  if (!of_engine && interpreter.context<Run>().host.offline()) catalog_of(interpreter);  // Raises.
  const NativeClassSpec& spec = is_postgresql(interpreter) ? kPgInspectorClass : kInspectorClass;
  auto inspector = python::make<ConnectionObject>(Ref(&interpreter.native_class(spec)));
  inspector->of_engine = of_engine;
  return inspector;
}
Value construct_inspector(Interpreter& interpreter, ClassObject&,
                          const python::CallArguments& call) {
  Arguments arguments(interpreter, "Inspector(bind)", call);
  return make_inspector(interpreter, arguments["bind"]);
}
Value from_engine(Arguments& arguments) {
  return make_inspector(arguments.interpreter(), arguments["bind"]);
}

std::vector<python::NativeMember> basic_members() {
  return {
      class_method<"from_engine(bind)", from_engine>(),
      method<"get_table_names(schema=, **kw)", get_names<&schema::Catalog::table_names>>(),
      method<"get_sorted_table_names(schema=)", get_names<&schema::Catalog::table_names>>(),
      method<"get_view_names(schema=, **kw)", get_names<&schema::Catalog::view_names>>(),
      method<"get_sequence_names(schema=, **kw)", get_sequence_names>(),
      method<"get_schema_names()", get_schema_names>(),
      method<"has_table(table_name, schema=, **kw)", has_table>(),
      method<"has_sequence(sequence_name, schema=)", has_sequence>(),
      method<"has_schema(schema_name)", has_schema>(),
      method<"get_columns(table_name, schema=, **kw)", get_columns>(),
      method<"get_indexes(table_name, schema=, **kw)", get_indexes>(),
      method<"get_pk_constraint(table_name, schema=, **kw)", get_pk_constraint>(),
      method<"get_foreign_keys(table_name, schema=, **kw)", get_foreign_keys>(),
      method<"get_unique_constraints(table_name, schema=, **kw)", get_unique_constraints>(),
      method<"get_check_constraints(table_name, schema=, **kw)", get_check_constraints>(),
      method<"get_table_comment(table_name, schema=, **kw)", get_table_comment>(),
      method<"get_enums(schema=)", get_enums>(),
      method<"clear_cache()", clear_cache>(),
      property<"default_schema_name()", default_schema>(),
      property<"bind()", bind>(),
      property<"engine()", bind>(),
      property<"dialect()", dialect>(),
  };
}

const MemberTable& inspector_members() {
  static const MemberTable kMembers = [] {
    std::vector<python::NativeMember> members = inspector_extra_members();
    for (const auto& member : basic_members()) members.push_back(member);
    return MemberTable(std::move(members));
  }();
  return kMembers;
}

}  // namespace

const NativeClassSpec kInspectorClass = {"Inspector", "sqlalchemy.engine.reflection", nullptr,
                                         &inspector_members(), construct_inspector};

Value inspect(Interpreter& interpreter, const python::CallArguments& call) {
  Arguments arguments(interpreter, "inspect(subject, raiseerr=)", call);
  const Value mapped = orm_inspection(interpreter, arguments["subject"]);
  if (!mapped.is_absent()) return mapped;
  return make_inspector(interpreter, arguments["subject"]);
}

Value dialect_options(Interpreter& interpreter, const schema::Options& options) {
  return options_dict(interpreter, options);
}

bool can_inspect(Interpreter& interpreter, const Value& bind) {
  if (!stands_for_connection(interpreter, bind)) return true;
  return make_inspector(interpreter, bind).try_as<python::UnknownObject>() == nullptr;
}

}  // namespace retort::script
