// The native modules `alembic` and `sqlalchemy`, by dotted name. Their tables are built once a
// process and shared by all interpreters, whose context must be a Run.
#pragma once

#include <span>

#include "python/interpreter.h"

namespace retort::script {

std::span<const python::NativeModuleSpec> native_modules();

}  // namespace retort::script
