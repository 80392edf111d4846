// Which names of a function are local: found once for each function, lambda or comprehension.
#pragma once

#include <vector>

#include "python/ast.h"

namespace retort::python {

/// The names of one function's scope, in slots: parameters first, in the order in which they are
/// bound (positional-only, plain, *args, keyword-only, **kwargs).
struct Code {
  std::vector<Symbol> locals;
  std::vector<Symbol> globals;    ///< Declared global.
  std::vector<Symbol> nonlocals;  ///< Declared nonlocal.
  const Arguments* parameters = nullptr;
  bool is_generator = false;

  /// -1 when the name is not local.
  int slot(Symbol name) const {
    for (std::size_t i = 0; i < locals.size(); ++i) {
      if (locals[i] == name) return static_cast<int>(i);
    }
    return -1;
  }
};

/// The scope of a function body, or of a lambda (`body` empty, `expression` set).
Code analyze_function(const Arguments* parameters, StmtList body, const Expr* expression);
/// The scope of a comprehension: its targets.
Code analyze_comprehension(std::span<const Comprehension> generators);
/// The names declared `global` or `nonlocal` in a class body or module.
Code analyze_declarations(StmtList body);

}  // namespace retort::python
