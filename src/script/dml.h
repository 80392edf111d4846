// INSERT, UPDATE and DELETE builders.
#pragma once

#include <vector>

#include "python/classes.h"
#include "script/statements.h"

namespace retort::script {

/// ORDER BY and GROUP BY: a str names a label or a column.
schema::ExprPtr order_element(python::Interpreter& interpreter, const python::Value& value);

/// A value for a column; the column is null where the table lists none.
schema::ExprPtr value_expression(python::Interpreter& interpreter, ColumnObject* column,
                                 const python::Value& given);

/// What a column's Python-side default= gives to a row, a callable called; null without one.
schema::ExprPtr default_expression(python::Interpreter& interpreter, ColumnObject& column);

std::vector<python::NativeMember> dml_functions();

}  // namespace retort::script
