#include "script/constraints.h"

#include <algorithm>
#include <array>

#include "python/interpreter.h"
#include "script/bind.h"
#include "script/convert.h"
#include "script/early_columns.h"
#include "script/events.h"
#include "script/exceptions.h"
#include "script/foreign_keys.h"
#include "script/native.h"
#include "script/run.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::CallArguments;
using python::ClassObject;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Value;

namespace {

template <class Constraint>
void take_common(Interpreter& interpreter, Constraint& constraint, const Arguments& arguments) {
  constraint.name = name_of(interpreter, arguments.find("name"));
  constraint.deferrable = arguments.optional_flag("deferrable");
  constraint.initially = arguments.optional_text("initially");
  constraint.options = options_of(interpreter, arguments.keywords(), arguments.function_name());
}

/// One column, given as a name, a Column, or what stands for one in a class body.
std::string column_name_of(Interpreter& interpreter, const Value& value, std::string_view what) {
  if (const auto* column = value.try_as<ColumnObject>()) return name_or_early_name(*column);
  if (value.try_as<python::Instance>() != nullptr) {
    const schema::ExprPtr node = expression_of(interpreter, value);
    if (const auto* column = std::get_if<schema::ColumnRef>(&node->node)) return column->name;
  }
  return text_of(interpreter, value, what);
}

/// A key's collection has each column once.
void drop_repeated(std::vector<std::string>& columns) {
  std::vector<std::string> once;
  for (std::string& name : columns) {
    if (std::ranges::find(once, name) == once.end()) once.push_back(std::move(name));
  }
  columns = std::move(once);
}

Value construct_primary_key(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter,
                      "PrimaryKeyConstraint(*columns, name=, deferrable=, initially=, info=, "
                      "comment=, _implicit_generated=, **kw)",
                      call);
  schema::PrimaryKeyConstraint constraint;
  take_common(interpreter, constraint, arguments);
  constraint.comment = arguments.optional_text("comment");
  for (const Value& column : arguments.rest()) {
    if (column.try_as<python::Instance>() != nullptr) {
      constraint.columns.push_back(
          column_name_of(interpreter, column, "a column of a primary key"));
      continue;
    }
    for (std::string& name : texts_of(interpreter, column, "a column of a primary key")) {
      constraint.columns.push_back(std::move(name));
    }
  }
  drop_repeated(constraint.columns);
  return python::make<ConstraintObject>(Ref<ClassObject>(&cls), std::move(constraint));
}

Value construct_unique(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter,
                      "UniqueConstraint(*columns, name=, deferrable=, initially=, info=, comment=, "
                      "_column_flag=, **kw)",
                      call);
  schema::UniqueConstraint constraint;
  take_common(interpreter, constraint, arguments);
  constraint.comment = arguments.optional_text("comment");
  for (const Value& column : arguments.rest()) {
    constraint.columns.push_back(
        column_name_of(interpreter, column, "a column of a unique constraint"));
  }
  drop_repeated(constraint.columns);
  return python::make<ConstraintObject>(Ref<ClassObject>(&cls), std::move(constraint));
}

Value construct_check(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter,
                      "CheckConstraint(sqltext, name=, deferrable=, initially=, table=, info=, "
                      "comment=, _create_rule=, _autoattach=, _type_bound=, **kw)",
                      call);
  schema::CheckConstraint constraint;
  take_common(interpreter, constraint, arguments);
  constraint.comment = arguments.optional_text("comment");
  constraint.expression = sql_text_of(interpreter, arguments["sqltext"]);
  const Value parent = attach_while_listening(interpreter, constraint);
  auto object = python::make<ConstraintObject>(Ref<ClassObject>(&cls), std::move(constraint));
  object->parent = parent;
  return object;
}

