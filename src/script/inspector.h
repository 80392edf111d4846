// `sa.inspect(bind)`: the live database's shape, as SQLAlchemy's Inspector shows it.
#pragma once

#include "python/classes.h"
#include "schema/catalog.h"
#include "schema/table.h"
#include "script/arguments.h"

namespace retort::script {

extern const python::NativeClassSpec kInspectorClass;

/// The shape of the database that an Inspector, the `self` of a method, is of. Off-line only that
/// of an engine of the script's own has one; else it raises NoInspectionAvailable.
schema::Catalog& catalog_of(const Arguments& arguments);
/// sa.inspect(). Raises NoInspectionAvailable for None.
python::Value inspect(python::Interpreter& interpreter, const python::CallArguments& arguments);
/// Options of a table, constraint or index by their names, as `kwargs` has them.
python::Value dialect_options(python::Interpreter& interpreter, const schema::Options& options);

/// Whether the database behind `bind` can be looked at: what stands for a connection while env.py
/// is read knows whether it may be asked, and asks it then.
bool can_inspect(python::Interpreter& interpreter, const python::Value& bind);

}  // namespace retort::script
