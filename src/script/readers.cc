// The only outside interface is readers.h.
#include "script/readers.h"

#include "python/interpreter.h"
#include "script/mapped.h"
#include "script/statements.h"
#include "script/subqueries.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using python::Value;
using python::ValueList;

namespace {

void add_readers(Interpreter& interpreter, const Value& given, ValueList& readers) {
  const Value item = unmapped(interpreter, given);
  if (const auto* table = item.try_as<TableObject>()) {
    readers.insert(readers.end(), table->columns.begin(), table->columns.end());
  } else if (const auto* join = item.try_as<JoinObject>()) {
    for (const auto& part : join->tables) add_readers(interpreter, Value(part), readers);
  } else if (!item.is_object() || interpreter.type_name(item) != "ReadOnlyColumnCollection") {
    readers.push_back(reader_of(item));
  }
}

}  // namespace

Value reader_of(const Value& item) {
  if (item.try_as<ColumnObject>()) return item;
  const auto* expression = item.try_as<ExpressionObject>();
  return expression ? expression->reader : Value::absent();
}

ValueList readers_of(Interpreter& interpreter, const ValueList& items) {
  ValueList readers;
  for (const Value& item : items) add_readers(interpreter, item, readers);
  return readers;
}

ValueList readers_of_statement(Interpreter& interpreter, const Value& statement) {
  ValueList readers;
  if (const auto* select = statement.try_as<SelectObject>()) {
    readers = readers_of(interpreter, select->entities);
  } else if (const auto* object = statement.try_as<DmlObject>()) {
    readers = readers_of(interpreter, object->returned);
  }
  bool found = false;
  for (Value& value : readers) {
    auto* column = value.try_as<ColumnObject>();
    if (column && is_read_in_script(interpreter, *column)) {
      found = true;
    } else {
      value = Value::absent();
    }
  }
  return found ? readers : ValueList();
}

void read_like(Interpreter& interpreter, const ValueList& items, TableObject& subquery) {
  const ValueList readers = readers_of(interpreter, items);
  if (readers.size() != subquery.columns.size()) return;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    const auto* column = readers[i].try_as<ColumnObject>();
    if (column) subquery.columns[i]->type_object = column->type_object;
  }
}

}  // namespace retort::script
