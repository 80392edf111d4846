// Python's three ways to format: format specs, str.format(), and the % operator.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "python/value.h"

namespace retort::python {

/// format(text, spec) of a str.
std::string format_text(Interpreter& interpreter, std::string_view text, std::string_view spec);
/// format(value, spec) of a bool, int or float.
std::string format_number(Interpreter& interpreter, const Value& value, std::string_view spec);
/// `pattern.format(*positional, **keywords)`.
std::string format_fields(Interpreter& interpreter, std::string_view pattern,
                          const CallArguments& arguments);
/// `pattern % values`.
std::string format_percent(Interpreter& interpreter, std::string_view pattern, const Value& values);

}  // namespace retort::python
