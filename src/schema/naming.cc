// Naming conventions: the template of a constraint's kind ("uq_%(table_name)s_%(column_0_name)s")
// gives a name to what has none, and to named ones when the template speaks of
// `%(constraint_name)s`.

#include <cctype>

#include "base/error.h"
#include "schema/attach.h"
#include "schema/table.h"

namespace retort::schema {
namespace {

/// What a template may refer to.
struct Subject {
  const Table& table;
  const Name& name;
  std::vector<std::string> columns;
  const ForeignKeyConstraint* foreign_key = nullptr;
};

[[noreturn]] void fail(const std::string& message) {
  throw Error(ErrorCode::command, message)
      .with_hint("Give the constraint or index a name, or change the naming convention.");
}

std::string column_label(const Table& table, const std::string& column) {
  std::string label;
  if (!table.schema.empty()) {
    label = table.schema;
    for (char& c : label)
      if (c == '.') c = '_';
    label += '_';
  }
  return label + table.name + "_" + column;
}

/// `name`, `key` or `label` of one column.
std::string column_part(const Subject& subject, const std::string& column, std::string_view what,
                        const std::string& token) {
  if (what == "name") return column;
  if (what == "key") {
    const Column* found = find_column(subject.table, column);
    return found == nullptr ? column : key_of(*found);
  }
  if (what == "label") return column_label(subject.table, column);
  fail("Naming convention token %(" + token + ")s is not known");
}

/// Tokens of the form [referred_]column_<index>[_N|N]_<what>.
std::string column_token(const Subject& subject, const std::string& token) {
  std::string_view rest = token;
  const bool referred = rest.starts_with("referred_");
  if (referred) rest.remove_prefix(9);
  if (!rest.starts_with("column_")) fail("Naming convention token %(" + token + ")s is not known");
  rest.remove_prefix(7);
  std::size_t index = 0;
  while (!rest.empty() && std::isdigit(static_cast<unsigned char>(rest.front())) != 0) {
    index = index * 10 + static_cast<std::size_t>(rest.front() - '0');
    rest.remove_prefix(1);
  }
  std::optional<std::string> separator;
  if (rest.starts_with("_N_")) separator = "_";
  if (rest.starts_with("N_")) separator = "";
  rest.remove_prefix(std::min(rest.size(), rest.find('_', separator == "_" ? 1 : 0) + 1));

  const std::vector<std::string>& columns = referred && subject.foreign_key != nullptr
                                                ? subject.foreign_key->referred_columns
                                                : subject.columns;
  if (!separator)
    return index < columns.size() ? column_part(subject, columns[index], rest, token) : "";
  std::string joined;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) joined += *separator;
    joined += column_part(subject, columns[i], rest, token);
  }
  return joined;
}

std::string token_text(const Subject& subject, const std::string& token) {
  if (token == "table_name") return subject.table.name;
  if (token == "referred_table_name" && subject.foreign_key != nullptr)
    return subject.foreign_key->referred_table;
  if (token == "constraint_name") {
    if (!subject.name.text)
      fail(
          "Naming convention including %(constraint_name)s token requires that constraint is "
          "explicitly named.");
    return *subject.name.text;
  }
  return column_token(subject, token);
}

std::string expand(const std::string& pattern, const Subject& subject) {
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%' || i + 1 >= pattern.size()) {
      result += pattern[i];
      continue;
    }
    const std::size_t close = pattern.find(")s", i);
    if (pattern[i + 1] != '(' || close == std::string::npos) {
      result += '%';
      if (pattern[i + 1] == '%') ++i;
      continue;
    }
    result += token_text(subject, pattern.substr(i + 2, close - i - 2));
    i = close + 1;
  }
  return result;
}

void apply(const NamingConvention& convention, std::string_view key, const Subject& subject,
           Name& name) {
  if (name.final) return;
  const auto found = convention.find(key);
  if (found == convention.end()) return;
  if (name.text && found->second.find("constraint_name") == std::string::npos) return;
  name = {.text = expand(found->second, subject), .final = true, .truncatable = true};
}

}  // namespace

void apply_naming(const NamingConvention& convention, const Table& table, Constraint& constraint) {
  if (convention.empty()) return;
  if (auto* key = std::get_if<PrimaryKeyConstraint>(&constraint)) {
    apply(convention, "pk", {table, key->name, key->columns}, key->name);
  } else if (auto* unique = std::get_if<UniqueConstraint>(&constraint)) {
    apply(convention, "uq", {table, unique->name, unique->columns}, unique->name);
  } else if (auto* foreign = std::get_if<ForeignKeyConstraint>(&constraint)) {
    apply(convention, "fk", {table, foreign->name, foreign->columns, foreign}, foreign->name);
  } else if (auto* check = std::get_if<CheckConstraint>(&constraint)) {
    apply(convention, "ck", {table, check->name, columns_of(check->expression)}, check->name);
  }
}

void apply_naming(const NamingConvention& convention, const Table& table, Index& index) {
  // Without a convention of the project, SQLAlchemy's own names indexes.
  static const NamingConvention kBuiltIn = {{"ix", "ix_%(column_0_label)s"}};
  std::vector<std::string> columns;
  for (const ExprPtr& element : index.elements)
    for (std::string& column : columns_of(element)) columns.push_back(std::move(column));
  const NamingConvention& used = convention.empty() ? kBuiltIn : convention;
  apply(used, "ix", {table, index.name, columns}, index.name);
}

void apply_naming(const NamingConvention& convention, Table& table) {
  for (Constraint& constraint : table.constraints) apply_naming(convention, table, constraint);
  for (Index& index : table.indexes) apply_naming(convention, table, index);
}

}  // namespace retort::schema
