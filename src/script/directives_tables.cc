#include <algorithm>
#include <array>

#include "python/classes.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "script/bind.h"
#include "script/convert.h"
#include "script/directives.h"
#include "script/elements.h"
#include "script/events.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/generated_key.h"
#include "script/insert_many.h"
#include "script/mapped.h"
#include "script/run.h"
#include "script/statements.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::Builtin;
using python::DictObject;
using python::Interpreter;
using python::KeywordValue;
using python::Ref;
using python::Value;

namespace {

/// False, the default of `server_default=` and `comment=`, means "not given".
const Value* given(const Arguments& arguments, std::string_view parameter) {
  const Value* value = arguments.find(parameter);
  return value && !(value->is_boolean() && !value->as_boolean()) ? value : nullptr;
}

std::optional<operation::AlterColumn::DefaultChange> default_change(const Arguments& arguments,
                                                                    std::string_view parameter) {
  const Value* value = given(arguments, parameter);
  if (!value) return std::nullopt;
  operation::AlterColumn::DefaultChange change;
  if (value->is_none()) return change;
  DefaultValue parsed = server_default_of(arguments.interpreter(), *value);
  change.value = std::move(parsed.value);
  change.identity = parsed.identity;
  change.computed = std::move(parsed.computed);
  return change;
}

std::optional<schema::Type> type_argument(const Arguments& arguments, std::string_view parameter) {
  const Value* value = arguments.find_not_none(parameter);
  if (!value) return std::nullopt;
  return type_of_value(arguments.interpreter(), *value);
}

/// The value of one column of bulk_insert: an expression as it is, else a constant of its type.
schema::ExprPtr row_value(Interpreter& interpreter, ColumnObject& column, const Value& given) {
  const Value value = to_database(interpreter, column, given);
  if (value.is_none()) {
    return constant_expr(written_none(interpreter, column), column.column.type);
  }
  return expression_of(interpreter, value, column.column.type);
}

/// Constants that a Table's columns give to rows which do not name them.
void add_defaults(Interpreter& interpreter, const TableObject& table,
                  operation::BulkInsert::Row& row) {
  for (const Ref<ColumnObject>& column : table.columns) {
    const Value& value = column->default_value;
    const schema::ExprPtr next = next_key(interpreter, *column);
    if (value.is_absent() && !next) continue;
    bool named = false;
    for (const auto& [name, expression] : row.values) named = named || name == column->column.name;
    if (named) continue;
    if (next) {
      row.values.emplace_back(column->column.name, next);
      continue;
    }
    bool callable = value.is_object() && value.as_object().is_callable();
    Value result = callable ? interpreter.call(value) : value;
    row.values.emplace_back(column->column.name, row_value(interpreter, *column, result));
  }
}

operation::BulkInsert::Row bulk_row(Interpreter& interpreter, const TableObject& table,
                                    const Value& value) {
  const auto* dict = python::unwrap(value).try_as<DictObject>();
  if (!dict) {
    interpreter.need_known(value, "a row of bulk_insert()");
    interpreter.raise(Builtin::TypeError, "List of dictionaries expected");
  }
  operation::BulkInsert::Row row;
  for (const auto& entry : dict->table.entries()) {
    if (entry.key.is_absent()) continue;
    const auto* given = entry.key.try_as<ColumnObject>();
    const std::string name =
        given ? given->column.name : text_of(interpreter, entry.key, "a column of bulk_insert()");
    ColumnObject* column = given ? column_named(table, name) : table.find(name);
    if (!column) {
      raise_sqlalchemy(interpreter, "CompileError", "Unconsumed column names: " + name);
    }
    row.values.emplace_back(column->column.name, row_value(interpreter, *column, entry.value));
  }
  add_defaults(interpreter, table, row);
  return row;
}

void add_constraints(const Arguments& arguments, const TableName& name,
                     std::vector<schema::Constraint> constraints) {
  for (schema::Constraint& constraint : constraints)
    emit_operation(arguments,
                   operation::AddConstraint{name.schema, name.table, std::move(constraint)});
}

}  // namespace

