// The key that the database generates for an INSERT, asked for as SQLAlchemy asks off-line.
#pragma once

#include "script/statements.h"

namespace retort::script {

/// Off-line on PostgreSQL, SQLAlchemy asks an INSERT of one row into a Table for the key that the
/// database generates. Null for any other statement.
schema::ExprPtr with_generated_key(python::Interpreter& interpreter, const DmlObject& object);

}  // namespace retort::script
