#include "schema/expression_walk.h"

#include <algorithm>

namespace retort::schema {

namespace {

bool replace_in(ExprPtr& slot, const Replacement& replace) {
  if (!slot) return false;
  ExprPtr replaced = rewrite(slot, replace);
  if (replaced == slot) return false;
  slot = std::move(replaced);
  return true;
}
bool replace_in(std::vector<ExprPtr>& slots, const Replacement& replace) {
  bool changed = false;
  for (ExprPtr& slot : slots) changed |= replace_in(slot, replace);
  return changed;
}
bool replace_in(std::shared_ptr<const Select>& slot, const Replacement& replace) {
  if (!slot) return false;
  Select copy = *slot;
  rewrite(copy, replace);
  slot = std::make_shared<const Select>(std::move(copy));
  return true;
}

/// Rewrites the children of a node; false when nothing changed.
struct Children {
  const Replacement& replace;
  bool into_subqueries = true;

  bool operator()(Function& node) const { return replace_in(node.args, replace); }
  bool operator()(Unary& node) const { return replace_in(node.operand, replace); }
  bool operator()(Binary& node) const {
    // A column of a function's row brings no table into FROM.
    if (node.op == "." && !into_subqueries) return false;
    bool left = replace_in(node.left, replace);
    return replace_in(node.right, replace) || left;
  }
  bool operator()(Junction& node) const { return replace_in(node.items, replace); }
  bool operator()(Cast& node) const { return replace_in(node.operand, replace); }
  bool operator()(ExprList& node) const { return replace_in(node.items, replace); }
  bool operator()(Label& node) const { return replace_in(node.operand, replace); }
  bool operator()(Case& node) const {
    bool changed = replace_in(node.subject, replace);
    for (auto& [when, then] : node.whens) {
      changed |= replace_in(when, replace);
      changed |= replace_in(then, replace);
    }
    return replace_in(node.otherwise, replace) || changed;
  }
  bool operator()(Over& node) const {
    bool changed = replace_in(node.operand, replace);
    changed |= replace_in(node.partition_by, replace);
    return replace_in(node.order_by, replace) || changed;
  }
  bool operator()(WithinGroup& node) const {
    bool changed = replace_in(node.operand, replace);
    return replace_in(node.order_by, replace) || changed;
  }
  bool operator()(Extract& node) const { return replace_in(node.operand, replace); }
  bool operator()(ArrayLiteral& node) const { return replace_in(node.items, replace); }
  bool operator()(Join& node) const {
    bool changed = replace_in(node.left, replace);
    changed |= replace_in(node.right, replace);
    return replace_in(node.on, replace) || changed;
  }
  bool operator()(ColumnRef& node) const {
    return into_subqueries && replace_in(node.from, replace);
  }
  bool operator()(Subquery& node) const {
    if (!into_subqueries) return false;
    bool changed = replace_in(node.source, replace);
    changed |= replace_in(node.sample, replace);
    return replace_in(node.sample_seed, replace) || changed;
  }
  bool operator()(Values& node) const {
    bool changed = false;
    for (auto& row : node.rows) changed |= replace_in(row, replace);
    return changed;
  }
  bool operator()(SubSelect& node) const {
    return into_subqueries && replace_in(node.select, replace);
  }
  bool operator()(Select& node) const {
    if (!into_subqueries) return false;
    rewrite(node, replace);
    return true;
  }
  bool operator()(Insert& node) const {
    bool changed = replace_in(node.from_select, replace);
    changed |= replace_in(node.from_text, replace);
    for (auto& row : node.rows) changed |= replace_in(row, replace);
    if (node.on_conflict) {
      for (auto& [name, value] : node.on_conflict->set) changed |= replace_in(value, replace);
      changed |= replace_in(node.on_conflict->where, replace);
      changed |= replace_in(node.on_conflict->index_where, replace);
    }
    changed |= replace_in(node.ctes, replace);
    return replace_in(node.returning, replace) || changed;
  }
  bool operator()(Update& node) const {
    bool changed = replace_in(node.where, replace);
    for (auto& [name, value] : node.values) changed |= replace_in(value, replace);
    changed |= replace_in(node.ctes, replace);
    return replace_in(node.returning, replace) || changed;
  }
  bool operator()(Delete& node) const {
    bool changed = replace_in(node.where, replace);
    changed |= replace_in(node.ctes, replace);
    return replace_in(node.returning, replace) || changed;
  }
  template <class Leaf>
  bool operator()(Leaf&) const {
    return false;
  }
};

void add_table(ExprPtr table, std::vector<ExprPtr>& tables) {
  if (!contains_table(tables, table)) tables.push_back(std::move(table));
}

void add_joined(const ExprPtr& item, std::vector<ExprPtr>& tables) {
  tables.push_back(item);
  if (const auto* join = std::get_if<Join>(&item->node)) {
    add_joined(join->left, tables);
    add_joined(join->right, tables);
  }
}

}  // namespace

std::pair<std::string, std::string> name_in_from(const ExprPtr& item) {
  if (const auto* table = std::get_if<TableRef>(&item->node)) {
    if (!table->alias.empty()) return {"", table->alias};
    return {table->schema, table->name};
  }
  if (const auto* subquery = std::get_if<Subquery>(&item->node)) return {"", subquery->alias};
  return {};
}

bool same_table(const ExprPtr& left, const ExprPtr& right) {
  if (left == right) return true;
  const auto name = name_in_from(left);
  return !name.second.empty() && name == name_in_from(right);
}

bool contains_table(const std::vector<ExprPtr>& tables, const ExprPtr& table) {
  return std::ranges::any_of(tables, [&](const ExprPtr& one) { return same_table(one, table); });
}

ExprPtr table_of(const ColumnRef& column) {
  if (column.from || column.table.empty()) return column.from;
  return make_expr(TableRef{column.schema, column.table, ""});
}

void collect_tables(const ExprPtr& expression, std::vector<ExprPtr>& tables) {
  if (!expression) return;
  const auto& node = expression->node;
  if (std::holds_alternative<SubSelect>(node) || std::holds_alternative<Select>(node)) return;
  if (const auto* column = std::get_if<ColumnRef>(&node)) {
    if (ExprPtr table = table_of(*column)) add_table(std::move(table), tables);
    return;
  }
  if (std::holds_alternative<Subquery>(node)) return add_table(expression, tables);
  const auto collect = [&](const ExprPtr& part) -> ExprPtr {
    if (std::holds_alternative<ColumnRef>(part->node)) collect_tables(part, tables);
    return nullptr;
  };
  rewrite(expression, {collect, false});
}

std::vector<ExprPtr> with_joined(const std::vector<ExprPtr>& items) {
  std::vector<ExprPtr> all;
  for (const ExprPtr& item : items) add_joined(item, all);
  return all;
}

std::vector<ExprPtr> froms_of(const Select& select) {
  std::vector<ExprPtr> items;
  for (const ExprPtr& item : select.from) add_table(item, items);
  for (const ExprPtr& column : select.columns) collect_tables(column, items);
  for (const ExprPtr& condition : select.where) collect_tables(condition, items);
  std::vector<ExprPtr> covered;
  for (const ExprPtr& item : items) {
    const auto* join = std::get_if<Join>(&item->node);
    if (join == nullptr) continue;
    add_joined(join->left, covered);
    add_joined(join->right, covered);
  }
  std::erase_if(items, [&](const ExprPtr& item) { return contains_table(covered, item); });
  return items;
}

ExprPtr rewrite(const ExprPtr& expression, const Replacement& replace) {
  Expr copy = *expression;
  bool changed = std::visit(Children{replace, replace.into_subqueries}, copy.node);
  ExprPtr current = changed ? std::make_shared<const Expr>(std::move(copy)) : expression;
  ExprPtr replaced = replace.function(current);
  return replaced ? replaced : current;
}

void rewrite(Select& select, const Replacement& replace) {
  for (auto* list : {&select.columns, &select.from, &select.where, &select.group_by, &select.having,
                     &select.order_by, &select.distinct_on, &select.ctes}) {
    replace_in(*list, replace);
  }
  replace_in(select.limit, replace);
  replace_in(select.offset, replace);
  for (auto& part : select.compound) replace_in(part, replace);
}

ExprPtr exists_of(Select select) {
  if (select.columns.empty()) select.columns.push_back(make_expr(Keyword{Keyword::Kind::star}));
  Unary exists;
  exists.op = "EXISTS";
  exists.operand = make_expr(SubSelect{std::make_shared<const Select>(std::move(select))});
  return make_expr(std::move(exists));
}

}  // namespace retort::schema
