// The dunder methods of containers, for scripts that call them by name: `super().__setitem__(k,
// v)`.
#pragma once

#include "python/classes.h"

namespace retort::python {

Value protocol_get_item(Interpreter& interpreter, const CallArguments& arguments);
Value protocol_set_item(Interpreter& interpreter, const CallArguments& arguments);
Value protocol_delete_item(Interpreter& interpreter, const CallArguments& arguments);
Value protocol_length(Interpreter& interpreter, const CallArguments& arguments);
Value protocol_contains(Interpreter& interpreter, const CallArguments& arguments);
Value protocol_iterate(Interpreter& interpreter, const CallArguments& arguments);

}  // namespace retort::python
