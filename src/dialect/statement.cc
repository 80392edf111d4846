// SELECT, INSERT, UPDATE and DELETE, in SQLAlchemy's layout: every clause of a SELECT that begins a
// line has a blank at the end of the line before it.

#include <algorithm>

#include "base/error.h"
#include "dialect/expression.h"
#include "dialect/quoting.h"

namespace retort::dialect {

using schema::ExprPtr;
using schema::Type;

namespace {

const Type* type_at(const std::vector<Type>& types, std::size_t index) {
  if (index >= types.size() || types[index].kind == schema::TypeKind::Null) return nullptr;
  return &types[index];
}

bool has_values(const std::vector<ExprPtr>& items) {
  return !items.empty();
}

/// The name that SQLAlchemy derives for an unlabelled item of a SELECT; empty when it takes none.
std::string label_base(const ExprPtr& item) {
  using namespace schema;
  if (const auto* function = std::get_if<Function>(&item->node)) return function->name;
  if (const auto* over = std::get_if<Over>(&item->node)) return label_base(over->operand);
  const bool anonymous =
      std::holds_alternative<Binary>(item->node) || std::holds_alternative<Junction>(item->node) ||
      std::holds_alternative<Unary>(item->node) || std::holds_alternative<Constant>(item->node) ||
      std::holds_alternative<Case>(item->node) || std::holds_alternative<SubSelect>(item->node) ||
      std::holds_alternative<Extract>(item->node) || std::holds_alternative<BindParam>(item->node);
  return anonymous ? "anon" : "";
}

}  // namespace

std::string ExpressionWriter::table(const schema::TableRef& node, bool with_alias) {
  std::string text = qualify(style_.family, node.schema, node.name);
  if (with_alias && !node.alias.empty()) text += " AS " + quote(style_.family, node.alias);
  return text;
}

std::string ExpressionWriter::from_item(const ExprPtr& item) {
  if (const auto* join = std::get_if<schema::Join>(&item->node)) {
    const std::string_view word = join->full    ? " FULL OUTER JOIN "
                                  : join->outer ? " LEFT OUTER JOIN "
                                                : " JOIN ";
    return from_item(join->left) + std::string(word) + from_item(join->right) + " ON " +
           condition(join->on);
  }
  if (const auto* subquery = std::get_if<schema::Subquery>(&item->node)) {
    if (subquery->cte) return quote(style_.family, subquery->alias);
    std::string text = subquery->lateral ? "LATERAL (" : "(";
    text += select(*subquery->select) + ")";
    if (!subquery->alias.empty()) text += " AS " + quote(style_.family, subquery->alias);
    return text;
  }
  if (const auto* select_node = std::get_if<schema::Select>(&item->node))
    return "(" + select(*select_node) + ")";
  return write(item);
}

std::string ExpressionWriter::from_list(const std::vector<ExprPtr>& items) {
  std::string text;
  for (const ExprPtr& item : items) text += (text.empty() ? "" : ", ") + from_item(item);
  return text;
}

std::string ExpressionWriter::with_clause(const schema::Select& node) {
  std::string text;
  bool recursive = false;
  for (const ExprPtr& item : node.from) {
    const auto* subquery = std::get_if<schema::Subquery>(&item->node);
    if (subquery == nullptr || !subquery->cte) continue;
    recursive = recursive || subquery->recursive;
    if (!text.empty()) text += ", \n";
    text += quote(style_.family, subquery->alias) + " AS \n(" + select(*subquery->select) + ")";
  }
  if (text.empty()) return text;
  return (recursive ? "WITH RECURSIVE " : "WITH ") + text + "\n ";
}

std::string ExpressionWriter::select_item(const ExprPtr& item, std::vector<std::string>& names) {
  const auto as = [&](const std::string& name) {
    names.push_back(name);
    return " AS " + quote(style_.family, name);
  };
  if (const auto* label = std::get_if<schema::Label>(&item->node))
    return write(label->operand) + as(label->name);
  if (const auto* column = std::get_if<schema::ColumnRef>(&item->node)) {
    names.push_back(column->name);
    return write(item);
  }
  if (const auto* cast = std::get_if<schema::Cast>(&item->node)) {
    const auto* column =
        cast->operand ? std::get_if<schema::ColumnRef>(&cast->operand->node) : nullptr;
    const std::string text = write(item);
    if (column == nullptr) return text + as(numbered("anon"));
    const bool taken = std::ranges::find(names, column->name) != names.end();
    return text + as(taken ? column->name + "__1" : column->name);
  }
  const std::string base = label_base(item);
  if (base.empty()) return write(item);
  const std::string text = write(item);
  return text + as(numbered(base));
}

std::string ExpressionWriter::limit(const schema::Select& node) {
  if (!node.limit && !node.offset) return "";
  const bool sqlite = style_.family == Family::sqlite;
  std::string text;
  if (node.limit) text = std::string(sqlite ? "\n" : " \n") + " LIMIT " + write(node.limit);
  if (node.offset) {
    if (!node.limit) text = sqlite ? "\n LIMIT -1" : "\n LIMIT ALL";
    text += " OFFSET " + write(node.offset);
  } else if (sqlite) {
    text += " OFFSET 0";
  }
  return text;
}

std::string ExpressionWriter::select_tail(const schema::Select& node) {
  std::string text;
  if (has_values(node.group_by)) text += " GROUP BY " + list(node.group_by);
  if (has_values(node.having)) text += " \nHAVING " + junction(false, node.having);
  if (has_values(node.order_by)) text += " ORDER BY " + list(node.order_by);
  text += limit(node);
  if (node.for_update && style_.family == Family::postgresql) {
    text += " FOR UPDATE";
    if (node.nowait) text += " NOWAIT";
    if (node.skip_locked) text += " SKIP LOCKED";
  }
  return text;
}

std::string ExpressionWriter::select(const schema::Select& node) {
  if (!node.compound.empty()) {
    std::string text;
    for (const auto& part : node.compound) {
      if (!text.empty()) text += " " + node.compound_op + " ";
      text += select(*part);
    }
    return text + select_tail(node);
  }
  std::string text = with_clause(node) + "SELECT ";
  if (!node.distinct_on.empty())
    text += "DISTINCT ON (" + list(node.distinct_on) + ") ";
  else if (node.distinct)
    text += "DISTINCT ";
  std::vector<std::string> names;
  std::string columns;
  for (const ExprPtr& item : node.columns)
    columns += (columns.empty() ? "" : ", ") + select_item(item, names);
  text += columns;
  if (!node.from.empty()) text += " \nFROM " + from_list(node.from);
  if (!node.where.empty()) text += " \nWHERE " + junction(false, node.where);
  return text + select_tail(node);
}

std::string ExpressionWriter::insert_rows(const schema::Insert& node) {
  std::string rows;
  for (const auto& row : node.rows) {
    std::string values;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) values += ", ";
      values += assignment(i < node.columns.size() ? node.columns[i] : "", row[i],
                           type_at(node.types, i), "");
    }
    rows += (rows.empty() ? "(" : ", (") + values + ")";
  }
  return rows;
}

