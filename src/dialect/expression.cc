// The printing walks the tree once. Parentheses follow SQLAlchemy: an operation inside another one
// is grouped when its precedence is not higher than that of the operator around it, unless both are
// the same associative operator.

#include "dialect/expression.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/error.h"
#include "dialect/quoting.h"
#include "dialect/types.h"
#include "schema/attach.h"
#include "schema/negation.h"

namespace retort::dialect {

using schema::Binary;
using schema::ExprPtr;
using schema::Junction;
using schema::Type;
using schema::TypeKind;
using schema::Unary;

namespace {

constexpr std::string_view kNone = "";

struct Precedence {
  std::string_view op;
  int level;
};
constexpr std::array kPrecedence = {
    Precedence{"->", 15},
    Precedence{"->>", 15},
    Precedence{"#>", 15},
    Precedence{"#>>", 15},
    Precedence{"[]", 15},
    Precedence{"*", 8},
    Precedence{"/", 8},
    Precedence{"//", 8},
    Precedence{"%", 8},
    Precedence{"neg", 8},
    Precedence{"+", 7},
    Precedence{"-", 7},
    Precedence{"&", 7},
    Precedence{"|", 7},
    Precedence{"<<", 7},
    Precedence{">>", 7},
    Precedence{"FILTER", 6},
    Precedence{"||", 5},
    Precedence{"@@", 5},
    Precedence{"~", 5},
    Precedence{"!~", 5},
    Precedence{"~*", 5},
    Precedence{"!~*", 5},
    Precedence{"LIKE", 5},
    Precedence{"NOT LIKE", 5},
    Precedence{"ILIKE", 5},
    Precedence{"NOT ILIKE", 5},
    Precedence{"IN", 5},
    Precedence{"NOT IN", 5},
    Precedence{"IS", 5},
    Precedence{"IS NOT", 5},
    Precedence{"=", 5},
    Precedence{"!=", 5},
    Precedence{"<", 5},
    Precedence{">", 5},
    Precedence{"<=", 5},
    Precedence{">=", 5},
    Precedence{"IS DISTINCT FROM", 5},
    Precedence{"BETWEEN", 5},
    Precedence{"IS NOT DISTINCT FROM", 5},
    Precedence{"NOT BETWEEN", 5},
    Precedence{"DISTINCT", 5},
    Precedence{"NOT", 5},
    Precedence{"@>", 5},
    Precedence{"MATCH", 5},
    Precedence{"MATCH AGAINST", 5},
    Precedence{"NOT MATCH", 5},
    Precedence{"ANY", 15},
    Precedence{"ALL", 15},
    Precedence{"^", 7},
    Precedence{"bitnot", 8},
    Precedence{"REGEXP_REPLACE", 5},
    Precedence{"BETWEEN SYMMETRIC", 5},
    Precedence{"NOT BETWEEN SYMMETRIC", 5},
    Precedence{".", 100},
    Precedence{"<@", 5},
    Precedence{"&&", 5},
    Precedence{"?", 5},
    Precedence{"?|", 5},
    Precedence{"?&", 5},
    Precedence{"COLLATE", 4},
    Precedence{"AND", 3},
    Precedence{"OR", 2},
    Precedence{"EXISTS", 0},
    Precedence{",", -1},
};

/// Operators that nothing can be said about (`.op("...")`) bind loosest.
int precedence_of(std::string_view op, bool custom) {
  if (custom) return 0;
  // A pattern's sides are always grouped.
  if (op == kPatternSide) return 100;
  const auto found = std::ranges::find(kPrecedence, op, &Precedence::op);
  return found == kPrecedence.end() ? 0 : found->level;
}

constexpr std::array<std::string_view, 11> kSelfPrecedent = {
    "+", "*", "||", "AND", "OR", "->", "->>", "#>", "#>>", "[]", "FILTER"};

bool needs_group(std::string_view op, bool custom, std::string_view against,
                 bool against_custom = false) {
  if (!custom && op == against && std::ranges::find(kSelfPrecedent, op) != kSelfPrecedent.end())
    return false;
  if (against.empty()) return true;
  return precedence_of(op, custom) <= precedence_of(against, against_custom);
}

/// Functions that print in their own way, by lower-case name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kKeywordFunctions = {{
    {"current_date", "CURRENT_DATE"},
    {"current_time", "CURRENT_TIME"},
    {"current_timestamp", "CURRENT_TIMESTAMP"},
    {"current_user", "CURRENT_USER"},
    {"localtime", "LOCALTIME"},
    {"localtimestamp", "LOCALTIMESTAMP"},
    {"session_user", "SESSION_USER"},
    {"user", "USER"},
}};
/// Grouping sets are words of the language.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kGroupingFunctions = {{
    {"cube", "CUBE"},
    {"rollup", "ROLLUP"},
    {"grouping_sets", "GROUPING SETS"},
}};
constexpr std::array<std::string_view, 14> kKnownFunctions = {
    "coalesce", "max",   "min",  "sum",  "now",        "concat",    "char_length",
    "random",   "count", "rank", "mode", "dense_rank", "array_agg", "percent_rank"};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

