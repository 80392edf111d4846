// `execute(insert(table), [row, row, ...])`: the rows as statements of many rows.
#pragma once

#include <functional>

#include "python/value.h"
#include "schema/expression.h"
#include "script/statements.h"

namespace retort::script {

/// The column that has the name in the database; its key in the table may be another.
ColumnObject* column_named(const TableObject& table, std::string_view name);
/// The name in the database of what a row gives a value: a key, or a Column.
std::string column_name(python::Interpreter& interpreter, const TableObject& table,
                        const python::Value& key);

/// Whether a statement takes all its values from its sets of parameters, and many at once.
bool takes_many_rows(const DmlObject& statement);

/// Hands out statements with at most `rows_at_once` rows each. The first set of parameters says
/// which columns are written. Errors: StatementError for a set that lacks one of them.
void for_each_insert(python::Interpreter& interpreter, const DmlObject& statement,
                     const python::ValueList& sets, std::size_t rows_at_once,
                     const std::function<void(schema::ExprPtr)>& run);

}  // namespace retort::script
