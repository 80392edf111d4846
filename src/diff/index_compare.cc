#include "diff/index_compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "python/dump.h"
#include "schema/attach.h"
#include "script/python_schema.h"

namespace retort::diff {
namespace {

using dialect::Family;

std::string joined(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, ", "));
}

Likeness different(const std::vector<std::string>& reasons) {
  return {Likeness::Kind::different, joined(reasons)};
}

// ---------------------------------------------------------------------------------------------
// PostgreSQL: what the server prints differs from what was written in letters, quotes, casts,
// parentheses, default sort orders and blanks.

void strip_parentheses(std::string& text) {
  while (!text.empty() && text.front() == '(' && text.back() == ')') {
    text = text.size() < 2 ? "" : text.substr(1, text.size() - 2);
  }
}

void erase_all(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at)) {
    text.erase(at, part.size());
  }
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// `::type name`.
void strip_casts(std::string& text) {
  for (std::size_t at = text.find("::"); at != text.npos; at = text.find("::", at)) {
    std::size_t end = at + 2;
    while (end < text.size() && (is_word(text[end]) || text[end] == ' ')) ++end;
    while (end > at && text[end - 1] == ' ') --end;
    if (end < at + 4) {  // At least two characters of a name.
      at += 2;
    } else {
      text.erase(at, end - at);
    }
  }
}

/// The sort orders that the server leaves out, in the order in which Alembic looks for them.
void strip_default_order(std::string& text) {
  const auto ends = [&](std::string_view suffix) { return text.ends_with(suffix); };
  const auto cut = [&](std::size_t count) { text.resize(text.size() - count); };
  constexpr std::string_view kNullsLast = " nulls last", kNullsFirst = " nulls first";
  if (ends(" asc nulls last")) return cut(15);
  if (ends(kNullsLast) && !ends(" desc nulls last")) return cut(kNullsLast.size());
  if (ends(" asc")) return cut(4);
  if (ends(" asc nulls first")) {
    text.erase(text.size() - 16, 4);
    return;
  }
  if (ends(" desc nulls first")) cut(kNullsFirst.size());
}

/// `cast(x as type)`.
void strip_cast_calls(std::string& text) {
  const auto call_at = [&](std::size_t from) -> std::pair<std::size_t, std::size_t> {
    for (std::size_t at = text.find("cast", from); at != text.npos;
         at = text.find("cast", at + 1)) {
      std::size_t open = at + 4;
      while (open < text.size() && text[open] == ' ') ++open;
      if (open < text.size() && text[open] == '(') return {at, open + 1};
    }
    return {text.npos, text.npos};
  };
  if (call_at(0).first != 0) return;
  for (auto call = call_at(0); call.first != text.npos; call = call_at(0)) {
    text.erase(call.first, call.second - call.first);
  }
  for (std::size_t at = text.find("as "); at != text.npos; at = text.find("as ", at)) {
    const std::size_t end = text.find(')', at);
    if (end == text.npos || end == at + 3) break;
    text.erase(at, end + 1 - at);
  }
}

