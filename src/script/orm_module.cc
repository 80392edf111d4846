#include "script/orm_module.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "python/evaluator.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "python/parser.h"
#include "schema/attach.h"
#include "script/connection.h"
#include "script/convert.h"
#include "script/early_columns.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/orm_state.h"
#include "script/readers.h"
#include "script/statements.h"
#include "script/subqueries.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::ClassObject;
using python::Instance;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Symbol;
using python::Value;
using python::ValueList;

namespace {

Symbol name_of(const Arguments& arguments) {
  return python::intern(*python::string_of(arguments["name"]));
}
Instance& object_of(const Arguments& arguments) {
  auto* object = arguments["object"].try_as<Instance>();
  if (!object) {
    arguments.interpreter().raise(python::Builtin::TypeError,
                                  "an instance of a mapped class is needed, not " +
                                      arguments.interpreter().repr(arguments["object"]));
  }
  return *object;
}

/// An instance without `__init__`.
Value make_new(Arguments& arguments) {
  return python::construct_instance(arguments.interpreter(),
                                    *arguments["cls"].try_as<ClassObject>(), {});
}
Value get(Arguments& arguments) {
  const Value* found = object_of(arguments).attributes.find(name_of(arguments));
  if (found) return *found;
  const Value* otherwise = arguments.find("default");
  return otherwise ? *otherwise : Value::none();
}
Value has(Arguments& arguments) {
  return Value::boolean(object_of(arguments).attributes.find(name_of(arguments)) != nullptr);
}
Value put(Arguments& arguments) {
  object_of(arguments).attributes.set(name_of(arguments), arguments["value"]);
  return Value::none();
}
Value drop(Arguments& arguments) {
  return Value::boolean(object_of(arguments).attributes.erase(name_of(arguments)));
}

/// Sets the attributes `names` to the values of a row from `start` on, each as its column says.
Value populate(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Instance& object = object_of(arguments);
  const auto& names = *arguments["names"].try_as<python::TupleObject>();
  const auto& columns = *arguments["columns"].try_as<python::TupleObject>();
  const auto& row = *arguments["row"].try_as<python::TupleObject>();
  auto position = static_cast<std::size_t>(arguments["start"].as_integer());
  for (std::size_t i = 0; i < names.items.size(); ++i, ++position) {
    auto& column = *columns.items[i].try_as<ColumnObject>();
    object.attributes.set(python::intern(*python::string_of(names.items[i])),
                          from_database(interpreter, column, row.items.at(position)));
  }
  return Value::none();
}

/// The same for the attributes that the object does not have yet.
Value populate_missing(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Instance& object = object_of(arguments);
  const auto& names = *arguments["names"].try_as<python::TupleObject>();
  const auto& columns = *arguments["columns"].try_as<python::TupleObject>();
  const auto& row = *arguments["row"].try_as<python::TupleObject>();
  auto position = static_cast<std::size_t>(arguments["start"].as_integer());
  for (std::size_t i = 0; i < names.items.size(); ++i, ++position) {
    const Symbol name = python::intern(*python::string_of(names.items[i]));
    if (object.attributes.find(name)) continue;
    auto& column = *columns.items[i].try_as<ColumnObject>();
    object.attributes.set(name, from_database(interpreter, column, row.items.at(position)));
  }
  return Value::none();
}

Value row(Arguments& arguments) {
  auto names = std::make_shared<const std::vector<std::string>>(
      texts_of(arguments.interpreter(), arguments["names"], "the names of a row"));
  return make_row(arguments.interpreter().items_of(arguments["values"]), std::move(names));
}

ColumnObject& column_argument(const Arguments& arguments) {
  return column_of(arguments.interpreter(), arguments["column"], "a mapped column");
}

/// A Column of a class body gets its name from the attribute.
Value name_column(Arguments& arguments) {
  schema::Column& column = column_argument(arguments).column;
  if (!column.name.empty()) return Value::none();
  column.name = arguments.text("name");
  for (schema::ForeignKeyConstraint& key : column.foreign_keys) {
    key.columns = {column.name};
    if (key.referred_columns.empty() || key.referred_columns.front().empty()) {
      key.referred_columns = {column.name};
    }
  }
  return Value::none();
}

Value name_early(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const auto early = texts_of(interpreter, arguments["early"], "early names");
  const auto real = texts_of(interpreter, arguments["names"], "names");
  std::map<std::string, std::string> names;
  for (std::size_t i = 0; i < std::min(early.size(), real.size()); ++i) names[early[i]] = real[i];
  name_early_columns(arguments["item"], names);
  return Value::none();
}

Value early_name(Arguments& arguments) {
  const std::string name = early_name_of(column_argument(arguments));
  return name.empty() ? Value::none() : Value::string(name);
}

/// What stands behind `->`, as a text that knows its module; None without it.
Value return_annotation(Arguments& arguments) {
  const auto* function = arguments["function"].try_as<python::FunctionObject>();
  if (function == nullptr || function->returns == nullptr) return Value::none();
  return python::annotation_text(arguments.interpreter(), **function->source, *function->returns,
                                 Value(function->module));
}

Value set_nullable(Arguments& arguments) {
  schema::Column& column = column_argument(arguments).column;
  column.nullable = arguments.flag("nullable");
  column.nullable_is_derived = true;
  return Value::none();
}
Value has_nullable(Arguments& arguments) {
  return Value::boolean(column_argument(arguments).column.nullable.has_value());
}
Value has_type(Arguments& arguments) {
  return Value::boolean(column_argument(arguments).column.type.kind != schema::TypeKind::Null);
}
/// Whether the column has foreign keys, whose columns give it their type.
Value refers(Arguments& arguments) {
  return Value::boolean(!column_argument(arguments).column.foreign_keys.empty());
}
/// Whether it is `Enum(enum.Enum)`: that of any Python enum or Literal.
Value is_generic_enum(Arguments& arguments) {
  const auto* given = arguments["given"].try_as<TypeObject>();
  const auto* cls = given != nullptr ? given->enum_class.try_as<ClassObject>() : nullptr;
  return Value::boolean(cls != nullptr && cls->native != nullptr);
}
/// An Enum of other values with the options of the given one.
Value enum_like(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const auto* given = arguments["given"].try_as<TypeObject>();
  const ValueList values = interpreter.items_of(arguments["values"]);
  std::vector<python::KeywordValue> keywords;
  for (const python::KeywordValue& keyword : given->keywords) {
    const bool replaced = keyword.name.text() == "native_enum" && !arguments["native"].is_none();
    if (!replaced && keyword.name.text() != "create_type") keywords.push_back(keyword);
  }
  if (!arguments["native"].is_none()) {
    keywords.push_back({python::intern("native_enum"), arguments["native"]});
  }
  return interpreter.call(find_type_class(interpreter, TypeModule::generic, "Enum"), values,
                          keywords);
}
Value set_type(Arguments& arguments) {
  ColumnObject& column = column_argument(arguments);
  column.column.type = type_of_value(arguments.interpreter(), arguments["type_"]);
  column.type_object = arguments["type_"];
  return Value::none();
}
Value onupdate(Arguments& arguments) {
  const Value& value = column_argument(arguments).onupdate_value;
  return value.is_absent() ? Value::none() : value;
}
/// Whether the server gives the column a value that the INSERT does not name.
Value is_filled_by_server(Arguments& arguments) {
  const schema::Column& column = column_argument(arguments).column;
  return Value::boolean(column.server_default || column.identity || column.computed ||
                        column.sequence);
}

/// Whether None is a value of the column (JSON's null) and not SQL's NULL.
Value evaluates_none(Arguments& arguments) {
  const schema::Type& type = column_argument(arguments).column.type;
  using enum schema::TypeKind;
  const bool is_json = type.kind == Json || type.kind == JSON || type.kind == PgJSONB;
  return Value::boolean(is_json && !type.none_as_null);
}

/// Whether a function for a default wants to be given something.
Value takes_argument(Arguments& arguments) {
  const Value* callee = &arguments["function"];
  std::size_t given = 0;
  if (const auto* method = callee->try_as<python::BoundMethod>()) {
    callee = &method->function;
    given = 1;
  }
  const auto* function = callee->try_as<python::FunctionObject>();
  if (!function || !function->parameters) return Value::boolean(false);
  const python::Arguments& parameters = *function->parameters;
  const std::size_t all = parameters.posonlyargs.size() + parameters.args.size();
  return Value::boolean(all > given + function->defaults.size());
}

Value to_database_value(Arguments& arguments) {
  return to_database(arguments.interpreter(), column_argument(arguments), arguments["value"]);
}
Value from_database_value(Arguments& arguments) {
  return from_database(arguments.interpreter(), column_argument(arguments), arguments["value"]);
}

TableObject& table_argument(const Arguments& arguments) {
  if (auto* table = arguments["table"].try_as<TableObject>()) return *table;
  arguments.interpreter().raise(
      python::Builtin::TypeError,
      fmt::format("{} is no table, alias or join that a class can be mapped to",
                  arguments.interpreter().repr(arguments["table"])));
}

Value text_or_none(const std::string& text) {
  return text.empty() ? Value::none() : Value::string(text);
}

/// The tables of a join; nothing for what is no join.
Value joined_tables(Arguments& arguments) {
  ValueList tables;
  if (const auto* join = arguments["selectable"].try_as<JoinObject>()) {
    for (const auto& table : join->tables) tables.push_back(Value(table.get()));
  }
  return python::make_list(std::move(tables));
}

/// Each foreign key as (columns, schema, table, referred columns).
Value foreign_keys(Arguments& arguments) {
  const schema::Table shape = table_argument(arguments).shape();
  ValueList keys;
  auto add = [&](const schema::ForeignKeyConstraint& key) {
    keys.push_back(python::make_tuple(
        {python::make_string_list(key.columns), text_or_none(key.referred_schema),
         Value::string(key.referred_table), python::make_string_list(key.referred_columns)}));
  };
  for (const schema::Column& column : shape.columns) {
    for (const schema::ForeignKeyConstraint& key : column.foreign_keys) add(key);
  }
  for (const schema::Constraint& constraint : shape.constraints) {
    if (const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint)) add(*key);
  }
  return python::make_list(std::move(keys));
}

