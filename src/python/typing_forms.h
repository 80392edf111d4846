// The values that annotations consist of: what typing gives (`Optional[int]`, `Literal["a"]`),
// classes with brackets
// (`dict[str, Any]`), new types and type aliases. Two of the same parts are equal, as in Python.
#pragma once

#include <string>

#include "python/objects.h"

namespace retort::python {

/// `Optional`, `Sequence`, `Union[int, str]`, a TypeVar: with brackets it keeps what stands in them
/// as `__args__`, and stays itself whatever else is done to it.
Value make_typing_form(std::string_view name, ValueList arguments = {});

/// `Union[members]`: flat, each member once; the member itself when it is the only one.
Value make_union(Interpreter& interpreter, const ValueList& members);

/// `list[int]`: what acts as the class in all other respects.
Value make_generic_alias(const Value& origin, const Value& key);

/// The class of a generic alias; any other value itself.
const Value& origin_of(const Value& value);

/// `NewType(name, supertype)`: a call gives its argument.
Value make_new_type(std::string name, Value supertype);

/// `type name = ...`: the value of `compute()`, a function, when it is first asked for.
Value make_type_alias(std::string name, Value compute);
/// `TypeAliasType(name, value)`.
Value make_known_type_alias(std::string name, Value value);

/// typing.get_origin() and get_args(): None and () without brackets.
Value typing_origin(Interpreter& interpreter, const Value& value);
Value typing_arguments(Interpreter& interpreter, const Value& value);

}  // namespace retort::python
