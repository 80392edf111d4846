// Texts are compared without what databases leave out or add: case, quotes, casts, parentheses.
#include "doctor/replay_definitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace retort::doctor {
namespace {

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '"') continue;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

std::string listed(const std::vector<std::string>& columns) {
  return fmt::format("({})", fmt::join(columns, ", "));
}

bool same_names(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  return std::ranges::equal(left, right, {}, folded, folded);
}

/// The order of a key's columns makes no other key.
bool same_set(std::vector<std::string> left, std::vector<std::string> right) {
  std::ranges::sort(left, {}, folded);
  std::ranges::sort(right, {}, folded);
  return same_names(left, right);
}

/// NO ACTION is what there is without a word.
std::string action(const std::optional<std::string>& text) {
  std::string out = folded(text.value_or(""));
  return out == "noaction" ? std::string() : out;
}

std::string told(const schema::ForeignKeyConstraint& key) {
  std::string out = fmt::format("{} to {}", listed(key.columns), key.referred_table);
  if (!key.referred_columns.empty()) out += " " + listed(key.referred_columns);
  if (!action(key.actions.ondelete).empty()) out += " ON DELETE " + *key.actions.ondelete;
  if (!action(key.actions.onupdate).empty()) out += " ON UPDATE " + *key.actions.onupdate;
  return out;
}

std::optional<Change> change_of_key(const schema::ForeignKeyConstraint& before,
                                    const schema::ForeignKeyConstraint& after) {
  // Without the columns that it refers to it was read from SQL, and only so far.
  const bool whole = !before.referred_columns.empty() && !after.referred_columns.empty();
  const bool same = same_names(before.columns, after.columns) &&
                    folded(before.referred_table) == folded(after.referred_table) &&
                    (!whole || (same_names(before.referred_columns, after.referred_columns) &&
                                action(before.actions.ondelete) == action(after.actions.ondelete) &&
                                action(before.actions.onupdate) == action(after.actions.onupdate)));
  if (same) return std::nullopt;
  return Change{told(before), told(after)};
}

/// The elements of an index; empty if one is more than a column.
std::vector<std::string> columns_of(const schema::Index& index) {
  std::vector<std::string> out;
  for (const schema::ExprPtr& element : index.elements) {
    const auto* column =
        element == nullptr ? nullptr : std::get_if<schema::ColumnRef>(&element->node);
    if (column == nullptr) return {};
    out.push_back(column->name);
  }
  return out;
}

bool has_condition(const schema::Index& index, std::string_view dialect) {
  return std::ranges::any_of(index.options, [&](const auto& option) {
    return option.first == fmt::format("{}_where", dialect);
  });
}

std::string told(const schema::Index& index, const std::vector<std::string>& columns,
                 std::string_view dialect) {
  return fmt::format("{}{}{}", index.unique ? "unique on " : "on ", listed(columns),
                     has_condition(index, dialect) ? " with a condition" : "");
}

/// A default's value without quotes, casts and parentheses. Null for what is not a plain value.
std::optional<std::string> plain_value(const schema::ServerDefault& value) {
  const auto* quoted = std::get_if<std::string>(&value.value);
  if (quoted != nullptr) return *quoted;
  const auto& expression = std::get<schema::ExprPtr>(value.value);
  const auto* clause =
      expression == nullptr ? nullptr : std::get_if<schema::TextClause>(&expression->node);
  if (clause == nullptr) return std::nullopt;
  std::string text = folded(clause->text);
  while (text.size() >= 2 && text.front() == '(' && text.back() == ')') {
    text = text.substr(1, text.size() - 2);
  }
  if (const std::size_t cast = text.rfind("::"); cast != text.npos) text.resize(cast);
  if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') {
    return text.substr(1, text.size() - 2);
  }
  const bool plain = text.find_first_of("()'|+*/") == text.npos && !text.starts_with("current_");
  return plain ? std::optional<std::string>(std::move(text)) : std::nullopt;
}

bool is_truth_value(const std::string& text) {
  return text == "0" || text == "1" || text == "t" || text == "f" || text == "true" ||
         text == "false";
}

/// Whether the value may come from elsewhere too: FetchedValue() and the like.
bool is_known(const schema::Column& column) {
  if (column.type.kind == schema::TypeKind::UserDefined || column.identity || column.computed ||
      column.sequence) {
    return false;
  }
  if (!column.server_default) return true;
  const auto* expression = std::get_if<schema::ExprPtr>(&column.server_default->value);
  return expression == nullptr || *expression != nullptr;
}

std::string told(const schema::Column& column) {
  if (!column.server_default) return "none";
  const std::optional<std::string> value = plain_value(*column.server_default);
  return value ? fmt::format("the server default '{}'", *value) : "a server default";
}

}  // namespace

std::optional<Change> change_of(const schema::Constraint& before, const schema::Constraint& after) {
  if (before.index() != after.index()) return std::nullopt;
  if (const auto* key = std::get_if<schema::ForeignKeyConstraint>(&before)) {
    return change_of_key(*key, std::get<schema::ForeignKeyConstraint>(after));
  }
  const std::vector<std::string>* was = nullptr;
  const std::vector<std::string>* is = nullptr;
  if (const auto* unique = std::get_if<schema::UniqueConstraint>(&before)) {
    was = &unique->columns;
    is = &std::get<schema::UniqueConstraint>(after).columns;
  } else if (const auto* primary = std::get_if<schema::PrimaryKeyConstraint>(&before)) {
    was = &primary->columns;
    is = &std::get<schema::PrimaryKeyConstraint>(after).columns;
  }
  if (was == nullptr || same_set(*was, *is)) return std::nullopt;
  return Change{listed(*was), listed(*is)};
}

std::optional<Change> change_of(const schema::Index& before, const schema::Index& after,
                                std::string_view dialect) {
  const std::vector<std::string> was = columns_of(before);
  const std::vector<std::string> is = columns_of(after);
  const bool same_columns = was.empty() || is.empty() || same_names(was, is);
  if (same_columns && before.unique == after.unique &&
      has_condition(before, dialect) == has_condition(after, dialect)) {
    return std::nullopt;
  }
  return Change{told(before, was, dialect), told(after, is, dialect)};
}

std::optional<Change> change_of_default(const schema::Column& before, const schema::Column& after) {
  if (!is_known(before) || !is_known(after)) return std::nullopt;
  std::optional<std::string> was;
  std::optional<std::string> is;
  if (before.server_default) was = plain_value(*before.server_default);
  if (after.server_default) is = plain_value(*after.server_default);
  if (before.server_default && after.server_default) {
    if (!was || !is || folded(*was) == folded(*is)) return std::nullopt;
    if (is_truth_value(folded(*was)) && is_truth_value(folded(*is))) {
      const auto truth = [](const std::string& text) {
        return text == "1" || text.starts_with('t');
      };
      if (truth(folded(*was)) == truth(folded(*is))) return std::nullopt;
    }
    return Change{told(before), told(after)};
  }
  const bool was_null = !before.server_default || (was && folded(*was) == "null");
  const bool is_null = !after.server_default || (is && folded(*is) == "null");
  if (was_null && is_null) return std::nullopt;
  return Change{told(before), told(after)};
}

}  // namespace retort::doctor
