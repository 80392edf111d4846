// `statement.compile(...)` and the dialect objects that it takes.
#pragma once

#include <string_view>

#include "python/classes.h"

namespace retort::script {

/// `postgresql.dialect`: a function that makes a dialect object. Absent for an unknown dialect.
python::Value dialect_class(std::string_view name);

}  // namespace retort::script