bool has_only_legal_characters(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return is_word_character(c) && static_cast<unsigned char>(c) < 0x80;
  });
}

std::string function_name(Family family, std::string_view name) {
  return has_only_legal_characters(name) ? std::string(name) : quoted(family, name);
}

bool is_boolean(const Type* type) {
  return type != nullptr && affinity_of(*type) == schema::Affinity::boolean;
}

/// Whether the node is no operation, so that as a condition it may need `= 1` on SQLite.
bool is_plain(const ExprPtr& node) {
  if (!node) return false;
  const auto* cast = std::get_if<schema::Cast>(&node->node);
  const auto* text = std::get_if<schema::TextClause>(&node->node);
  return std::holds_alternative<schema::ColumnRef>(node->node) ||
         std::holds_alternative<schema::Function>(node->node) ||
         std::holds_alternative<schema::Case>(node->node) ||
         std::holds_alternative<schema::Keyword>(node->node) || (cast && cast->printed) ||
         (text && text->verbatim);
}

bool is_like(std::string_view op) {
  return op.ends_with("LIKE");
}

bool is_pattern(std::string_view op) {
  return op.ends_with("contains") || op.ends_with("startswith") || op.ends_with("endswith");
}

/// Whether `//` divides anything but integers.
bool is_fractional(const Binary& node) {
  const Type* left = known_type(node.left);
  const Type* right = known_type(node.right);
  const auto numeric = [](const Type* type) {
    return type != nullptr && affinity_of(*type) == schema::Affinity::numeric;
  };
  return numeric(left) || numeric(right);
}

/// A name for a parameter made of letters, digits and `_`.
std::string_view parameter_base(const ExprPtr& other) {
  if (other == nullptr) return "param";
  if (const auto* column = std::get_if<schema::ColumnRef>(&other->node)) return column->name;
  if (const auto* function = std::get_if<schema::Function>(&other->node)) return function->name;
  return "param";
}

}  // namespace

const Type* known_type(const ExprPtr& expression) {
  if (!expression) return nullptr;
  const auto known = [](const Type& type) { return type.kind == TypeKind::Null ? nullptr : &type; };
  const auto& node = expression->node;
  if (const auto* column = std::get_if<schema::ColumnRef>(&node)) return known(column->type);
  if (const auto* cast = std::get_if<schema::Cast>(&node)) return known(cast->type);
  if (const auto* function = std::get_if<schema::Function>(&node)) return known(function->type);
  if (const auto* constant = std::get_if<schema::Constant>(&node)) return known(constant->type);
  if (const auto* bind = std::get_if<schema::BindParam>(&node)) return known(bind->type);
  if (const auto* binary = std::get_if<Binary>(&node)) return known(binary->type);
  if (const auto* label = std::get_if<schema::Label>(&node)) return known_type(label->operand);
  if (const auto* text = std::get_if<schema::TextClause>(&node)) return known(text->type);
  if (const auto* all = std::get_if<schema::Case>(&node); all && !all->whens.empty()) {
    const ExprPtr& last = all->whens.back().second;
    const auto* keyword = std::get_if<schema::Keyword>(&last->node);
    const auto* given = std::get_if<schema::Constant>(&last->node);
    static const Type kBoolean = schema::make_type(TypeKind::Boolean);
    const bool truth = keyword != nullptr && (keyword->kind == schema::Keyword::Kind::true_ ||
                                              keyword->kind == schema::Keyword::Kind::false_);
    if (truth || (given && std::holds_alternative<bool>(given->value.value))) return &kBoolean;
    return known_type(last);
  }
  return nullptr;
}

