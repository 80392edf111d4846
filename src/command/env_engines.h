// What stands for SQLAlchemy's engines and connections while env.py is read.
#pragma once

#include "python/classes.h"
#include "python/value.h"

namespace retort::command {

/// A Python module. It connects to nothing; the interpreter's EnvRecorder is told of engines and of
/// statements. What a query gives is asked of the database where that is allowed, else unknown.
extern const char* const kEnvEngines;

/// Gives the module the functions that it calls.
void add_engine_functions(python::ModuleObject& module);

/// A URL as text, be it a str or SQLAlchemy's URL; None for anything else.
python::Value url_text(python::Interpreter& interpreter, const python::Value& url);

}  // namespace retort::command
