// INSERT, UPDATE and DELETE builders, and subqueries in FROM.
#pragma once

#include <vector>

#include "python/classes.h"
#include "script/statements.h"

namespace retort::script {

extern const python::NativeClassSpec kSubqueryClass;

/// `select.subquery()`, `.alias()`, `.cte()`.
class SubqueryObject final : public Element {
 public:
  using Element::Element;
  schema::Subquery subquery;
  schema::ExprPtr expression() const override { return schema::make_expr(subquery); }
  python::Value get_attribute(python::Interpreter& interpreter, python::Symbol name) override;
};

/// What a value is in a FROM list.
schema::ExprPtr from_of(python::Interpreter& interpreter, const python::Value& value);
/// `a.x = b.y` from the one foreign key between two tables. Raises NoForeignKeysError.
schema::ExprPtr foreign_key_condition(python::Interpreter& interpreter, const python::Value& left,
                                      const python::Value& right);
/// ORDER BY and GROUP BY: a str is a column's name.
schema::ExprPtr index_element_or_clause(python::Interpreter& interpreter,
                                        const python::Value& value);

std::vector<python::NativeMember> dml_functions();

}  // namespace retort::script
