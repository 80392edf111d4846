#include "script/elements.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/attach.h"
#include "script/convert.h"
#include "script/element_methods.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/range_values.h"
#include "script/run.h"
#include "script/script_elements.h"
#include "script/statements.h"
#include "script/subqueries.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::Builtin;
using python::CompareOperator;
using python::Interpreter;
using python::NativeClassSpec;
using python::Operator;
using python::Ref;
using python::UnaryOperator;
using python::Value;
using schema::ExprPtr;
using schema::Keyword;
using schema::make_expr;
using schema::Type;

namespace {

const python::MemberTable& function_members() {
  static const python::MemberTable kMembers(table_function_members());
  return kMembers;
}

}  // namespace

const NativeClassSpec kClauseElementClass = {"ClauseElement", "sqlalchemy.sql.elements", nullptr,
                                             nullptr, construct_script_element};
const NativeClassSpec kColumnElementClass = {"ColumnElement", "sqlalchemy.sql.elements",
                                             &kClauseElementClass, &column_element_members()};
const NativeClassSpec kTextClauseClass = {"TextClause", "sqlalchemy.sql.elements",
                                          &kClauseElementClass, &text_clause_members()};
const NativeClassSpec kColumnClauseClass = {"ColumnClause", "sqlalchemy.sql.elements",
                                            &kColumnElementClass};
const NativeClassSpec kFunctionClass = {"Function", "sqlalchemy.sql.functions",
                                        &kFunctionElementClass, &function_members()};
const NativeClassSpec kGenericFunctionClass = {"GenericFunction", "sqlalchemy.sql.functions",
                                               &kFunctionClass};

namespace {

// What operators and functions give back. Python asks the right side first when its class derives
// from that of the left one: Column beside column() and literal_column(), max() beside f().
constexpr const char* kElements = "sqlalchemy.sql.elements";
const NativeClassSpec kBinaryClass = {"BinaryExpression", kElements, &kColumnElementClass};
const NativeClassSpec kUnaryClass = {"UnaryExpression", kElements, &kColumnElementClass};
const NativeClassSpec kJunctionClass = {"BooleanClauseList", kElements, &kColumnElementClass};
const NativeClassSpec kCaseClass = {"Case", kElements, &kColumnElementClass};
const NativeClassSpec kCastClass = {"Cast", kElements, &kColumnElementClass};
const NativeClassSpec kTypeCoerceClass = {"TypeCoerce", kElements, &kColumnElementClass};
const NativeClassSpec kLabelClass = {"Label", kElements, &kColumnElementClass};
const NativeClassSpec kBindParameterClass = {"BindParameter", kElements, &kColumnElementClass};
const NativeClassSpec kOverClass = {"Over", kElements, &kColumnElementClass};
const NativeClassSpec kWithinGroupClass = {"WithinGroup", kElements, &kColumnElementClass};
const NativeClassSpec kExtractClass = {"Extract", kElements, &kColumnElementClass};
const NativeClassSpec kTupleClass = {"Tuple", kElements, &kColumnElementClass};
const NativeClassSpec kNamedColumnClass = {"NamedColumn", kElements, &kColumnElementClass};

}  // namespace

bool is_generic_function(const schema::Function& node) {
  static constexpr std::array<std::string_view, 32> kNames = {"aggregate_strings",
                                                              "array_agg",
                                                              "char_length",
                                                              "coalesce",
                                                              "concat",
                                                              "count",
                                                              "cube",
                                                              "cume_dist",
                                                              "current_date",
                                                              "current_time",
                                                              "current_user",
                                                              "current_timestamp",
                                                              "dense_rank",
                                                              "grouping_sets",
                                                              "localtime",
                                                              "localtimestamp",
                                                              "max",
                                                              "min",
                                                              "mode",
                                                              "next_value",
                                                              "now",
                                                              "percent_rank",
                                                              "random",
                                                              "percentile_cont",
                                                              "rank",
                                                              "percentile_disc",
                                                              "rollup",
                                                              "session_user",
                                                              "sum",
                                                              "sysdate",
                                                              "user",
                                                              "ordered_set_agg"};
  if (!node.packages.empty()) return false;
  std::string name = node.name;
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return std::ranges::find(kNames, name) != kNames.end();
}

