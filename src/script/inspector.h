// `sa.inspect(bind)`: the live database's shape, as SQLAlchemy's Inspector shows it.
#pragma once

#include "python/classes.h"

namespace retort::script {

extern const python::NativeClassSpec kInspectorClass;

/// sa.inspect(). Raises NoInspectionAvailable for None.
python::Value inspect(python::Interpreter& interpreter, const python::CallArguments& arguments);

}  // namespace retort::script
