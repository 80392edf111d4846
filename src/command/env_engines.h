// What stands for SQLAlchemy's engines and connections while env.py is read.
#pragma once

namespace retort::command {

/// A Python module. It connects to nothing and remembers, in lists: `urls` of engines, `statements`
/// that were executed. What a database would answer is unknown. `known_text(url)` is given to it: a
/// URL as text, or None.
extern const char* const kEnvEngines;

}  // namespace retort::command
