#include "script/expression_walk.h"

#include <algorithm>

#include "script/expression_builder.h"

namespace retort::script {

using schema::ExprPtr;
using schema::make_expr;
using schema::Select;

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

  bool operator()(schema::Function& node) const { return replace_in(node.args, replace); }
  bool operator()(schema::Unary& node) const { return replace_in(node.operand, replace); }
  bool operator()(schema::Binary& node) const {
    bool left = replace_in(node.left, replace);
    return replace_in(node.right, replace) || left;
  }
  bool operator()(schema::Junction& node) const { return replace_in(node.items, replace); }
  bool operator()(schema::Cast& node) const { return replace_in(node.operand, replace); }
  bool operator()(schema::ExprList& node) const { return replace_in(node.items, replace); }
  bool operator()(schema::Label& node) const { return replace_in(node.operand, replace); }
  bool operator()(schema::Case& node) const {
    bool changed = replace_in(node.subject, replace);
    for (auto& [when, then] : node.whens) {
      changed |= replace_in(when, replace);
      changed |= replace_in(then, replace);
    }
    return replace_in(node.otherwise, replace) || changed;
  }
  bool operator()(schema::Over& node) const {
    bool changed = replace_in(node.operand, replace);
    changed |= replace_in(node.partition_by, replace);
    return replace_in(node.order_by, replace) || changed;
  }
  bool operator()(schema::Extract& node) const { return replace_in(node.operand, replace); }
  bool operator()(schema::ArrayLiteral& node) const { return replace_in(node.items, replace); }
  bool operator()(schema::Join& node) const {
    bool changed = replace_in(node.left, replace);
    changed |= replace_in(node.right, replace);
    return replace_in(node.on, replace) || changed;
  }
  bool operator()(schema::Subquery& node) const {
    return into_subqueries && replace_in(node.select, replace);
  }
  bool operator()(schema::SubSelect& node) const {
    return into_subqueries && replace_in(node.select, replace);
  }
  bool operator()(Select& node) const {
    rewrite(node, replace);
    return true;
  }
  bool operator()(schema::Insert& node) const {
    bool changed = replace_in(node.from_select, replace);
    for (auto& row : node.rows) changed |= replace_in(row, replace);
    if (node.on_conflict) {
      for (auto& [name, value] : node.on_conflict->set) changed |= replace_in(value, replace);
      changed |= replace_in(node.on_conflict->where, replace);
    }
    return changed;
  }
  bool operator()(schema::Update& node) const {
    bool changed = replace_in(node.where, replace);
    for (auto& [name, value] : node.values) changed |= replace_in(value, replace);
    return changed;
  }
  bool operator()(schema::Delete& node) const { return replace_in(node.where, replace); }
  template <class Leaf>
  bool operator()(Leaf&) const {
    return false;
  }
};

void add_table(ExprPtr table, std::vector<ExprPtr>& tables) {
  bool known =
      std::ranges::any_of(tables, [&](const ExprPtr& other) { return same_table(table, other); });
  if (!known) tables.push_back(std::move(table));
}

/// The tables inside a FROM item, a join's sides included.
void collect_from(const ExprPtr& item, std::vector<ExprPtr>& tables) {
  if (const auto* join = std::get_if<schema::Join>(&item->node)) {
    collect_from(join->left, tables);
    collect_from(join->right, tables);
  } else {
    add_table(item, tables);
  }
}

/// The name under which columns refer to a FROM item; empty for a text.
std::pair<std::string, std::string> name_in_from(const ExprPtr& item) {
  if (const auto* table = std::get_if<schema::TableRef>(&item->node)) {
    if (!table->alias.empty()) return {"", table->alias};
    return {table->schema, table->name};
  }
  if (const auto* subquery = std::get_if<schema::Subquery>(&item->node)) {
    return {"", subquery->alias};
  }
  return {};
}

}  // namespace

bool same_table(const ExprPtr& left, const ExprPtr& right) {
  auto name = name_in_from(left);
  return !name.second.empty() && name == name_in_from(right);
}

