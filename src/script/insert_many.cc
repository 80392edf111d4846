// The rows may be millions: what is the same for all of them is found out once.
#include "script/insert_many.h"

#include <algorithm>
#include <string>
#include <utility>

#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/insert_rows.h"
#include "script/convert.h"
#include "script/dml.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/generated_key.h"
#include "script/mapped.h"

namespace retort::script {

using python::DictObject;
using python::Interpreter;
using python::Value;

namespace {

/// A column that is written.
struct Slot {
  std::string name;
  ColumnObject* column = nullptr;  ///< Null where the table lists no columns.
  Value key;                       ///< In the parameters; absent: its default is written.
};

DictObject& row_of(Interpreter& interpreter, const Value& set) {
  if (auto* dict = python::unwrap(set).try_as<DictObject>()) return *dict;
  interpreter.need_known(set, "the parameters of execute()");
  raise_sqlalchemy(interpreter, "ArgumentError", "List argument must consist only of dictionaries");
}

/// In the order of the table's columns.
std::vector<Slot> slots_of(Interpreter& interpreter, const TableObject& table, DictObject& first) {
  std::vector<Slot> slots;
  for (const auto& entry : first.table.entries()) {
    if (entry.key.is_absent()) continue;
    Slot slot{column_name(interpreter, table, entry.key), nullptr, entry.key};
    slot.column = column_named(table, slot.name);
    if (!slot.column && !table.columns.empty()) {
      raise_sqlalchemy(interpreter, "CompileError", "Unconsumed column names: " + slot.name);
    }
    slots.push_back(std::move(slot));
  }
  for (const auto& column : table.columns) {
    const std::string& name = column->column.name;
    if ((column->default_value.is_absent() && !next_key(interpreter, *column)) ||
        std::ranges::find(slots, name, &Slot::name) != slots.end())
      continue;
    slots.push_back({name, column.get(), Value::absent()});
  }
  std::ranges::stable_sort(slots, {}, [&](const Slot& slot) {
    const auto found = std::ranges::find(table.columns, slot.column,
                                         [](const auto& column) { return column.get(); });
    return found - table.columns.begin();
  });
  return slots;
}

/// As value_expression(), but a plain value leaves its type to the column: types are large.
schema::ExprPtr expression_for(Interpreter& interpreter, const Slot& slot, const Value& given) {
  const bool plain = !given.is_object() || python::string_of(given) != nullptr;
  if (!slot.column || !plain) return value_expression(interpreter, slot.column, given);
  const Value value = to_database(interpreter, *slot.column, given);
  if (value.is_object() && python::string_of(value) == nullptr) {
    return value_expression(interpreter, slot.column, given);
  }
  if (value.is_none()) return constant_expr(written_none(interpreter, *slot.column), {});
  return constant_expr(literal_of(interpreter, value, slot.column->column.type), {});
}

schema::ExprPtr value_of_slot(Interpreter& interpreter, const Slot& slot, DictObject& row,
                              std::size_t group) {
  if (!slot.key.is_absent()) {
    const Value* given = row.table.find(interpreter, slot.key);
    if (given) return expression_for(interpreter, slot, *given);
    raise_sqlalchemy(
        interpreter, "StatementError",
        "(sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter " +
            interpreter.repr(slot.key) + ", in parameter group " + std::to_string(group));
  }
  if (schema::ExprPtr next = next_key(interpreter, *slot.column)) return next;
  return default_expression(interpreter, *slot.column);
}

}  // namespace

ColumnObject* column_named(const TableObject& table, std::string_view name) {
  const auto found = std::ranges::find_if(
      table.columns, [&](const auto& column) { return column->column.name == name; });
  return found == table.columns.end() ? nullptr : found->get();
}

std::string column_name(Interpreter& interpreter, const TableObject& table, const Value& key) {
  if (const auto* column = key.try_as<ColumnObject>()) return column->column.name;
  std::string text = text_of(interpreter, key, "a column's name");
  if (const ColumnObject* column = table.find(text)) return column->column.name;
  if (column_named(table, text)) {
    raise_sqlalchemy(interpreter, "CompileError", "Unconsumed column names: " + text);
  }
  return text;
}

bool takes_many_rows(const DmlObject& statement) {
  const auto* insert = std::get_if<schema::Insert>(&statement.statement);
  return insert && insert->rows.empty() && !insert->from_select && insert->returning.empty() &&
         insert->ctes.empty() && (!insert->on_conflict || insert->on_conflict->do_nothing);
}

void for_each_insert(Interpreter& interpreter, const DmlObject& statement,
                     const python::ValueList& sets, std::size_t rows_at_once,
                     const std::function<void(schema::ExprPtr)>& run) {
  const std::vector<Slot> slots =
      slots_of(interpreter, *statement.table, row_of(interpreter, sets.front()));
  schema::Insert empty = std::get<schema::Insert>(statement.statement);
  empty.columns.clear();
  empty.types.clear();
  for (const Slot& slot : slots) {
    empty.columns.push_back(slot.name);
    empty.types.push_back(slot.column ? slot.column->column.type : schema::Type{});
  }
  if (slots.empty()) rows_at_once = 1;
  schema::Insert insert = empty;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    DictObject& set = row_of(interpreter, sets[i]);
    std::vector<schema::ExprPtr> row;
    row.reserve(slots.size());
    for (const Slot& slot : slots) row.push_back(value_of_slot(interpreter, slot, set, i));
    bytes += schema::size_of_row(row);
    insert.rows.push_back(std::move(row));
    interpreter.step();
    if (insert.rows.size() < rows_at_once && bytes < schema::kMostInsertBytes &&
        i + 1 < sets.size()) {
      continue;
    }
    run(schema::make_expr(std::exchange(insert, empty)));
    bytes = 0;
  }
}

}  // namespace retort::script