std::string plain_expression(const std::string& table, std::string_view given) {
  std::string text;
  for (const char c : given) {
    if (c == '"' || c == '\'') continue;
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  std::string prefix = table + ".";
  for (char& c : prefix) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  erase_all(text, prefix);
  strip_casts(text);
  strip_parentheses(text);
  strip_default_order(text);
  strip_parentheses(text);
  strip_cast_calls(text);
  erase_all(text, " ");
  return text;
}

bool has_operator_class(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text.ends_with("_ops") && (text.find(' ') != text.npos || text.find(')') != text.npos);
}

bool nulls_not_distinct(const schema::Options& options) {
  const auto* found = schema::find_option(options, "postgresql_nulls_not_distinct");
  const auto* flag = found == nullptr ? nullptr : std::get_if<bool>(found);
  return flag != nullptr && *flag;
}

std::string_view options_text(bool not_distinct) {
  return not_distinct ? "('nulls_not_distinct',)" : "()";
}

Likeness compare_on_postgresql(const Comparison& comparison, const schema::Index& live,
                               const schema::Index& desired, std::vector<std::string> reasons) {
  const std::size_t have = live.elements.size(), want = desired.elements.size();
  if (have != want) reasons.push_back(fmt::format("expression number {} to {}", have, want));
  if (!reasons.empty()) return different(reasons);
  std::vector<std::string> skipped;
  for (std::size_t i = 0; i < want; ++i) {
    const std::string one = script::ddl_expression(comparison.family, live.elements[i]);
    const std::string other = script::ddl_expression(comparison.family, desired.elements[i]);
    if (plain_expression(desired.table, one) == plain_expression(desired.table, other)) continue;
    const std::string shown = python::repr_of_text(other);
    if (has_operator_class(other)) {
      skipped.push_back(
          fmt::format("expression #{} {} detected as including operator clause.", i + 1, shown));
      comparison.host.warn(fmt::format(
          "Expression #{} {} in index {} detected to include an operator clause. Expression "
          "compare cannot proceed. Please move the operator clause to the ``postgresql_ops`` dict "
          "to enable proper compare of the index expressions: "
          "https://docs.sqlalchemy.org/en/latest/dialects/postgresql.html#operator-classes",
          i + 1, shown, python::repr_of_text(live.name.text.value_or(""))));
    } else {
      reasons.push_back(
          fmt::format("expression #{} {} to {}", i + 1, python::repr_of_text(one), shown));
    }
  }
  const bool before = nulls_not_distinct(live.options), after = nulls_not_distinct(desired.options);
  if (before != after) {
    reasons.push_back(fmt::format("options {} to {}", options_text(before), options_text(after)));
  }
  if (!reasons.empty()) return different(reasons);
  if (!skipped.empty()) return {Likeness::Kind::skipped, joined(skipped)};
  return {};
}

const schema::ExprPtr& without_order(const schema::ExprPtr& element) {
  const schema::ExprPtr* at = &element;
  while (const auto* unary = std::get_if<schema::Unary>(&(*at)->node)) at = &unary->operand;
  return *at;
}

}  // namespace

std::string tuple_text(const std::vector<std::string>& texts) {
  std::string out = "(";
  for (const std::string& text : texts) {
    if (out.size() > 1) out += ", ";
    out += python::repr_of_text(text);
  }
  return out + (texts.size() == 1 ? ",)" : ")");
}

std::vector<std::string> index_columns(const schema::Index& index) {
  std::vector<std::string> out;
  for (const schema::ExprPtr& element : index.elements) {
    for (std::string& name : schema::columns_of(element)) {
      if (std::ranges::find(out, name) == out.end()) out.push_back(std::move(name));
    }
  }
  return out;
}

std::vector<std::string> index_signature(const schema::Index& index) {
  std::vector<std::string> out = {index.unique ? "unique" : ""};
  for (const schema::ExprPtr& element : index.elements) {
    const auto* column = std::get_if<schema::ColumnRef>(&element->node);
    out.push_back(column == nullptr ? "" : column->name);
  }
  return out;
}

std::vector<std::string> unique_signature(const schema::UniqueConstraint& constraint) {
  std::vector<std::string> out = constraint.columns;
  std::ranges::sort(out);
  return out;
}

bool has_expressions(const schema::Index& index) {
  return std::ranges::any_of(index.elements, [](const schema::ExprPtr& element) {
    return !std::holds_alternative<schema::ColumnRef>(without_order(element)->node);
  });
}

Likeness compare_indexes(const Comparison& comparison, const schema::Index& live,
                         const schema::Index& desired) {
  std::vector<std::string> reasons;
  if (live.unique != desired.unique) {
    reasons.push_back(fmt::format("unique={} to unique={}", script::python_bool(live.unique),
                                  script::python_bool(desired.unique)));
  }
  if (comparison.family == Family::postgresql) {
    return compare_on_postgresql(comparison, live, desired, std::move(reasons));
  }
  const auto have = index_columns(live), want = index_columns(desired);
  if (have != want) {
    reasons.push_back(fmt::format("expression {} to {}", tuple_text(have), tuple_text(want)));
  }
  return reasons.empty() ? Likeness{} : different(reasons);
}

Likeness compare_uniques(const Comparison& comparison, const schema::UniqueConstraint& live,
                         const schema::UniqueConstraint& desired) {
  const auto have = unique_signature(live), want = unique_signature(desired);
  if (have != want) {
    return different({fmt::format("expression {} to {}", tuple_text(have), tuple_text(want))});
  }
  if (comparison.family != Family::postgresql) return {};
  const bool before = nulls_not_distinct(live.options), after = nulls_not_distinct(desired.options);
  if (before == after) return {};
  return different({fmt::format("expression {} to {}", options_text(before), options_text(after))});
}

}  // namespace retort::diff
