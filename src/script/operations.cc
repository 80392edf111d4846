#include "script/operations.h"

#include <algorithm>
#include <array>

#include "dialect/batch.h"
#include "dialect/dialect.h"
#include "dialect/family.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "script/bind.h"
#include "script/connection.h"
#include "script/context.h"
#include "script/convert.h"
#include "script/ddl_elements.h"
#include "script/directives.h"
#include "script/dml.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/native.h"
#include "script/packages.h"
#include "script/run.h"
#include "script/star_names.h"
#include "script/statements.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::Builtin;
using python::CallArguments;
using python::ClassObject;
using python::DictObject;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Symbol;
using python::Value;

namespace {

OperationsObject& operations(const Arguments& arguments) {
  return arguments.self_as<OperationsObject>();
}

bool asks_for_autocommit(Interpreter& interpreter, const Value* options) {
  if (!options) return false;
  const auto* dict = python::unwrap(*options).try_as<DictObject>();
  if (!dict) return false;
  auto& table = const_cast<DictObject*>(dict)->table;  // NOLINT: find() does not change it
  const Value* level = table.find(interpreter, "isolation_level");
  return level && python::string_of(*level) && *python::string_of(*level) == "AUTOCOMMIT";
}

Value execute(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value& statement = arguments["sqltext"];
  Host& host = interpreter.context<Run>().host;
  if (auto operation = ddl_operation_of(interpreter, statement)) {
    with_database_errors(interpreter, [&] {
      host.emit({std::move(*operation), interpreter.origin()});
    });
    return Value::none();
  }
  operation::Execute execution;
  execution.statement = statement_of(interpreter, statement);
  execution.autocommit = asks_for_autocommit(interpreter, arguments.find("execution_options"));
  with_database_errors(interpreter, [&] {
    host.emit({std::move(execution), interpreter.origin()});
  });
  return Value::none();
}

Value final_name(Arguments& arguments) {
  return make_final_name(arguments.interpreter(), arguments.text("name"));
}

Value inline_literal(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Constant constant;
  constant.type = optional_type(interpreter, arguments.find("type_"));
  constant.value = literal_of(interpreter, arguments["value"], constant.type);
  constant.inline_literal = true;
  return make_element(interpreter, schema::make_expr(std::move(constant)));
}

Value get_bind(Arguments& arguments) {
  return bind_object(arguments.interpreter());
}
Value get_context(Arguments& arguments) {
  return migration_context_object(arguments.interpreter());
}

std::vector<std::vector<std::string>> reordering_of(Interpreter& interpreter, const Value* value) {
  std::vector<std::vector<std::string>> result;
  if (!value) return result;
  for (const Value& group : interpreter.items_of(*value)) {
    result.push_back(texts_of(interpreter, group, "partial_reordering"));
  }
  return result;
}

operation::BatchAlterTable::Recreate recreate_of(const Arguments& arguments) {
  using enum operation::BatchAlterTable::Recreate;
  std::string text = arguments.optional_text("recreate").value_or("auto");
  if (text == "auto") return automatic;
  if (text == "always") return always;
  if (text == "never") return never;
  arguments.interpreter().raise(Builtin::ValueError,
                                "recreate may be one of 'auto', 'always', or 'never'.");
}

void take_table_keywords(Interpreter& interpreter, operation::BatchAlterTable& batch,
                         const Value* value) {
  if (!value) return;
  const auto* dict = python::unwrap(*value).try_as<DictObject>();
  if (!dict) interpreter.raise(Builtin::TypeError, "table_kwargs must be a dictionary");
  for (const auto& entry : dict->table.entries()) {
    if (entry.key.is_absent()) continue;
    batch.table_options.emplace_back(text_of(interpreter, entry.key, "table_kwargs"),
                                     option_of(interpreter, entry.value));
  }
}

Value batch_alter_table(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto batch = std::make_unique<operation::BatchAlterTable>();
  batch->table = arguments.text("table_name");
  batch->schema = arguments.text_or_empty("schema");
  batch->recreate = recreate_of(arguments);
  batch->partial_reordering =
      reordering_of(interpreter, arguments.find_not_none("partial_reordering"));
  if (const Value* copy = arguments.find_not_none("copy_from")) {
    const auto* table = copy->try_as<TableObject>();
    if (!table) interpreter.raise(Builtin::TypeError, "copy_from must be a Table");
    batch->copy_from = table->shape();
  }
  if (const Value* items = arguments.find_not_none("table_args")) {
    for (const Value& item : interpreter.items_of(*items)) {
      const auto* constraint = item.try_as<ConstraintObject>();
      if (constraint) batch->table_args.push_back(constraint->constraint);
    }
  }
  if (const Value* items = arguments.find_not_none("reflect_args")) {
    for (const Value& item : interpreter.items_of(*items)) {
      if (const auto* column = item.try_as<ColumnObject>()) {
        batch->reflect_columns.push_back(column->column);
      }
    }
  }
  take_table_keywords(interpreter, *batch, arguments.find_not_none("table_kwargs"));
  batch->naming_convention = naming_convention_of(interpreter, arguments.find("naming_convention"));
  auto object =
      python::make<OperationsObject>(Ref(&interpreter.native_class(kBatchOperationsClass)));
  object->batch = std::move(batch);
  return object;
}

/// invoke(operation): the function that implementation_for() registered for its class.
Value invoke_registered(Interpreter& interpreter, const Value& self, const Value& operation) {
  const auto* instance = operation.try_as<python::Instance>();
  const std::vector<Run::Registration>& registered = interpreter.context<Run>().implementations;
  for (auto known_at = registered.rbegin(); known_at != registered.rend(); ++known_at) {
    const Run::Registration& known = *known_at;
    auto* cls = known.cls.try_as<ClassObject>();
    if (instance && cls && instance->cls->is_subclass_of(*cls)) {
      return interpreter.call(known.function, std::array{self, operation});
    }
  }
  interpreter.need_known(operation, "invoke()");
  interpreter.raise(Builtin::NotImplementedError,
                    "no implementation of " + std::string(interpreter.type_name(operation)) +
                        " is registered: call the directive on op instead of invoke()");
}
Value invoke(Arguments& arguments) {
  return invoke_registered(arguments.interpreter(), arguments.self(), arguments["operation"]);
}

Value register_operation(Arguments& arguments) {
  std::string name = arguments.text("name");
  std::string source = arguments.optional_text("sourcename").value_or(name);
  return python::make_closure(
      [name, source](Interpreter& interpreter, const CallArguments& call) -> Value {
        Arguments inner(interpreter, "register_operation(op_cls)", call);
        Value function = interpreter.get_attribute(inner["op_cls"], source);
        interpreter.context<Run>().registered.push_back({inner["op_cls"], name, function});
        return inner["op_cls"];
      });
}

Value implementation_for(Arguments& arguments) {
  Value cls = arguments["op_cls"];
  return python::make_closure([cls](Interpreter& interpreter, const CallArguments& call) -> Value {
    Arguments inner(interpreter, "implementation_for(fn)", call);
    interpreter.context<Run>().implementations.push_back({cls, "", inner["fn"]});
    return inner["fn"];
  });
}

/// An async function has run when it is called; the connection is the same object for both.
Value run_async(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  if (interpreter.context<Run>().host.offline()) {
    interpreter.raise(python::Builtin::NotImplementedError, "Cannot call run_async in SQL mode");
  }
  python::ValueList positional{bind_object(interpreter)};
  positional.insert(positional.end(), arguments.rest().begin(), arguments.rest().end());
  return interpreter.call(arguments["async_function"], positional, arguments.keywords());
}

Value construct_operations(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter, "Operations(migration_context, impl=)", call);
  return python::make<OperationsObject>(Ref<ClassObject>(&cls));
}
Value operations_context(Arguments& arguments) {
  return operations_object(arguments.interpreter());
}