/// Prints one node; what stands around it has already been considered by operand().
struct ExpressionVisitor {
  ExpressionWriter& writer;
  const Type* hint = nullptr;
  std::string_view name;

  std::string operator()(const schema::TextClause& node) const {
    return node.verbatim ? node.text : writer.text_clause(node);
  }
  std::string operator()(const schema::Constant& node) const {
    return writer.constant(node, hint, name);
  }
  std::string operator()(const schema::BindParam& node) const {
    const Type& type = node.type.kind == TypeKind::Null && hint != nullptr ? *hint : node.type;
    return writer.placeholder(node.value.value_or(schema::Literal{}), type, node.name);
  }
  std::string operator()(const schema::ColumnRef& node) const { return writer.column(node); }
  std::string operator()(const schema::Keyword& node) const {
    using Kind = schema::Keyword::Kind;
    const bool boolean = has_boolean_words(writer.style_.family);
    switch (node.kind) {
      case Kind::true_:
        return boolean ? "true" : "1";
      case Kind::false_:
        return boolean ? "false" : "0";
      case Kind::default_:
        return "DEFAULT";
      case Kind::star:
        return "*";
      case Kind::null:
        break;
    }
    return "NULL";
  }
  std::string operator()(const schema::Function& node) const { return writer.function(node); }
  std::string operator()(const Unary& node) const { return writer.unary(node); }
  std::string operator()(const Binary& node) const { return writer.binary(node); }
  std::string operator()(const Junction& node) const {
    return writer.junction(node.is_or, node.items);
  }
  std::string operator()(const schema::Cast& node) const {
    if (node.printed && is_mysql(writer.style_.family)) return writer.mysql_cast(node);
    const std::string inner = writer.operand(node.operand, ",", &node.type);
    if (!node.printed) return inner;
    return "CAST(" + inner + " AS " + type_text(writer.style_.family, node.type) + ")";
  }
  std::string operator()(const schema::ExprList& node) const {
    const std::string items = writer.list(node.items, hint);
    return node.parenthesised ? "(" + items + ")" : items;
  }
  std::string operator()(const schema::Label& node) const { return writer.write(node.operand); }
  std::string operator()(const schema::Case& node) const { return writer.case_when(node); }
  std::string operator()(const schema::Over& node) const { return writer.over(node); }
  std::string operator()(const schema::WithinGroup& node) const {
    return writer.within_group(node);
  }
  std::string operator()(const schema::NameRef& node) const { return writer.name_ref(node); }
  std::string operator()(const schema::Values& node) const { return writer.values_rows(node); }
  std::string operator()(const schema::Extract& node) const { return writer.extract(node); }
  std::string operator()(const schema::ArrayLiteral& node) const { return writer.array(node); }
  std::string operator()(const schema::TableRef& node) const { return writer.table(node, true); }
  std::string operator()(const schema::SubSelect& node) const {
    return "(" + writer.select(*node.select, {}) + ")";
  }
  std::string operator()(const schema::Select& node) const { return writer.select(node, {}); }
  std::string operator()(const schema::Insert& node) const { return writer.insert(node); }
  std::string operator()(const schema::Update& node) const { return writer.update(node); }
  std::string operator()(const schema::Delete& node) const { return writer.remove(node); }
  template <class FromItem>
  std::string operator()(const FromItem& node) const {
    return writer.from_item(schema::make_expr(node));
  }
};

