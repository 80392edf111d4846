// Functions of the `sqlalchemy` module that make expressions, and `func`.
#include <array>

#include "dialect/literal.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "script/convert.h"
#include "script/element_methods.h"
#include "script/elements.h"
#include "script/expression_builder.h"
#include "script/native.h"
#include "script/statements.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::CallArguments;
using python::DictObject;
using python::Interpreter;
using python::NativeMember;
using python::Symbol;
using python::Value;
using schema::ExprPtr;
using schema::make_expr;
using schema::Type;
using schema::TypeKind;

namespace {

Value element(const Arguments& arguments, ExprPtr expression) {
  return make_element(arguments.interpreter(), std::move(expression));
}

/// What the functions that SQLAlchemy knows give back.
Type function_type(std::string_view name, const std::vector<ExprPtr>& args) {
  if (name == "count" || name == "rank" || name == "dense_rank" || name == "row_number" ||
      name == "char_length") {
    return schema::make_type(TypeKind::Integer);
  }
  if (name == "aggregate_strings") return schema::make_type(TypeKind::String);
  if (name == "array_agg" && !args.empty()) {
    Type type = schema::make_type(TypeKind::Array);
    type.item = {type_of(args.front())};
    return type;
  }
  if (name == "now" || name == "current_timestamp" || name == "sysdate") {
    return schema::make_type(TypeKind::DateTime);
  }
  if (name == "current_date") return schema::make_type(TypeKind::Date);
  if (name == "concat") return schema::make_type(TypeKind::String);
  if (name == "coalesce" || name == "max" || name == "min" || name == "sum") {
    for (const ExprPtr& argument : args) {
      Type type = type_of(argument);
      if (type.kind != TypeKind::Null) return type;
    }
  }
  return {};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// func.extract("year", x) is extract(): null when the field is no text.
ExprPtr extract_of(const std::vector<ExprPtr>& args) {
  const auto* field = std::get_if<schema::Constant>(&args.front()->node);
  const auto* name = field ? std::get_if<std::string>(&field->value.value) : nullptr;
  if (!name) return nullptr;
  return make_expr(schema::Extract{*name, args.back()});
}

/// `func`, `func.pg_catalog`, `func.now`: called, it makes the function.
class FunctionNamespace final : public python::Object {
 public:
  explicit FunctionNamespace(std::vector<std::string> names) : names_(std::move(names)) {}
  std::string_view type_name() const override { return "_FunctionGenerator"; }
  bool is_callable() const override { return true; }

  Value get_attribute(Interpreter&, Symbol name) override {
    std::string_view text = name.text();
    if (text.starts_with("__")) return Value::absent();
    if (text.ends_with("_")) text.remove_suffix(1);
    std::vector<std::string> names = names_;
    names.emplace_back(text);
    return python::make<FunctionNamespace>(std::move(names));
  }

  Value call(Interpreter& interpreter, const CallArguments& call) override {
    Arguments arguments(interpreter, "func(*clauses, type_=, **kw)", call);
    schema::Function function;
    function.name = names_.empty() ? "func" : names_.back();
    if (!names_.empty()) function.packages.assign(names_.begin(), names_.end() - 1);
    std::vector<ExprPtr> args;
    for (const Value& value : arguments.rest()) {
      if (function.name == "cast" && is_type(interpreter, value)) {
        schema::Cast cast;
        cast.operand = args.empty() ? null_expr() : args.front();
        cast.type = type_of_value(interpreter, value);
        return make_element(interpreter, make_expr(std::move(cast)));
      }
      if (ExprPtr scalar = scalar_subquery_of(value)) {
        args.push_back(std::move(scalar));
      } else {
        args.push_back(expression_of(interpreter, value));
      }
    }
    if (names_.size() == 1 && lower(function.name) == "extract" && args.size() == 2) {
      if (ExprPtr extract = extract_of(args)) return make_element(interpreter, std::move(extract));
    }
    const Value* given = arguments.find_not_none("type_");
    function.type = given ? type_of_value(interpreter, *given) : function_type(function.name, args);
    function.args = std::move(args);
    return make_element(interpreter, make_expr(std::move(function)));
  }

 private:
  std::vector<std::string> names_;
};

Value text(Arguments& arguments) {
  return element(arguments, schema::text_expr(arguments.text("text")));
}

Value literal_column(Arguments& arguments) {
  schema::TextClause clause;
  clause.text = arguments.text("text");
  clause.verbatim = true;
  clause.type = optional_type(arguments.interpreter(), arguments.find("type_"));
  return element(arguments, make_expr(std::move(clause)));
}

/// SQLite keeps a moment in another form when its type is known.
void take_type_of_moment(const schema::Literal& value, Type& type) {
  const bool moment = std::holds_alternative<schema::Temporal>(value.value);
  if (moment && type.kind == schema::TypeKind::Null) type = dialect::type_of_value(value);
}

Value literal(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Type type = optional_type(interpreter, arguments.find("type_"));
  schema::Literal value = literal_of(interpreter, arguments["value"], type);
  take_type_of_moment(value, type);
  return element(arguments, constant_expr(std::move(value), type));
}

Value bindparam(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::BindParam parameter;
  parameter.name = arguments.optional_text("key").value_or(schema::anonymous_name("param"));
  parameter.type = optional_type(interpreter, arguments.find("type_"));
  parameter.expanding = arguments.flag("expanding");
  if (const Value* made = arguments.find_not_none("callable_")) {
    parameter.value = literal_of(interpreter, interpreter.call(*made), parameter.type);
  }
  if (const Value* value = arguments.find("value")) {
    parameter.value = literal_of(interpreter, *value, parameter.type);
    take_type_of_moment(*parameter.value, parameter.type);
  }
  return element(arguments, make_expr(std::move(parameter)));
}

Value null(Arguments& arguments) {
  return element(arguments, null_expr());
}
Value true_(Arguments& arguments) {
  return element(arguments, boolean_expr(true));
}
Value false_(Arguments& arguments) {
  return element(arguments, boolean_expr(false));
}

Value cast_with(Arguments& arguments, bool printed) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Cast cast;
  cast.type = type_of_value(interpreter, arguments["type_"]);
  cast.operand = expression_of(interpreter, arguments["expression"], cast.type);
  cast.printed = printed;
  return element(arguments, make_expr(std::move(cast)));
}
Value cast(Arguments& arguments) {
  return cast_with(arguments, true);
}
Value type_coerce(Arguments& arguments) {
  return cast_with(arguments, false);
}

Value and_(Arguments& arguments) {
  return element(arguments, junction(false, clauses_of(arguments.interpreter(), arguments.rest())));
}
Value or_(Arguments& arguments) {
  return element(arguments, junction(true, clauses_of(arguments.interpreter(), arguments.rest())));
}
Value not_(Arguments& arguments) {
  return element(arguments, negate(clause_of(arguments.interpreter(), arguments["clause"])));
}

void add_when(Interpreter& interpreter, schema::Case& result, const Value& pair) {
  python::ValueList parts = interpreter.items_of(pair);
  if (parts.size() != 2) {
    interpreter.raise(python::Builtin::ValueError, "case() takes pairs of a condition and a value");
  }
  ExprPtr when =
      result.subject ? expression_of(interpreter, parts[0]) : clause_of(interpreter, parts[0]);
  result.whens.emplace_back(std::move(when), expression_of(interpreter, parts[1]));
}

Value case_(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Case result;
  if (const Value* subject = arguments.find_not_none("value")) {
    result.subject = expression_of(interpreter, *subject);
  }
  for (const Value& item : arguments.rest()) {
    if (const auto* dict = python::unwrap(item).try_as<DictObject>()) {
      for (const auto& entry : dict->table.entries()) {
        if (entry.key.is_absent()) continue;
        add_when(interpreter, result, python::make_tuple({entry.key, entry.value}));
      }
    } else if (item.try_as<python::ListObject>()) {
      for (const Value& pair : interpreter.items_of(item)) add_when(interpreter, result, pair);
    } else {
      add_when(interpreter, result, item);
    }
  }
  if (const Value* otherwise = arguments.find_not_none("else_")) {
    result.otherwise = expression_of(interpreter, *otherwise);
  }
  return element(arguments, make_expr(std::move(result)));
}

Value tuple_(Arguments& arguments) {
  schema::ExprList list;
  for (const Value& value : arguments.rest()) {
    list.items.push_back(expression_of(arguments.interpreter(), value));
  }
  return element(arguments, make_expr(std::move(list)));
}

Value extract(Arguments& arguments) {
  schema::Extract result;
  result.field = arguments.text("field");
  result.operand = expression_of(arguments.interpreter(), arguments["expr"]);
  return element(arguments, make_expr(std::move(result)));
}

/// any_(array or subquery), all_(...).
template <SignatureText op>
Value quantifier(Arguments& arguments) {
  schema::Unary unary;
  unary.op = op.text;
  ExprPtr scalar = scalar_subquery_of(arguments["expr"]);
  unary.operand = scalar ? scalar : expression_of(arguments.interpreter(), arguments["expr"]);
  return element(arguments, make_expr(std::move(unary)));
}

/// postgresql.Any(value, array, operator), All(...).
template <SignatureText name>
Value array_quantifier(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value array = element(arguments, expression_of(interpreter, arguments["arrexpr"]));
  const Value bound = interpreter.get_attribute(array, name.text);
  const Value* given = arguments.find_not_none("operator");
  return interpreter.call(bound, std::array{arguments["other"], given ? *given : Value::none()});
}

/// A function that is a method of its first argument: label(x, name), between(x, a, b).
template <SignatureText name>
Value method_of_first(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Value target = element(arguments, expression_of(interpreter, arguments["expr"]));
  Value bound = interpreter.get_attribute(target, name.text);
  return interpreter.call(bound, arguments.rest(), arguments.keywords());
}

Value array(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::ArrayLiteral result;
  if (const Value* type = arguments.find_not_none("type_")) {
    Type array_type = type_of_value(interpreter, *type);
    result.item_type = array_type.item.empty() ? array_type : array_type.item.front();
  }
  for (const Value& item : interpreter.items_of(arguments["clauses"])) {
    result.items.push_back(expression_of(interpreter, item, result.item_type));
  }
  return element(arguments, make_expr(std::move(result)));
}

/// postgresql.array_agg(x): func.array_agg(x), of an ARRAY.
Value array_agg(Arguments& arguments) {
  schema::Function function;
  function.name = "array_agg";
  function.args = {expression_of(arguments.interpreter(), arguments["expr"])};
  function.type = function_type(function.name, function.args);
  return element(arguments, make_expr(std::move(function)));
}

/// mysql.match(column, ..., against=): the modes are the operator's flags.
Value mysql_match(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Binary match;
  match.op = "MATCH AGAINST";
  schema::ExprList columns;
  columns.parenthesised = false;
  for (const Value& column : arguments.rest()) {
    columns.items.push_back(expression_of(interpreter, column));
  }
  match.left = make_expr(std::move(columns));
  match.right =
      expression_of(interpreter, arguments["against"], schema::make_type(TypeKind::String));
  for (const auto& [flag, words] :
       {std::pair{"in_boolean_mode", " IN BOOLEAN MODE"},
        std::pair{"in_natural_language_mode", " IN NATURAL LANGUAGE MODE"},
        std::pair{"with_query_expansion", " WITH QUERY EXPANSION"}}) {
    if (arguments.flag(flag)) match.escape += words;
  }
  match.type = schema::make_type(TypeKind::Numeric);
  return element(arguments, make_expr(std::move(match)));
}

/// aggregate_order_by(target, *order_by): the order stands inside the aggregate's parentheses.
Value aggregate_order_by(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Binary result;
  result.op = "ORDER BY";
  result.custom = true;
  result.left = expression_of(interpreter, arguments["target"]);
  schema::ExprList order;
  order.parenthesised = false;
  order.items = clauses_of(interpreter, arguments.rest());
  result.right = make_expr(std::move(order));
  result.type = type_of(result.left);
  return element(arguments, make_expr(std::move(result)));
}

template <SignatureText name>
Value label_style(Interpreter&) {
  return Value::string(name.text);
}

Value table(Interpreter& interpreter, const CallArguments& call) {
  return make_light_table(interpreter, call);
}

NativeMember raw_function(const char* name, python::NativeFunction code) {
  NativeMember result{};
  result.kind = NativeMember::Kind::function;
  result.name = name;
  result.function = code;
  return result;
}

}  // namespace

