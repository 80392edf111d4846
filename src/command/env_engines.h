// What stands for SQLAlchemy's engines and connections while env.py is read.
#pragma once

#include "python/value.h"

namespace retort::command {

/// A Python module. It connects to nothing and remembers, in lists: `urls` of engines, `statements`
/// that were executed. What a database would answer is unknown. `known_text(url)`, a URL as text or
/// None, and `is_known(value)` are given to it.
extern const char* const kEnvEngines;

/// A URL as text, be it a str or SQLAlchemy's URL; None for anything else.
python::Value url_text(python::Interpreter& interpreter, const python::Value& url);

}  // namespace retort::command