std::string ExpressionWriter::write(const ExprPtr& expression) {
  return expression ? std::visit(ExpressionVisitor{*this}, expression->node) : "NULL";
}

std::string ExpressionWriter::write_grouped(const ExprPtr& expression) {
  return operand(expression, kNone);
}

std::string ExpressionWriter::operand(const ExprPtr& expression, std::string_view against,
                                      const Type* hint) {
  if (!expression) return "NULL";
  const auto print = [&] {
    return std::visit(ExpressionVisitor{*this, hint, kNone}, expression->node);
  };
  bool group = false;
  if (const auto* node = std::get_if<Binary>(&expression->node)) {
    group = node->custom && node->precedence != 0
                ? node->precedence <= precedence_of(against, false) || against.empty()
                : needs_group(node->op, node->custom, against);
    if (node->op == "MATCH AGAINST" && against.empty()) group = false;
  } else if (const auto* all = std::get_if<Junction>(&expression->node)) {
    group = all->items.size() > 1 && needs_group(all->is_or ? "OR" : "AND", false, against);
  } else if (const auto* single = std::get_if<Unary>(&expression->node)) {
    const std::string_view op = single->op == "-"   ? "neg"
                                : single->op == "~" ? "bitnot"
                                                    : std::string_view(single->op);
    group = !single->postfix && op != "DISTINCT" && needs_group(op, false, against);
    if (op == "EXISTS") group = against == "NOT" || against == "AND" || against == "OR";
    // NOT of a boolean column is as good as a column.
    if (op == "NOT" && is_plain(single->operand) && is_boolean(known_type(single->operand)))
      group = false;
  } else if (std::holds_alternative<schema::TextClause>(expression->node)) {
    group = (against == "IN" || against == "NOT IN") &&
            !std::get<schema::TextClause>(expression->node).verbatim;
  } else if (std::holds_alternative<schema::Select>(expression->node)) {
    group = true;
  }
  return group ? "(" + print() + ")" : print();
}

std::string ExpressionWriter::numbered(std::string_view base) {
  std::string key(base);
  const int count = ++counters_[key];
  return key + "_" + std::to_string(count);
}

std::string ExpressionWriter::constant(const schema::Constant& node, const Type* hint,
                                       std::string_view name) {
  Type type = node.type;
  if (type.kind == TypeKind::Null) {
    const Type own = type_of_value(node.value);
    const bool take_hint =
        hint != nullptr && (own.kind == TypeKind::Null || affinity_of(own) == affinity_of(*hint) ||
                            affinity_of(*hint) == schema::Affinity::json ||
                            affinity_of(*hint) == schema::Affinity::array);
    type = take_hint ? *hint : own;
  }
  if (node.inline_literal) return literal_text(literal_style(), node.value, type);
  if (std::holds_alternative<std::monostate>(node.value.value) &&
      style_.binds == BindStyle::literal)
    return "NULL";
  const bool named = style_.binds == BindStyle::named || style_.binds == BindStyle::pyformat;
  const std::string generated = named ? numbered(name.empty() ? "param" : name) : std::string();
  return value(node.value, type, generated);
}

std::string ExpressionWriter::column(const schema::ColumnRef& node) {
  const std::string own = identifier(node.name);
  if (!style_.qualify_columns || node.table.empty()) return own;
  if (inside_on_duplicate_key_ && node.table == "inserted") return "VALUES(" + own + ")";
  const std::string prefix = node.schema.empty() ? "" : quote(style_.family, node.schema) + ".";
  return prefix + identifier(node.table) + "." + own;
}

