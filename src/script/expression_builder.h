// SQLAlchemy's rules for combining SQL expressions, over plain values: what `a == None`, `~(a <
// b)`, `and_(and_(a, b), c)` or `column + "x"` become. Nothing here knows of Python values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/expression.h"

namespace retort::script {

/// The type an expression is known to have; Null kind when it is not known.
schema::Type type_of(const schema::ExprPtr& expression);
/// The type SQLAlchemy gives to a Python value.
schema::Type type_of(const schema::Literal& value);

bool is_text_kind(schema::TypeKind kind);
bool is_json_kind(schema::TypeKind kind);

schema::ExprPtr null_expr();
schema::ExprPtr boolean_expr(bool value);
schema::ExprPtr constant_expr(schema::Literal value, schema::Type type = {});

/// `left op right`. "=" and "!=" with SQL NULL on the right become IS and IS NOT.
schema::ExprPtr compare(std::string_view op, schema::ExprPtr left, schema::ExprPtr right);
/// `left op right` for arithmetic and concatenation: "+" on texts is "||".
schema::ExprPtr combine(std::string_view op, schema::ExprPtr left, schema::ExprPtr right);
/// and_() / or_(): nested ones of the same kind are flattened, neutral constants dropped, and a
/// single item stands for itself.
schema::ExprPtr junction(bool is_or, const std::vector<schema::ExprPtr>& items);
/// not_(): turns an operator into its opposite where it has one, else prints NOT.
schema::ExprPtr negate(const schema::ExprPtr& expression);
/// `container[index]` for JSON and ARRAY columns.
schema::ExprPtr index_into(schema::ExprPtr container, schema::ExprPtr index, bool is_path);
/// A JSON element read as a value of `type`, as `.as_integer()` does; null for anything else.
schema::ExprPtr json_read_as(const schema::ExprPtr& element, schema::Type type);
/// `.astext` of a JSON element: `->` becomes `->>`, `#>` becomes `#>>`; null for anything else.
schema::ExprPtr json_as_text(const schema::ExprPtr& element);

}  // namespace retort::script
