// The names of Python's standard library, whether its modules are evaluated here or not.
#pragma once

#include <string_view>

namespace retort::python {

/// Whether `dotted` is a module of the standard library, or lies within one.
bool is_standard_module(std::string_view dotted);

}  // namespace retort::python
