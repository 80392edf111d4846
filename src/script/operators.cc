#include "script/operators.h"

#include <algorithm>
#include <array>

#include "python/interpreter.h"
#include "script/convert.h"
#include "script/elements.h"
#include "script/expression_builder.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/range_values.h"
#include "script/statements.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::Interpreter;
using python::NativeMember;
using python::Value;
using schema::Binary;
using schema::ExprPtr;
using schema::make_expr;
using schema::Type;
using schema::TypeKind;

ExprPtr own_expression(const Arguments& arguments) {
  return arguments.self_as<Element>().expression();
}

Value made_element(const Arguments& arguments, ExprPtr expression) {
  return make_element(arguments.interpreter(), std::move(expression));
}

namespace {

Binary binary_of(std::string_view op, ExprPtr left, ExprPtr right, Type type = {}) {
  Binary binary;
  binary.op = std::string(op);
  binary.left = std::move(left);
  binary.right = std::move(right);
  binary.type = std::move(type);
  return binary;
}

/// `self OP other`; `escape` and `flags` are what LIKE and regular expressions take besides.
template <SignatureText op>
Value compare_with(Arguments& arguments) {
  ExprPtr self = own_expression(arguments);
  ExprPtr other = operand_of(arguments.interpreter(), arguments["other"], type_of(self));
  Binary binary = std::get<Binary>(compare(op.text, self, other)->node);
  for (const char* name : {"escape", "flags", "postgresql_regconfig"}) {
    if (const Value* given = arguments.find_not_none(name)) {
      binary.escape = text_of(arguments.interpreter(), *given, name);
    }
  }
  return made_element(arguments, make_expr(std::move(binary)));
}

ExprPtr constant_operand(Interpreter& interpreter, const Value& value, const Type& type) {
  if (value.is_boolean()) return boolean_expr(value.as_boolean());
  return operand_of(interpreter, value, type);
}
template <SignatureText op>
Value is_with(Arguments& arguments) {
  ExprPtr self = own_expression(arguments);
  ExprPtr other = constant_operand(arguments.interpreter(), arguments["other"], type_of(self));
  return made_element(arguments, compare(op.text, self, other));
}

/// The right side of IN: a list of values or of tuples, a subquery, or an expanding parameter.
ExprPtr in_operand(Arguments& arguments, const Type& type) {
  Interpreter& interpreter = arguments.interpreter();
  const Value& value = arguments["other"];
  auto* column = arguments.self().try_as<ColumnObject>();
  if (auto select = select_of(interpreter, value)) return select;
  if (value.try_as<Element>()) return expression_of(interpreter, value);
  interpreter.need_known(value, "the values of IN");
  if (value.try_as<python::Instance>()) {  // A query of the ORM, which is also a sequence of rows.
    const Value statement = interpreter.find_attribute(value, "statement");
    if (auto select = select_of(interpreter, statement)) return select;
  }
  schema::ExprList list;
  for (const Value& item : interpreter.items_of(value)) {
    if (is_collection(item) && type.kind == TypeKind::Null) {
      schema::ExprList row;
      for (const Value& part : interpreter.items_of(item)) {
        row.items.push_back(expression_of(interpreter, part));
      }
      list.items.push_back(make_expr(std::move(row)));
      continue;
    }
    const Value bound = column ? to_database(interpreter, *column, item) : item;
    list.items.push_back(operand_of(interpreter, bound, type));
  }
  return make_expr(std::move(list));
}
template <SignatureText op>
Value in_with(Arguments& arguments) {
  ExprPtr self = own_expression(arguments);
  ExprPtr other = in_operand(arguments, type_of(self));
  return made_element(arguments, compare(op.text, self, other));
}

Value between(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  ExprPtr self = own_expression(arguments);
  Type type = type_of(self);
  schema::ExprList bounds;
  bounds.parenthesised = false;
  bounds.items = {operand_of(interpreter, arguments["cleft"], type),
                  operand_of(interpreter, arguments["cright"], type)};
  const char* op = arguments.flag("symmetric") ? "BETWEEN SYMMETRIC" : "BETWEEN";
  return made_element(arguments, compare(op, self, make_expr(std::move(bounds))));
}

/// `autoescape`: `%`, `_` and the escape character stand for themselves.
std::string escaped(const std::string& text, char escape) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == escape) out += escape;
    out += c;
  }
  return out;
}