Value create_table(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Host& host = interpreter.context<Run>().host;
  auto object = python::make<TableObject>(Ref(&interpreter.native_class(kTableClass)));
  object->table.name = arguments.text("table_name");
  object->table.schema = arguments.text_or_empty("schema");
  object->table.comment = arguments.optional_text("comment");
  if (const Value* prefixes = arguments.find_not_none("prefixes")) {
    object->table.prefixes = texts_of(interpreter, *prefixes, "prefixes");
  }
  object->table.options = options_of(interpreter, arguments.keywords(), "create_table");
  object->naming_convention = host.naming_convention();
  add_items(interpreter, *object, arguments.rest());
  const Value bind = bind_object(interpreter);
  tell_of_ddl(interpreter, "before_create", Value(object), bind, false, Value::absent());
  emit_operation(arguments,
                 operation::CreateTable{object->shape(), arguments.flag("if_not_exists")});
  for (const Value& statement : object->after_create) {
    emit_operation(arguments, operation::Execute{statement_of(interpreter, statement)});
  }
  tell_of_ddl(interpreter, "after_create", Value(object), bind, false, Value::absent());
  return object;
}

Value drop_table(Arguments& arguments) {
  TableName name = table_name_of(arguments);
  operation::DropTable drop;
  drop.schema = std::move(name.schema);
  drop.table = std::move(name.table);
  drop.if_exists = arguments.flag("if_exists");
  emit_operation(arguments, std::move(drop));
  return Value::none();
}

Value rename_table(Arguments& arguments) {
  operation::RenameTable rename;
  rename.schema = arguments.text_or_empty("schema");
  rename.old_name = arguments.text("old_table_name");
  rename.new_name = arguments.text("new_table_name");
  emit_operation(arguments, std::move(rename));
  return Value::none();
}

Value add_column(Arguments& arguments) {
  TableName name = table_name_of(arguments);
  operation::AddColumn add;
  add.schema = std::move(name.schema);
  add.table = std::move(name.table);
  ColumnObject& column = column_of(arguments.interpreter(), arguments["column"], "add_column()");
  TypeRequest request = attach_type(arguments.interpreter(), column, add.schema, add.table, false);
  add.column = column.column;
  add.if_not_exists = arguments.flag("if_not_exists");
  add.inline_references = arguments.flag("inline_references");
  add.inline_primary_key = arguments.flag("inline_primary_key");
  add.insert_before = arguments.optional_text("insert_before");
  add.insert_after = arguments.optional_text("insert_after");
  auto checks = constraints_of_events(arguments.interpreter(), column, add.schema, add.table);
  name = {add.schema, add.table};
  emit_operation(arguments, std::move(add));
  remember_added(arguments, column);
  add_constraints(arguments, name, std::move(checks));
  if (request.index) {
    emit_operation(arguments, operation::CreateIndex{std::move(*request.index)});
  }
  return Value::none();
}

Value drop_column(Arguments& arguments) {
  TableName name = table_name_of(arguments);
  operation::DropColumn drop;
  drop.schema = std::move(name.schema);
  drop.table = std::move(name.table);
  drop.column = arguments.text("column_name");
  drop.if_exists = arguments.flag("if_exists");
  for (const KeywordValue& keyword : arguments.keywords()) {
    drop.options.emplace_back(std::string(keyword.name.text()),
                              option_of(arguments.interpreter(), keyword.value));
  }
  emit_operation(arguments, std::move(drop));
  return Value::none();
}

