// Python source text to abstract syntax. Any number of threads may parse at once.
#pragma once

#include <memory>

#include "base/source.h"
#include "python/ast.h"

namespace retort::python {

/// Parses a file in the grammar of Python 3.12.
///
/// Throws Error{ErrorCode::parse} with CPython's message ("SyntaxError: '(' was never closed",
/// "IndentationError: ...", "TabError: ...") and place for a text that CPython's parser refuses,
/// and Error{ErrorCode::limit} for nesting that is too deep or a file of 4 GiB or more.
std::unique_ptr<const Module> parse_module(SourcePtr source);

}  // namespace retort::python
