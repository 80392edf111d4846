// Values that are made of unknown ones.
#pragma once

#include <span>

#include "python/value.h"

namespace retort::python {

/// The first unknown value among these, as their text would hang on it; absent if all are known.
Value unknown_among(std::span<const Value> values);
/// The same for all arguments.
Value unknown_among(const CallArguments& arguments);

}  // namespace retort::python