Value alter_column(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  TableName name = table_name_of(arguments);
  operation::AlterColumn alter;
  alter.schema = std::move(name.schema);
  alter.table = std::move(name.table);
  // A Column in place of a name goes as long as nothing is to be altered.
  constexpr std::array<std::string_view, 6> kChanges = {
      "nullable", "comment", "server_default", "new_column_name", "type_", "autoincrement"};
  const auto changes = [&](std::string_view what) { return arguments.find(what) != nullptr; };
  const bool is_column = arguments["column_name"].try_as<ColumnObject>() != nullptr;
  if (is_column && std::ranges::none_of(kChanges, changes)) return Value::none();
  alter.column = arguments.text("column_name");
  alter.nullable = arguments.optional_flag("nullable");
  alter.type = type_argument(arguments, "type_");
  alter.new_name = arguments.optional_text("new_column_name");
  alter.server_default = default_change(arguments, "server_default");
  if (const Value* comment = given(arguments, "comment")) {
    alter.comment.emplace();
    if (!comment->is_none()) alter.comment = text_of(interpreter, *comment, "comment");
  }
  alter.existing_type = type_argument(arguments, "existing_type");
  const Value* deciding = arguments.find_not_none("type_");
  if (!deciding) deciding = arguments.find_not_none("existing_type");
  alter.type_is_class = deciding && deciding->try_as<python::ClassObject>();
  alter.existing_nullable = arguments.optional_flag("existing_nullable");
  alter.existing_server_default = default_change(arguments, "existing_server_default");
  alter.existing_comment = arguments.optional_text("existing_comment");
  alter.autoincrement = arguments.optional_flag("autoincrement");
  alter.existing_autoincrement = arguments.optional_flag("existing_autoincrement");
  alter.insert_before = arguments.optional_text("insert_before");
  alter.insert_after = arguments.optional_text("insert_after");
  for (const KeywordValue& keyword : arguments.keywords()) {
    alter.options.emplace_back(std::string(keyword.name.text()),
                               option_of(interpreter, keyword.value));
  }
  const std::string column = alter.column;
  name = {alter.schema, alter.table};
  const auto constraints_with = [&](std::string_view parameter) {
    return constraints_of_type(interpreter, *arguments.find_not_none(parameter), column,
                               name.schema, name.table);
  };
  if (alter.type && alter.existing_type) {
    for (const schema::Constraint& known : constraints_with("existing_type"))
      emit_operation(arguments, operation::DropConstraint{name.schema, name.table,
                                                          schema::name_of(known), "check"});
  }
  const bool typed = alter.type.has_value();
  emit_operation(arguments, std::move(alter));
  if (typed) add_constraints(arguments, name, constraints_with("type_"));
  return Value::none();
}

Value create_table_comment(Arguments& arguments) {
  TableName name = table_name_of(arguments);
  operation::CreateTableComment create;
  create.schema = std::move(name.schema);
  create.table = std::move(name.table);
  create.comment = arguments.optional_text("comment");
  emit_operation(arguments, std::move(create));
  return Value::none();
}

Value drop_table_comment(Arguments& arguments) {
  TableName name = table_name_of(arguments);
  operation::DropTableComment drop;
  drop.schema = std::move(name.schema);
  drop.table = std::move(name.table);
  emit_operation(arguments, std::move(drop));
  return Value::none();
}

Value bulk_insert(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value& target = arguments["table"];
  const auto* table = target.try_as<TableObject>();
  if (!table) {
    interpreter.need_known(target, "the table of bulk_insert()");
    interpreter.raise(Builtin::TypeError, "bulk_insert() needs a Table or table()");
  }
  const Value& rows = arguments["rows"];
  if (!is_collection(rows)) {
    interpreter.need_known(rows, "the rows of bulk_insert()");
    interpreter.raise(Builtin::TypeError, "List expected");
  }
  operation::BulkInsert insert;
  insert.schema = table->table.schema;
  insert.table = table->table.name;
  for (const Ref<ColumnObject>& column : table->columns) insert.columns.push_back(column->column);
  for (const Value& row : interpreter.items_of(rows)) {
    insert.rows.push_back(bulk_row(interpreter, *table, row));
  }
  insert.multiinsert = arguments.flag("multiinsert", true);
  emit_operation(arguments, std::move(insert));
  return Value::none();
}

}  // namespace retort::script
