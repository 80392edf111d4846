// A tree as text, for tests and for people who debug.
#pragma once

#include <string>

#include "python/ast.h"

namespace retort::python {

/// What a dump says of places.
enum class DumpPlaces { None, All };

/// The text of CPython 3.11's ast.dump(tree, include_attributes=...); type parameters, which 3.11
/// lacks, are shown where there are any. Numbers in places count as CPython's: lines from 1,
/// columns in UTF-8 bytes from 0.
std::string dump(const Module& module, DumpPlaces places = DumpPlaces::None);

/// Python's repr() of a text (UTF-8, surrogates as three bytes).
std::string repr_of_text(std::string_view text);

/// Python's repr() of bytes.
std::string repr_of_bytes(std::string_view bytes);

/// Python's repr() of a float.
std::string repr_of_float(double value);

}  // namespace retort::python
