// Where the ORM meets the statements: mapped classes in the place of tables, and the Python side of
// column types (TypeDecorator, Enum of a Python enum).
#pragma once

#include <vector>

#include "python/value.h"
#include "schema/expression.h"

namespace retort::script {

class ColumnObject;
class TableObject;

/// The Table (or join) behind a mapped class, an alias of one or what a relationship leads to; any
/// other value as it is.
python::Value unmapped(python::Interpreter& interpreter, const python::Value& value);

/// Whether a join to the value (a relationship, or a class whose rows are in several tables) has
/// more to it than one table.
bool joins_as_orm(python::Interpreter& interpreter, const python::Value& value);

/// The condition that an attribute of the mapped class behind the last of the tables that has it
/// equals a value; absent without such a class.
python::Value attribute_equals(python::Interpreter& interpreter,
                               const std::vector<python::Ref<TableObject>>& tables,
                               python::Symbol name, const python::Value& value);

/// `inspect()` of a mapped class (its mapper) or of an instance of one (its state); else absent.
python::Value orm_inspection(python::Interpreter& interpreter, const python::Value& value);

/// What is sent for a value of the column: `process_bind_param` of its type, the label of an enum
/// member. SQL expressions stay themselves.
python::Value to_database(python::Interpreter& interpreter, ColumnObject& column,
                          const python::Value& value);
/// What None is in a write of the column: JSON's null, unless its type says `none_as_null`; in
/// other columns SQL's NULL. Off-line a script's type leaves it at NULL.
schema::Literal written_none(python::Interpreter& interpreter, const ColumnObject& column);
/// What a value that was read from the column is to a script: `process_result_value` of its type,
/// the member of an enum's label.
python::Value from_database(python::Interpreter& interpreter, ColumnObject& column,
                            const python::Value& value);
/// Whether a script's type or an enum class reads the column's values, and what it makes of one
/// that already is what the column's SQL type gives.
bool is_read_in_script(python::Interpreter& interpreter, ColumnObject& column);
python::Value read_in_script(python::Interpreter& interpreter, ColumnObject& column,
                             const python::Value& value);

}  // namespace retort::script
