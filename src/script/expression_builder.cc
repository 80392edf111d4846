#include "script/expression_builder.h"

#include <array>
#include <utility>

#include "schema/attach.h"
#include "schema/negation.h"

namespace retort::script {

using schema::Binary;
using schema::Constant;
using schema::Expr;
using schema::ExprPtr;
using schema::Junction;
using schema::Keyword;
using schema::Literal;
using schema::make_expr;
using schema::Type;
using schema::TypeKind;
using schema::Unary;

namespace {

struct TypeOfNode {
  Type operator()(const Constant& node) const {
    return node.type.kind == TypeKind::Null ? type_of(node.value) : node.type;
  }
  Type operator()(const schema::BindParam& node) const {
    if (node.type.kind != TypeKind::Null || !node.value) return node.type;
    return type_of(*node.value);
  }
  Type operator()(const schema::ColumnRef& node) const { return node.type; }
  Type operator()(const schema::Function& node) const { return node.type; }
  Type operator()(const Binary& node) const { return node.type; }
  Type operator()(const schema::Cast& node) const { return node.type; }
  Type operator()(const schema::Label& node) const { return type_of(node.operand); }
  Type operator()(const schema::Over& node) const { return type_of(node.operand); }
  Type operator()(const schema::SubSelect& node) const {
    return node.select->columns.size() == 1 ? type_of(node.select->columns.front()) : Type{};
  }
  Type operator()(const schema::Case& node) const {
    return node.whens.empty() ? Type{} : type_of(node.whens.back().second);
  }
  Type operator()(const Keyword& node) const {
    bool boolean = node.kind == Keyword::Kind::true_ || node.kind == Keyword::Kind::false_;
    return boolean ? schema::make_type(TypeKind::Boolean) : Type{};
  }
  Type operator()(const Junction&) const { return schema::make_type(TypeKind::Boolean); }
  Type operator()(const Unary& node) const {
    const bool test = node.op == "NOT" || node.op == "EXISTS";
    return test ? schema::make_type(TypeKind::Boolean) : type_of(node.operand);
  }
  Type operator()(const schema::ArrayLiteral& node) const {
    Type type = schema::make_type(TypeKind::Array);
    type.item = {node.item_type.kind == TypeKind::Null && !node.items.empty()
                     ? type_of(node.items.front())
                     : node.item_type};
    return type;
  }
  Type operator()(const schema::Extract&) const { return schema::make_type(TypeKind::Integer); }
  Type operator()(const schema::WithinGroup& node) const { return type_of(node.operand); }
  Type operator()(const schema::TextClause& node) const { return node.type; }
  template <class Node>
  Type operator()(const Node&) const {
    return {};
  }
};

const Keyword* as_keyword(const ExprPtr& expression) {
  return std::get_if<Keyword>(&expression->node);
}

}  // namespace

Type type_of(const ExprPtr& expression) {
  return expression ? std::visit(TypeOfNode{}, expression->node) : Type{};
}

Type type_of(const Literal& value) {
  struct Visitor {
    TypeKind operator()(bool) const { return TypeKind::Boolean; }
    TypeKind operator()(std::int64_t) const { return TypeKind::Integer; }
    TypeKind operator()(double) const { return TypeKind::Float; }
    TypeKind operator()(const schema::Decimal&) const { return TypeKind::Numeric; }
    TypeKind operator()(const std::string&) const { return TypeKind::String; }
    TypeKind operator()(const schema::Bytes&) const { return TypeKind::LargeBinary; }
    TypeKind operator()(const schema::Temporal& temporal) const {
      switch (temporal.kind) {
        case schema::Temporal::Kind::date:
          return TypeKind::Date;
        case schema::Temporal::Kind::time:
          return TypeKind::Time;
        case schema::Temporal::Kind::datetime:
          return TypeKind::DateTime;
        case schema::Temporal::Kind::interval:
          return TypeKind::Interval;
      }
      return TypeKind::Null;
    }
    TypeKind operator()(const schema::UuidValue&) const { return TypeKind::Uuid; }
    TypeKind operator()(const schema::JsonText&) const { return TypeKind::Json; }
    TypeKind operator()(std::monostate) const { return TypeKind::Null; }
    TypeKind operator()(const schema::LiteralList&) const { return TypeKind::Null; }
  };
  return schema::make_type(std::visit(Visitor{}, value.value));
}

bool is_text_kind(TypeKind kind) {
  switch (kind) {
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Unicode:
    case TypeKind::UnicodeText:
    case TypeKind::CHAR:
    case TypeKind::VARCHAR:
    case TypeKind::NCHAR:
    case TypeKind::NVARCHAR:
    case TypeKind::TEXT:
    case TypeKind::CLOB:
    case TypeKind::Enum:
    case TypeKind::PgENUM:
    case TypeKind::PgCITEXT:
      return true;
    default:
      return false;
  }
}

bool is_json_kind(TypeKind kind) {
  return kind == TypeKind::Json || kind == TypeKind::JSON || kind == TypeKind::PgJSONB;
}

ExprPtr null_expr() {
  return make_expr(Keyword{Keyword::Kind::null});
}

ExprPtr boolean_expr(bool value) {
  return make_expr(Keyword{value ? Keyword::Kind::true_ : Keyword::Kind::false_});
}

ExprPtr constant_expr(Literal value, Type type) {
  Constant constant;
  constant.value = std::move(value);
  constant.type = std::move(type);
  return make_expr(std::move(constant));
}

ExprPtr compare(std::string_view op, ExprPtr left, ExprPtr right) {
  const Keyword* keyword = as_keyword(right);
  if (keyword && keyword->kind == Keyword::Kind::null) {
    if (op == "=") op = "IS";
    if (op == "!=") op = "IS NOT";
  }
  Binary binary;
  binary.op = std::string(op);
  binary.left = std::move(left);
  binary.right = std::move(right);
  binary.type = schema::make_type(TypeKind::Boolean);
  return make_expr(std::move(binary));
}

ExprPtr combine(std::string_view op, ExprPtr left, ExprPtr right) {
  Type left_type = type_of(left);
  Type right_type = type_of(right);
  const auto joins = [](TypeKind kind) {
    return is_text_kind(kind) || kind == TypeKind::PgJSONB || kind == TypeKind::Array;
  };
  const auto unknown = [](TypeKind kind) { return kind == TypeKind::Null; };
  const bool text =
      (joins(left_type.kind) && (joins(right_type.kind) || unknown(right_type.kind))) ||
      (unknown(left_type.kind) && joins(right_type.kind));
  Binary binary;
  binary.op = op == "+" && text ? "||" : std::string(op);
  binary.type = left_type.kind == TypeKind::Null ? right_type : left_type;
  const bool whole = schema::affinity_of(left_type) == schema::Affinity::integer &&
                     schema::affinity_of(right_type) == schema::Affinity::integer;
  if (op == "/" && whole) binary.type = schema::make_type(TypeKind::Numeric);
  binary.left = std::move(left);
  binary.right = std::move(right);
  return make_expr(std::move(binary));
}

ExprPtr junction(bool is_or, const std::vector<ExprPtr>& items) {
  const Keyword::Kind neutral = is_or ? Keyword::Kind::false_ : Keyword::Kind::true_;
  const Keyword::Kind absorbing = is_or ? Keyword::Kind::true_ : Keyword::Kind::false_;
  Junction result;
  result.is_or = is_or;
  ExprPtr last_neutral;
  for (const ExprPtr& item : items) {
    if (const Keyword* keyword = as_keyword(item)) {
      if (keyword->kind == absorbing) return item;
      if (keyword->kind == neutral) {
        last_neutral = item;
        continue;
      }
    }
    const auto* nested = std::get_if<Junction>(&item->node);
    if (nested && nested->is_or == is_or) {
      result.items.insert(result.items.end(), nested->items.begin(), nested->items.end());
    } else {
      result.items.push_back(item);
    }
  }
  if (result.items.empty()) return last_neutral ? last_neutral : make_expr(Keyword{neutral});
  if (result.items.size() == 1) return result.items.front();
  return make_expr(std::move(result));
}

namespace {}  // namespace

ExprPtr negate(const ExprPtr& expression) {
  if (const auto* binary = std::get_if<Binary>(&expression->node)) {
    if (std::optional<Binary> contrary = schema::contrary_of(*binary)) {
      return make_expr(*std::move(contrary));
    }
  }
  if (const auto* unary = std::get_if<Unary>(&expression->node)) {
    if (unary->op == "NOT" && !unary->postfix) return unary->operand;
  }
  if (const Keyword* keyword = as_keyword(expression)) {
    if (keyword->kind == Keyword::Kind::true_) return boolean_expr(false);
    if (keyword->kind == Keyword::Kind::false_) return boolean_expr(true);
  }
  Unary result;
  result.op = "NOT";
  result.operand = expression;
  return make_expr(std::move(result));
}

ExprPtr index_into(ExprPtr container, ExprPtr index, bool is_path) {
  Type type = type_of(container);
  Binary binary;
  if (type.kind == TypeKind::PgHSTORE) {
    binary.op = "->";
    binary.custom = true;
    binary.precedence = 5;
    binary.type = schema::make_type(TypeKind::Text);
    binary.left = std::move(container);
    binary.right = std::move(index);
    return make_expr(std::move(binary));
  }
  if (is_json_kind(type.kind)) {
    binary.op = is_path ? "#>" : "->";
    binary.type = type;
  } else {
    binary.op = "[]";
    if (type.kind == TypeKind::Array && !type.item.empty()) binary.type = type.item.front();
  }
  binary.left = std::move(container);
  binary.right = std::move(index);
  return make_expr(std::move(binary));
}

ExprPtr json_read_as(const ExprPtr& element, Type type) {
  const auto* binary = std::get_if<Binary>(&element->node);
  if (!binary || (binary->op != "->" && binary->op != "#>")) return nullptr;
  Binary result = *binary;
  result.type = std::move(type);
  return make_expr(std::move(result));
}

ExprPtr json_as_text(const ExprPtr& element) {
  const auto* binary = std::get_if<Binary>(&element->node);
  if (!binary || (binary->op != "->" && binary->op != "#>")) return nullptr;
  Binary result = *binary;
  result.op += ">";
  result.type = schema::make_type(TypeKind::Text);
  return make_expr(std::move(result));
}

}  // namespace retort::script