std::string ExpressionWriter::function(const schema::Function& node) {
  if (is_mysql(style_.family))
    if (auto text = mysql_function(node)) return *text;
  const std::string low = lower(node.name);
  std::string arguments = "(" + list(node.args) + ")";
  std::string name = node.name;
  if (node.packages.empty()) {
    if (std::ranges::find(kKnownFunctions, low) != kKnownFunctions.end()) name = low;
    if (low == "count" && node.args.empty()) arguments = "(*)";
    if (low == "sysdate" && node.args.empty()) return "sysdate";
    if (low == "substring" && style_.family == Family::postgresql && node.args.size() > 1) {
      std::string text =
          "SUBSTRING(" + operand(node.args[0], ",") + " FROM " + operand(node.args[1], ",");
      if (node.args.size() > 2) text += " FOR " + operand(node.args[2], ",");
      return text + ")";
    }
    if (style_.family == Family::sqlite) {
      if (low == "now") return "CURRENT_TIMESTAMP";
      if (low == "localtimestamp") return "DATETIME(CURRENT_TIMESTAMP, 'localtime')";
      if (low == "char_length") return "length" + arguments;
      if (low == "aggregate_strings") return "group_concat" + arguments;
    } else if (low == "aggregate_strings") {
      return "string_agg" + arguments;
    }
    for (const auto& [grouping, spelled] : kGroupingFunctions)
      if (low == grouping) return std::string(spelled) + arguments;
    for (const auto& [keyword, spelled] : kKeywordFunctions)
      if (low == keyword)
        return node.args.empty() ? std::string(spelled) : std::string(spelled) + arguments;
  }
  std::string prefix;
  for (const std::string& package : node.packages)
    prefix += function_name(style_.family, package) + ".";
  return prefix + function_name(style_.family, name) + arguments;
}

std::string ExpressionWriter::unary(const Unary& node) {
  if (node.op == "NOT") return negation(node.operand);
  if (node.postfix) {
    const auto* inner = node.operand ? std::get_if<Unary>(&node.operand->node) : nullptr;
    const bool chained = inner != nullptr && inner->postfix;
    return (chained ? write(node.operand) : operand(node.operand, "AND")) + " " + node.op;
  }
  if (node.op == "-") return "-" + operand(node.operand, "neg");
  if (node.op == "~") return "~" + operand(node.operand, "bitnot");
  if (node.op == "ANY" || node.op == "ALL") {
    const std::string inner = write(node.operand);
    const bool grouped = std::holds_alternative<schema::SubSelect>(node.operand->node);
    return node.op + (grouped ? " " + inner : " (" + inner + ")");
  }
  if (node.op == "EXISTS") return "EXISTS " + operand(node.operand, kNone);
  return node.op + " " + operand(node.operand, node.op);
}

std::string ExpressionWriter::negation(const ExprPtr& node) {
  if (!node) return "NOT NULL";
  if (const auto* inner = std::get_if<Unary>(&node->node); inner != nullptr && inner->op == "NOT")
    return condition(inner->operand);
  if (const auto* inner = std::get_if<Binary>(&node->node)) {
    if (const std::optional<Binary> contrary = schema::contrary_of(*inner))
      return binary(*contrary);
  }
  if (const auto* keyword = std::get_if<schema::Keyword>(&node->node)) {
    using Kind = schema::Keyword::Kind;
    if (keyword->kind == Kind::true_)
      return ExpressionVisitor{*this}(schema::Keyword{Kind::false_});
    if (keyword->kind == Kind::false_)
      return ExpressionVisitor{*this}(schema::Keyword{Kind::true_});
  }
  const bool operation = std::holds_alternative<Binary>(node->node);
  if (!operation && !has_boolean(style_.family) && is_boolean(known_type(node)))
    return write(node) + " = 0";
  return "NOT " + operand(node, "NOT");
}

std::string ExpressionWriter::condition(const ExprPtr& node) {
  const auto* operation = node ? std::get_if<Binary>(&node->node) : nullptr;
  if (operation != nullptr && is_pattern(operation->op)) return "(" + write(node) + ")";
  const auto* keyword = node ? std::get_if<schema::Keyword>(&node->node) : nullptr;
  const bool truth = keyword != nullptr && (keyword->kind == schema::Keyword::Kind::true_ ||
                                            keyword->kind == schema::Keyword::Kind::false_);
  if ((truth || (is_plain(node) && is_boolean(known_type(node)))) && !has_boolean(style_.family))
    return write(node) + " = 1";
  return write(node);
}