Value construct_foreign_key(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter,
                      "ForeignKeyConstraint(columns, refcolumns, name=, onupdate=, ondelete=, "
                      "deferrable=, initially=, use_alter=, link_to_name=, match=, table=, info=, "
                      "comment=, **kw)",
                      call);
  schema::ForeignKeyConstraint constraint;
  constraint.name = name_of(interpreter, arguments.find("name"));
  const Value& columns = arguments["columns"];
  constexpr std::string_view kWhat = "the columns of a foreign key";
  if (python::string_of(columns) == nullptr) {
    interpreter.need_known(columns, kWhat);
    for (const Value& column : interpreter.items_of(columns)) {
      constraint.columns.push_back(column_name_of(interpreter, column, kWhat));
    }
  } else {
    constraint.columns = texts_of(interpreter, columns, kWhat);
  }
  set_targets(interpreter, constraint, arguments["refcolumns"]);
  constraint.actions = actions_of(arguments);
  constraint.use_alter = arguments.flag("use_alter");
  constraint.link_to_name |= arguments.flag("link_to_name");
  constraint.comment = arguments.optional_text("comment");
  constraint.options = options_of(interpreter, arguments.keywords(), "ForeignKeyConstraint");
  return python::make<ConstraintObject>(Ref<ClassObject>(&cls), std::move(constraint));
}

Value construct_column_foreign_key(Interpreter& interpreter, ClassObject& cls,
                                   const CallArguments& call) {
  Arguments arguments(interpreter,
                      "ForeignKey(column, _constraint=, use_alter=, name=, onupdate=, ondelete=, "
                      "deferrable=, initially=, link_to_name=, match=, info=, comment=, "
                      "_unresolvable=, **kw)",
                      call);
  schema::ForeignKeyConstraint constraint;
  constraint.name = name_of(interpreter, arguments.find("name"));
  const auto* column = arguments["column"].try_as<ColumnObject>();
  const bool later = column != nullptr && column->table == nullptr;
  if (!later) set_targets(interpreter, constraint, arguments["column"]);
  constraint.actions = actions_of(arguments);
  constraint.use_alter = arguments.flag("use_alter");
  constraint.link_to_name |= arguments.flag("link_to_name");
  constraint.comment = arguments.optional_text("comment");
  constraint.options = options_of(interpreter, arguments.keywords(), "ForeignKey");
  auto object = python::make<ConstraintObject>(Ref<ClassObject>(&cls), std::move(constraint));
  object->in_column = true;
  if (later) object->referred = arguments["column"];
  return object;
}

schema::ExcludeConstraint::Element exclude_element(Interpreter& interpreter, const Value& value) {
  schema::ExcludeConstraint::Element element;
  python::ValueList parts = interpreter.items_of(value);
  if (parts.size() < 2) {
    raise_sqlalchemy(interpreter, "ArgumentError",
                     "an element of ExcludeConstraint() is a tuple of a column and an operator");
  }
  element.expression = index_element_of(interpreter, parts[0]);
  element.op = text_of(interpreter, parts[1], "an operator of ExcludeConstraint()");
  return element;
}

Value construct_exclude(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter,
                      "ExcludeConstraint(*elements, name=, deferrable=, initially=, using=, "
                      "where=, ops=, **kw)",
                      call);
  schema::ExcludeConstraint constraint;
  take_common(interpreter, constraint, arguments);
  constraint.using_method = arguments.optional_text("using").value_or("gist");
  if (const Value* where = arguments.find_not_none("where")) {
    constraint.where = sql_text_of(interpreter, *where);
  }
  for (const Value& element : arguments.rest()) {
    constraint.elements.push_back(exclude_element(interpreter, element));
  }
  return python::make<ConstraintObject>(Ref<ClassObject>(&cls), std::move(constraint));
}