std::string ExpressionWriter::insert(const schema::Insert& node) {
  std::string text = "INSERT INTO " + table(node.table, false);
  std::string columns;
  for (const std::string& column : node.columns)
    columns += (columns.empty() ? "" : ", ") + quote(style_.family, column);
  if (!columns.empty()) text += " (" + columns + ")";
  if (node.from_select) {
    text += " " + select(*node.from_select);
  } else if (columns.empty()) {
    text += " DEFAULT VALUES";
  } else if (node.rows.empty()) {
    // insert() without values: every column is a parameter that nobody gives.
    std::string values;
    for (const std::string& column : node.columns)
      values += (values.empty() ? ":" : ", :") + column;
    text += " VALUES (" + values + ")";
  } else {
    text += " VALUES " + insert_rows(node);
  }
  if (node.on_conflict) text += " " + on_conflict(*node.on_conflict, node);
  return text + returning(node.returning);
}

/// `column=value` for SET, or the value alone when `equals` is empty.
std::string ExpressionWriter::assignment(const std::string& column, const ExprPtr& value_node,
                                         const Type* type, std::string_view equals) {
  std::string text;
  if (!equals.empty()) text = quote(style_.family, column) + std::string(equals);
  if (const auto* given = value_node ? std::get_if<schema::Constant>(&value_node->node) : nullptr) {
    const Type& used =
        given->type.kind != schema::TypeKind::Null || type == nullptr ? given->type : *type;
    if (given->inline_literal) return text + literal_text(literal_style(), given->value, used);
    return text + value(given->value, used, column);
  }
  return text + operand(value_node, "", type);
}

std::string ExpressionWriter::update(const schema::Update& node) {
  std::string text = "UPDATE " + table(node.table, true) + " SET ";
  for (std::size_t i = 0; i < node.values.size(); ++i) {
    if (i > 0) text += ", ";
    text += assignment(node.values[i].first, node.values[i].second, type_at(node.types, i), "=");
  }
  if (!node.from.empty()) text += " FROM " + from_list(node.from);
  if (!node.where.empty()) text += " WHERE " + junction(false, node.where);
  return text + returning(node.returning);
}

std::string ExpressionWriter::remove(const schema::Delete& node) {
  std::string text = "DELETE FROM " + table(node.table, true);
  if (!node.using_tables.empty()) text += " USING " + from_list(node.using_tables);
  if (!node.where.empty()) text += " WHERE " + junction(false, node.where);
  return text + returning(node.returning);
}

std::string ExpressionWriter::on_conflict(const schema::OnConflict& node,
                                          const schema::Insert& insert_node) {
  const bool qualified = style_.qualify_columns;
  std::string target;
  if (!node.constraint.empty() && style_.family == Family::postgresql) {
    target = "ON CONSTRAINT " + quote(style_.family, node.constraint);
  } else if (!node.index_elements.empty()) {
    style_.qualify_columns = false;
    target = "(" + list(node.index_elements) + ")";
    if (node.index_where) target += " WHERE " + write(node.index_where);
    style_.qualify_columns = qualified;
  }
  if (node.do_nothing)
    return target.empty() ? "ON CONFLICT DO NOTHING" : "ON CONFLICT " + target + " DO NOTHING";
  std::string actions;
  for (const auto& [column, expression] : node.set) {
    const auto found = std::ranges::find(insert_node.columns, column);
    const auto index = static_cast<std::size_t>(found - insert_node.columns.begin());
    if (!actions.empty()) actions += ", ";
    actions += assignment(column, expression, type_at(insert_node.types, index), " = ");
  }
  if (node.where) actions += " WHERE " + condition(node.where);
  return "ON CONFLICT " + target + " DO UPDATE SET " + actions;
}

std::string ExpressionWriter::returning(const std::vector<ExprPtr>& columns) {
  if (columns.empty()) return "";
  const bool qualified = style_.qualify_columns;
  if (style_.family == Family::sqlite) style_.qualify_columns = false;
  std::vector<std::string> names;
  std::string text;
  for (const ExprPtr& column : columns)
    text += (text.empty() ? " RETURNING " : ", ") + select_item(column, names);
  style_.qualify_columns = qualified;
  return text;
}

}  // namespace retort::dialect