Value make_function_namespace(Interpreter&) {
  return python::make<FunctionNamespace>(std::vector<std::string>());
}

const std::vector<NativeMember>& expression_members() {
  static const std::vector<NativeMember> kMembers = [] {
    std::vector<NativeMember> members = {
        function<"text(text)", text>(),
        function<"literal_column(text, type_=)", literal_column>(),
        function<"literal(value, type_=, literal_execute=)", literal>(),
        function<"bindparam(key, value=, type_=, unique=, required=, quote=, callable_=, "
                 "expanding=, isoutparam=, literal_execute=)",
                 bindparam>(),
        function<"null()", null>(),
        function<"true()", true_>(),
        function<"false()", false_>(),
        function<"cast(expression, type_)", cast>(),
        function<"try_cast(expression, type_)", cast>(),
        function<"type_coerce(expression, type_)", type_coerce>(),
        function<"and_(*clauses)", and_>(),
        function<"or_(*clauses)", or_>(),
        function<"not_(clause)", not_>(),
        function<"case(*whens, value=, else_=)", case_>(),
        function<"tuple_(*clauses, types=)", tuple_>(),
        function<"extract(field, expr)", extract>(),
        function<"any_(expr)", quantifier<"ANY">>(),
        function<"all_(expr)", quantifier<"ALL">>(),
        function<"Any(other, arrexpr, operator=)", array_quantifier<"any">>(),
        function<"All(other, arrexpr, operator=)", array_quantifier<"all">>(),
        function<"funcfilter(expr, *args)", method_of_first<"filter">>(),
        function<"within_group(expr, *args)", method_of_first<"within_group">>(),
        function<"bitwise_not(expr, *args)", method_of_first<"bitwise_not">>(),
        function<"label(expr, *args)", method_of_first<"label">>(),
        function<"between(expr, *args, **kw)", method_of_first<"between">>(),
        function<"collate(expr, *args)", method_of_first<"collate">>(),
        function<"over(expr, *args, **kw)", method_of_first<"over">>(),
        function<"array(clauses, type_=)", array>(),
        function<"array_agg(expr)", array_agg>(),
        function<"match(*columns, against, in_boolean_mode=, in_natural_language_mode=, "
                 "with_query_expansion=)",
                 mysql_match>(),
        function<"aggregate_order_by(target, *order_by)", aggregate_order_by>(),
        raw_function("column", make_light_column),
        raw_function("table", table),
        lazy_value("func", make_function_namespace),
        lazy_value("LABEL_STYLE_TABLENAME_PLUS_COL", label_style<"TABLENAME_PLUS_COL">),
        lazy_value("LABEL_STYLE_DISAMBIGUATE_ONLY", label_style<"DISAMBIGUATE_ONLY">),
        lazy_value("LABEL_STYLE_DEFAULT", label_style<"DISAMBIGUATE_ONLY">),
        lazy_value("LABEL_STYLE_NONE", label_style<"NONE">),
    };
    for (const auto& group : {modifier_functions(), statement_functions()}) {
      members.insert(members.end(), group.begin(), group.end());
    }
    return members;
  }();
  return kMembers;
}

}  // namespace retort::script