/// contains(), startswith(), endswith() and those that ignore case.
template <SignatureText op>
Value matches(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  ExprPtr self = own_expression(arguments);
  Type type = type_of(self);
  if (std::string_view(op.text) == "contains" &&
      (is_json_kind(type.kind) || type.kind == TypeKind::Array || type.kind == TypeKind::PgHSTORE ||
       is_range_kind(type.kind))) {
    const Type value_type = is_range_kind(type.kind) ? Type{} : type;
    return made_element(
        arguments, compare("@>", self, operand_of(interpreter, arguments["other"], value_type)));
  }
  std::string escape = arguments.text_or_empty("escape");
  Value other = arguments["other"];
  if (arguments.flag("autoescape")) {
    if (escape.empty()) escape = "/";
    other = Value::string(escaped(text_of(interpreter, other, "other"), escape.front()));
  }
  Binary binary =
      std::get<Binary>(compare(op.text, self, operand_of(interpreter, other, type))->node);
  binary.escape = escape;
  return made_element(arguments, make_expr(std::move(binary)));
}

/// `.op("...")`: a function that takes the other side.
template <bool comparison>
Value op(Arguments& arguments) {
  std::string symbol = arguments.text("opstring");
  const int precedence = static_cast<int>(arguments.optional_integer("precedence").value_or(0));
  ExprPtr left = own_expression(arguments);
  bool is_comparison = comparison || arguments.flag("is_comparison");
  const Value* given = arguments.find("return_type");
  Type type = is_comparison && !given ? schema::make_type(TypeKind::Boolean)
                                      : optional_type(arguments.interpreter(), given);
  return python::make_closure(
      [symbol, left, type, precedence](Interpreter& interpreter,
                                       const python::CallArguments& call) -> Value {
        Arguments inner(interpreter, "op(other)", call);
        Binary binary = binary_of(
            symbol, left, operand_of(interpreter, inner["other"], script::type_of(left)), type);
        if (type.kind == TypeKind::Null) binary.type = script::type_of(left);
        binary.custom = true;
        binary.precedence = precedence;
        return make_element(interpreter, make_expr(std::move(binary)));
      });
}

/// Arithmetic and the like, with the type of the left side.
template <SignatureText op>
Value combine_with(Arguments& arguments) {
  ExprPtr self = own_expression(arguments);
  Type type = type_of(self);
  ExprPtr other = operand_of(arguments.interpreter(), arguments["other"], type);
  return made_element(arguments, make_expr(binary_of(op.text, self, std::move(other), type)));
}

Value bitwise_not(Arguments& arguments) {
  schema::Unary unary;
  unary.op = "~";
  unary.operand = own_expression(arguments);
  return made_element(arguments, make_expr(std::move(unary)));
}

Value regexp_replace(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::ExprList parts;
  parts.items = {expression_of(interpreter, arguments["pattern"]),
                 expression_of(interpreter, arguments["replacement"])};
  Binary binary = binary_of("REGEXP_REPLACE", own_expression(arguments),
                            make_expr(std::move(parts)), schema::make_type(TypeKind::String));
  binary.escape = arguments.text_or_empty("flags");
  return made_element(arguments, make_expr(std::move(binary)));
}

