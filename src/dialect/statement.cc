// INSERT, UPDATE and DELETE, in SQLAlchemy's layout.

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "dialect/expression.h"
#include "dialect/labels.h"
#include "dialect/quoting.h"
#include "schema/expression_walk.h"

namespace retort::dialect {

using schema::ExprPtr;
using schema::Type;

namespace {

const Type* type_at(const std::vector<Type>& types, std::size_t index) {
  if (index >= types.size() || types[index].kind == schema::TypeKind::Null) return nullptr;
  return &types[index];
}

}  // namespace

/// The tables of a statement that changes rows: what its subqueries may refer to.
void ExpressionWriter::enter_change(const schema::TableRef& target,
                                    const std::vector<ExprPtr>& others) {
  Level level;
  level.froms = schema::with_joined(others);
  level.froms.push_back(schema::make_expr(target));
  level.around = level.froms;
  levels_.push_back(std::move(level));
}

/// Puts the CTEs that were met in front of the statement.
std::string ExpressionWriter::leave_change(std::string text) {
  levels_.pop_back();
  if (levels_.empty()) text.insert(0, with_clause(0));
  return text;
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
  levels_.emplace_back();
  add_common_tables(node.ctes);
  std::string text = "INSERT " + affixes(node.prefixes) + "INTO " + table(node.table, false);
  std::string columns;
  for (const std::string& column : node.columns)
    columns += (columns.empty() ? "" : ", ") + quote(style_.family, column);
  if (!columns.empty()) text += " (" + columns + ")";
  if (node.from_select) {
    const std::string query = select(*node.from_select, {.embedded = true});
    // MySQL wants the CTEs behind INSERT, not before it.
    text += " " + (is_mysql(style_.family) ? with_clause(0) : "") + query;
    if (node.on_conflict && style_.family == Family::sqlite && node.from_select->where.empty() &&
        node.from_select->compound.empty())
      text += " WHERE 1";
  } else if (node.from_text) {
    text += " " + write(node.from_text);
  } else if (columns.empty()) {
    text += is_mysql(style_.family) ? " () VALUES ()" : " DEFAULT VALUES";
  } else if (node.rows.empty()) {
    // insert() without values: every column is a parameter that nobody gives.
    std::string values;
    for (const std::string& column : node.columns) {
      const bool pyformat = style_.binds == BindStyle::pyformat;
      values += (values.empty() ? "" : ", ") + (pyformat ? "%(" + column + ")s" : ":" + column);
    }
    text += " VALUES (" + values + ")";
  } else {
    text += " VALUES " + insert_rows(node);
  }
  if (node.on_conflict) text += " " + on_conflict(*node.on_conflict, node);
  text += returning(node.returning);
  return leave_change(std::move(text));
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

/// `array[1]=value`, and `other.column=value` in MySQL's UPDATE of several tables.
std::string ExpressionWriter::part_assignment(const ExprPtr& assignment_node, bool qualified) {
  const bool outer = std::exchange(style_.qualify_columns, qualified);
  const auto& both = std::get<schema::Binary>(assignment_node->node);
  std::string text = write(both.left) + "=";
  style_.qualify_columns = outer;
  return text + operand(both.right, "", known_type(both.left));
}

/// ` LIMIT n` where the dialect of the option is this one.
std::string ExpressionWriter::row_limit(
    const std::vector<std::pair<std::string, std::int64_t>>& limits) const {
  for (const auto& [dialect, count] : limits)
    if (is_mysql(style_.family) && dialect == family_name(style_.family))
      return " LIMIT " + std::to_string(count);
  return "";
}

std::string ExpressionWriter::update(const schema::Update& node) {
  std::vector<ExprPtr> others;
  for (const ExprPtr& condition : node.where) schema::collect_tables(condition, others);
  for (const auto& [name, value] : node.values) schema::collect_tables(value, others);
  const ExprPtr target = schema::make_expr(node.table);
  std::erase_if(others, [&](const ExprPtr& item) { return schema::same_table(item, target); });
  enter_change(node.table, others);
  add_common_tables(node.ctes);
  // MySQL names all tables first, and then says whose column it is.
  const bool several = is_mysql(style_.family) && !others.empty();
  const auto* outer_hints = std::exchange(hints_, &node.hints);
  std::string tables = table(node.table, true);
  if (several) tables += ", " + from_list(others);
  std::string text = "UPDATE " + affixes(node.prefixes) + hinted(std::move(tables), target);
  hints_ = nullptr;
  text += " SET ";
  const std::string prefix =
      several
          ? (node.table.alias.empty() ? qualify(style_.family, node.table.schema, node.table.name)
                                      : identifier(node.table.alias)) +
                "."
          : "";
  for (std::size_t i = 0; i < node.values.size(); ++i) {
    text += i > 0 ? ", " : "";
    if (node.values[i].first.empty()) {
      text += part_assignment(node.values[i].second, several);
      continue;
    }
    text += prefix;
    text += assignment(node.values[i].first, node.values[i].second, type_at(node.types, i), "=");
  }
  hints_ = &node.hints;
  if (!others.empty() && !several) text += " FROM " + from_list(others);
  hints_ = outer_hints;
  if (!node.where.empty()) text += " WHERE " + junction(false, node.where);
  text += row_limit(node.limits);
  return leave_change(text + returning(node.returning));
}

std::string ExpressionWriter::remove(const schema::Delete& node) {
  std::vector<ExprPtr> others;
  for (const ExprPtr& condition : node.where) schema::collect_tables(condition, others);
  const ExprPtr target = schema::make_expr(node.table);
  std::erase_if(others, [&](const ExprPtr& item) { return schema::same_table(item, target); });
  if (!others.empty() && style_.family == Family::sqlite)
    throw Error(ErrorCode::unsupported,
                "This backend does not support multiple-table criteria within DELETE")
        .with_hint("Name the rows with a subquery: .where(table.c.id.in_(select(...))).");
  enter_change(node.table, others);
  add_common_tables(node.ctes);
  const auto* outer_hints = std::exchange(hints_, &node.hints);
  std::string text =
      "DELETE " + affixes(node.prefixes) + "FROM " + hinted(table(node.table, true), target);
  if (!others.empty())
    text += " USING " + (is_mysql(style_.family) ? table(node.table, true) + ", " : "") +
            from_list(others);
  hints_ = outer_hints;
  if (!node.where.empty()) text += " WHERE " + junction(false, node.where);
  text += row_limit(node.limits);
  return leave_change(text + returning(node.returning));
}

std::string ExpressionWriter::on_conflict(const schema::OnConflict& node,
                                          const schema::Insert& insert_node) {
  const bool targeted = node.do_nothing || !node.constraint.empty() || !node.index_elements.empty();
  // What has no target is MySQL's. SQLite can do without, too.
  const bool mysql = is_mysql(style_.family);
  if (targeted ? mysql : style_.family == Family::postgresql) {
    throw Error(ErrorCode::unsupported, std::string(targeted ? "ON CONFLICT" : "ON DUPLICATE KEY") +
                                            " is not there on " +
                                            std::string(family_name(style_.family)))
        .with_hint("Take insert() from sqlalchemy.dialects." +
                   std::string(family_name(style_.family)) +
                   (targeted ? "." : ", and name what conflicts."));
  }
  if (mysql) return mysql_on_duplicate_key(node, insert_node);
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
  std::string text;
  for (const ExprPtr& column : columns)
    text += (text.empty() ? " RETURNING " : ", ") + select_item(labelled_column(column), false);
  style_.qualify_columns = qualified;
  return text;
}

}  // namespace retort::dialect
