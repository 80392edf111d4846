// The names that `from sqlalchemy import *` and its like bring: those of SQLAlchemy 2.0.
#pragma once

#include <string_view>

#include "python/value.h"

namespace retort::script {

/// A list of the names, as an `__all__` has it; absent for a module of which they are not listed.
python::Value star_names(std::string_view module);

}  // namespace retort::script