ExprPtr quantified(std::string_view op, ExprPtr operand) {
  schema::Unary unary;
  unary.op = std::string(op);
  unary.operand = std::move(operand);
  return make_expr(std::move(unary));
}
Value any_(Arguments& arguments) {
  return made_element(arguments, quantified("ANY", own_expression(arguments)));
}
Value all_(Arguments& arguments) {
  return made_element(arguments, quantified("ALL", own_expression(arguments)));
}
/// `.any(value)` of an array: `value = ANY (array)`.
template <SignatureText op>
Value array_quantified(Arguments& arguments) {
  ExprPtr self = own_expression(arguments);
  const Type type = type_of(self);
  Interpreter& interpreter = arguments.interpreter();
  ExprPtr value =
      operand_of(interpreter, arguments["other"], type.item.empty() ? Type{} : type.item.front());
  if (const Value* given = arguments.find_not_none("operator")) {
    return interpreter.call(*given, std::array{make_element(interpreter, value),
                                               made_element(arguments, quantified(op.text, self))});
  }
  return made_element(arguments, compare("=", value, quantified(op.text, self)));
}

// ---- JSON

Value astext(Arguments& arguments) {
  ExprPtr text = json_as_text(own_expression(arguments));
  return text ? made_element(arguments, text) : Value::absent();
}
/// `.as_string()` and the like: the element read as a plain value of that type.
Value json_as(Arguments& arguments, Type type) {
  ExprPtr element = json_read_as(own_expression(arguments), std::move(type));
  return element ? made_element(arguments, element) : Value::absent();
}
template <TypeKind kind>
Value json_as_kind(Arguments& arguments) {
  return json_as(arguments, schema::make_type(kind));
}
Value json_as_numeric(Arguments& arguments) {
  Type type = schema::make_type(TypeKind::Numeric);
  type.precision = arguments.optional_integer("precision");
  type.scale = arguments.optional_integer("scale");
  return json_as(arguments, std::move(type));
}
Value json_as_json(Arguments& arguments) {
  return arguments.self();
}
Value delete_path(Arguments& arguments) {
  schema::Cast path;
  path.operand = expression_of(arguments.interpreter(), arguments["other"]);
  path.type = schema::make_type(TypeKind::Array);
  path.type.item = {schema::make_type(TypeKind::TEXT)};
  ExprPtr self = own_expression(arguments);
  Binary binary = binary_of("#-", self, make_expr(std::move(path)), type_of(self));
  binary.custom = true;
  return made_element(arguments, make_expr(std::move(binary)));
}
template <SignatureText op>
Value json_path_test(Arguments& arguments) {
  Binary binary = binary_of(op.text, own_expression(arguments),
                            expression_of(arguments.interpreter(), arguments["other"]),
                            schema::make_type(TypeKind::Boolean));
  binary.custom = true;
  return made_element(arguments, make_expr(std::move(binary)));
}

/// How two ranges lie to each other.
template <SignatureText op>
Value range_test(Arguments& arguments) {
  Binary binary = binary_of(op.text, own_expression(arguments),
                            expression_of(arguments.interpreter(), arguments["other"]),
                            schema::make_type(TypeKind::Boolean));
  binary.custom = true;
  return made_element(arguments, make_expr(std::move(binary)));
}

/// mysql.match(...).in_boolean_mode() and the like.
template <SignatureText words>
Value with_match_mode(Arguments& arguments) {
  const ExprPtr self = own_expression(arguments);
  const auto* match = std::get_if<Binary>(&self->node);
  if (!match || match->op != "MATCH AGAINST") return Value::absent();
  Binary changed = *match;
  changed.escape += words.text;
  return made_element(arguments, make_expr(std::move(changed)));
}