namespace {

/// The class of an element by the kind of its node.
struct ClassOfNode {
  const NativeClassSpec* operator()(const schema::TextClause& node) const {
    return node.verbatim ? &kColumnClauseClass : &kTextClauseClass;
  }
  const NativeClassSpec* operator()(const schema::Function& node) const {
    return is_generic_function(node) ? &kGenericFunctionClass : &kFunctionClass;
  }
  const NativeClassSpec* operator()(const schema::SubSelect&) const { return &kNestedSelectClass; }
  const NativeClassSpec* operator()(const schema::Unary& node) const {
    return node.op == "EXISTS" ? &kNestedSelectClass : &kUnaryClass;
  }
  const NativeClassSpec* operator()(const schema::Binary&) const { return &kBinaryClass; }
  const NativeClassSpec* operator()(const schema::Junction&) const { return &kJunctionClass; }
  const NativeClassSpec* operator()(const schema::Case&) const { return &kCaseClass; }
  const NativeClassSpec* operator()(const schema::Cast& node) const {
    return node.printed ? &kCastClass : &kTypeCoerceClass;
  }
  const NativeClassSpec* operator()(const schema::Label&) const { return &kLabelClass; }
  const NativeClassSpec* operator()(const schema::Constant&) const { return &kBindParameterClass; }
  const NativeClassSpec* operator()(const schema::BindParam&) const { return &kBindParameterClass; }
  const NativeClassSpec* operator()(const schema::Over&) const { return &kOverClass; }
  const NativeClassSpec* operator()(const schema::WithinGroup&) const { return &kWithinGroupClass; }
  const NativeClassSpec* operator()(const schema::Extract&) const { return &kExtractClass; }
  const NativeClassSpec* operator()(const schema::ExprList&) const { return &kTupleClass; }
  template <class Node>
  const NativeClassSpec* operator()(const Node&) const {
    return &kNamedColumnClass;
  }
};

std::string_view symbol_of(CompareOperator op) {
  switch (op) {
    case CompareOperator::Eq:
      return "=";
    case CompareOperator::NotEq:
      return "!=";
    case CompareOperator::Lt:
      return "<";
    case CompareOperator::LtE:
      return "<=";
    case CompareOperator::Gt:
      return ">";
    case CompareOperator::GtE:
      return ">=";
    default:
      return {};
  }
}

std::string_view symbol_of(Operator op) {
  switch (op) {
    case Operator::Add:
      return "+";
    case Operator::Sub:
      return "-";
    case Operator::Mult:
      return "*";
    case Operator::Div:
      return "/";
    case Operator::FloorDiv:
      return "//";
    case Operator::Mod:
      return "%";
    case Operator::LShift:
      return "<<";
    case Operator::RShift:
      return ">>";
    default:
      return {};
  }
}

/// The operator for exchanged sides.
std::string_view mirrored(std::string_view op) {
  if (op == "<") return ">";
  if (op == ">") return "<";
  if (op == "<=") return ">=";
  return op == ">=" ? "<=" : op;
}

/// A slice of an array: `a[1:3]`.
ExprPtr slice_expr(Interpreter& interpreter, const python::SliceObject& slice) {
  schema::Binary range;
  range.op = ":";
  range.left = expression_of(interpreter, slice.lower);
  range.right = expression_of(interpreter, slice.upper);
  return make_expr(std::move(range));
}

/// The values beside a tuple_() as one.
ExprPtr tuple_of(Interpreter& interpreter, const Value& values) {
  schema::ExprList list;
  for (const Value& item : interpreter.items_of(values)) {
    list.items.push_back(expression_of(interpreter, item));
  }
  return make_expr(std::move(list));
}

bool same_operand(const ExprPtr& left, const ExprPtr& right) {
  if (left == right) return true;
  const auto* a = std::get_if<schema::ColumnRef>(&left->node);
  const auto* b = std::get_if<schema::ColumnRef>(&right->node);
  return a && b && a->name == b->name && a->table == b->table && a->schema == b->schema;
}

}  // namespace

