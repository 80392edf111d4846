// Constants as they are written in SQL text.
#pragma once

#include <string>
#include <string_view>

#include "dialect/family.h"
#include "schema/expression.h"

namespace retort::dialect {

struct LiteralStyle {
  Family family = Family::postgresql;
  /// PostgreSQL off-line: SQLAlchemy doubles backslashes, for it cannot ask the server whether
  /// standard_conforming_strings is on.
  bool double_backslashes = false;
};

/// The value as a literal of `type` (variants resolved); of its own type when `type` is Null.
std::string literal_text(const LiteralStyle& style, const schema::Literal& value,
                         const schema::Type& type);
/// A string in single quotes.
std::string string_literal(const LiteralStyle& style, std::string_view text);
/// The same for a server with its usual settings.
std::string string_literal(Family family, std::string_view text);
/// The type that a value has by itself; Null for NULL.
schema::Type type_of_value(const schema::Literal& value);
/// A float as Python's repr() writes it.
std::string float_text(double value);

}  // namespace retort::dialect
