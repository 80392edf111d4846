// The dialects of this program, by name.
#pragma once

#include <string_view>

#include "dialect/dialect.h"
#include "project/environment.h"

namespace retort::command {

/// Errors: ErrorCode::unsupported for a name that is none of them.
const dialect::Dialect& known_dialect(std::string_view name);
/// How env.py, or else the dialect's driver, writes parameters.
dialect::BindStyle parameter_style(const project::Environment& environment,
                                   std::string_view dialect);

}  // namespace retort::command