std::string ExpressionWriter::infix(const Binary& node, std::string_view spelled, bool eager) {
  const bool outer = std::exchange(inside_operator_, inside_operator_ || !is_like(node.op));
  const std::string_view op = node.custom ? std::string_view("\x01custom") : node.op;
  std::string text = operand(node.left, op, known_type(node.right));
  text += " ";
  text += spelled;
  text += " ";
  const Type* hint = known_type(node.left);
  if (const auto* given = node.right ? std::get_if<schema::Constant>(&node.right->node) : nullptr) {
    text += constant(*given, hint, parameter_base(node.left));
  } else {
    text += operand(node.right, op, hint);
  }
  inside_operator_ = outer;
  return eager && outer ? "(" + text + ")" : text;
}

std::string ExpressionWriter::binary(const Binary& node) {
  if (node.custom) return infix(node, node.op, false);
  const std::string& op = node.op;
  if (is_mysql(style_.family))
    if (auto text = mysql_binary(node)) return *text;
  const bool among = op == "IN" || op == "NOT IN";
  if (among || op.find("BETWEEN") != std::string::npos) {
    const bool outer = std::exchange(inside_operator_, true);
    std::string text = among ? membership(node) : between(node);
    inside_operator_ = outer;
    return text;
  }
  if (is_pattern(op)) return pattern(node);
  if (op == ".") return "(" + write(node.left) + ")." + write(node.right);
  if (op == "MATCH" || op == "NOT MATCH") return match(node);
  if (op == "~" || op == "!~") return regexp(node);
  if (op == "REGEXP_REPLACE") {
    if (style_.family == Family::sqlite)
      throw Error(ErrorCode::unsupported,
                  "The sqlite dialect does not support regular expression replacements");
    const auto& parts = std::get<schema::ExprList>(node.right->node).items;
    std::string text = "REGEXP_REPLACE(" + operand(node.left, op) + ", " + list(parts);
    if (!node.escape.empty()) text += ", " + string_literal(literal_style(), node.escape);
    return text + ")";
  }
  if (op == "^" && style_.family == Family::postgresql) return infix(node, "#", false);
  if (op == "^" && style_.family == Family::sqlite) {
    const std::string left = operand(node.left, op), right = operand(node.right, op);
    return "(" + left + " | " + right + " - " + left + " & " + right + ")";
  }
  if (op == "//" && is_fractional(node))
    return "FLOOR(" + operand(node.left, op) + " / " + operand(node.right, op) + ")";
  if (op == ":") return write(node.left) + ":" + write(node.right);
  if (op == "LIKE" || op == "NOT LIKE" || op == "ILIKE" || op == "NOT ILIKE") return like(node);
  if (op == "->" || op == "#>") return json_access(node);
  if (op == "->>" || op == "#>>") return json_text(node);
  if (op == "[]") {
    const auto* slice = std::get_if<Binary>(&node.right->node);
    const bool bare = slice != nullptr && slice->op == ":";
    const bool call = node.left && std::holds_alternative<schema::Function>(node.left->node);
    const std::string array = call ? "(" + write(node.left) + ")" : operand(node.left, op);
    return array + "[" + (bare ? write(node.right) : operand(node.right, kNone)) + "]";
  }
  if (op == "FILTER") return operand(node.left, op) + " FILTER (WHERE " + write(node.right) + ")";
  if (op == "MATCH AGAINST")
    return "MATCH (" + write(node.left) + ") AGAINST (" + write(node.right) + node.escape + ")";
  if (op == "SET")
    return write(node.left) + "=" + operand(node.right, kNone, known_type(node.left));
  if (op == "COLLATE") {
    const auto* name = node.right ? std::get_if<schema::ColumnRef>(&node.right->node) : nullptr;
    return operand(node.left, op) + " COLLATE " +
           (name != nullptr ? quote(style_.family, name->name) : write(node.right));
  }
  if (style_.family == Family::sqlite) {
    if (op == "IS DISTINCT FROM") return infix(node, "IS NOT", false);
    if (op == "IS NOT DISTINCT FROM") return infix(node, "IS", false);
    if (op == "/") return operand(node.left, op) + " / (" + operand(node.right, op) + " + 0.0)";
  } else if (op == "/") {
    // PostgreSQL divides integers without a remainder; SQLAlchemy's `/` never does.
    const Type* right = known_type(node.right);
    const bool numeric = right != nullptr && affinity_of(*right) == schema::Affinity::numeric;
    return operand(node.left, op) + " / CAST(" + operand(node.right, op) + " AS " +
           (numeric ? type_text(style_.family, *right) : "NUMERIC") + ")";
  }
  return infix(node, op == "//" ? "/" : op, false);
}

