// Why a script ended with an error, as far as the error tells. No state; any thread.
#pragma once

#include <string_view>

#include "base/error.h"

namespace retort::runtime {

/// Thrown where a script that is retraced goes beyond what was carried out. No error: scripts
/// cannot catch it.
struct ScriptFrontier {};

/// Whether the line is a statement by which a script ends on purpose: `raise` or `assert`.
bool ends_on_purpose(const Error& error);
/// Whether the script has no upgrade() or downgrade().
bool lacks_function(std::string_view message);

}  // namespace retort::runtime
