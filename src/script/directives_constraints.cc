#include "python/interpreter.h"
#include "script/constraints.h"
#include "script/convert.h"
#include "script/directives.h"
#include "script/elements.h"
#include "script/tables.h"

namespace retort::script {

using python::Builtin;
using python::Interpreter;
using python::KeywordValue;
using python::Value;

namespace {

template <class Constraint>
void take_common(const Arguments& arguments, Constraint& constraint) {
  Interpreter& interpreter = arguments.interpreter();
  constraint.name = name_of(interpreter, arguments.find("constraint_name"));
  constraint.deferrable = arguments.optional_flag("deferrable");
  constraint.initially = arguments.optional_text("initially");
  constraint.options = options_of(interpreter, arguments.keywords(), arguments.function_name());
}

void add_constraint(const Arguments& arguments, schema::Constraint constraint,
                    std::string_view table_parameter = "table_name",
                    std::string_view schema_parameter = "schema") {
  TableName name = table_name_of(arguments, table_parameter, schema_parameter);
  operation::AddConstraint add;
  add.schema = std::move(name.schema);
  add.table = std::move(name.table);
  add.constraint = std::move(constraint);
  emit_operation(arguments, std::move(add));
}

}  // namespace

Value create_index(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  TableName name = table_name_of(arguments);
  operation::CreateIndex create;
  schema::Index& index = create.index;
  index.name = name_of(interpreter, arguments.find("index_name"));
  index.table_schema = std::move(name.schema);
  index.table = std::move(name.table);
  const Value& columns = arguments["columns"];
  if (python::string_of(columns)) {
    // Alembic takes a text for a sequence, letter by letter; that is never meant.
    interpreter.raise(Builtin::ValueError,
                      "create_index() needs a list of columns, not a single str");
  }
  interpreter.need_known(columns, "the columns of an index");
  for (const Value& column : interpreter.items_of(columns)) {
    index.elements.push_back(index_element_of(interpreter, column));
  }
  index.unique = arguments.flag("unique");
  create.if_not_exists = arguments.flag("if_not_exists");
  index.options = options_of(interpreter, arguments.keywords(), "create_index");
  emit_operation(arguments, std::move(create));
  return Value::none();
}

Value drop_index(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  TableName name = table_name_of(arguments);
  operation::DropIndex drop;
  drop.name = name_of(interpreter, arguments.find("index_name"));
  drop.schema = std::move(name.schema);
  drop.table = std::move(name.table);
  drop.if_exists = arguments.flag("if_exists");
  drop.options = options_of(interpreter, arguments.keywords(), "drop_index");
  emit_operation(arguments, std::move(drop));
  return Value::none();
}

Value create_primary_key(Arguments& arguments) {
  schema::PrimaryKeyConstraint constraint;
  take_common(arguments, constraint);
  constraint.columns =
      texts_of(arguments.interpreter(), arguments["columns"], "the columns of a primary key");
  add_constraint(arguments, std::move(constraint));
  return Value::none();
}

Value create_unique_constraint(Arguments& arguments) {
  schema::UniqueConstraint constraint;
  take_common(arguments, constraint);
  constraint.columns =
      texts_of(arguments.interpreter(), arguments["columns"], "the columns of a unique constraint");
  add_constraint(arguments, std::move(constraint));
  return Value::none();
}

Value create_foreign_key(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::ForeignKeyConstraint constraint;
  constraint.name = name_of(interpreter, arguments.find("constraint_name"));
  constraint.columns =
      texts_of(interpreter, arguments["local_cols"], "the columns of a foreign key");
  std::string prefix = arguments.text_or_empty("referent_schema");
  if (!prefix.empty()) prefix += '.';
  prefix += arguments.text("referent_table") + '.';
  python::ValueList targets;
  for (const std::string& column :
       texts_of(interpreter, arguments["remote_cols"], "the columns a foreign key refers to")) {
    targets.push_back(Value::string(prefix + column));
  }
  set_targets(interpreter, constraint, python::make_list(std::move(targets)));
  constraint.actions = actions_of(arguments);
  constraint.use_alter = arguments.flag("use_alter");
  constraint.comment = arguments.optional_text("comment");
  constraint.options = options_of(interpreter, arguments.keywords(), "create_foreign_key");
  add_constraint(arguments, std::move(constraint), "source_table", "source_schema");
  return Value::none();
}

Value create_check_constraint(Arguments& arguments) {
  schema::CheckConstraint constraint;
  take_common(arguments, constraint);
  constraint.expression = sql_text_of(arguments.interpreter(), arguments["condition"]);
  add_constraint(arguments, std::move(constraint));
  return Value::none();
}

Value create_exclude_constraint(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::ExcludeConstraint constraint;
  take_common(arguments, constraint);
  constraint.using_method = arguments.optional_text("using").value_or("gist");
  if (const Value* where = arguments.find_not_none("where")) {
    constraint.where = sql_text_of(interpreter, *where);
  }
  for (const Value& item : arguments.rest()) {
    python::ValueList parts = interpreter.items_of(item);
    if (parts.size() < 2) {
      interpreter.raise(Builtin::ValueError,
                        "an element of an exclude constraint is a tuple of a column and an "
                        "operator");
    }
    schema::ExcludeConstraint::Element element;
    element.expression = index_element_of(interpreter, parts[0]);
    element.op = text_of(interpreter, parts[1], "an operator of an exclude constraint");
    constraint.elements.push_back(std::move(element));
  }
  add_constraint(arguments, std::move(constraint));
  return Value::none();
}

Value drop_constraint(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  TableName name = table_name_of(arguments);
  operation::DropConstraint drop;
  drop.schema = std::move(name.schema);
  drop.table = std::move(name.table);
  drop.name = name_of(interpreter, arguments.find("constraint_name"));
  drop.type = arguments.text_or_empty("type_");
  drop.if_exists = arguments.flag("if_exists");
  if (!drop.type.empty() && drop.type != "foreignkey" && drop.type != "primary" &&
      drop.type != "unique" && drop.type != "check") {
    interpreter.raise(Builtin::TypeError,
                      "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None");
  }
  emit_operation(arguments, std::move(drop));
  return Value::none();
}

}  // namespace retort::script
