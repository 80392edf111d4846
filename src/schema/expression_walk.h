// Walks over expression trees: which tables they read, and other nodes put in the place of some.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "schema/expression.h"

namespace retort::schema {

/// The schema and the name under which columns refer to a FROM item; empty for one without a name.
std::pair<std::string, std::string> name_in_from(const ExprPtr& item);
/// Whether two FROM items are the same table under the same name.
bool same_table(const ExprPtr& left, const ExprPtr& right);
bool contains_table(const std::vector<ExprPtr>& tables, const ExprPtr& table);
/// The FROM item that a column belongs to; null for a bare column.
ExprPtr table_of(const ColumnRef& column);
/// Adds the tables that an expression reads, in the order met, without those of subqueries.
void collect_tables(const ExprPtr& expression, std::vector<ExprPtr>& tables);
/// The FROM items themselves, and both sides of every join in them.
std::vector<ExprPtr> with_joined(const std::vector<ExprPtr>& items);
/// The FROM list of a SELECT before correlation: what was given, then the tables of its columns and
/// conditions, without those that a join covers.
std::vector<ExprPtr> froms_of(const Select& select);

/// What to put in a node's place; null keeps it.
struct Replacement {
  std::function<ExprPtr(const ExprPtr&)> function;
  bool into_subqueries = true;
};
/// The tree with every node, innermost first, for which `replace` gives something, replaced.
ExprPtr rewrite(const ExprPtr& expression, const Replacement& replace);
void rewrite(Select& select, const Replacement& replace);

/// EXISTS (SELECT ...); `SELECT *` when no column was named.
ExprPtr exists_of(Select select);

}  // namespace retort::schema