Value Element::get_item(Interpreter& interpreter, const Value& key) {
  if (!has_operators()) return Value::absent();
  ExprPtr self = expression();
  if (is_collection(key)) {
    schema::LiteralList path;
    for (const Value& part : interpreter.items_of(key)) {
      path.push_back(literal_of(interpreter, part, {}));
    }
    return make_element(interpreter, index_into(self, constant_expr({std::move(path)}), true));
  }
  if (const auto* slice = key.try_as<python::SliceObject>()) {
    schema::Binary part;
    part.op = "[]";
    part.left = self;
    part.right = slice_expr(interpreter, *slice);
    part.type = script::type_of(self);
    return make_element(interpreter, make_expr(std::move(part)));
  }
  return make_element(interpreter, index_into(self, expression_of(interpreter, key), false));
}

Value Element::iterate(Interpreter& interpreter) {
  interpreter.raise(Builtin::TypeError,
                    "'" + std::string(type_name()) + "' object is not iterable");
}

std::uint64_t Element::hash(Interpreter&) {
  return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(this)) >> 4;
}

bool Element::truth(Interpreter& interpreter) {
  if (!has_operators()) return true;
  ExprPtr self = expression();
  if (const auto* binary = std::get_if<schema::Binary>(&self->node)) {
    if (binary->op == "=") return same_operand(binary->left, binary->right);
    if (binary->op == "!=") return !same_operand(binary->left, binary->right);
  }
  interpreter.raise(Builtin::TypeError, "Boolean value of this clause is not defined");
}

std::string Element::str(Interpreter&) {
  // Text that no database was asked for is closest to PostgreSQL's.
  return dialect::find_dialect("postgresql")->compile(expression(), dialect::BindStyle::named).text;
}

Value Element::compare(Interpreter& interpreter, CompareOperator op, const Value& given) {
  if (!has_operators()) return Value::absent();
  std::string_view symbol = symbol_of(op);
  if (symbol.empty()) return Value::absent();
  ExprPtr left = expression();
  auto* column = dynamic_cast<ColumnObject*>(this);
  const Value other = column ? to_database(interpreter, *column, given) : given;
  if (std::holds_alternative<schema::ExprList>(left->node) && is_collection(other)) {
    return make_element(interpreter, script::compare(symbol, left, tuple_of(interpreter, other)));
  }
  // `column == True` compares with the SQL constant, other values become parameters.
  ExprPtr right = other.is_boolean() && (symbol == "=" || symbol == "!=")
                      ? boolean_expr(other.as_boolean())
                      : operand_of(interpreter, other, script::type_of(left));
  if (const auto* unary = std::get_if<schema::Unary>(&left->node);
      unary && (unary->op == "ANY" || unary->op == "ALL")) {
    return make_element(interpreter, script::compare(mirrored(symbol), right, left));
  }
  return make_element(interpreter, script::compare(symbol, left, right));
}

Value Element::binary(Interpreter& interpreter, Operator op, const Value& other, bool reflected) {
  if (!has_operators()) return Value::absent();
  ExprPtr left = expression();
  ExprPtr right = operand_of(interpreter, other, script::type_of(left));
  if (reflected) std::swap(left, right);
  if (op == Operator::BitAnd || op == Operator::BitOr) {
    return make_element(interpreter, junction(op == Operator::BitOr, {left, right}));
  }
  std::string_view symbol = symbol_of(op);
  if (symbol.empty()) return Value::absent();
  return make_element(interpreter, combine(symbol, left, right));
}