Value construct_index(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(
      interpreter,
      "Index(name, *expressions, unique=, quote=, info=, _table=, _column_flag=, **kw)", call);
  auto object = python::make<IndexObject>(Ref<ClassObject>(&cls));
  schema::Index& index = object->index;
  index.name = name_of(interpreter, &arguments["name"]);
  index.unique = arguments.flag("unique");
  TableObject* owner = nullptr;
  python::ValueList loose;
  for (const Value& element : arguments.rest()) {
    index.elements.push_back(index_element_of(interpreter, element));
    if (const auto* column = element.try_as<ColumnObject>()) {
      if (column->table) owner = column->table;
      if (!column->table) loose.push_back(element);
    }
  }
  index.options = options_of(interpreter, arguments.keywords(), "Index");
  if (owner) {
    index.table = owner->table.name;
    index.table_schema = owner->table.schema;
    owner->table.indexes.push_back(index);
  } else if (interpreter.options().reads_definitions) {
    interpreter.context<Run>().loose_indexes.emplace_back(object);
    object->attributes.set(python::intern("_loose_columns"), python::make_tuple(std::move(loose)));
  }
  return object;
}

Value construct_sequence(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter,
                      "Sequence(name, start=, increment=, minvalue=, maxvalue=, nominvalue=, "
                      "nomaxvalue=, cycle=, schema=, cache=, order=, data_type=, optional=, "
                      "quote=, metadata=, quote_schema=, for_update=)",
                      call);
  schema::Sequence sequence;
  sequence.name = arguments.text("name");
  sequence.schema = arguments.text_or_empty("schema");
  sequence.options = sequence_options_of(arguments);
  sequence.optional = arguments.flag("optional");
  if (const Value* type = arguments.find_not_none("data_type")) {
    sequence.data_type = type_of_value(interpreter, *type);
  }
  return python::make<SequenceObject>(Ref<ClassObject>(&cls), std::move(sequence));
}

Value construct_identity(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter,
                      "Identity(always=, on_null=, start=, increment=, minvalue=, maxvalue=, "
                      "nominvalue=, nomaxvalue=, cycle=, cache=, order=, **kw)",
                      call);
  schema::Identity identity;
  identity.always = arguments.flag("always");
  identity.on_null = arguments.flag("on_null");
  identity.options = sequence_options_of(arguments);
  return python::make<IdentityObject>(Ref<ClassObject>(&cls), std::move(identity));
}

Value construct_computed(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter, "Computed(sqltext, persisted=)", call);
  schema::Computed computed;
  computed.expression = sql_text_of(interpreter, arguments["sqltext"]);
  computed.persisted = arguments.optional_flag("persisted");
  return python::make<ComputedObject>(Ref<ClassObject>(&cls), std::move(computed));
}

Value construct_fetched_value(Interpreter& interpreter, ClassObject& cls,
                              const CallArguments& call) {
  Arguments arguments(interpreter, "FetchedValue(for_update=)", call);
  return python::make<FetchedValueObject>(Ref<ClassObject>(&cls), FetchedValue{});
}

Value construct_default_clause(Interpreter& interpreter, ClassObject& cls,
                               const CallArguments& call) {
  Arguments arguments(interpreter, "DefaultClause(arg, for_update=, _reflected=)", call);
  DefaultValue given = server_default_of(interpreter, arguments["arg"]);
  return python::make<DefaultClauseObject>(Ref<ClassObject>(&cls),
                                           given.value.value_or(schema::ServerDefault{}));
}

Value default_clause_argument(Arguments& arguments) {
  const auto& value = arguments.self_as<DefaultClauseObject>().item.value;
  if (const auto* text = std::get_if<std::string>(&value)) return Value::string(*text);
  return make_element(arguments.interpreter(), std::get<schema::ExprPtr>(value));
}

void emit(Interpreter& interpreter, Host& host, operation::OperationVariant value) {
  with_database_errors(interpreter, [&] { host.emit({std::move(value), interpreter.origin()}); });
}

Value create_sequence(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const schema::Sequence& sequence = arguments.self_as<SequenceObject>().item;
  Host& host = host_of_bind(interpreter, arguments.find("bind"), "_run_ddl_visitor");
  if (arguments.flag("checkfirst", true) && !host.offline() &&
      catalog_of(interpreter).has_sequence(sequence.schema, sequence.name)) {
    return Value::none();
  }
  emit(interpreter, host, operation::CreateSequence{sequence, false});
  return Value::none();
}

