#include "script/element_methods.h"

#include <array>

#include "dialect/labels.h"
#include "dialect/literal.h"
#include "python/interpreter.h"
#include "script/convert.h"
#include "script/dml.h"
#include "script/elements.h"
#include "script/expression_builder.h"
#include "script/native.h"
#include "script/operators.h"
#include "script/readers.h"
#include "script/statements.h"
#include "script/subqueries.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::NativeMember;
using python::Value;
using schema::Binary;
using schema::ExprPtr;
using schema::make_expr;
using schema::Type;
using schema::TypeKind;
using schema::Unary;

namespace {

template <SignatureText op, bool postfix>
Value modify(Arguments& arguments) {
  Unary unary;
  unary.op = op.text;
  unary.postfix = postfix;
  const Value* operand = arguments.find("column");
  if (!operand) {
    unary.operand = own_expression(arguments);
  } else if (const std::string* name = python::string_of(*operand)) {
    unary.operand = make_expr(schema::NameRef{*name});
  } else {
    unary.operand = expression_of(arguments.interpreter(), *operand);
  }
  return made_element(arguments, make_expr(std::move(unary)));
}

Value label(Arguments& arguments) {
  schema::Label label;
  const Value* name = arguments.find_not_none("name");
  label.operand = own_expression(arguments);
  if (name) {
    label.name = text_of(arguments.interpreter(), *name, "name");
  } else {
    const std::string own = dialect::own_name(label.operand);
    label.name = schema::anonymous_name(own.empty() ? "anon" : own);
  }
  Value labelled = made_element(arguments, make_expr(std::move(label)));
  labelled.try_as<ExpressionObject>()->reader = reader_of(arguments.self());
  return labelled;
}

Value cast(Arguments& arguments) {
  schema::Cast cast;
  cast.operand = own_expression(arguments);
  cast.type = type_of_value(arguments.interpreter(), arguments["type_"]);
  return made_element(arguments, make_expr(std::move(cast)));
}

Value collate(Arguments& arguments) {
  Binary binary;
  binary.op = "COLLATE";
  binary.left = own_expression(arguments);
  binary.right = schema::column_expr(arguments.text("collation"));
  binary.type = type_of(binary.left);
  return made_element(arguments, make_expr(std::move(binary)));
}

/// rows=(start, end), range_= and groups=: where the window begins and ends.
std::optional<schema::Frame> frame_of(const Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  for (const auto& [name, unit] :
       {std::pair{"range_", "RANGE"}, std::pair{"rows", "ROWS"}, std::pair{"groups", "GROUPS"}}) {
    const Value* given = arguments.find_not_none(name);
    if (!given) continue;
    const python::ValueList edges = interpreter.items_of(*given);
    if (edges.size() != 2) {
      interpreter.raise(python::Builtin::ValueError, "2-tuple expected for range/rows");
    }
    schema::Frame frame;
    frame.unit = unit;
    if (!edges[0].is_none()) frame.start = integer_of(interpreter, edges[0], name);
    if (!edges[1].is_none()) frame.end = integer_of(interpreter, edges[1], name);
    return frame;
  }
  return std::nullopt;
}

Value over(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Over over;
  over.operand = own_expression(arguments);
  if (const Value* partition = arguments.find_not_none("partition_by")) {
    over.partition_by = clauses_of(interpreter, std::array{*partition});
  }
  if (const Value* order = arguments.find_not_none("order_by")) {
    const python::ValueList items =
        is_collection(*order) ? interpreter.items_of(*order) : python::ValueList{*order};
    for (const Value& item : items) over.order_by.push_back(order_element(interpreter, item));
  }
  over.frame = frame_of(arguments);
  return made_element(arguments, make_expr(std::move(over)));
}

/// An aggregate over the rows that fulfil conditions.
Value filter(Arguments& arguments) {
  Binary filter;
  filter.op = "FILTER";
  filter.left = own_expression(arguments);
  filter.right = junction(false, clauses_of(arguments.interpreter(), arguments.rest()));
  filter.type = type_of(filter.left);
  return made_element(arguments, make_expr(std::move(filter)));
}

Value within_group(Arguments& arguments) {
  schema::WithinGroup group;
  group.operand = own_expression(arguments);
  group.order_by = clauses_of(arguments.interpreter(), arguments.rest());
  return made_element(arguments, make_expr(std::move(group)));
}

Value itself(Arguments& arguments) {
  return arguments.self();
}

Value get_name(Arguments& arguments) {
  ExprPtr self = own_expression(arguments);
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
  return make_type_object(arguments.interpreter(), type_of(own_expression(arguments)));
}

Value get_text(Arguments& arguments) {
  ExprPtr self = own_expression(arguments);
  return Value::string(std::get<schema::TextClause>(self->node).text);
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
  ExprPtr self = own_expression(arguments);
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
    if (std::holds_alternative<schema::Temporal>(parameter.value->value)) {
      parameter.type = dialect::type_of_value(*parameter.value);
    }
    set_bind(text, parameter.name, make_expr(parameter));
  }
  return made_element(arguments, make_expr(std::move(text)));
}

