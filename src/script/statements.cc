#include "script/statements.h"

#include <algorithm>
#include <array>

#include "python/interpreter.h"
#include "python/objects.h"
#include "script/convert.h"
#include "script/dml.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/expression_walk.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/tables.h"

namespace retort::script {

using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::NativeMember;
using python::Ref;
using python::Value;
using schema::ExprPtr;
using schema::make_expr;

namespace {

Ref<SelectObject> new_select(Interpreter& interpreter) {
  return python::make<SelectObject>(Ref(&interpreter.native_class(kSelectClass)));
}

Ref<SelectObject> copy_of(const Arguments& arguments) {
  const auto& self = arguments.self_as<SelectObject>();
  auto copy = python::make<SelectObject>(self.cls);
  copy->select = self.select;
  copy->correlated = self.correlated;
  copy->entities = self.entities;
  copy->loader_options = self.loader_options;
  copy->execution_options = self.execution_options;
  return copy;
}

/// A table (or the mapped class of one) stands for its columns; a list (as in SQLAlchemy 1.x) for
/// its items.
void add_columns(Interpreter& interpreter, SelectObject& object, std::span<const Value> items) {
  schema::Select& select = object.select;
  for (const Value& item : items) {
    const Value plain = unmapped(interpreter, item);
    if (is_collection(plain)) {
      add_columns(interpreter, object, interpreter.items_of(plain));
      continue;
    }
    object.entities.push_back(item);
    if (const auto* table = plain.try_as<TableObject>()) {
      for (const auto& column : table->columns) select.columns.push_back(column->expression());
      if (table->columns.empty()) select.from.push_back(table->expression());
    } else {
      select.columns.push_back(clause_of(interpreter, plain));
    }
  }
}

Value select(Arguments& arguments) {
  auto object = new_select(arguments.interpreter());
  add_columns(arguments.interpreter(), *object, arguments.rest());
  if (const Value* where = arguments.find_not_none("whereclause")) {
    object->select.where.push_back(clause_of(arguments.interpreter(), *where));
  }
  return object;
}

template <std::vector<ExprPtr> schema::Select::*member>
Value append(Arguments& arguments) {
  auto copy = copy_of(arguments);
  for (ExprPtr& clause : clauses_of(arguments.interpreter(), arguments.rest())) {
    ((copy->select).*member).push_back(std::move(clause));
  }
  return copy;
}

/// order_by("name"): a str is the name of a column.
template <std::vector<ExprPtr> schema::Select::*member>
Value append_names(Arguments& arguments) {
  auto copy = copy_of(arguments);
  for (const Value& item : arguments.rest()) {
    if (item.is_none()) {
      ((copy->select).*member).clear();
      continue;
    }
    ((copy->select).*member).push_back(index_element_or_clause(arguments.interpreter(), item));
  }
  return copy;
}

template <ExprPtr schema::Select::*member>
Value set_number(Arguments& arguments) {
  auto copy = copy_of(arguments);
  const Value& value = arguments["limit"];
  (copy->select).*member =
      value.is_none() ? nullptr : expression_of(arguments.interpreter(), value);
  return copy;
}

Value columns(Arguments& arguments) {
  auto copy = copy_of(arguments);
  copy->select.columns.clear();
  copy->entities.clear();
  add_columns(arguments.interpreter(), *copy, arguments.rest());
  return copy;
}
Value more_columns(Arguments& arguments) {
  auto copy = copy_of(arguments);
  add_columns(arguments.interpreter(), *copy, arguments.rest());
  return copy;
}
Value distinct(Arguments& arguments) {
  auto copy = copy_of(arguments);
  copy->select.distinct = true;
  copy->select.distinct_on = clauses_of(arguments.interpreter(), arguments.rest());
  return copy;
}
Value with_for_update(Arguments& arguments) {
  auto copy = copy_of(arguments);
  copy->select.for_update = true;
  copy->select.skip_locked = arguments.flag("skip_locked");
  copy->select.nowait = arguments.flag("nowait");
  return copy;
}
Value filter_by(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto copy = copy_of(arguments);
  for (const python::KeywordValue& keyword : arguments.keywords()) {
    ExprPtr column = schema::column_expr(std::string(keyword.name.text()));
    for (const ExprPtr& known : copy->select.columns) {
      const auto* reference = std::get_if<schema::ColumnRef>(&known->node);
      if (reference && reference->name == keyword.name.text()) column = known;
    }
    copy->select.where.push_back(
        compare("=", column, expression_of(interpreter, keyword.value, type_of(column))));
  }
  return copy;
}

/// JOIN ... ON: without a clause, the foreign key between the two tables.
ExprPtr join_of(Interpreter& interpreter, const Value& given_left, const Value& given_right,
                const Value* on_clause, bool outer, bool full) {
  const Value left = unmapped(interpreter, given_left);
  const Value right = unmapped(interpreter, given_right);
  schema::Join join;
  join.left = expression_of(interpreter, left);
  join.right = from_of(interpreter, right);
  join.outer = outer;
  join.full = full;
  if (on_clause) {
    join.on = clause_of(interpreter, *on_clause);
  } else {
    join.on = foreign_key_condition(interpreter, left, right);
  }
  return make_expr(std::move(join));
}

Value join_tables(Arguments& arguments, bool outer) {
  Interpreter& interpreter = arguments.interpreter();
  const Value& left = arguments.find("left") ? arguments["left"] : arguments.self();
  return make_element(
      interpreter,
      join_of(interpreter, left, arguments["right"], arguments.find_not_none("onclause"),
              outer || arguments.flag("isouter"), arguments.flag("full")));
}

Value select_join(Arguments& arguments, bool outer) {
  Interpreter& interpreter = arguments.interpreter();
  auto copy = copy_of(arguments);
  schema::Join join;
  join.right = from_of(interpreter, arguments["target"]);
  join.outer = outer || arguments.flag("isouter");
  join.full = arguments.flag("full");
  std::vector<ExprPtr> tables = complete_from(copy->select);
  if (tables.empty()) {
    raise_sqlalchemy(interpreter, "InvalidRequestError", "Can't determine join() left side");
  }
  join.left = tables.front();
  if (!copy->select.from.empty()) copy->select.from.erase(copy->select.from.begin());
  if (const Value* on_clause = arguments.find_not_none("onclause")) {
    join.on = clause_of(interpreter, *on_clause);
  } else {
    raise_sqlalchemy(interpreter, "NoForeignKeysError",
                     "Can't find any foreign key relationships: give join() its onclause");
  }
  copy->select.from.insert(copy->select.from.begin(), make_expr(std::move(join)));
  return copy;
}
Value inner_join(Arguments& arguments) {
  return select_join(arguments, false);
}
Value left_join(Arguments& arguments) {
  return select_join(arguments, true);
}

Value join_function(Arguments& arguments) {
  return join_tables(arguments, false);
}
Value outer_join_function(Arguments& arguments) {
  return join_tables(arguments, true);
}

Value select_from(Arguments& arguments) {
  auto copy = copy_of(arguments);
  for (const Value& item : arguments.rest()) {
    copy->select.from.push_back(from_of(arguments.interpreter(), item));
  }
  return copy;
}

Value correlate(Arguments& arguments) {
  auto copy = copy_of(arguments);
  for (const Value& item : arguments.rest()) {
    if (!item.is_none()) copy->correlated.push_back(from_of(arguments.interpreter(), item));
  }
  return copy;
}

Value scalar_subquery(Arguments& arguments) {
  schema::SubSelect sub;
  sub.select = std::make_shared<const schema::Select>(arguments.self_as<SelectObject>().complete());
  return make_element(arguments.interpreter(), make_expr(std::move(sub)));
}

Value label(Arguments& arguments) {
  schema::SubSelect sub;
  sub.select = std::make_shared<const schema::Select>(arguments.self_as<SelectObject>().complete());
  schema::Label label;
  label.name = arguments.text("name");
  label.operand = make_expr(std::move(sub));
  return make_element(arguments.interpreter(), make_expr(std::move(label)));
}

Value exists_method(Arguments& arguments) {
  return make_element(arguments.interpreter(),
                      exists_of(arguments.self_as<SelectObject>().complete()));
}

Value exists_function(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Select select;
  if (arguments.rest().size() == 1) {
    if (const auto* object = arguments.rest()[0].try_as<SelectObject>()) {
      return make_element(interpreter, exists_of(object->complete()));
    }
  }
  auto object = new_select(interpreter);
  add_columns(interpreter, *object, arguments.rest());
  return make_element(interpreter, exists_of(object->complete()));
}

/// subquery(), alias() and cte(): a table whose columns are those of the SELECT.
Value subquery_of(Arguments& arguments, bool is_cte) {
  Interpreter& interpreter = arguments.interpreter();
  auto object = python::make<SubqueryObject>(Ref(&interpreter.native_class(kSubqueryClass)));
  schema::Subquery& subquery = object->subquery;
  subquery.select =
      std::make_shared<const schema::Select>(arguments.self_as<SelectObject>().complete());
  subquery.alias = arguments.optional_text("name").value_or("anon_1");
  subquery.cte = is_cte;
  subquery.recursive = arguments.flag("recursive");
  return object;
}
Value subquery(Arguments& arguments) {
  return subquery_of(arguments, false);
}
Value cte(Arguments& arguments) {
  return subquery_of(arguments, true);
}

template <SignatureText op>
Value compound(Arguments& arguments) {
  auto object = new_select(arguments.interpreter());
  object->select.compound_op = op.text;
  auto add = [&](const Value& value) {
    if (const auto* part = value.try_as<SelectObject>()) {
      object->select.compound.push_back(std::make_shared<const schema::Select>(part->complete()));
      if (object->select.columns.empty()) {
        object->select.columns = part->select.columns;
        object->entities = part->entities;
      }
    }
  };
  if (arguments.self().try_as<SelectObject>()) add(arguments.self());
  for (const Value& value : arguments.rest()) add(value);
  return object;
}

Value compile(Arguments& arguments) {
  return Value::string(arguments.interpreter().str(arguments.self()));
}

/// What the ORM asks of a statement.
Value entities(Arguments& arguments) {
  return python::make_list(arguments.self_as<SelectObject>().entities);
}
Value loader_options(Arguments& arguments) {
  return python::make_list(arguments.self_as<SelectObject>().loader_options);
}
Value execution_options(Arguments& arguments) {
  const Value& options = arguments.self_as<SelectObject>().execution_options;
  return options.is_absent() ? Value(python::make<python::DictObject>()) : options;
}
Value criteria(Arguments& arguments) {
  python::ValueList items;
  for (const ExprPtr& condition : arguments.self_as<SelectObject>().select.where) {
    items.push_back(make_element(arguments.interpreter(), condition));
  }
  return python::make_list(std::move(items));
}
Value is_compound(Arguments& arguments) {
  return Value::boolean(!arguments.self_as<SelectObject>().select.compound_op.empty());
}

Value with_loader_options(Arguments& arguments) {
  auto copy = copy_of(arguments);
  copy->loader_options.insert(copy->loader_options.end(), arguments.rest().begin(),
                              arguments.rest().end());
  return copy;
}
Value with_execution_options(Arguments& arguments) {
  auto copy = copy_of(arguments);
  auto options = python::make<python::DictObject>();
  for (const python::KeywordValue& keyword : arguments.keywords()) {
    options->table.set(arguments.interpreter(), Value::string(keyword.name.text()), keyword.value);
  }
  copy->execution_options = options;
  return copy;
}

Value selected_columns(Arguments& arguments) {
  python::ValueList items;
  for (const ExprPtr& column : arguments.self_as<SelectObject>().select.columns) {
    items.push_back(make_element(arguments.interpreter(), column));
  }
  return python::make_list(std::move(items));
}

const MemberTable& select_members() {
  static const MemberTable kMembers = {
      method<"where(*clauses)", append<&schema::Select::where>>(),
      method<"filter(*clauses)", append<&schema::Select::where>>(),
      method<"filter_by(**kw)", filter_by>(),
      method<"having(*clauses)", append<&schema::Select::having>>(),
      method<"order_by(*clauses)", append_names<&schema::Select::order_by>>(),
      method<"group_by(*clauses)", append_names<&schema::Select::group_by>>(),
      method<"limit(limit)", set_number<&schema::Select::limit>>(),
      method<"offset(limit)", set_number<&schema::Select::offset>>(),
      method<"distinct(*columns)", distinct>(),
      method<"select_from(*tables)", select_from>(),
      method<"join(target, onclause=, isouter=, full=)", inner_join>(),
      method<"outerjoin(target, onclause=, full=)", left_join>(),
      method<"with_only_columns(*columns, maintain_column_froms=)", columns>(),
      method<"add_columns(*columns)", more_columns>(),
      method<"with_for_update(nowait=, read=, of=, skip_locked=, key_share=)", with_for_update>(),
      method<"correlate(*tables)", correlate>(),
      method<"scalar_subquery()", scalar_subquery>(),
      method<"as_scalar()", scalar_subquery>(),
      method<"label(name)", label>(),
      method<"exists()", exists_method>(),
      method<"subquery(name=)", subquery>(),
      method<"alias(name=, flat=)", subquery>(),
      method<"lateral(name=)", subquery>(),
      method<"cte(name=, recursive=, nesting=)", cte>(),
      method<"union(*others)", compound<"UNION">>(),
      method<"union_all(*others)", compound<"UNION ALL">>(),
      method<"intersect(*others)", compound<"INTERSECT">>(),
      method<"except_(*others)", compound<"EXCEPT">>(),
      method<"execution_options(**kw)", with_execution_options>(),
      method<"options(*options)", with_loader_options>(),
      method<"compile(**kw)", compile>(),
      property<"selected_columns()", selected_columns>(),
      property<"_entities()", entities>(),
      property<"_loader_options()", loader_options>(),
      property<"_execution_options()", execution_options>(),
      property<"_criteria()", criteria>(),
      property<"_is_compound()", is_compound>(),
  };
  return kMembers;
}

}  // namespace

const NativeClassSpec kSelectClass = {"Select", "sqlalchemy.sql.selectable", &kClauseElementClass,
                                      &select_members()};

schema::Select SelectObject::complete() const {
  schema::Select result = select;
  if (result.compound_op.empty()) result.from = complete_from(select);
  std::erase_if(result.from, [&](const ExprPtr& item) {
    return std::ranges::any_of(correlated,
                               [&](const ExprPtr& other) { return same_table(item, other); });
  });
  correlate_subqueries(result);
  return result;
}

ExprPtr SelectObject::expression() const {
  return make_expr(complete());
}

void SelectObject::release_references() {
  entities.clear();
  loader_options.clear();
  execution_options = Value::absent();
  Element::release_references();
}

ExprPtr select_of(Interpreter&, const Value& value) {
  if (const auto* object = value.try_as<SelectObject>()) return object->expression();
  if (const auto* subquery = value.try_as<SubqueryObject>()) {
    return make_expr(*subquery->subquery.select);
  }
  if (const auto* element = value.try_as<Element>()) {
    ExprPtr expression = element->expression();
    if (const auto* sub = std::get_if<schema::SubSelect>(&expression->node)) {
      return make_expr(*sub->select);
    }
  }
  return nullptr;
}

Value select_table(Arguments& arguments) {
  auto object = new_select(arguments.interpreter());
  add_columns(arguments.interpreter(), *object, std::array{arguments.self()});
  if (const Value* where = arguments.find_not_none("whereclause")) {
    object->select.where.push_back(clause_of(arguments.interpreter(), *where));
  }
  return object;
}
Value join_method(Arguments& arguments) {
  return join_tables(arguments, false);
}
Value outer_join_method(Arguments& arguments) {
  return join_tables(arguments, true);
}

std::vector<NativeMember> statement_functions() {
  std::vector<NativeMember> members = {
      function<"select(*columns, whereclause=)", select>(),
      function<"exists(*columns)", exists_function>(),
      function<"union(*selects)", compound<"UNION">>(),
      function<"union_all(*selects)", compound<"UNION ALL">>(),
      function<"intersect(*selects)", compound<"INTERSECT">>(),
      function<"except_(*selects)", compound<"EXCEPT">>(),
      function<"join(left, right, onclause=, isouter=, full=)", join_function>(),
      function<"outerjoin(left, right, onclause=, full=)", outer_join_function>(),
  };
  for (NativeMember& member : dml_functions()) members.push_back(member);
  return members;
}

}  // namespace retort::script
