// The built-in functions and constants.
#pragma once

#include "python/classes.h"

namespace retort::python {

/// print, len, sorted, ...: what is not a class.
extern const MemberTable kBuiltinFunctions;
/// Iterators: enumerate, zip, map, filter, reversed, iter, next, and sums over them.
extern const MemberTable kIterationFunctions;

}  // namespace retort::python
