// What SQLAlchemy makes of a result's values by the types of the statement's columns: on SQLite a
// date is text, a boolean a number.
#pragma once

#include <memory>

#include "schema/expression.h"
#include "script/host.h"

namespace retort::script {

/// The rows with values as the types of the columns that `statement` returns say; untouched where
/// no type is known. `dialect` is the name of the database's. Null stays null.
std::unique_ptr<RowSource> typed_rows(std::unique_ptr<RowSource> rows,
                                      const schema::Expr& statement, std::string_view dialect);

}  // namespace retort::script