const MemberTable& operations_members() {
  static const MemberTable kMembers = {
      property<"_proxy()", operations_context>(),
      property<"migration_context()", get_context>(),
      method<"add_column(table_name, column, *, schema=, if_not_exists=, inline_references=, "
             "inline_primary_key=)",
             add_column>(),
      method<"drop_column(table_name, column_name, *, schema=, if_exists=, **kw)", drop_column>(),
      method<"alter_column(table_name, column_name, *, nullable=, comment=, server_default=, "
             "new_column_name=, type_=, existing_type=, existing_server_default=, "
             "existing_nullable=, existing_comment=, schema=, autoincrement=, "
             "existing_autoincrement=, **kw)",
             alter_column>(),
      method<"create_table(table_name, *columns, if_not_exists=, schema=, comment=, prefixes=, "
             "info=, listeners=, **kw)",
             create_table>(),
      method<"drop_table(table_name, *, schema=, if_exists=, **kw)", drop_table>(),
      method<"rename_table(old_table_name, new_table_name, *, schema=)", rename_table>(),
      method<"create_index(index_name, table_name, columns, *, schema=, unique=, if_not_exists=, "
             "quote=, info=, **kw)",
             create_index>(),
      method<"drop_index(index_name, table_name=, *, schema=, if_exists=, **kw)", drop_index>(),
      method<"create_primary_key(constraint_name, table_name, columns, *, schema=)",
             create_primary_key>(),
      method<"create_unique_constraint(constraint_name, table_name, columns, *, schema=, "
             "deferrable=, initially=, **kw)",
             create_unique_constraint>(),
      method<"create_foreign_key(constraint_name, source_table, referent_table, local_cols, "
             "remote_cols, *, onupdate=, ondelete=, deferrable=, initially=, match=, "
             "source_schema=, referent_schema=, use_alter=, comment=, **dialect_kw)",
             create_foreign_key>(),
      method<"create_check_constraint(constraint_name, table_name, condition, *, schema=, "
             "deferrable=, initially=, **kw)",
             create_check_constraint>(),
      method<"create_exclude_constraint(constraint_name, table_name, *elements, schema=, where=, "
             "using=, deferrable=, initially=, **kw)",
             create_exclude_constraint>(),
      method<"drop_constraint(constraint_name, table_name, type_=, *, schema=, if_exists=)",
             drop_constraint>(),
      method<"create_table_comment(table_name, comment, *, existing_comment=, schema=)",
             create_table_comment>(),
      method<"drop_table_comment(table_name, *, existing_comment=, schema=)", drop_table_comment>(),
      method<"bulk_insert(table, rows, *, multiinsert=)", bulk_insert>(),
      method<"execute(sqltext, *, execution_options=)", execute>(),
      method<"batch_alter_table(table_name, schema=, recreate=, partial_reordering=, copy_from=, "
             "table_args=, table_kwargs=, reflect_args=, reflect_kwargs=, naming_convention=)",
             batch_alter_table>(),
      method<"f(name)", final_name>(),
      method<"inline_literal(value, type_=)", inline_literal>(),
      method<"get_bind()", get_bind>(),
      method<"get_context()", get_context>(),
      method<"invoke(operation)", invoke>(),
      method<"run_async(async_function, *args, **kw_args)", run_async>(),
      class_method<"register_operation(name, sourcename=)", register_operation>(),
      class_method<"implementation_for(op_cls, replace=)", implementation_for>(),
      class_method<"context(migration_context)", operations_context>(),
  };
  return kMembers;
}