std::vector<NativeMember> comparison_members() {
  return {
      method<"is_(other)", is_with<"IS">>(),
      method<"is_not(other)", is_with<"IS NOT">>(),
      method<"isnot(other)", is_with<"IS NOT">>(),
      method<"is_distinct_from(other)", is_with<"IS DISTINCT FROM">>(),
      method<"is_not_distinct_from(other)", is_with<"IS NOT DISTINCT FROM">>(),
      method<"isnot_distinct_from(other)", is_with<"IS NOT DISTINCT FROM">>(),
      method<"in_(other)", in_with<"IN">>(),
      method<"not_in(other)", in_with<"NOT IN">>(),
      method<"notin_(other)", in_with<"NOT IN">>(),
      method<"like(other, escape=)", compare_with<"LIKE">>(),
      method<"ilike(other, escape=)", compare_with<"ILIKE">>(),
      method<"not_like(other, escape=)", compare_with<"NOT LIKE">>(),
      method<"notlike(other, escape=)", compare_with<"NOT LIKE">>(),
      method<"not_ilike(other, escape=)", compare_with<"NOT ILIKE">>(),
      method<"notilike(other, escape=)", compare_with<"NOT ILIKE">>(),
      method<"regexp_match(other, flags=)", compare_with<"~">>(),
      method<"regexp_replace(pattern, replacement, flags=)", regexp_replace>(),
      method<"match(other, postgresql_regconfig=, **kw)", compare_with<"MATCH">>(),
      method<"between(cleft, cright, symmetric=)", between>(),
      method<"startswith(other, autoescape=, escape=)", matches<"startswith">>(),
      method<"endswith(other, autoescape=, escape=)", matches<"endswith">>(),
      method<"contains(other, autoescape=, escape=)", matches<"contains">>(),
      method<"istartswith(other, autoescape=, escape=)", matches<"istartswith">>(),
      method<"iendswith(other, autoescape=, escape=)", matches<"iendswith">>(),
      method<"icontains(other, autoescape=, escape=)", matches<"icontains">>(),
      method<"op(opstring, precedence=, is_comparison=, return_type=, python_impl=)", op<false>>(),
      method<"bool_op(opstring, precedence=, python_impl=)", op<true>>(),
  };
}

}  // namespace

std::vector<NativeMember> operator_members() {
  std::vector<NativeMember> members = comparison_members();
  const std::vector<NativeMember> others = {
      method<"bitwise_and(other)", combine_with<"&">>(),
      method<"bitwise_or(other)", combine_with<"|">>(),
      method<"bitwise_xor(other)", combine_with<"^">>(),
      method<"bitwise_lshift(other)", combine_with<"<<">>(),
      method<"bitwise_rshift(other)", combine_with<">>">>(),
      method<"bitwise_not()", bitwise_not>(),
      method<"concat(other)", combine_with<"||">>(),
      method<"any_()", any_>(),
      method<"all_()", all_>(),
      method<"any(other, operator=)", array_quantified<"ANY">>(),
      method<"all(other, operator=)", array_quantified<"ALL">>(),
      method<"has_key(other)", compare_with<"?">>(),
      method<"has_any(other)", compare_with<"?|">>(),
      method<"has_all(other)", compare_with<"?&">>(),
      method<"contained_by(other)", compare_with<"<@">>(),
      method<"overlap(other)", compare_with<"&&">>(),
      method<"overlaps(other)", compare_with<"&&">>(),
      method<"strictly_left_of(other)", range_test<"<<">>(),
      method<"strictly_right_of(other)", range_test<">>">>(),
      method<"not_extend_right_of(other)", range_test<"&<">>(),
      method<"not_extend_left_of(other)", range_test<"&>">>(),
      method<"adjacent_to(other)", range_test<"-|-">>(),
      method<"in_boolean_mode()", with_match_mode<" IN BOOLEAN MODE">>(),
      method<"in_natural_language_mode()", with_match_mode<" IN NATURAL LANGUAGE MODE">>(),
      method<"with_query_expansion()", with_match_mode<" WITH QUERY EXPANSION">>(),
      method<"delete_path(other)", delete_path>(),
      method<"path_exists(other)", json_path_test<"@?">>(),
      method<"path_match(other)", json_path_test<"@@">>(),
      method<"as_string()", json_as_kind<TypeKind::Unicode>>(),
      method<"as_integer()", json_as_kind<TypeKind::Integer>>(),
      method<"as_float()", json_as_kind<TypeKind::Float>>(),
      method<"as_boolean()", json_as_kind<TypeKind::Boolean>>(),
      method<"as_numeric(precision, scale, asdecimal=)", json_as_numeric>(),
      method<"as_json()", json_as_json>(),
      property<"astext()", astext>(),
  };
  members.insert(members.end(), others.begin(), others.end());
  return members;
}

}  // namespace retort::script