/// The names of the columns of the primary key.
Value primary_key(Arguments& arguments) {
  const schema::Table shape = table_argument(arguments).shape();
  for (const schema::Constraint& constraint : shape.constraints) {
    if (const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&constraint)) {
      return python::make_string_list(key->columns);
    }
  }
  std::vector<std::string> names;
  for (const schema::Column& column : shape.columns) {
    if (column.primary_key) names.push_back(column.name);
  }
  return python::make_string_list(names);
}

Value autoincrement(Arguments& arguments) {
  const schema::Table shape = schema::attach(table_argument(arguments).shape(), {});
  const schema::Column* column = schema::autoincrement_column(shape);
  return column ? Value::string(column->name) : Value::none();
}

/// The value of a dotted name in the module where an annotation was written; None without one.
Value resolve(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const auto* annotation = arguments["annotation"].try_as<Instance>();
  const Value* module =
      annotation ? annotation->attributes.find(python::intern("__module__")) : nullptr;
  if (!module) return Value::none();
  Value found = *module;
  const std::string text = arguments.text("name");
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    found = interpreter.find_attribute(found, text.substr(begin, end - begin));
    if (found.is_absent()) return Value::none();
    begin = end + 1;
  }
  return found;
}

/// A class of that name and with those bases, as a class statement would make it.
Value make_class(Arguments& arguments) {
  std::vector<python::Ref<ClassObject>> bases;
  for (const Value& base : arguments.interpreter().items_of(arguments["bases"])) {
    if (auto* cls = base.try_as<ClassObject>()) bases.emplace_back(cls);
  }
  auto cls = python::make<ClassObject>(arguments.text("name"), std::move(bases), nullptr);
  cls->module = "sqlalchemy.orm";
  return cls;
}
/// The column whose type reads the values of an expression, or None.
Value reader(Arguments& arguments) {
  const Value found = reader_of(arguments["item"]);
  return found.is_absent() ? Value::none() : found;
}
/// The same statement, whose rows are as the database gives them: mapped attributes read them.
Value raw(Arguments& arguments) {
  if (const auto* returning = arguments["statement"].try_as<DmlObject>()) {
    auto copy = copy_of(*returning);
    copy->returned.clear();
    return copy;
  }
  const auto* select = arguments["statement"].try_as<SelectObject>();
  if (!select) return arguments["statement"];
  auto copy = copy_of(*select);
  copy->entities.clear();
  return copy;
}
Value is_enum(Arguments& arguments) {
  const auto* cls = arguments["cls"].try_as<ClassObject>();
  return Value::boolean(cls && cls->is_enum);
}
/// A value of the application, about which nothing may be asked.
Value is_unknown(Arguments& arguments) {
  return Value::boolean(arguments["value"].try_as<python::UnknownObject>() != nullptr);
}
/// Whether definitions are only looked at: what is missing from one is no error.
Value reads_definitions(Arguments& arguments) {
  return Value::boolean(arguments.interpreter().options().reads_definitions);
}
Value table_name(Arguments& arguments) {
  return Value::string(table_argument(arguments).table.name);
}