void collect_tables(const ExprPtr& expression, std::vector<ExprPtr>& tables) {
  if (!expression) return;
  if (std::holds_alternative<schema::SubSelect>(expression->node) ||
      std::holds_alternative<Select>(expression->node)) {
    return;
  }
  if (const auto* column = std::get_if<schema::ColumnRef>(&expression->node)) {
    if (column->table.empty()) return;
    if (column->from) {
      add_table(column->from, tables);
    } else {
      add_table(make_expr(schema::TableRef{column->schema, column->table, ""}), tables);
    }
    return;
  }
  auto collect = [&](const ExprPtr& node) -> ExprPtr {
    if (std::holds_alternative<schema::ColumnRef>(node->node)) collect_tables(node, tables);
    return nullptr;
  };
  rewrite(expression, {collect, false});
}

std::vector<ExprPtr> complete_from(const Select& select) {
  std::vector<ExprPtr> read;
  for (const ExprPtr& column : select.columns) collect_tables(column, read);
  for (const ExprPtr& condition : select.where) collect_tables(condition, read);
  std::vector<ExprPtr> covered;
  for (const ExprPtr& item : select.from) collect_from(item, covered);
  std::vector<ExprPtr> result = select.from;
  for (const ExprPtr& table : read) {
    bool known = std::ranges::any_of(
        covered, [&](const ExprPtr& other) { return same_table(table, other); });
    if (!known) result.push_back(table);
  }
  return result;
}

ExprPtr rewrite(const ExprPtr& expression, const Replacement& replace) {
  schema::Expr copy = *expression;
  bool changed = std::visit(Children{replace, replace.into_subqueries}, copy.node);
  ExprPtr current = changed ? std::make_shared<const schema::Expr>(std::move(copy)) : expression;
  ExprPtr replaced = replace.function(current);
  return replaced ? replaced : current;
}

void rewrite(Select& select, const Replacement& replace) {
  for (auto* list : {&select.columns, &select.from, &select.where, &select.group_by, &select.having,
                     &select.order_by, &select.distinct_on}) {
    replace_in(*list, replace);
  }
  replace_in(select.limit, replace);
  replace_in(select.offset, replace);
  for (auto& part : select.compound) replace_in(part, replace);
}

ExprPtr correlate_to(const ExprPtr& expression, const std::vector<ExprPtr>& tables) {
  auto correlate = [&](const ExprPtr& node) -> ExprPtr {
    const auto* sub = std::get_if<schema::SubSelect>(&node->node);
    if (!sub) return nullptr;
    std::vector<ExprPtr> kept;
    for (const ExprPtr& item : sub->select->from) {
      bool outside = std::ranges::any_of(
          tables, [&](const ExprPtr& other) { return same_table(item, other); });
      if (!outside) kept.push_back(item);
    }
    if (kept.empty() || kept.size() == sub->select->from.size()) return nullptr;
    Select inner = *sub->select;
    inner.from = std::move(kept);
    return make_expr(schema::SubSelect{std::make_shared<const Select>(std::move(inner))});
  };
  return rewrite(expression, {correlate});
}

void correlate_subqueries(Select& select) {
  std::vector<ExprPtr> tables;
  for (const ExprPtr& item : select.from) collect_from(item, tables);
  if (tables.empty()) return;
  for (auto* list : {&select.columns, &select.where, &select.having, &select.order_by}) {
    for (ExprPtr& item : *list) item = correlate_to(item, tables);
  }
}

ExprPtr exists_of(Select select) {
  if (select.columns.empty()) {
    select.columns.push_back(make_expr(schema::Keyword{schema::Keyword::Kind::star}));
  }
  schema::Unary exists;
  exists.op = "EXISTS";
  exists.operand = make_expr(schema::SubSelect{std::make_shared<const Select>(std::move(select))});
  return make_expr(std::move(exists));
}

}  // namespace retort::script
