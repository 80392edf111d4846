// INSERT of what a SELECT, or text that says what it selects, gives.
#pragma once

#include "script/arguments.h"

namespace retort::script {

/// `insert(t).from_select(names, select)`.
python::Value from_select(Arguments& arguments);

}  // namespace retort::script