bool is_identifier(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// The names that a Python expression begins with: `User` and `and_`, not `id`, of
/// `and_(User.id == 1)`.
std::vector<std::string> free_names(std::string_view text) {
  std::vector<std::string> found;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quote != 0 || text[i] == '\'' || text[i] == '"') {
      if (quote == 0) {
        quote = text[i];
      } else if (text[i] == quote) {
        quote = 0;
      }
      continue;
    }
    if (!is_identifier(text[i])) continue;
    const std::size_t begin = i;
    while (i < text.size() && is_identifier(text[i])) ++i;
    std::string name(text.substr(begin, i - begin));
    const bool is_attribute = begin > 0 && text[begin - 1] == '.';
    const bool is_number = std::isdigit(static_cast<unsigned char>(name[0])) != 0;
    const bool is_keyword = i < text.size() && text[i] == '=' && text.substr(i, 2) != "==";
    --i;
    if (is_attribute || is_number || is_keyword) continue;
    if (name == "None" || name == "True" || name == "False" || name == "lambda") continue;
    if (std::ranges::find(found, name) == found.end()) found.push_back(std::move(name));
  }
  return found;
}

/// The value of an expression in a text; `names.find(name)` gives what its names stand for.
Value evaluate(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const std::string text = arguments.text("text");
  std::string parameters;
  ValueList values;
  for (const std::string& name : free_names(text)) {
    if (!parameters.empty()) parameters += ", ";
    parameters += name;
    values.push_back(
        interpreter.call_method(arguments["names"], "find", std::array{Value::string(name)}));
  }
  auto source = std::make_shared<const Source>(
      Source{"<relationship>", "def value(" + parameters + "):\n    return (" + text + ")\n"});
  const auto module =
      interpreter.run_module(python::parse_module(source), "relationship", "<relationship>");
  return interpreter.call(interpreter.global(*module, "value"), values);
}

