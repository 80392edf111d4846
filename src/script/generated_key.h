// The key that the database generates for an INSERT: as SQLAlchemy asks for it off-line, and from a
// column's Sequence.
#pragma once

#include "script/statements.h"

namespace retort::script {

/// Off-line on PostgreSQL, SQLAlchemy asks an INSERT of one row into a Table for the key that the
/// database generates. Null for any other statement.
schema::ExprPtr with_generated_key(python::Interpreter& interpreter, const DmlObject& object);

/// What an INSERT that does not name the column takes from its Sequence; null when it has none, or
/// the database has no sequences.
schema::ExprPtr next_key(python::Interpreter& interpreter, const ColumnObject& column);

}  // namespace retort::script
