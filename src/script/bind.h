// What scripts take for a database connection: `op.get_bind()` and what it leads to.
#pragma once

#include <string_view>

#include "python/classes.h"
#include "script/host.h"

namespace retort::script {

/// The host behind a connection, engine or session. None raises AttributeError for `attribute`, as
/// SQLAlchemy does.
Host& host_of_bind(python::Interpreter& interpreter, const python::Value* bind,
                   std::string_view attribute);
/// The database's shape. Offline it raises NoInspectionAvailable, as SQLAlchemy does for its mock
/// connection.
schema::Catalog& catalog_of(python::Interpreter& interpreter);
/// `bind.dialect`.
python::Value dialect_object(python::Interpreter& interpreter);
/// `op.get_bind()`: the connection; offline, one that only writes statements out.
python::Value bind_object(python::Interpreter& interpreter);
/// A type written as a SQLAlchemy expression: "String(36)", "postgresql.UUID".
python::Value evaluate_type_expression(python::Interpreter& interpreter,
                                       std::string_view expression);

}  // namespace retort::script
