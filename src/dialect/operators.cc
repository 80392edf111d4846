// The operators that print in a way of their own: IN, BETWEEN, patterns, regular expressions, full
// text search, JSON access and windows.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "base/error.h"
#include "dialect/expression.h"
#include "dialect/types.h"
#include "schema/attach.h"

namespace retort::dialect {

using schema::Binary;
using schema::ExprPtr;
using schema::Type;
using schema::TypeKind;

namespace {

/// A path of PostgreSQL's `#>` is an array's text.
Binary with_text_path(const Binary& node) {
  Binary result = node;
  const auto* constant = node.right ? std::get_if<schema::Constant>(&node.right->node) : nullptr;
  const auto* steps =
      constant != nullptr ? std::get_if<schema::LiteralList>(&constant->value.value) : nullptr;
  if (steps == nullptr) return result;
  std::string path;
  for (const schema::Literal& step : *steps) {
    if (!path.empty()) path += ", ";
    if (const auto* text = std::get_if<std::string>(&step.value)) path += *text;
    if (const auto* number = std::get_if<std::int64_t>(&step.value))
      path += std::to_string(*number);
  }
  result.right =
      schema::make_expr(schema::Constant{{"{" + path + "}"}, schema::make_type(TypeKind::String)});
  return result;
}

}  // namespace

std::string ExpressionWriter::membership(const Binary& node) {
  const bool negative = node.op == "NOT IN";
  const auto* items = node.right ? std::get_if<schema::ExprList>(&node.right->node) : nullptr;
  const std::string left = operand(node.left, node.op) + " " + node.op + " ";
  schema::ExprList given;
  if (const auto* bind = node.right ? std::get_if<schema::BindParam>(&node.right->node) : nullptr;
      bind != nullptr && bind->value) {
    if (const auto* values = std::get_if<schema::LiteralList>(&bind->value->value)) {
      for (const schema::Literal& value : *values)
        given.items.push_back(schema::make_expr(schema::Constant{value, bind->type}));
      items = &given;
    }
  }
  std::string text;
  if (items != nullptr && items->items.empty()) {
    const auto* tuple = node.left ? std::get_if<schema::ExprList>(&node.left->node) : nullptr;
    const std::size_t width = tuple != nullptr ? tuple->items.size() : 1;
    std::string ones = "1", nulls = "NULL";
    for (std::size_t i = 1; i < width; ++i) ones += ", 1", nulls += ", NULL";
    if (tuple != nullptr) nulls = "(" + nulls + ")";
    if (style_.family == Family::sqlite)
      text = left + "(" + (tuple != nullptr ? "VALUES " : "") + "SELECT " + ones +
             " FROM (SELECT " + ones + ") WHERE 1!=1)";
    else
      text = left + "(" + nulls + (negative ? ") OR (1 = 1)" : ") AND (1 != 1)");
  } else if (items != nullptr) {
    const bool rows = std::holds_alternative<schema::ExprList>(items->items.front()->node);
    text = left + (rows && style_.family == Family::sqlite ? "(VALUES " : "(") +
           list(items->items, known_type(node.left)) + ")";
  } else {
    text = left + operand(node.right, node.op, known_type(node.left));
  }
  return negative ? "(" + text + ")" : text;
}

std::string ExpressionWriter::between(const Binary& node) {
  const auto* bounds = node.right ? std::get_if<schema::ExprList>(&node.right->node) : nullptr;
  if (bounds == nullptr || bounds->items.size() != 2)
    throw Error(ErrorCode::script, "BETWEEN needs a lower and an upper bound");
  const Type* hint = known_type(node.left);
  return operand(node.left, node.op) + " " + node.op + " " +
         operand(bounds->items[0], "AND", hint) + " AND " + operand(bounds->items[1], "AND", hint);
}

std::string ExpressionWriter::like(const Binary& node) {
  std::string text;
  const bool fold =
      style_.family != Family::postgresql && (node.op == "ILIKE" || node.op == "NOT ILIKE");
  if (fold)
    text = "lower(" + write(node.left) + ") " + (node.op == "ILIKE" ? "LIKE" : "NOT LIKE") +
           " lower(" + operand(node.right, ",", known_type(node.left)) + ")";
  else
    text = infix(node, node.op, false);
  if (!node.escape.empty()) text += " ESCAPE " + string_literal(literal_style(), node.escape);
  return text;
}

std::string ExpressionWriter::json_text(const Binary& node) {
  return infix(with_text_path(node), node.op, true);
}

std::string ExpressionWriter::json_access(const Binary& node) {
  const Type* left = known_type(node.left);
  const bool plain =
      node.type.kind != TypeKind::Null && affinity_of(node.type) != schema::Affinity::json;
  if (style_.family != Family::postgresql) {
    const std::string call =
        "JSON_EXTRACT(" + operand(node.left, node.op) + ", " + json_path(node.right) + ")";
    return plain || is_mysql(style_.family) ? call : "JSON_QUOTE(" + call + ")";
  }
  if (plain) {
    const Binary path = with_text_path(node);
    const bool outer = std::exchange(inside_operator_, true);
    std::string text =
        operand(node.left, node.op) + " " + node.op + "> " + operand(path.right, node.op, left);
    inside_operator_ = outer;
    if (outer) text = "(" + text + ")";
    return "CAST(" + text + " AS " + type_text(style_.family, node.type) + ")";
  }
  const bool offline = style_.binds != BindStyle::inlined && style_.binds != BindStyle::numeric;
  // Servers before 14 have no subscripts: on-line the operator is taken.
  if (node.op == "->" && offline && left != nullptr && left->kind == TypeKind::PgJSONB) {
    const std::string base = operand(node.left, node.op);
    const bool call = std::holds_alternative<schema::Function>(node.left->node) ||
                      std::holds_alternative<schema::Cast>(node.left->node);
    const std::string text = (call ? "(" + base + ")" : base) + "[" + operand(node.right, "") + "]";
    return text;
  }
  return infix(with_text_path(node), node.op, true);
}

/// An index as a JSON path: `$."a"[0]`.
std::string ExpressionWriter::json_path(const ExprPtr& index) {
  const auto* constant = std::get_if<schema::Constant>(&index->node);
  if (constant == nullptr) return write(index);
  const auto step = [](const schema::Literal& value) -> std::string {
    if (const auto* number = std::get_if<std::int64_t>(&value.value))
      return "[" + std::to_string(*number) + "]";
    const auto* text = std::get_if<std::string>(&value.value);
    return ".\"" + (text != nullptr ? *text : std::string()) + "\"";
  };
  std::string path = "$";
  if (const auto* steps = std::get_if<schema::LiteralList>(&constant->value.value)) {
    for (const schema::Literal& one : *steps) path += step(one);
  } else {
    path += step(constant->value);
  }
  return value({path}, schema::make_type(TypeKind::String), numbered("param"));
}

/// `LIKE '%' || x || '%'` and its kin.
std::string ExpressionWriter::pattern(const Binary& node) {
  std::string_view op = node.op;
  const bool negative = op.starts_with("not ");
  if (negative) op.remove_prefix(4);
  const bool folded = op != "contains" && op != "startswith" && op != "endswith";
  if (folded) op.remove_prefix(1);
  const bool lower_case = folded && style_.family != Family::postgresql;
  const auto side = [&](const ExprPtr& expression, const Type* hint) {
    const bool outer = std::exchange(inside_operator_, false);
    std::string text = operand(expression, kPatternSide, hint);
    inside_operator_ = outer;
    return lower_case ? "lower(" + text + ")" : text;
  };
  std::string text = side(node.left, nullptr);
  text += negative ? " NOT " : " ";
  text += folded && !lower_case ? "ILIKE " : "LIKE ";
  const std::string right = side(node.right, known_type(node.left));
  std::vector<std::string> parts = {right};
  if (op != "startswith") parts.insert(parts.begin(), "'%'");
  if (op != "endswith") parts.emplace_back("'%'");
  if (is_mysql(style_.family)) {
    text += "concat(" + fmt::format("{}", fmt::join(parts, ", ")) + ")";
  } else {
    text += fmt::format("{}", fmt::join(parts, " || "));
  }
  if (!node.escape.empty()) text += " ESCAPE " + string_literal(literal_style(), node.escape);
  return text;
}

/// Full text search.
std::string ExpressionWriter::match(const Binary& node) {
  const bool negative = node.op == "NOT MATCH";
  if (style_.family == Family::sqlite)
    return (negative ? "NOT " : "") + infix(node, "MATCH", false);
  if (is_mysql(style_.family)) {
    const std::string text =
        "MATCH (" + write(node.left) + ") AGAINST (" + write(node.right) + " IN BOOLEAN MODE)";
    return negative ? "NOT " + text : text;
  }
  std::string text = operand(node.left, node.op) + " @@ plainto_tsquery(";
  if (!node.escape.empty()) text += string_literal(literal_style(), node.escape) + ", ";
  text += operand(node.right, ",", known_type(node.left)) + ")";
  return negative ? "NOT " + text : text;
}

std::string ExpressionWriter::regexp(const Binary& node) {
  const bool negative = node.op == "!~";
  if (style_.family != Family::postgresql)
    return infix(node, negative ? "NOT REGEXP" : "REGEXP", false);
  if (node.escape.empty()) return infix(node, node.op, false);
  if (node.escape == "i") return infix(node, node.op + "*", false);
  return operand(node.left, node.op) + " " + node.op + " CONCAT('(?', " +
         string_literal(literal_style(), node.escape) + ", ')', " +
         operand(node.right, node.op, known_type(node.left)) + ")";
}

namespace {

std::string frame_edge(const std::optional<std::int64_t>& offset, bool start) {
  if (!offset) return start ? "UNBOUNDED PRECEDING" : "UNBOUNDED FOLLOWING";
  if (*offset == 0) return "CURRENT ROW";
  return *offset < 0 ? std::to_string(-*offset) + " PRECEDING"
                     : std::to_string(*offset) + " FOLLOWING";
}

}  // namespace

std::string ExpressionWriter::over(const schema::Over& node) {
  std::string text = write(node.operand) + " OVER (";
  std::string window;
  if (!node.partition_by.empty()) window = "PARTITION BY " + list(node.partition_by);
  if (!node.order_by.empty())
    window += (window.empty() ? "ORDER BY " : " ORDER BY ") + list(node.order_by);
  if (node.frame) {
    if (!window.empty()) window += " ";
    window += node.frame->unit + " BETWEEN " + frame_edge(node.frame->start, true) + " AND " +
              frame_edge(node.frame->end, false);
  }
  return text + window + ")";
}

std::string ExpressionWriter::within_group(const schema::WithinGroup& node) {
  const std::string text = write(node.operand);
  return text + " WITHIN GROUP (ORDER BY " + list(node.order_by) + ")";
}

}  // namespace retort::dialect
