// What MySQL and MariaDB write in another way than the other databases: functions, operators, CAST.

#include <algorithm>
#include <cctype>
#include <utility>

#include "dialect/expression.h"
#include "dialect/mysql_types.h"
#include "dialect/quoting.h"
#include "schema/attach.h"

namespace retort::dialect {

using schema::Affinity;
using schema::Binary;
using schema::ExprPtr;
using schema::Type;
using schema::TypeKind;

namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// `a || b || c` as its parts.
void flatten_concatenation(const ExprPtr& node, std::vector<ExprPtr>& parts) {
  const auto* binary = node ? std::get_if<Binary>(&node->node) : nullptr;
  if (binary == nullptr || binary->op != "||" || binary->custom) {
    parts.push_back(node);
    return;
  }
  flatten_concatenation(binary->left, parts);
  flatten_concatenation(binary->right, parts);
}

void add_path_step(std::string& path, const std::string& step) {
  const bool index = !step.empty() && step.find_first_not_of("0123456789") == std::string::npos;
  path += index ? "[" + step + "]" : ".\"" + step + "\"";
}

/// A key, an index, or the steps of a path (`{a,1}`), as `$."a"[1]`. Null for something that is no
/// constant.
ExprPtr path_literal(const ExprPtr& node, bool is_path) {
  const auto* given = node ? std::get_if<schema::Constant>(&node->node) : nullptr;
  if (given == nullptr) return nullptr;
  std::string path = "$";
  if (const auto* steps = std::get_if<schema::LiteralList>(&given->value.value)) {
    for (const schema::Literal& step : *steps) {
      const auto* number = std::get_if<std::int64_t>(&step.value);
      const auto* name = std::get_if<std::string>(&step.value);
      add_path_step(path, number != nullptr ? std::to_string(*number) : name ? *name : "");
    }
  } else if (const auto* index = std::get_if<std::int64_t>(&given->value.value)) {
    path += "[" + std::to_string(*index) + "]";
  } else if (const auto* key = std::get_if<std::string>(&given->value.value)) {
    std::string_view rest = *key;
    if (!is_path) {
      path += ".\"" + *key + "\"";
      rest = {};
    } else if (rest.starts_with('{') && rest.ends_with('}')) {
      rest = rest.substr(1, rest.size() - 2);
    }
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(", "), rest.size());
      add_path_step(path, std::string(rest.substr(0, comma)));
      rest.remove_prefix(std::min(comma + 2, rest.size()));
    }
  }
  schema::Constant text = *given;
  text.value = {path};
  text.type = schema::make_type(TypeKind::String);
  return schema::make_expr(std::move(text));
}

bool is_json_text(const ExprPtr& node) {
  const auto* binary = node ? std::get_if<Binary>(&node->node) : nullptr;
  return binary != nullptr && (binary->op == "->>" || binary->op == "#>>");
}

}  // namespace

std::optional<std::string> ExpressionWriter::mysql_function(const schema::Function& node) {
  if (!node.packages.empty()) return std::nullopt;
  const std::string name = lower(node.name);
  if (name == "sysdate") return "SYSDATE()";
  if (name == "random") return "rand(" + list(node.args) + ")";
  if (name == "rollup") return list(node.args) + " WITH ROLLUP";
  if (name == "aggregate_strings" && node.args.size() == 2)
    return "group_concat(" + write(node.args[0]) + " SEPARATOR " + write(node.args[1]) + ")";
  if (name == "nextval" && node.args.size() == 1) {
    // Sequence.next_value(): the name is no string here.
    const auto* sequence = std::get_if<schema::Constant>(&node.args[0]->node);
    const auto* text =
        sequence != nullptr ? std::get_if<std::string>(&sequence->value.value) : nullptr;
    if (text != nullptr && sequence->inline_literal)
      return "nextval(" + qualify_dotted(style_.family, "", *text) + ")";
  }
  return std::nullopt;
}

std::optional<std::string> ExpressionWriter::mysql_binary(const Binary& node) {
  const std::string& op = node.op;
  if (op == "||") {
    std::vector<ExprPtr> parts;
    flatten_concatenation(node.left, parts);
    flatten_concatenation(node.right, parts);
    const bool outer = std::exchange(inside_operator_, false);
    std::string text = "concat(" + list(parts, known_type(node.left)) + ")";
    inside_operator_ = outer;
    return text;
  }
  if (op == "IS NOT DISTINCT FROM") return infix(node, "<=>", false);
  if (op == "IS DISTINCT FROM") return "NOT (" + infix(node, "<=>", false) + ")";
  if (op == "~" || op == "!~") return mysql_regexp(node);
  if (op == "//") return "FLOOR(" + infix(node, "/", false) + ")";
  if (op == "/") return infix(node, "/", false);
  if (op == "MATCH")
    return "MATCH (" + operand(node.left, op) + ") AGAINST (" +
           operand(node.right, op, known_type(node.left)) + " IN BOOLEAN MODE)";
  if (op == "->" || op == "#>") {
    const bool plain =
        node.type.kind != TypeKind::Null && schema::affinity_of(node.type) != Affinity::json;
    return mysql_json(node, plain ? &node.type : nullptr);
  }
  if (op == "->>" || op == "#>>") return mysql_json(node, &node.type);
  return std::nullopt;
}