Value drop_sequence(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const schema::Sequence& sequence = arguments.self_as<SequenceObject>().item;
  Host& host = host_of_bind(interpreter, arguments.find("bind"), "_run_ddl_visitor");
  if (arguments.flag("checkfirst", true) && !host.offline() &&
      !catalog_of(interpreter).has_sequence(sequence.schema, sequence.name)) {
    return Value::none();
  }
  emit(interpreter, host, operation::DropSequence{sequence, false});
  return Value::none();
}

Value sequence_next_value(Arguments& arguments) {
  return make_element(arguments.interpreter(),
                      next_value_of(arguments.self_as<SequenceObject>().item));
}
Value sequence_name(Arguments& arguments) {
  return Value::string(arguments.self_as<SequenceObject>().item.name);
}

/// checkfirst=True: whether the index is there already. Offline nothing is looked at.
bool finds_index(Interpreter& interpreter, const schema::Index& index) {
  schema::Catalog& catalog = catalog_of(interpreter);
  return with_database_errors(interpreter, [&] {
    if (!catalog.has_table(index.table_schema, index.table)) return false;
    std::vector<schema::IndexInfo> known = catalog.indexes(index.table_schema, index.table);
    return std::ranges::any_of(known, [&](const schema::IndexInfo& info) {
      return info.index.name.text == index.name.text;
    });
  });
}

Value create_index(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Host& host = host_of_bind(interpreter, arguments.find("bind"), "_run_ddl_visitor");
  const schema::Index& index = arguments.self_as<IndexObject>().index;
  bool look = arguments.flag("checkfirst") && !host.offline();
  if (!look || !finds_index(interpreter, index)) {
    emit(interpreter, host, operation::CreateIndex{index, false});
  }
  return Value::none();
}
Value drop_index(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Host& host = host_of_bind(interpreter, arguments.find("bind"), "_run_ddl_visitor");
  const schema::Index& index = arguments.self_as<IndexObject>().index;
  bool look = arguments.flag("checkfirst") && !host.offline();
  if (look && !finds_index(interpreter, index)) return Value::none();
  operation::DropIndex drop{index.name, index.table_schema, index.table, false, index.options};
  emit(interpreter, host, std::move(drop));
  return Value::none();
}
Value index_name(Arguments& arguments) {
  return string_or_none(arguments.self_as<IndexObject>().index.name.text);
}

Value constraint_name(Arguments& arguments) {
  return string_or_none(schema::name_of(arguments.self_as<ConstraintObject>().constraint).text);
}
std::vector<std::string> columns_of(const schema::Constraint& given) {
  return std::visit(
      [](const auto& constraint) -> std::vector<std::string> {
        if constexpr (requires { constraint.columns; }) {
          return constraint.columns;
        } else {
          return {};
        }
      },
      given);
}
Value constraint_column_keys(Arguments& arguments) {
  return python::make_string_list(columns_of(arguments.self_as<ConstraintObject>().constraint));
}
/// Columns by name, as the collection that a table's `c` is.
Value named_columns(Interpreter& interpreter, const std::vector<std::string>& names) {
  auto table = python::make<TableObject>(Ref(&interpreter.native_class(kTableClauseClass)));
  for (const std::string& name : names) {
    auto column = python::make<ColumnObject>(Ref(&interpreter.native_class(kColumnClass)));
    column->column.name = name;
    table->add_column(std::move(column));
  }
  return interpreter.get_attribute(Value(table), "c");
}
Value constraint_columns(Arguments& arguments) {
  return named_columns(arguments.interpreter(),
                       columns_of(arguments.self_as<ConstraintObject>().constraint));
}
Value index_columns(Arguments& arguments) {
  std::vector<std::string> names;
  for (schema::ExprPtr element : arguments.self_as<IndexObject>().index.elements) {
    // `a DESC` is an index on `a`.
    while (const auto* sorted = std::get_if<schema::Unary>(&element->node)) {
      if (!sorted->postfix) break;
      element = sorted->operand;
    }
    if (const auto* column = std::get_if<schema::ColumnRef>(&element->node)) {
      names.push_back(column->name);
    }
  }
  return named_columns(arguments.interpreter(), names);
}
Value index_unique(Arguments& arguments) {
  return Value::boolean(arguments.self_as<IndexObject>().index.unique);
}