const MemberTable& batch_members() {
  static const MemberTable kMembers = {
      method<"add_column(column, *, insert_before=, insert_after=, if_not_exists=, "
             "inline_references=, inline_primary_key=)",
             add_column>(),
      method<"drop_column(column_name, *, if_exists=, **kw)", drop_column>(),
      method<"alter_column(column_name, *, nullable=, comment=, server_default=, "
             "new_column_name=, type_=, existing_type=, existing_server_default=, "
             "existing_nullable=, existing_comment=, insert_before=, insert_after=, "
             "autoincrement=, existing_autoincrement=, **kw)",
             alter_column>(),
      method<"create_index(index_name, columns, *, unique=, if_not_exists=, quote=, **kw)",
             create_index>(),
      method<"drop_index(index_name, *, if_exists=, **kw)", drop_index>(),
      method<"create_primary_key(constraint_name, columns)", create_primary_key>(),
      method<"create_unique_constraint(constraint_name, columns, *, deferrable=, initially=, "
             "**kw)",
             create_unique_constraint>(),
      method<"create_foreign_key(constraint_name, referent_table, local_cols, remote_cols, *, "
             "referent_schema=, onupdate=, ondelete=, deferrable=, initially=, match=, "
             "use_alter=, comment=, **dialect_kw)",
             create_foreign_key>(),
      method<"create_check_constraint(constraint_name, condition, *, deferrable=, initially=, "
             "**kw)",
             create_check_constraint>(),
      method<"create_exclude_constraint(constraint_name, *elements, where=, using=, deferrable=, "
             "initially=, **kw)",
             create_exclude_constraint>(),
      method<"drop_constraint(constraint_name, type_=)", drop_constraint>(),
      method<"create_table_comment(comment, *, existing_comment=)", create_table_comment>(),
      method<"drop_table_comment(*, existing_comment=)", drop_table_comment>(),
  };
  return kMembers;
}

}  // namespace

