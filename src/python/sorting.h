// Python's stable sort.
#pragma once

#include "python/value.h"

namespace retort::python {

/// Sorts in place by `key(item)` (or the items themselves when key is None). Equal items keep their
/// order, also when descending.
void sort_values(Interpreter& interpreter, ValueList& items, const Value& key, bool descending);

}  // namespace retort::python