std::string ExpressionWriter::junction(bool is_or, const std::vector<ExprPtr>& items) {
  const std::string_view op = is_or ? "OR" : "AND";
  using Kind = schema::Keyword::Kind;
  const auto is_keyword = [](const ExprPtr& item, Kind kind) {
    const auto* keyword = item ? std::get_if<schema::Keyword>(&item->node) : nullptr;
    return keyword != nullptr && keyword->kind == kind;
  };
  // true AND x is x; false AND x is false.
  std::vector<ExprPtr> kept;
  for (const ExprPtr& item : items) {
    if (is_keyword(item, is_or ? Kind::true_ : Kind::false_)) return condition(item);
    if (!is_keyword(item, is_or ? Kind::false_ : Kind::true_)) kept.push_back(item);
  }
  if (kept.empty()) return items.empty() ? std::string() : condition(items.front());
  const bool outer = std::exchange(inside_operator_, false);
  std::string text;
  for (const ExprPtr& item : kept) {
    if (!text.empty()) text.append(" ").append(op).append(" ");
    const bool alone = kept.size() == 1 || is_plain(item);
    text += alone ? condition(item) : operand(item, op);
  }
  inside_operator_ = outer;
  return text;
}

std::string ExpressionWriter::list(const std::vector<ExprPtr>& items, const Type* hint) {
  std::string text;
  for (const ExprPtr& item : items) {
    if (!text.empty()) text += ", ";
    text += operand(item, ",", hint);
  }
  return text;
}

std::string ExpressionWriter::case_when(const schema::Case& node) {
  std::string text = "CASE ";
  if (node.subject) text += write(node.subject) + " ";
  for (const auto& [when, then] : node.whens) {
    const auto* test = std::get_if<Unary>(&when->node);
    const bool exists = test != nullptr && test->op == "EXISTS";
    text += "WHEN " + operand(when, exists ? "AND" : kNone, known_type(node.subject));
    text += " THEN " + write(then) + " ";
  }
  if (node.otherwise) text += "ELSE " + write(node.otherwise) + " ";
  return text + "END";
}

std::string ExpressionWriter::extract(const schema::Extract& node) {
  if (style_.family != Family::sqlite)
    return "EXTRACT(" + node.field + " FROM " + write(node.operand) + ")";
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kFormats = {{
      {"month", "%m"},
      {"day", "%d"},
      {"year", "%Y"},
      {"second", "%S"},
      {"hour", "%H"},
      {"doy", "%j"},
      {"minute", "%M"},
      {"epoch", "%s"},
      {"dow", "%w"},
      {"week", "%W"},
  }};
  for (const auto& [field, format] : kFormats)
    if (node.field == field)
      return "CAST(STRFTIME('" + std::string(format) + "', " + write(node.operand) +
             ") AS INTEGER)";
  throw Error(ErrorCode::unsupported, node.field + " is not a valid extract argument.");
}

std::string ExpressionWriter::array(const schema::ArrayLiteral& node) {
  if (node.items.empty() && node.item_type.kind != TypeKind::Null)
    return "ARRAY[]::" + type_text(style_.family, node.item_type) + "[]";
  return "ARRAY[" + list(node.items, &node.item_type) + "]";
}

}  // namespace retort::dialect
