#include "script/element_methods.h"

#include <array>

#include "python/interpreter.h"
#include "script/convert.h"
#include "script/elements.h"
#include "script/expression_builder.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/statements.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::Interpreter;
using python::MemberTable;
using python::NativeMember;
using python::Value;
using schema::Binary;
using schema::ExprPtr;
using schema::make_expr;
using schema::Type;
using schema::TypeKind;
using schema::Unary;

namespace {

ExprPtr self_of(const Arguments& arguments) {
  return arguments.self_as<Element>().expression();
}

Value result(const Arguments& arguments, ExprPtr expression) {
  return make_element(arguments.interpreter(), std::move(expression));
}

/// `self OP other`, where `other` becomes a parameter of self's type.
template <SignatureText op>
Value compare_with(Arguments& arguments) {
  ExprPtr self = self_of(arguments);
  ExprPtr other = expression_of(arguments.interpreter(), arguments["other"], type_of(self));
  ExprPtr compared = compare(op.text, self, other);
  if (const std::string escape = arguments.text_or_empty("escape"); !escape.empty()) {
    Binary binary = std::get<Binary>(compared->node);
    binary.escape = escape;
    compared = make_expr(std::move(binary));
  }
  return result(arguments, compared);
}

ExprPtr is_operand(Interpreter& interpreter, const Value& value) {
  if (value.is_boolean()) return boolean_expr(value.as_boolean());
  return expression_of(interpreter, value);
}
Value is_(Arguments& arguments) {
  return result(arguments, compare("IS", self_of(arguments),
                                   is_operand(arguments.interpreter(), arguments["other"])));
}
Value is_not(Arguments& arguments) {
  return result(arguments, compare("IS NOT", self_of(arguments),
                                   is_operand(arguments.interpreter(), arguments["other"])));
}

/// The right side of IN: a list of values, a subquery, or an expanding parameter.
ExprPtr in_operand(Arguments& arguments, const Type& type) {
  Interpreter& interpreter = arguments.interpreter();
  const Value& value = arguments["other"];
  auto* column = arguments.self().try_as<ColumnObject>();
  if (auto select = select_of(interpreter, value)) return select;
  if (value.try_as<Element>()) return expression_of(interpreter, value);
  interpreter.need_known(value, "the values of IN");
  schema::ExprList list;
  for (const Value& item : interpreter.items_of(value)) {
    const Value bound = column ? to_database(interpreter, *column, item) : item;
    list.items.push_back(expression_of(interpreter, bound, type));
  }
  return make_expr(std::move(list));
}
Value in_(Arguments& arguments) {
  ExprPtr self = self_of(arguments);
  ExprPtr other = in_operand(arguments, type_of(self));
  return result(arguments, compare("IN", self, other));
}
Value not_in(Arguments& arguments) {
  ExprPtr self = self_of(arguments);
  ExprPtr other = in_operand(arguments, type_of(self));
  return result(arguments, compare("NOT IN", self, other));
}

Value between(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  ExprPtr self = self_of(arguments);
  Type type = type_of(self);
  schema::ExprList bounds;
  bounds.parenthesised = false;
  bounds.items = {expression_of(interpreter, arguments["cleft"], type),
                  expression_of(interpreter, arguments["cright"], type)};
  return result(arguments, compare("BETWEEN", self, make_expr(std::move(bounds))));
}

/// LIKE with wildcards around the other side, as startswith(), endswith() and contains() do.
ExprPtr like_pattern(const ExprPtr& other, bool before, bool after) {
  ExprPtr pattern = other;
  ExprPtr wildcard = schema::make_expr([] {
    schema::TextClause text;
    text.text = "'%'";
    text.verbatim = true;
    return text;
  }());
  auto join = [](ExprPtr left, ExprPtr right) {
    Binary binary;
    binary.op = "||";
    binary.left = std::move(left);
    binary.right = std::move(right);
    binary.type = schema::make_type(TypeKind::String);
    return make_expr(std::move(binary));
  };
  if (before) pattern = join(wildcard, pattern);
  if (after) pattern = join(pattern, wildcard);
  return pattern;
}
Value like_around(Arguments& arguments, bool before, bool after) {
  ExprPtr self = self_of(arguments);
  ExprPtr other = expression_of(arguments.interpreter(), arguments["other"], type_of(self));
  return result(arguments, compare("LIKE", self, like_pattern(other, before, after)));
}
Value startswith(Arguments& arguments) {
  return like_around(arguments, false, true);
}
Value endswith(Arguments& arguments) {
  return like_around(arguments, true, false);
}
Value contains(Arguments& arguments) {
  ExprPtr self = self_of(arguments);
  Type type = type_of(self);
  if (is_json_kind(type.kind) || type.kind == TypeKind::Array) {
    ExprPtr other = expression_of(arguments.interpreter(), arguments["other"], type);
    return result(arguments, compare("@>", self, other));
  }
  return like_around(arguments, true, true);
}

/// `.op("...")`: a function that takes the other side.
Value op(Arguments& arguments) {
  std::string symbol = arguments.text("opstring");
  ExprPtr left = self_of(arguments);
  bool is_comparison = arguments.flag("is_comparison");
  Type type = is_comparison ? schema::make_type(TypeKind::Boolean)
                            : optional_type(arguments.interpreter(), arguments.find("return_type"));
  return python::make_closure(
      [symbol, left, type](Interpreter& interpreter, const python::CallArguments& call) -> Value {
        Arguments inner(interpreter, "op(other)", call);
        Binary binary;
        binary.op = symbol;
        binary.custom = true;
        binary.left = left;
        binary.right = expression_of(interpreter, inner["other"], script::type_of(left));
        binary.type = type;
        return make_element(interpreter, make_expr(std::move(binary)));
      });
}

template <SignatureText op, bool postfix>
Value modify(Arguments& arguments) {
  Unary unary;
  unary.op = op.text;
  unary.postfix = postfix;
  const Value* operand = arguments.find("column");
  if (!operand) {
    unary.operand = self_of(arguments);
  } else if (const std::string* name = python::string_of(*operand)) {
    unary.operand = schema::column_expr(*name);
  } else {
    unary.operand = expression_of(arguments.interpreter(), *operand);
  }
  return result(arguments, make_expr(std::move(unary)));
}

Value label(Arguments& arguments) {
  schema::Label label;
  const Value* name = arguments.find_not_none("name");
  if (name) label.name = text_of(arguments.interpreter(), *name, "name");
  label.operand = self_of(arguments);
  return result(arguments, make_expr(std::move(label)));
}

Value cast(Arguments& arguments) {
  schema::Cast cast;
  cast.operand = self_of(arguments);
  cast.type = type_of_value(arguments.interpreter(), arguments["type_"]);
  return result(arguments, make_expr(std::move(cast)));
}

Value collate(Arguments& arguments) {
  Binary binary;
  binary.op = "COLLATE";
  binary.left = self_of(arguments);
  binary.right = schema::column_expr(arguments.text("collation"));
  binary.type = type_of(binary.left);
  return result(arguments, make_expr(std::move(binary)));
}

Value concat(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  ExprPtr self = self_of(arguments);
  Binary binary;
  binary.op = "||";
  binary.left = self;
  binary.right = expression_of(interpreter, arguments["other"], type_of(self));
  binary.type = type_of(self);
  return result(arguments, make_expr(std::move(binary)));
}

Value over(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Over over;
  over.operand = self_of(arguments);
  if (const Value* partition = arguments.find_not_none("partition_by")) {
    over.partition_by = clauses_of(interpreter, std::array{*partition});
  }
  if (const Value* order = arguments.find_not_none("order_by")) {
    over.order_by = clauses_of(interpreter, std::array{*order});
  }
  return result(arguments, make_expr(std::move(over)));
}

Value any_(Arguments& arguments) {
  schema::Function function;
  function.name = "ANY";
  function.args = {self_of(arguments)};
  return result(arguments, make_expr(std::move(function)));
}

/// `.any(value)` of an array: `value = ANY (array)`.
Value array_any(Arguments& arguments) {
  schema::Function function;
  function.name = "ANY";
  function.args = {self_of(arguments)};
  ExprPtr value = expression_of(arguments.interpreter(), arguments["other"]);
  return result(arguments, compare("=", value, make_expr(std::move(function))));
}

Value itself(Arguments& arguments) {
  return arguments.self();
}

Value astext(Arguments& arguments) {
  ExprPtr text = json_as_text(self_of(arguments));
  return text ? result(arguments, text) : Value::absent();
}
/// `.as_string()` and the like: the text of the element, cast to the type.
template <TypeKind kind>
Value json_as(Arguments& arguments) {
  ExprPtr text = json_as_text(self_of(arguments));
  if (!text) return Value::absent();
  if (kind == TypeKind::Text) return result(arguments, text);
  schema::Cast cast;
  cast.operand = text;
  cast.type = schema::make_type(kind);
  return result(arguments, make_expr(std::move(cast)));
}

Value get_name(Arguments& arguments) {
  ExprPtr self = self_of(arguments);
  if (const auto* label = std::get_if<schema::Label>(&self->node)) {
    return Value::string(label->name);
  }
  if (const auto* column = std::get_if<schema::ColumnRef>(&self->node)) {
    return Value::string(column->name);
  }
  if (const auto* function = std::get_if<schema::Function>(&self->node)) {
    return Value::string(function->name);
  }
  return Value::absent();
}

Value get_type(Arguments& arguments) {
  return make_type_object(arguments.interpreter(), type_of(self_of(arguments)));
}

Value get_text(Arguments& arguments) {
  ExprPtr self = self_of(arguments);
  return Value::string(std::get<schema::TextClause>(self->node).text);
}

Value compile(Arguments& arguments) {
  return Value::string(arguments.interpreter().str(arguments.self()));
}

void set_bind(schema::TextClause& text, std::string name, ExprPtr value) {
  for (auto& [known, bound] : text.binds) {
    if (known == name) {
      bound = std::move(value);
      return;
    }
  }
  text.binds.emplace_back(std::move(name), std::move(value));
}

Value bindparams(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  ExprPtr self = self_of(arguments);
  schema::TextClause text = std::get<schema::TextClause>(self->node);
  for (const Value& value : arguments.rest()) {
    ExprPtr bound = expression_of(interpreter, value);
    if (const auto* parameter = std::get_if<schema::BindParam>(&bound->node)) {
      set_bind(text, parameter->name, bound);
    }
  }
  for (const python::KeywordValue& keyword : arguments.keywords()) {
    schema::BindParam parameter;
    parameter.name = std::string(keyword.name.text());
    parameter.value = literal_of(interpreter, keyword.value, {});
    set_bind(text, parameter.name, make_expr(parameter));
  }
  return result(arguments, make_expr(std::move(text)));
}

Value execution_options(Arguments& arguments) {
  return arguments.self();
}

}  // namespace

