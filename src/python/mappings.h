// Shared pieces of dict.
#pragma once

#include <string_view>

#include "python/objects.h"

namespace retort::python {

/// `raise KeyError(key)`.
[[noreturn]] void raise_key_error(Interpreter& interpreter, const Value& key);
/// `dict.update(source)`: a mapping, or an iterable of pairs.
void update_dict(Interpreter& interpreter, DictObject& dict, const Value& source);
/// The arguments of dict() and dict.update().
void fill_dict(Interpreter& interpreter, DictObject& dict, std::string_view function,
               const CallArguments& arguments);
/// reversed(dict).
Value iterate_dict_backwards(DictObject& dict);

}  // namespace retort::python