/// text(...).columns(): what it selects, so that it can stand in FROM.
Value text_columns(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const ExprPtr self = own_expression(arguments);
  schema::TextClause text = std::get<schema::TextClause>(self->node);
  for (const Value& value : arguments.rest()) {
    const auto* column = value.try_as<ColumnObject>();
    if (column) text.columns.emplace_back(column->column.name, column->column.type);
  }
  for (const python::KeywordValue& keyword : arguments.keywords()) {
    text.columns.emplace_back(std::string(keyword.name.text()),
                              type_of_value(interpreter, keyword.value));
  }
  return made_element(arguments, make_expr(std::move(text)));
}
Value text_subquery(Arguments& arguments) {
  return make_subquery(arguments.interpreter(), own_expression(arguments),
                       arguments.optional_text("name"), false);
}
Value text_cte(Arguments& arguments) {
  return make_cte(arguments, own_expression(arguments));
}

// ---- EXISTS and scalar subqueries

/// The SELECT inside; null for anything else.
const schema::Select* inner_select(const ExprPtr& self) {
  if (const auto* sub = std::get_if<schema::SubSelect>(&self->node)) return sub->select.get();
  const auto* exists = std::get_if<Unary>(&self->node);
  return exists && exists->operand ? inner_select(exists->operand) : nullptr;
}

/// The same expression with what a method of select() makes of its SELECT.
template <SignatureText name>
Value change_inner(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const ExprPtr self = own_expression(arguments);
  const schema::Select* inner = inner_select(self);
  if (!inner) return Value::absent();
  auto select = python::make<SelectObject>(python::Ref(&interpreter.native_class(kSelectClass)));
  select->select = *inner;
  const Value changed = interpreter.call_method(Value(select), name.text, arguments.rest());
  const schema::SubSelect sub{
      std::make_shared<const schema::Select>(changed.try_as<SelectObject>()->select)};
  if (std::holds_alternative<schema::SubSelect>(self->node))
    return made_element(arguments, make_expr(sub));
  Unary exists = std::get<Unary>(self->node);
  exists.operand = make_expr(sub);
  return made_element(arguments, make_expr(std::move(exists)));
}
/// `exists(...).select()`: SELECT EXISTS (...).
Value select_exists(Arguments& arguments) {
  auto select =
      python::make<SelectObject>(python::Ref(&arguments.interpreter().native_class(kSelectClass)));
  select->select.columns.push_back(own_expression(arguments));
  return select;
}
const MemberTable& nested_select_members() {
  static const MemberTable kMembers = {
      method<"where(*args)", change_inner<"where">>(),
      method<"filter(*args)", change_inner<"where">>(),
      method<"select_from(*args)", change_inner<"select_from">>(),
      method<"correlate(*args)", change_inner<"correlate">>(),
      method<"correlate_except(*args)", change_inner<"correlate_except">>(),
      method<"select()", select_exists>(),
  };
  return kMembers;
}

Value execution_options(Arguments& arguments) {
  return arguments.self();
}

}  // namespace

const MemberTable& column_element_members() {
  static const MemberTable kMembers = [] {
    std::vector<NativeMember> members = operator_members();
    const std::vector<NativeMember> others = {
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
        method<"over(partition_by=, order_by=, rows=, range_=, groups=)", over>(),
        method<"filter(*criterion)", filter>(),
        method<"within_group(*order_by)", within_group>(),
        method<"self_group(against=)", itself>(),
        method<"scalar_subquery()", itself>(),
        method<"as_scalar()", itself>(),
        method<"compile(bind=, dialect=, **kw)", compile_element>(),
        property<"name()", get_name>(),
        property<"key()", get_name>(),
        property<"type()", get_type>(),
    };
    members.insert(members.end(), others.begin(), others.end());
    return MemberTable(std::move(members));
  }();
  return kMembers;
}

const NativeClassSpec kNestedSelectClass = {"ScalarSelect", "sqlalchemy.sql.selectable",
                                            &kColumnElementClass, &nested_select_members()};

const MemberTable& text_clause_members() {
  static const MemberTable kMembers = {
      method<"bindparams(*binds, **values)", bindparams>(),
      method<"columns(*columns, **types)", text_columns>(),
      method<"subquery(name=)", text_subquery>(),
      method<"alias(name=)", text_subquery>(),
      method<"cte(name=, recursive=, nesting=)", text_cte>(),
      method<"execution_options(**kw)", execution_options>(),
      method<"compile(bind=, dialect=, **kw)", compile_element>(),
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