const MemberTable& column_element_members() {
  static const MemberTable kMembers = {
      method<"is_(other)", is_>(),
      method<"is_not(other)", is_not>(),
      method<"isnot(other)", is_not>(),
      method<"in_(other)", in_>(),
      method<"not_in(other)", not_in>(),
      method<"notin_(other)", not_in>(),
      method<"like(other, escape=)", compare_with<"LIKE">>(),
      method<"ilike(other, escape=)", compare_with<"ILIKE">>(),
      method<"not_like(other, escape=)", compare_with<"NOT LIKE">>(),
      method<"notlike(other, escape=)", compare_with<"NOT LIKE">>(),
      method<"not_ilike(other, escape=)", compare_with<"NOT ILIKE">>(),
      method<"notilike(other, escape=)", compare_with<"NOT ILIKE">>(),
      method<"is_distinct_from(other)", compare_with<"IS DISTINCT FROM">>(),
      method<"is_not_distinct_from(other)", compare_with<"IS NOT DISTINCT FROM">>(),
      method<"regexp_match(other, flags=)", compare_with<"~">>(),
      method<"match(other)", compare_with<"@@">>(),
      method<"has_key(other)", compare_with<"?">>(),
      method<"has_any(other)", compare_with<"?|">>(),
      method<"has_all(other)", compare_with<"?&">>(),
      method<"contained_by(other)", compare_with<"<@">>(),
      method<"overlap(other)", compare_with<"&&">>(),
      method<"between(cleft, cright, symmetric=)", between>(),
      method<"startswith(other, autoescape=)", startswith>(),
      method<"endswith(other, autoescape=)", endswith>(),
      method<"contains(other, autoescape=)", contains>(),
      method<"op(opstring, precedence=, is_comparison=, return_type=)", op>(),
      method<"bool_op(opstring, precedence=)", op>(),
      method<"desc()", modify<"DESC", true>>(),
      method<"asc()", modify<"ASC", true>>(),
      method<"nulls_first()", modify<"NULLS FIRST", true>>(),
      method<"nulls_last()", modify<"NULLS LAST", true>>(),
      method<"nullsfirst()", modify<"NULLS FIRST", true>>(),
      method<"nullslast()", modify<"NULLS LAST", true>>(),
      method<"distinct()", modify<"DISTINCT", false>>(),
      method<"label(name)", label>(),
      method<"cast(type_)", cast>(),
      method<"collate(collation)", collate>(),
      method<"concat(other)", concat>(),
      method<"over(partition_by=, order_by=, rows=, range_=)", over>(),
      method<"any_()", any_>(),
      method<"any(other)", array_any>(),
      method<"self_group(against=)", itself>(),
      method<"scalar_subquery()", itself>(),
      method<"as_string()", json_as<TypeKind::Text>>(),
      method<"as_integer()", json_as<TypeKind::Integer>>(),
      method<"as_float()", json_as<TypeKind::Float>>(),
      method<"as_boolean()", json_as<TypeKind::Boolean>>(),
      method<"compile(**kw)", compile>(),
      property<"astext()", astext>(),
      property<"name()", get_name>(),
      property<"key()", get_name>(),
      property<"type()", get_type>(),
  };
  return kMembers;
}

const MemberTable& text_clause_members() {
  static const MemberTable kMembers = {
      method<"bindparams(*binds, **values)", bindparams>(),
      method<"columns(*columns, **types)", itself>(),
      method<"execution_options(**kw)", execution_options>(),
      method<"compile(**kw)", compile>(),
      method<"self_group(against=)", itself>(),
      property<"text()", get_text>(),
  };
  return kMembers;
}

std::vector<NativeMember> modifier_functions() {
  return {
      function<"desc(column)", modify<"DESC", true>>(),
      function<"asc(column)", modify<"ASC", true>>(),
      function<"nulls_first(column)", modify<"NULLS FIRST", true>>(),
      function<"nulls_last(column)", modify<"NULLS LAST", true>>(),
      function<"nullsfirst(column)", modify<"NULLS FIRST", true>>(),
      function<"nullslast(column)", modify<"NULLS LAST", true>>(),
      function<"distinct(column)", modify<"DISTINCT", false>>(),
  };
}

}  // namespace retort::script
