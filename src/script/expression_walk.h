// Walks over expression trees: which tables they read, and values put in the place of parameters.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/expression.h"

namespace retort::script {

/// Whether two FROM items are the same table under the same name.
bool same_table(const schema::ExprPtr& left, const schema::ExprPtr& right);
/// The tables that an expression reads, in the order met, without those of subqueries.
void collect_tables(const schema::ExprPtr& expression, std::vector<schema::ExprPtr>& tables);
/// The FROM list of a SELECT: what was given, then the tables of its columns and conditions.
std::vector<schema::ExprPtr> complete_from(const schema::Select& select);

/// What to put in a node's place; null keeps it.
struct Replacement {
  std::function<schema::ExprPtr(const schema::ExprPtr&)> function;
  bool into_subqueries = true;
};
/// The tree with every node, innermost first, for which `replace` gives something, replaced.
schema::ExprPtr rewrite(const schema::ExprPtr& expression, const Replacement& replace);
void rewrite(schema::Select& select, const Replacement& replace);

/// Drops from the subqueries of a statement the tables that the statement itself reads, as
/// SQLAlchemy's automatic correlation does.
void correlate_subqueries(schema::Select& select);
schema::ExprPtr correlate_to(const schema::ExprPtr& expression,
                             const std::vector<schema::ExprPtr>& tables);

/// EXISTS (SELECT ...); `SELECT *` when no column was named.
schema::ExprPtr exists_of(schema::Select select);

}  // namespace retort::script
