// Executing statements with their parameters: one set, or many.
//
// Nothing here waits for the database: the host queues what it can. INSERTs with many sets of
// parameters go as statements of many rows where SQLAlchemy does that, too.
#include <algorithm>
#include <array>
#include <utility>

#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/insert_rows.h"
#include "script/connection.h"
#include "script/convert.h"
#include "script/ddl_elements.h"
#include "script/exceptions.h"
#include "script/insert_many.h"
#include "script/readers.h"
#include "script/run.h"
#include "script/statements.h"
#include "script/subqueries.h"
#include "script/summed_rows.h"
#include "script/typed_rows.h"

namespace retort::script {

using python::Interpreter;
using python::Value;
using python::ValueList;

namespace {

bool is_sequence_of_parameters(Interpreter& interpreter, const Value& value) {
  if (!is_collection(value)) return false;
  interpreter.need_known(value, "the parameters of execute()");
  return true;
}

bool is_key(const TableObject& table, const schema::Column& column) {
  if (column.primary_key) return true;
  for (const schema::Constraint& constraint : table.table.constraints) {
    const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&constraint);
    if (key && std::ranges::find(key->columns, column.name) != key->columns.end()) return true;
  }
  return false;
}

/// What is known of an INSERT's key before it runs; asks for the rest where only RETURNING tells.
ExecutedInsert prepare_key(const DmlObject& object, const Host& host, schema::ExprPtr& statement,
                           Interpreter& interpreter) {
  ExecutedInsert known;
  const auto* insert = std::get_if<schema::Insert>(&statement->node);
  if (insert == nullptr) return known;
  known.is_insert = true;
  known.is_returning = !insert->returning.empty();
  if (known.is_returning || insert->from_select || insert->rows.size() != 1) return known;
  std::vector<schema::ExprPtr> key;
  bool is_given = true;
  for (const auto& column : object.table->columns) {
    if (!is_key(*object.table, column->column)) continue;
    known.key_names.push_back(column->column.name);
    key.push_back(column->expression());
    const auto given = std::ranges::find(insert->columns, column->column.name);
    Value value = Value::absent();
    if (given == insert->columns.end()) {
      is_given = false;
    } else {
      const auto& node =
          insert->rows.front()[static_cast<std::size_t>(given - insert->columns.begin())]->node;
      if (const auto* constant = std::get_if<schema::Constant>(&node)) {
        value = value_of(interpreter, constant->value);
      } else {
        is_given = false;
      }
    }
    known.key_values.push_back(std::move(value));
  }
  if (key.empty() || is_given || host.offline() || host.dialect().name() != "postgresql") {
    return known;
  }
  known.key_in_rows = true;
  schema::Insert returning = *insert;
  returning.returning = std::move(key);
  statement = schema::make_expr(std::move(returning));
  return known;
}

/// yield_per among execution options.
void use_options(Interpreter& interpreter, const Value& result, const Value& options) {
  auto* dict = python::unwrap(options).try_as<python::DictObject>();
  const Value* size = dict ? dict->table.find(interpreter, std::string_view("yield_per")) : nullptr;
  if (size && !result.is_none()) interpreter.call_method(result, "yield_per", std::array{*size});
}

Value execute_once(Interpreter& interpreter, Host& host, const Value& statement,
                   const Value& parameters) {
  schema::ExprPtr bound = bind_values(interpreter, statement, parameters);
  ExecutedInsert insert;
  if (const auto* object = statement.try_as<DmlObject>()) {
    insert = prepare_key(*object, host, bound, interpreter);
  }
  std::unique_ptr<RowSource> rows =
      with_database_errors(interpreter, [&] { return host.query(bound, interpreter.origin()); });
  rows = typed_rows(std::move(rows), *bound, host.dialect().name());
  const auto* select = statement.try_as<SelectObject>();
  Value result = make_result(interpreter, std::move(rows), std::move(insert),
                             readers_of_statement(interpreter, statement));
  if (select && !select->execution_options.is_absent()) {
    use_options(interpreter, result, select->execution_options);
  }
  return result;
}

Value execute_many(Interpreter& interpreter, Host& host, const Value& statement,
                   const ValueList& sets) {
  auto sum = std::make_unique<SummedRows>();
  auto all = std::make_unique<JoinedRows>();
  std::unique_ptr<RowSource> last;
  ExecutedInsert known;
  const auto run = [&](schema::ExprPtr bound) {
    std::unique_ptr<RowSource> rows =
        with_database_errors(interpreter, [&] { return host.query(bound, interpreter.origin()); });
    if (known.is_returning) {
      all->add(typed_rows(std::move(rows), *bound, host.dialect().name()));
      return;
    }
    if (last) sum->add(std::move(last));
    last = typed_rows(std::move(rows), *bound, host.dialect().name());
  };
  known.is_many = true;
  const auto* object = statement.try_as<DmlObject>();
  const auto* insert = object ? std::get_if<schema::Insert>(&object->statement) : nullptr;
  known.is_insert = insert != nullptr;
  known.is_returning = insert && !insert->returning.empty();
  if (object && takes_many_rows(*object)) {
    const bool one_by_one = host.offline() || host.dialect().name() == "sqlite";
    for_each_insert(interpreter, *object, sets, one_by_one ? 1 : schema::kMostInsertRows, run);
  } else {
    for (const Value& set : sets) {
      interpreter.step();
      run(bind_values(interpreter, statement, set));
    }
  }
  if (host.offline()) return Value::none();
  if (known.is_returning) {
    return make_result(interpreter, std::move(all), known,
                       readers_of_statement(interpreter, statement));
  }
  sum->add(std::move(last));
  return make_result(interpreter, std::move(sum), std::move(known));
}

}  // namespace

Value execute_statement(Interpreter& interpreter, Host& target, const Value& statement,
                        const Value& parameters, const Value* options) {
  if (auto operation = ddl_operation_of(interpreter, statement)) {
    with_database_errors(interpreter, [&] {
      target.emit({std::move(*operation), interpreter.origin()});
    });
    return Value::none();
  }
  ValueList sets{parameters};
  if (is_sequence_of_parameters(interpreter, parameters)) {
    sets = interpreter.items_of(parameters);
    if (sets.empty()) sets.push_back(Value::none());
  }
  if (sets.size() > 1) return execute_many(interpreter, target, statement, sets);
  Value result = execute_once(interpreter, target, statement, sets[0]);
  if (options) use_options(interpreter, result, *options);
  return result;
}

}  // namespace retort::script