Value described(const schema::ColumnRef& column) {
  return python::make_tuple({Value::string(column.table), Value::string(column.name)});
}

/// The parts of a condition: ([((table, column), (table, column)) that are equal], [the rest]).
Value equal_pairs(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  ValueList pairs, rest;
  auto visit = [&](auto&& self, const schema::ExprPtr& condition) -> void {
    if (const auto* both = std::get_if<schema::Junction>(&condition->node); both && !both->is_or) {
      for (const schema::ExprPtr& item : both->items) self(self, item);
      return;
    }
    if (const auto* binary = std::get_if<schema::Binary>(&condition->node)) {
      const auto* left = std::get_if<schema::ColumnRef>(&binary->left->node);
      const auto* right = std::get_if<schema::ColumnRef>(&binary->right->node);
      if (binary->op == "=" && left && right) {
        pairs.push_back(python::make_tuple({described(*left), described(*right)}));
        return;
      }
    }
    rest.push_back(make_element(interpreter, condition));
  };
  visit(visit, expression_of(interpreter, arguments["condition"]));
  return python::make_tuple(
      {python::make_list(std::move(pairs)), python::make_list(std::move(rest))});
}

template <const NativeClassSpec& spec>
Value class_value(Interpreter& interpreter) {
  return Value(&interpreter.native_class(spec));
}

}  // namespace

const MemberTable& orm_native_members() {
  static const MemberTable kMembers = {
      function<"new(cls)", make_new>(),
      function<"get(object, name, default=)", get>(),
      function<"has(object, name)", has>(),
      function<"put(object, name, value)", put>(),
      function<"drop(object, name)", drop>(),
      function<"populate(object, names, columns, row, start)", populate>(),
      function<"populate_missing(object, names, columns, row, start)", populate_missing>(),
      function<"row(names, values)", row>(),
      function<"name_column(column, name)", name_column>(),
      function<"name_early_columns(item, early, names)", name_early>(),
      function<"early_name(column)", early_name>(),
      function<"return_annotation(function)", return_annotation>(),
      function<"set_nullable(column, nullable)", set_nullable>(),
      function<"has_nullable(column)", has_nullable>(),
      function<"has_type(column)", has_type>(),
      function<"set_type(column, type_)", set_type>(),
      function<"refers(column)", refers>(),
      function<"enum_like(given, values, native)", enum_like>(),
      function<"is_generic_enum(given)", is_generic_enum>(),
      function<"onupdate(column)", onupdate>(),
      function<"is_filled_by_server(column)", is_filled_by_server>(),
      function<"evaluates_none(column)", evaluates_none>(),
      function<"takes_argument(function)", takes_argument>(),
      function<"to_database(column, value)", to_database_value>(),
      function<"from_database(column, value)", from_database_value>(),
      function<"foreign_keys(table)", foreign_keys>(),
      function<"joined_tables(selectable)", joined_tables>(),
      function<"primary_key(table)", primary_key>(),
      function<"autoincrement(table)", autoincrement>(),
      function<"resolve(annotation, name)", resolve>(),
      function<"make_class(name, bases)", make_class>(),
      function<"is_enum(cls)", is_enum>(),
      function<"raw(statement)", raw>(),
      function<"reader_of(item)", reader>(),
      function<"is_unknown(value)", is_unknown>(),
      function<"reads_definitions()", reads_definitions>(),
      function<"table_name(table)", table_name>(),
      function<"evaluate(text, names)", evaluate>(),
      function<"equal_pairs(condition)", equal_pairs>(),
      lazy_value("IdentityMap", class_value<kIdentityMapClass>),
      lazy_value("MappedObject", class_value<kMappedObjectClass>),
  };
  return kMembers;
}

Value find_orm_name(Interpreter& interpreter, Symbol name) {
  return interpreter.find_attribute(interpreter.import_module("sqlalchemy.orm.impl.api"), name);
}

}  // namespace retort::script
