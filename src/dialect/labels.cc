#include "dialect/labels.h"

#include <map>

#include "schema/compiled_text.h"

namespace retort::dialect {

using schema::anonymous_name;
using schema::ExprPtr;

namespace {

const schema::TextClause* literal_column(const ExprPtr& node) {
  const auto* text = std::get_if<schema::TextClause>(&node->node);
  const bool named = text != nullptr && text->verbatim && schema::compiled_name(*node) == nullptr;
  return named ? text : nullptr;
}

/// An identity holds none of the marks of made-up names.
std::string plain(std::string text) {
  for (char& c : text)
    if (c >= '\x01' && c <= '\x03') c = '!';
  return text;
}

/// What tells an expression from others: a column is the same wherever it is named.
std::string identity_of(const ExprPtr& node) {
  if (const auto* column = std::get_if<schema::ColumnRef>(&node->node))
    return plain(column->schema + "." + column->table + "." + column->name);
  return "@" + std::to_string(reinterpret_cast<std::uintptr_t>(node.get()));
}

/// `CAST(t.x AS ...)`, type_coerce() and `NOT t.flag` have the name of what they wrap.
ExprPtr wrapped(const ExprPtr& node) {
  const auto* unary = std::get_if<schema::Unary>(&node->node);
  if (unary != nullptr && unary->op == "NOT" &&
      std::holds_alternative<schema::ColumnRef>(unary->operand->node))
    return unary->operand;
  const auto* cast = std::get_if<schema::Cast>(&node->node);
  return cast != nullptr ? cast->operand : nullptr;
}

/// text() stands as it is.
bool has_no_label(const ExprPtr& node) {
  return std::holds_alternative<schema::TextClause>(node->node) &&
         literal_column(node) == nullptr && schema::compiled_name(*node) == nullptr;
}

/// The label that the expression gets when it needs one.
std::string made_up_label(const ExprPtr& node) {
  if (const ExprPtr inner = wrapped(node)) {
    if (!has_no_label(inner)) {
      const std::string name = own_name(inner);
      return name.empty() ? made_up_label(inner) : name;
    }
  }
  std::string base = own_name(node);
  if (const auto* function = std::get_if<schema::Function>(&node->node)) base = function->name;
  if (const std::string* name = schema::compiled_name(*node)) base = *name;
  return anonymous_name(base.empty() ? "anon" : base, identity_of(node));
}

/// `table_column`, for LABEL_STYLE_TABLENAME_PLUS_COL.
std::string qualified_label(const ExprPtr& node) {
  if (const ExprPtr inner = wrapped(node)) return qualified_label(inner);
  if (const auto* column = std::get_if<schema::ColumnRef>(&node->node)) {
    if (column->table.empty()) return column->name;
    std::string label = column->schema.empty() ? "" : column->schema + "_";
    return label + column->table + "_" + column->name;
  }
  return own_name(node);
}

std::string repeated_label(const ExprPtr& node, bool qualified, int number) {
  std::string base = qualified ? qualified_label(node) : own_name(node);
  if (const ExprPtr inner = wrapped(node); inner && !qualified) base = own_name(inner);
  if (const auto* function = std::get_if<schema::Function>(&node->node)) base = function->name;
  if (base.empty()) base = "anon";
  return anonymous_name(base + "_", identity_of(node) + "/" + std::to_string(number));
}

bool same(const ExprPtr& left, const ExprPtr& right) {
  return left == right || identity_of(left) == identity_of(right);
}

}  // namespace

std::string own_name(const ExprPtr& expression) {
  const auto& node = expression->node;
  if (const auto* label = std::get_if<schema::Label>(&node)) return label->name;
  if (const auto* column = std::get_if<schema::ColumnRef>(&node)) return column->name;
  if (const auto* text = literal_column(expression)) return text->text;
  // A column of a function's row: `(f(x)).name`.
  const auto* part = std::get_if<schema::Binary>(&node);
  if (part != nullptr && part->op == ".") return own_name(part->right);
  return "";
}

LabelledColumn labelled_column(const ExprPtr& expression) {
  LabelledColumn column{expression, "", "", own_name(expression), false};
  column.fallback = column.effective.empty() ? made_up_label(expression) : column.effective;
  if (column.effective.empty()) column.effective = column.fallback;
  return column;
}

std::vector<LabelledColumn> labelled_columns(const schema::Select& select) {
  std::vector<LabelledColumn> result;
  std::map<std::string, ExprPtr> names;
  int repetition = 1;
  for (const ExprPtr& node : select.columns) {
    LabelledColumn column = labelled_column(node);
    if (has_no_label(node)) {
      result.push_back(std::move(column));
      continue;
    }
    const bool qualified = select.qualified_labels;
    std::string name = qualified ? qualified_label(node) : own_name(node);
    if (qualified && !name.empty()) column.label = column.fallback = column.effective = name;
    if (name.empty()) {
      const std::string made_up = made_up_label(node);
      column.repeated = !names.emplace(made_up, node).second;
      column.fallback = column.repeated ? repeated_label(node, qualified, repetition++) : made_up;
      column.effective = column.fallback;
    } else if (const auto known = names.find(name); known == names.end()) {
      names.emplace(name, node);
    } else {
      const bool repeated = same(known->second, node);
      std::string label = anonymous_name(name, identity_of(node));
      if (repeated || !names.emplace(label, node).second) {
        label = repeated_label(node, qualified, repetition++);
        column.repeated = true;
      }
      column.label = column.fallback = column.effective = label;
    }
    result.push_back(std::move(column));
  }
  return result;
}

bool needs_label(const ExprPtr& expression, bool in_from, bool native_boolean) {
  const auto& node = expression->node;
  if (const auto* column = std::get_if<schema::ColumnRef>(&node))
    return in_from && !column->table.empty();
  if (std::holds_alternative<schema::TextClause>(node)) {
    return schema::compiled_name(*expression) != nullptr;
  }
  if (const auto* keyword = std::get_if<schema::Keyword>(&node))
    return keyword->kind != schema::Keyword::Kind::star;
  if (const auto* unary = std::get_if<schema::Unary>(&node)) {
    if (in_from || own_name(unary->operand).empty()) return true;
    return unary->op == "NOT" && !native_boolean;
  }
  return own_name(expression).empty();
}

std::vector<std::string> column_names(const schema::Select& select) {
  if (!select.compound.empty()) return column_names(*select.compound.front());
  std::vector<std::string> names;
  for (const LabelledColumn& column : labelled_columns(select)) {
    if (!column.repeated) names.push_back(column.effective);
  }
  return names;
}

}  // namespace retort::dialect
