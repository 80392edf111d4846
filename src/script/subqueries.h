// What stands in FROM besides tables: aliases, subqueries, CTEs, functions and VALUES, each a table
// object with columns; joins, and the clauses that tables take.
#pragma once

#include <string>
#include <vector>

#include "python/classes.h"
#include "script/statements.h"

namespace retort::script {

extern const python::NativeClassSpec kAliasClass;
extern const python::NativeClassSpec kSubqueryClass;
extern const python::NativeClassSpec kCteClass;
extern const python::NativeClassSpec kJoinClass;

/// A table object that stands for `node` and has the columns of its source.
python::Value make_from_object(python::Interpreter& interpreter,
                               const python::NativeClassSpec& spec, schema::Subquery node);
/// `source.subquery(name)`, `.alias()`, `.lateral()`.
python::Value make_subquery(python::Interpreter& interpreter, schema::ExprPtr source,
                            std::optional<std::string> name, bool lateral);
/// `source.cte(name, recursive, nesting)`.
python::Value make_cte(const Arguments& arguments, schema::ExprPtr source);

/// `a JOIN b ON ...` as a FROM item with the columns of both.
class JoinObject final : public Element {
 public:
  using Element::Element;
  schema::Join join;
  std::vector<python::Ref<TableObject>> tables;
  schema::ExprPtr expression() const override { return schema::make_expr(join); }
  void release_references() override;
};

/// What a value is in a FROM list; a select becomes a subquery.
schema::ExprPtr from_of(python::Interpreter& interpreter, const python::Value& value);
/// The tables behind a FROM value, for foreign keys.
std::vector<python::Ref<TableObject>> tables_of(const python::Value& value);
/// `a.x = b.y` from the foreign keys between two sets of tables; null when there is none.
schema::ExprPtr foreign_key_condition(const std::vector<python::Ref<TableObject>>& left,
                                      const std::vector<python::Ref<TableObject>>& right);
[[noreturn]] void raise_no_foreign_key(python::Interpreter& interpreter);

const python::MemberTable& alias_members();
/// `table.tablesample(...)`, and `table.table_valued()`: its whole row as a value.
python::Value table_sample(Arguments& arguments);
python::Value whole_row(Arguments& arguments);
/// `func.f(...)` in FROM: alias(), table_valued(), column_valued().
std::vector<python::NativeMember> table_function_members();
/// Functions of the `sqlalchemy` module: alias, lateral, values, join, outerjoin.
std::vector<python::NativeMember> from_functions();

}  // namespace retort::script
