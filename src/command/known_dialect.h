// The dialects of this program, by name.
#pragma once

#include <string_view>

#include "dialect/dialect.h"

namespace retort::command {

/// Errors: ErrorCode::unsupported for a name that is none of them.
const dialect::Dialect& known_dialect(std::string_view name);

}  // namespace retort::command