// ---- What a foreign key says of its other side; absent for other constraints

const schema::ForeignKeyConstraint* key_of(const Arguments& arguments) {
  return std::get_if<schema::ForeignKeyConstraint>(
      &arguments.self_as<ConstraintObject>().constraint);
}
template <std::optional<std::string> schema::ForeignKeyActions::*action>
Value key_action(Arguments& arguments) {
  const auto* key = key_of(arguments);
  return key ? string_or_none(key->actions.*action) : Value::absent();
}
Value key_elements(Arguments& arguments) {
  const auto* key = key_of(arguments);
  if (!key) return Value::absent();
  return foreign_key_elements(arguments.interpreter(), *key,
                              arguments.self_as<ConstraintObject>().parent);
}
Value key_target(Arguments& arguments) {
  const auto* key = key_of(arguments);
  if (!key || key->referred_columns.empty()) return Value::absent();
  const std::string prefix = key->referred_schema.empty() ? "" : key->referred_schema + ".";
  return Value::string(prefix + key->referred_table + "." + key->referred_columns.front());
}

Value check_text(Arguments& arguments) {
  const auto* check =
      std::get_if<schema::CheckConstraint>(&arguments.self_as<ConstraintObject>().constraint);
  return check == nullptr ? Value::absent()
                          : make_element(arguments.interpreter(), check->expression);
}

Value constraint_table(Arguments& arguments) {
  const Value& table = arguments.self_as<ConstraintObject>().parent;
  return table.is_absent() ? Value::none() : table;
}
Value constraint_info(Arguments& arguments) {
  Value& info = arguments.self_as<ConstraintObject>().info;
  if (info.is_absent()) info = Value(python::make<python::DictObject>());
  return info;
}

const MemberTable& constraint_members() {
  static const MemberTable kMembers = {
      property<"table()", constraint_table>(),
      property<"parent()", constraint_parent>(),
      property<"info()", constraint_info>(),
      property<"name()", constraint_name>(),
      property<"columns()", constraint_columns>(),
      property<"column_keys()", constraint_column_keys>(),
      property<"ondelete()", key_action<&schema::ForeignKeyActions::ondelete>>(),
      property<"onupdate()", key_action<&schema::ForeignKeyActions::onupdate>>(),
      property<"elements()", key_elements>(),
      property<"sqltext()", check_text>(),
      property<"column()", foreign_key_column>(),
      property<"constraint()", foreign_key_constraint>(),
      property<"target_fullname()", key_target>(),
  };
  return kMembers;
}
const MemberTable& index_members() {
  static const MemberTable kMembers = {
      method<"create(bind, checkfirst=)", create_index>(),
      method<"drop(bind, checkfirst=)", drop_index>(),
      property<"name()", index_name>(),
      property<"unique()", index_unique>(),
      property<"columns()", index_columns>(),
  };
  return kMembers;
}
const MemberTable& default_clause_members() {
  static const MemberTable kMembers = {property<"arg()", default_clause_argument>()};
  return kMembers;
}
const MemberTable& sequence_members() {
  static const MemberTable kMembers = {
      method<"create(bind, checkfirst=)", create_sequence>(),
      method<"drop(bind, checkfirst=)", drop_sequence>(),
      method<"next_value()", sequence_next_value>(),
      property<"name()", sequence_name>(),
  };
  return kMembers;
}

constexpr const char* kModule = "sqlalchemy.sql.schema";
const NativeClassSpec kConstraintClass = {"Constraint", kModule, &kSchemaItemClass,
                                          &constraint_members()};
