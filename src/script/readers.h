// Which columns' types read the values of a result: enum classes and types that a script defines.
#pragma once

#include "python/value.h"

namespace retort::script {

class TableObject;

/// The column whose type reads the values of an expression; absent for one that is computed.
python::Value reader_of(const python::Value& item);

/// The same for each value that the items of a SELECT or a RETURNING give: a table gives several.
python::ValueList readers_of(python::Interpreter& interpreter, const python::ValueList& items);

/// The readers of a statement, select() or insert() and the like with returning(); empty when no
/// value is read by more than what its SQL type tells.
python::ValueList readers_of_statement(python::Interpreter& interpreter,
                                       const python::Value& statement);

/// Gives the columns of a subquery the types of the columns that the items of its SELECT name.
void read_like(python::Interpreter& interpreter, const python::ValueList& items,
               TableObject& subquery);

}  // namespace retort::script
