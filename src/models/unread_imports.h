// Imports of modules that are not found, and may hold models.
#pragma once

#include "models/models.h"
#include "python/interpreter.h"

namespace retort::models {

/// Adds a gap for each import of an unknown module that may define tables: where no table is known,
/// for each of the project's modules; else for those of env.py that are there for their effect
/// only, since nothing uses their names. `env` may be null.
void add_unread_imports(python::Interpreter& interpreter, python::ModuleObject* env, Models& out);

}  // namespace retort::models
