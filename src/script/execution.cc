// Executing statements with their parameters: one set, or many.
//
// Nothing here waits for the database: the host queues what it can. INSERTs with many sets of
// parameters go as statements of many rows where SQLAlchemy does that, too.
#include <algorithm>
#include <deque>
#include <utility>

#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/insert_rows.h"
#include "script/connection.h"
#include "script/convert.h"
#include "script/ddl_elements.h"
#include "script/exceptions.h"
#include "script/run.h"
#include "script/statements.h"

namespace retort::script {

using python::Interpreter;
using python::Value;
using python::ValueList;

namespace {

/// The results of many executions as one: their number of rows.
class SummedRows final : public RowSource {
 public:
  void add(std::unique_ptr<RowSource> rows) {
    if (!rows) return;
    parts_.push_back(std::move(rows));
    if (parts_.size() > kMostParts) fold(kMostParts / 2);
  }
  const std::vector<std::string>& columns() const override { return none_; }
  std::optional<std::vector<schema::Literal>> next() override { return std::nullopt; }
  std::int64_t row_count() const override {
    fold(0);
    return sum_;
  }

 private:
  static constexpr std::size_t kMostParts = 2000;

  /// Asks all but the last `left` for their counts.
  void fold(std::size_t left) const {
    while (parts_.size() > left) {
      sum_ += std::max<std::int64_t>(0, parts_.front()->row_count());
      parts_.pop_front();
    }
  }
  std::vector<std::string> none_;
  mutable std::deque<std::unique_ptr<RowSource>> parts_;
  mutable std::int64_t sum_ = 0;
};

bool is_sequence_of_parameters(Interpreter& interpreter, const Value& value) {
  if (!is_collection(value)) return false;
  interpreter.need_known(value, "the parameters of execute()");
  return true;
}

/// What is known of an INSERT's key before it runs; asks for the rest where only RETURNING tells.
ExecutedInsert prepare_key(const DmlObject& object, const Host& host, schema::ExprPtr& statement,
                           Interpreter& interpreter) {
  ExecutedInsert known;
  const auto* insert = std::get_if<schema::Insert>(&statement->node);
  if (insert == nullptr) return known;
  known.is_insert = true;
  known.is_returning = !insert->returning.empty();
  if (known.is_returning || insert->from_select || insert->rows.size() != 1 ||
      object.table->metadata.is_absent()) {
    return known;
  }
  std::vector<schema::ExprPtr> key;
  bool is_given = true;
  for (const auto& column : object.table->columns) {
    if (!column->column.primary_key) continue;
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

Value execute_once(Interpreter& interpreter, Host& host, const Value& statement,
                   const Value& parameters) {
  schema::ExprPtr bound = bind_values(interpreter, statement, parameters);
  ExecutedInsert insert;
  if (const auto* object = statement.try_as<DmlObject>()) {
    insert = prepare_key(*object, host, bound, interpreter);
  }
  std::unique_ptr<RowSource> rows =
      with_database_errors(interpreter, [&] { return host.query(bound, interpreter.origin()); });
  return make_result(interpreter, std::move(rows), std::move(insert));
}

Value execute_many(Interpreter& interpreter, Host& host, const Value& statement,
                   const ValueList& sets) {
  auto sum = std::make_unique<SummedRows>();
  std::unique_ptr<RowSource> last;
  const auto run = [&](schema::ExprPtr bound) {
    std::unique_ptr<RowSource> rows =
        with_database_errors(interpreter, [&] { return host.query(bound, interpreter.origin()); });
    if (last) sum->add(std::move(last));
    last = std::move(rows);
  };
  const auto run_insert = [&](std::optional<schema::Insert> insert) {
    if (insert) run(schema::make_expr(*std::move(insert)));
  };
  schema::InsertJoiner inserts(!host.offline() && host.dialect().name() != "sqlite");
  ExecutedInsert known;
  known.is_many = true;
  for (const Value& set : sets) {
    schema::ExprPtr bound = bind_values(interpreter, statement, set);
    interpreter.step();
    if (const auto* insert = std::get_if<schema::Insert>(&bound->node)) {
      known.is_insert = true;
      known.is_returning = !insert->returning.empty();
      run_insert(inserts.add(*insert));
    } else {
      run(std::move(bound));
    }
  }
  run_insert(inserts.take());
  if (host.offline()) return Value::none();
  // Rows that come back are those of the last set.
  if (known.is_returning) return make_result(interpreter, std::move(last), known);
  sum->add(std::move(last));
  return make_result(interpreter, std::move(sum), std::move(known));
}

}  // namespace

Value execute_statement(Interpreter& interpreter, Host& target, const Value& statement,
                        const Value& parameters) {
  if (auto operation = ddl_operation_of(interpreter, statement)) {
    with_database_errors(interpreter, [&] {
      target.emit({std::move(*operation), interpreter.origin()});
    });
    return Value::none();
  }
  if (!is_sequence_of_parameters(interpreter, parameters)) {
    return execute_once(interpreter, target, statement, parameters);
  }
  const ValueList sets = interpreter.items_of(parameters);
  if (sets.size() > 1) return execute_many(interpreter, target, statement, sets);
  return execute_once(interpreter, target, statement, sets.empty() ? Value::none() : sets[0]);
}

}  // namespace retort::script
