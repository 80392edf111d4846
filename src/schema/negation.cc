#include "schema/negation.h"

#include <array>
#include <string_view>
#include <utility>

namespace retort::schema {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kOpposites = {{
    {"BETWEEN SYMMETRIC", "NOT BETWEEN SYMMETRIC"},
    {"MATCH", "NOT MATCH"},
    {"contains", "not contains"},
    {"startswith", "not startswith"},
    {"endswith", "not endswith"},
    {"icontains", "not icontains"},
    {"istartswith", "not istartswith"},
    {"iendswith", "not iendswith"},
    {"=", "!="},
    {"<", ">="},
    {">", "<="},
    {"IS", "IS NOT"},
    {"IN", "NOT IN"},
    {"LIKE", "NOT LIKE"},
    {"ILIKE", "NOT ILIKE"},
    {"BETWEEN", "NOT BETWEEN"},
    {"~", "!~"},
    {"IS DISTINCT FROM", "IS NOT DISTINCT FROM"},
}};

std::string_view opposite(std::string_view op) {
  for (const auto& [one, other] : kOpposites) {
    if (op == one) return other;
    if (op == other) return one;
  }
  return {};
}

/// NOT of `= ANY` is not `!= ANY`.
bool is_quantified(const ExprPtr& side) {
  const auto* unary = side ? std::get_if<Unary>(&side->node) : nullptr;
  return unary != nullptr && (unary->op == "ANY" || unary->op == "ALL");
}

}  // namespace

std::optional<Binary> contrary_of(const Binary& comparison) {
  if (comparison.custom || is_quantified(comparison.right)) return std::nullopt;
  const std::string_view op = opposite(comparison.op);
  if (op.empty()) return std::nullopt;
  Binary contrary = comparison;
  contrary.op = op;
  return contrary;
}

}  // namespace retort::schema