std::string ExpressionWriter::mysql_regexp(const Binary& node) {
  const bool negative = node.op == "!~";
  if (node.escape.empty()) return infix(node, negative ? "NOT REGEXP" : "REGEXP", false);
  const std::string flags = string_literal(literal_style(), node.escape);
  const std::string left = operand(node.left, node.op);
  const std::string right = operand(node.right, node.op, known_type(node.left));
  if (is_mariadb(style_.family))
    return left + (negative ? " NOT REGEXP " : " REGEXP ") + "CONCAT('(?', " + flags + ", ')', " +
           right + ")";
  return std::string(negative ? "NOT " : "") + "REGEXP_LIKE(" + left + ", " + right + ", " + flags +
         ")";
}

/// An element of a JSON value, or what it is as `wanted`: a JSON null then is NULL.
std::string ExpressionWriter::mysql_json(const Binary& node, const Type* wanted) {
  const ExprPtr path = path_literal(node.right, node.op.starts_with("#"));
  const auto extract = [&] {
    const std::string left = operand(node.left, node.op);
    return "JSON_EXTRACT(" + left + ", " + (path ? write(path) : operand(node.right, node.op)) +
           ")";
  };
  if (wanted == nullptr) return extract();
  const std::string start = "CASE " + extract() + " WHEN 'null' THEN NULL ";
  switch (schema::affinity_of(*wanted)) {
    case Affinity::integer:
      return start + "ELSE CAST(" + extract() + " AS SIGNED INTEGER) END";
    case Affinity::boolean:
      return start + "WHEN true THEN true ELSE false END";
    case Affinity::numeric:
      if (wanted->precision && wanted->scale)
        return start + "ELSE CAST(" + extract() + " AS DECIMAL(" +
               std::to_string(*wanted->precision) + ", " + std::to_string(*wanted->scale) +
               ")) END";
      return start + "ELSE " + extract() + "+0.0000000000000000000000 END";
    default:
      return start + "ELSE JSON_UNQUOTE(" + extract() + ") END";
  }
}

std::string ExpressionWriter::mysql_limit(const schema::Select& node) {
  // An offset cannot stand alone; this is the largest number of rows.
  const std::string count = node.limit ? write(node.limit) : "18446744073709551615";
  return " \n LIMIT " + (node.offset ? write(node.offset) + ", " : "") + count;
}

std::string ExpressionWriter::mysql_on_duplicate_key(const schema::OnConflict& node,
                                                     const schema::Insert& insert_node) {
  inside_on_duplicate_key_ = true;
  std::string actions;
  for (const auto& [column, expression] : node.set) {
    const auto found = std::ranges::find(insert_node.columns, column);
    const auto index = static_cast<std::size_t>(found - insert_node.columns.begin());
    const bool known =
        index < insert_node.types.size() && insert_node.types[index].kind != TypeKind::Null;
    actions += (actions.empty() ? "" : ", ") +
               assignment(column, expression, known ? &insert_node.types[index] : nullptr, " = ");
  }
  inside_on_duplicate_key_ = false;
  return "ON DUPLICATE KEY UPDATE " + actions;
}

std::string ExpressionWriter::mysql_cast(const schema::Cast& node) {
  const Type& type = for_dialect(node.type, family_name(style_.family));
  // as_integer() and the like of a JSON element.
  if (is_json_text(node.operand)) return mysql_json(std::get<Binary>(node.operand->node), &type);
  // On-line, servers that do not know FLOAT in CAST have become rare.
  const bool offline = style_.binds == BindStyle::literal || style_.binds == BindStyle::named ||
                       style_.binds == BindStyle::pyformat || style_.binds == BindStyle::format;
  const auto text = mysql_cast_text(style_.family, type, !offline);
  if (!text) return write_grouped(node.operand);
  return "CAST(" + operand(node.operand, ",", &node.type) + " AS " + *text + ")";
}

}  // namespace retort::dialect