const NativeClassSpec kOperationsClass = {"Operations", "alembic.operations", nullptr,
                                          &operations_members(), construct_operations};
const NativeClassSpec kBatchOperationsClass = {"BatchOperations", "alembic.operations",
                                               &kOperationsClass, &batch_members()};
const NativeClassSpec kMigrateOperationClass = {"MigrateOperation", "alembic.operations.ops"};

namespace {

/// The directive that a plug-in registered under this name, bound to `self`; absent without one.
Value registered_directive(Interpreter& interpreter, const Value& self, Symbol name) {
  for (const Run::Registration& known : interpreter.context<Run>().registered) {
    if (known.name != name.text()) continue;
    // The registered class method takes the operations first.
    return python::make_closure(
        [self, function = known.function](Interpreter& inner, const CallArguments& call) -> Value {
          python::ValueList positional{self};
          positional.insert(positional.end(), call.positional.begin(), call.positional.end());
          return inner.call(function, positional, call.keywords);
        });
  }
  return Value::absent();
}

}  // namespace

Value OperationsObject::get_attribute(Interpreter& interpreter, Symbol name) {
  Value found = registered_directive(interpreter, Value(this), name);
  if (!found.is_absent()) return found;
  found = Instance::get_attribute(interpreter, name);
  const std::string_view package = package_of_directive(name.text());
  if (!found.is_absent() || package.empty()) return found;
  interpreter.import_module(package);
  interpreter.run_pending_modules();
  return registered_directive(interpreter, Value(this), name);
}

Value OperationsObject::enter(Interpreter&) {
  return batch ? Value(this) : Value::absent();
}

bool OperationsObject::exit(Interpreter& interpreter, const Value& exception) {
  if (!exception.is_none() || !batch) return false;
  Host& host = interpreter.context<Run>().host;
  // Only rows that are copied get what default= says.
  if (dialect::needs_recreate(dialect::family_named(host.dialect().name()), *batch)) {
    for (const auto& [place, column] : added) {
      auto& add = std::get<operation::AddColumn>(batch->operations[place].value);
      add.value_of_rows = default_expression(interpreter, *column);
    }
  }
  added.clear();
  operation::Operation operation{std::move(*batch), interpreter.origin()};
  batch = nullptr;
  with_database_errors(interpreter,
                       [&] { interpreter.context<Run>().host.emit(std::move(operation)); });
  return false;
}

void emit_operation(const Arguments& arguments, operation::OperationVariant value) {
  Interpreter& interpreter = arguments.interpreter();
  operation::Operation operation{std::move(value), interpreter.origin()};
  if (operations(arguments).batch) {
    operations(arguments).batch->operations.push_back(std::move(operation));
    return;
  }
  with_database_errors(interpreter,
                       [&] { interpreter.context<Run>().host.emit(std::move(operation)); });
}

void remember_added(const Arguments& arguments, ColumnObject& column) {
  OperationsObject& object = operations(arguments);
  if (object.batch) object.added.emplace_back(object.batch->operations.size() - 1, &column);
}

TableName table_name_of(const Arguments& arguments, std::string_view table_parameter,
                        std::string_view schema_parameter) {
  if (const auto& batch = operations(arguments).batch) return {batch->schema, batch->table};
  return {arguments.text_or_empty(schema_parameter), arguments.text_or_empty(table_parameter)};
}

Value operations_object(Interpreter& interpreter) {
  Run& run = interpreter.context<Run>();
  if (run.operations.is_absent()) {
    run.operations =
        python::make<OperationsObject>(Ref(&interpreter.native_class(kOperationsClass)));
  }
  return run.operations;
}

Value find_operation(Interpreter& interpreter, python::ModuleObject& module, Symbol name) {
  if (name.text() == "__all__") return star_names(module.name);
  if (name.text().starts_with("__")) return Value::absent();
  Value found = interpreter.find_attribute(operations_object(interpreter), name);
  if (!found.is_absent()) return found;
  // Modules run when a name of theirs is needed; this one may be a directive that they register.
  interpreter.run_pending_modules();
  return interpreter.find_attribute(operations_object(interpreter), name);
}

}  // namespace retort::script
