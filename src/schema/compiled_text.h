// SQL that a script writes for an element of its own.
#pragma once

#include <string>
#include <utility>

#include "schema/expression.h"

namespace retort::schema {

/// An expression with that SQL, as it stands. A SELECT makes a label for it from `name`, which may
/// be empty.
inline ExprPtr compiled_expr(std::string sql, std::string name, Type type) {
  TextClause text;
  text.text = std::move(sql);
  text.verbatim = true;
  text.type = type;
  text.columns.emplace_back(std::move(name), std::move(type));  // A literal_column() has none.
  return make_expr(std::move(text));
}

/// That name; null for any other expression.
inline const std::string* compiled_name(const Expr& expression) {
  const auto* text = std::get_if<TextClause>(&expression.node);
  return text && text->verbatim && !text->columns.empty() ? &text->columns.front().first : nullptr;
}

}  // namespace retort::schema