const std::array<NativeClassSpec, 10> kClasses = {{
    {"PrimaryKeyConstraint", kModule, &kConstraintClass, nullptr, construct_primary_key},
    {"UniqueConstraint", kModule, &kConstraintClass, nullptr, construct_unique},
    {"CheckConstraint", kModule, &kConstraintClass, nullptr, construct_check},
    {"ForeignKeyConstraint", kModule, &kConstraintClass, nullptr, construct_foreign_key},
    {"ForeignKey", kModule, &kConstraintClass, nullptr, construct_column_foreign_key},
    {"ExcludeConstraint", kModule, &kConstraintClass, nullptr, construct_exclude},
    {"Identity", kModule, &kSchemaItemClass, nullptr, construct_identity},
    {"Computed", kModule, &kSchemaItemClass, nullptr, construct_computed},
    {"FetchedValue", kModule, &kSchemaItemClass, nullptr, construct_fetched_value},
    {"DefaultClause", kModule, &kSchemaItemClass, &default_clause_members(),
     construct_default_clause},
}};

}  // namespace

const NativeClassSpec kIndexClass = {"Index", kModule, &kSchemaItemClass, &index_members(),
                                     construct_index};
const NativeClassSpec kSequenceClass = {"Sequence", kModule, &kSchemaItemClass, &sequence_members(),
                                        construct_sequence};

Value default_object(Interpreter& interpreter, const DefaultValue& value) {
  const auto class_named = [&](std::string_view name) {
    return Ref<ClassObject>(&interpreter.native_class(*constraint_class_named(name)));
  };
  if (value.computed) return python::make<ComputedObject>(class_named("Computed"), *value.computed);
  if (value.identity) return python::make<IdentityObject>(class_named("Identity"), *value.identity);
  if (value.fetched) {
    return python::make<FetchedValueObject>(class_named("FetchedValue"), FetchedValue{});
  }
  if (!value.value) return Value::none();
  return python::make<DefaultClauseObject>(class_named("DefaultClause"), *value.value);
}

schema::ExprPtr next_value_of(const schema::Sequence& sequence) {
  schema::Function function;
  function.name = "nextval";
  std::string name =
      sequence.schema.empty() ? sequence.name : sequence.schema + "." + sequence.name;
  schema::Constant argument;
  argument.value = {name};
  argument.inline_literal = true;
  function.args = {schema::make_expr(std::move(argument))};
  function.type = schema::make_type(schema::TypeKind::BigInteger);
  return schema::make_expr(std::move(function));
}

schema::SequenceOptions sequence_options_of(const Arguments& arguments) {
  schema::SequenceOptions options;
  options.start = arguments.optional_integer("start");
  options.increment = arguments.optional_integer("increment");
  options.minvalue = arguments.optional_integer("minvalue");
  options.maxvalue = arguments.optional_integer("maxvalue");
  options.cache = arguments.optional_integer("cache");
  options.nominvalue = arguments.flag("nominvalue");
  options.nomaxvalue = arguments.flag("nomaxvalue");
  options.cycle = arguments.optional_flag("cycle");
  options.order = arguments.optional_flag("order");
  return options;
}

schema::ForeignKeyActions actions_of(const Arguments& arguments) {
  schema::ForeignKeyActions actions;
  actions.onupdate = arguments.optional_text("onupdate");
  actions.ondelete = arguments.optional_text("ondelete");
  actions.initially = arguments.optional_text("initially");
  actions.match = arguments.optional_text("match");
  actions.deferrable = arguments.optional_flag("deferrable");
  return actions;
}

const NativeClassSpec* constraint_class_named(std::string_view name) {
  for (const NativeClassSpec& spec : kClasses) {
    if (name == spec.name) return &spec;
  }
  if (name == "Constraint") return &kConstraintClass;
  if (name == "Index") return &kIndexClass;
  if (name == "Sequence") return &kSequenceClass;
  return nullptr;
}

}  // namespace retort::script