Value Element::unary(Interpreter& interpreter, UnaryOperator op) {
  if (!has_operators()) return Value::absent();
  if (op == UnaryOperator::Invert) return make_element(interpreter, negate(expression()));
  if (op != UnaryOperator::USub) return Value::absent();
  schema::Unary minus;
  minus.op = "-";
  minus.operand = expression();
  return make_element(interpreter, make_expr(std::move(minus)));
}

const NativeClassSpec& class_of_expression(const schema::Expr& expression) {
  return *std::visit(ClassOfNode{}, expression.node);
}

Value make_element(Interpreter& interpreter, ExprPtr expression) {
  const NativeClassSpec& spec = class_of_expression(*expression);
  return python::make<ExpressionObject>(Ref(&interpreter.native_class(spec)),
                                        std::move(expression));
}

ExprPtr expression_of(Interpreter& interpreter, const Value& value, const Type& type) {
  if (const auto* element = value.try_as<Element>()) return element->expression();
  if (value.is_none()) return null_expr();
  interpreter.need_known(value, "an SQL expression");
  Value clause = value.is_object() && value.as_object().kind() == python::ObjectKind::instance
                     ? interpreter.find_attribute(value, "__clause_element__")
                     : Value::absent();
  if (!clause.is_absent()) return expression_of(interpreter, interpreter.call(clause), type);
  return constant_expr(literal_of(interpreter, value, type), type);
}

ExprPtr operand_of(Interpreter& interpreter, const Value& value, const Type& type) {
  if (ExprPtr scalar = scalar_subquery_of(value)) return scalar;
  if (value.try_as<Element>() || value.is_none()) return expression_of(interpreter, value, type);
  const Value& plain = python::unwrap(value);
  const bool own_kind = !plain.is_object() || python::string_of(plain) != nullptr;
  if (auto text = range_text(interpreter, value, {})) {
    return constant_expr({std::move(*text)}, type);
  }
  if (!own_kind) {
    ExprPtr operand = expression_of(interpreter, value, type);
    const auto* constant = std::get_if<schema::Constant>(&operand->node);
    if (!constant || std::holds_alternative<schema::JsonText>(constant->value.value) ||
        std::holds_alternative<schema::LiteralList>(constant->value.value)) {
      return operand;
    }
    const Type own = script::type_of(constant->value);
    if (schema::affinity_of(own) == schema::affinity_of(type)) return operand;
    return own.kind == schema::TypeKind::Null ? operand : constant_expr(constant->value, own);
  }
  const bool is_enum = plain.is_object() && &plain != &value;
  schema::Literal literal = literal_of(interpreter, value, is_enum ? type : Type{});
  const Type own = script::type_of(literal);
  const schema::Affinity wanted = schema::affinity_of(type);
  // A text beside a UUID or binary column is one of its values.
  const bool same = schema::affinity_of(own) == wanted || wanted == schema::Affinity::uuid ||
                    wanted == schema::Affinity::binary;
  return constant_expr(std::move(literal), same ? type : own);
}

ExprPtr sql_text_of(Interpreter& interpreter, const Value& value) {
  if (const std::string* text = python::string_of(value)) return schema::text_expr(*text);
  return expression_of(interpreter, value);
}

ExprPtr clause_of(Interpreter& interpreter, const Value& value) {
  if (const std::string* text = python::string_of(value)) {
    raise_sqlalchemy(interpreter, "ArgumentError",
                     "Textual SQL expression '" + *text +
                         "' should be explicitly declared as "
                         "text('" +
                         *text + "')");
  }
  if (value.is_boolean()) return boolean_expr(value.as_boolean());
  return expression_of(interpreter, value);
}

std::vector<ExprPtr> clauses_of(Interpreter& interpreter, std::span<const Value> values) {
  std::vector<ExprPtr> clauses;
  for (const Value& value : values) {
    if (is_collection(value)) {
      for (const Value& item : interpreter.items_of(value)) {
        clauses.push_back(clause_of(interpreter, item));
      }
    } else {
      clauses.push_back(clause_of(interpreter, value));
    }
  }
  return clauses;
}

}  // namespace retort::script
