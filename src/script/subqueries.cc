#include "script/subqueries.h"

#include <algorithm>
#include <array>

#include "dialect/labels.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/expression_walk.h"
#include "script/convert.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/run.h"
#include "script/table_methods.h"
#include "script/types.h"

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

struct SourceColumn {
  std::string name;
  std::string key;
  schema::Type type;
  bool computed = false;  ///< Stands for no column: a ColumnClause, not a Column.
};

/// Whether a column of a SELECT stands for one of a table, under whatever name.
bool is_computed(const ExprPtr& column) {
  const auto* label = std::get_if<schema::Label>(&column->node);
  return label ? is_computed(label->operand)
               : !std::holds_alternative<schema::ColumnRef>(column->node);
}

/// The key of a column in `.c`: its name, or what its label would be in a statement of its own.
std::string key_of(const ExprPtr& column, const std::vector<SourceColumn>& others) {
  std::string base = dialect::own_name(column);
  if (const auto* function = std::get_if<schema::Function>(&column->node)) base = function->name;
  if (const auto* cast = std::get_if<schema::Cast>(&column->node); cast && base.empty()) {
    base = dialect::own_name(cast->operand);
  }
  const auto taken = [&](const std::string& key) {
    return std::ranges::find(others, key, &SourceColumn::key) != others.end();
  };
  if (!base.empty() && !schema::is_anonymous(base) && !taken(base)) return base;
  if (base.empty() || schema::is_anonymous(base)) base = "anon";
  for (int number = 1;; ++number) {
    std::string key = base + "_" + std::to_string(number);
    if (!taken(key)) return key;
  }
}

std::vector<SourceColumn> columns_of(const schema::Select& select) {
  if (!select.compound.empty()) return columns_of(*select.compound.front());
  std::vector<SourceColumn> columns;
  for (const dialect::LabelledColumn& column : dialect::labelled_columns(select)) {
    if (std::holds_alternative<schema::Keyword>(column.expression->node)) continue;
    columns.push_back({column.effective, key_of(column.expression, columns),
                       type_of(column.expression), is_computed(column.expression)});
  }
  return columns;
}

std::vector<SourceColumn> columns_of(const std::vector<ExprPtr>& expressions) {
  schema::Select select;
  select.columns = expressions;
  return columns_of(select);
}

struct ColumnsOfSource {
  std::vector<SourceColumn> operator()(const schema::Select& node) const {
    return columns_of(node);
  }
  std::vector<SourceColumn> operator()(const schema::TextClause& node) const {
    std::vector<SourceColumn> columns;
    for (const auto& [name, type] : node.columns) columns.push_back({name, name, type});
    return columns;
  }
  std::vector<SourceColumn> operator()(const schema::Insert& node) const {
    return columns_of(node.returning);
  }
  std::vector<SourceColumn> operator()(const schema::Update& node) const {
    return columns_of(node.returning);
  }
  std::vector<SourceColumn> operator()(const schema::Delete& node) const {
    return columns_of(node.returning);
  }
  std::vector<SourceColumn> operator()(const schema::Subquery& node) const {
    return std::visit(*this, node.source->node);
  }
  template <class Node>
  std::vector<SourceColumn> operator()(const Node&) const {
    return {};
  }
};

/// Gives every column that has no name one that others can refer to.
schema::Select with_names(const schema::Select& select) {
  schema::Select named = select;
  if (!named.compound.empty()) {
    named.compound.front() =
        std::make_shared<const schema::Select>(with_names(*named.compound.front()));
    return named;
  }
  const std::vector<dialect::LabelledColumn> columns = dialect::labelled_columns(select);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& node = columns[i].expression->node;
    if (!dialect::own_name(columns[i].expression).empty() ||
        !schema::is_anonymous(columns[i].fallback) ||
        std::holds_alternative<schema::TextClause>(node) ||
        std::holds_alternative<schema::Keyword>(node)) {
      continue;
    }
    std::string base = "anon";
    if (const auto* function = std::get_if<schema::Function>(&node)) base = function->name;
    named.columns[i] =
        make_expr(schema::Label{schema::anonymous_name(base), columns[i].expression});
  }
  return named;
}

ExprPtr with_names(const ExprPtr& source) {
  const auto* select = std::get_if<schema::Select>(&source->node);
  return select ? make_expr(with_names(*select)) : source;
}

Ref<TableObject> new_table(Interpreter& interpreter, const NativeClassSpec& spec) {
  return python::make<TableObject>(Ref(&interpreter.native_class(spec)));
}

/// What stands for a table's column in a subquery: neither side of a comparison with it goes first.
const NativeClassSpec kProxyColumnClass = {"Column", "sqlalchemy.sql.schema", &kColumnElementClass,
                                           &column_members()};

void add_column(Interpreter& interpreter, TableObject& table, std::string name, std::string key,
                schema::Type type, bool computed = false) {
  const NativeClassSpec& spec = computed ? kLightColumnClass : kProxyColumnClass;
  auto made = python::make<ColumnObject>(Ref(&interpreter.native_class(spec)));
  if (key != name) made->column.key = std::move(key);
  made->column.name = std::move(name);
  made->column.type = std::move(type);
  table.add_column(std::move(made));
}

void add_column_like(TableObject& table, const ColumnObject& column) {
  auto made = python::make<ColumnObject>(column.cls);
  made->column.key = column.column.key;
  made->column.name = column.column.name;
  made->column.type = column.column.type;
  made->type_object = column.type_object;
  table.add_column(std::move(made));
}

const schema::Subquery* subquery_of(const Value& value) {
  const auto* table = value.try_as<TableObject>();
  return table && table->subquery ? std::get_if<schema::Subquery>(&table->subquery->node) : nullptr;
}

/// `name=`, or a made-up name; that of what has a made-up one itself begins anew.
std::string alias_of(const Arguments& arguments, std::string_view base) {
  return arguments.optional_text("name").value_or(
      schema::anonymous_name(schema::is_anonymous(base) ? "anon" : base));
}

// ---- Methods of aliases, subqueries and CTEs

/// `subquery.alias()`, `cte.alias()`: the same under another name.
Value realias(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const schema::Subquery* node = subquery_of(arguments.self());
  schema::Subquery other = *node;
  if (node->cte) {
    other = {};
    other.source = arguments.self_as<TableObject>().subquery;
  }
  other.alias = alias_of(arguments, node->cte ? "anon" : node->alias);
  auto copy = new_table(interpreter, kAliasClass);
  copy->table.name = copy->alias = other.alias;
  copy->subquery = make_expr(std::move(other));
  for (const auto& column : arguments.self_as<TableObject>().columns) {
    add_column_like(*copy, *column);
  }
  return copy;
}

/// `cte.union(...)`: the CTE of a recursive query with its further parts.
template <SignatureText op>
Value cte_union(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Subquery node = *subquery_of(arguments.self());
  const auto& first = std::get<schema::Select>(node.source->node);
  schema::Select compound;
  compound.compound_op = op.text;
  compound.columns = first.columns;
  compound.compound.push_back(std::make_shared<const schema::Select>(first));
  for (const Value& value : arguments.rest()) {
    const ExprPtr query = select_of(interpreter, value);
    if (!query) continue;
    compound.compound.push_back(
        std::make_shared<const schema::Select>(std::get<schema::Select>(query->node)));
  }
  node.source = make_expr(std::move(compound));
  return make_from_object(interpreter, kCteClass, std::move(node));
}

/// prefix_with() and suffix_with() of a CTE; those for another dialect are left out.
template <std::string schema::Subquery::*words>
Value cte_words(Arguments& arguments) {
  schema::Subquery node = *subquery_of(arguments.self());
  const std::string dialect = arguments.text_or_empty("dialect");
  const auto& own = arguments.interpreter().context<Run>().host.dialect();
  for (const Value& value : arguments.rest()) {
    if (!dialect.empty() && dialect != own.name()) break;
    if (!(node.*words).empty()) (node.*words) += " ";
    (node.*words) += text_of(arguments.interpreter(), value, "prefix_with()");
  }
  return make_from_object(arguments.interpreter(), kCteClass, std::move(node));
}

/// `func.f().table_valued().render_derived()`: the names of the columns follow that of the table.
Value render_derived(Arguments& arguments) {
  auto& self = arguments.self_as<TableObject>();
  schema::Subquery node = *subquery_of(arguments.self());
  if (auto name = arguments.optional_text("name")) node.alias = *name;
  node.columns.clear();
  node.column_types.clear();
  for (const auto& column : self.columns) {
    node.columns.push_back(column->column.name);
    if (arguments.flag("with_types")) node.column_types.push_back(column->column.type);
  }
  auto copy = new_table(arguments.interpreter(), kAliasClass);
  copy->table.name = copy->alias = node.alias;
  copy->subquery = make_expr(std::move(node));
  for (const auto& column : self.columns) {
    add_column_like(*copy, *column);
  }
  return copy;
}

/// `func.unnest(...).alias("x").column`: the alias as a value.
Value scalar_column(Arguments& arguments) {
  auto& self = arguments.self_as<TableObject>();
  schema::ColumnRef column;
  column.name = self.alias;
  column.from = self.subquery;
  if (const schema::Subquery* node = subquery_of(arguments.self())) {
    column.type = type_of(node->source);
  }
  return make_element(arguments.interpreter(), make_expr(std::move(column)));
}

/// `values(...).data(rows)`.
Value values_data(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Subquery node = *subquery_of(arguments.self());
  schema::Values rows = std::get<schema::Values>(node.source->node);
  auto& self = arguments.self_as<TableObject>();
  for (const Value& given : interpreter.items_of(arguments["values"])) {
    std::vector<ExprPtr> row;
    for (const Value& item : interpreter.items_of(given)) {
      const std::size_t place = row.size();
      row.push_back(expression_of(
          interpreter, item,
          place < self.columns.size() ? self.columns[place]->column.type : schema::Type{}));
    }
    rows.rows.push_back(std::move(row));
  }
  node.source = make_expr(std::move(rows));
  auto copy = new_table(interpreter, kAliasClass);
  copy->table.name = copy->alias = node.alias;
  copy->subquery = make_expr(std::move(node));
  for (const auto& column : self.columns) {
    add_column_like(*copy, *column);
  }
  return copy;
}

/// `values(...).cte(name)`: columns stand behind the name. A subquery's is the CTE of its SELECT.
Value values_cte(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Subquery node = *subquery_of(arguments.self());
  if (!std::holds_alternative<schema::Values>(node.source->node)) return Value::absent();
  node.cte = true;
  node.alias = alias_of(arguments, "anon");
  auto& self = arguments.self_as<TableObject>();
  auto copy = new_table(interpreter, kCteClass);
  copy->table.name = copy->alias = node.alias;
  copy->subquery = make_expr(std::move(node));
  for (const auto& column : self.columns) {
    add_column_like(*copy, *column);
  }
  return copy;
}

/// `values(...).scalar_values()`: the rows as a value.
Value scalar_values(Arguments& arguments) {
  const schema::Subquery* node = subquery_of(arguments.self());
  schema::ExprList list;
  list.items = {node->source};
  return make_element(arguments.interpreter(), make_expr(std::move(list)));
}

/// `subquery.lateral()`, `values(...).lateral()`. That of a function is another alias of it.
Value lateral_alias(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Subquery node = *subquery_of(arguments.self());
  const bool keeps_name = std::holds_alternative<schema::Values>(node.source->node);
  if (!keeps_name || arguments.find_not_none("name")) node.alias = alias_of(arguments, node.alias);
  node.lateral = true;
  auto copy = new_table(interpreter, kAliasClass);
  copy->table.name = copy->alias = node.alias;
  copy->subquery = make_expr(std::move(node));
  for (const auto& column : arguments.self_as<TableObject>().columns) {
    add_column_like(*copy, *column);
  }
  return copy;
}

// ---- Functions in FROM

std::vector<SourceColumn> columns_given(Interpreter& interpreter, std::span<const Value> values) {
  std::vector<SourceColumn> columns;
  for (const Value& value : values) {
    if (const auto* column = value.try_as<ColumnObject>()) {
      columns.push_back({column->column.name, "", column->column.type});
    } else {
      columns.push_back({text_of(interpreter, value, "a column's name"), "", {}});
    }
  }
  return columns;
}

Value function_table(Arguments& arguments, std::span<const Value> columns) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Subquery node;
  node.source = arguments.self_as<Element>().expression();
  node.alias = alias_of(arguments, "anon");
  auto table = new_table(interpreter, kAliasClass);
  table->table.name = table->alias = node.alias;
  std::vector<SourceColumn> made = columns_given(interpreter, columns);
  if (const Value* ordinality = arguments.find_not_none("with_ordinality")) {
    node.suffix = " WITH ORDINALITY";
    made.push_back({text_of(interpreter, *ordinality, "with_ordinality"), "", {}});
  }
  table->subquery = make_expr(std::move(node));
  for (SourceColumn& column : made) {
    add_column(interpreter, *table, std::move(column.name), "", std::move(column.type), true);
  }
  return table;
}
Value table_valued(Arguments& arguments) {
  return function_table(arguments, arguments.rest());
}
Value function_alias(Arguments& arguments) {
  return function_table(arguments, {});
}
Value column_valued(Arguments& arguments) {
  Value table = function_table(arguments, {});
  return arguments.interpreter().get_attribute(table, "column");
}

/// `func.f(...).scalar_table_valued("name")`: one column of the row that a function gives.
Value scalar_table_valued(Arguments& arguments) {
  schema::Binary part;
  part.op = ".";
  part.left = arguments.self_as<Element>().expression();
  part.right = schema::column_expr(arguments.text("name"));
  part.type = optional_type(arguments.interpreter(), arguments.find("type_"));
  return make_element(arguments.interpreter(), make_expr(std::move(part)));
}

// ---- Joins

Value join_tables(Arguments& arguments, bool outer) {
  Interpreter& interpreter = arguments.interpreter();
  const Value left =
      unmapped(interpreter, arguments.find("left") ? arguments["left"] : arguments.self());
  const Value right_side = unmapped(interpreter, arguments["right"]);
  auto object = python::make<JoinObject>(Ref(&interpreter.native_class(kJoinClass)));
  schema::Join& join = object->join;
  join.left = from_of(interpreter, left);
  join.right = from_of(interpreter, right_side);
  join.outer = outer || arguments.flag("isouter");
  join.full = arguments.flag("full");
  object->tables = tables_of(left);
  const std::vector<Ref<TableObject>> right = tables_of(right_side);
  if (const Value* on_clause = arguments.find_not_none("onclause")) {
    join.on = clause_of(interpreter, *on_clause);
  } else {
    join.on = foreign_key_condition(object->tables, right);
    if (!join.on) raise_no_foreign_key(interpreter);
  }
  object->tables.insert(object->tables.end(), right.begin(), right.end());
  return object;
}
template <bool outer>
Value join_of(Arguments& arguments) {
  return join_tables(arguments, outer);
}

Value join_columns(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto table = new_table(interpreter, kAliasClass);
  for (const auto& part : arguments.self_as<JoinObject>().tables) {
    for (const auto& column : part->columns) {
      auto made = python::make<ColumnObject>(column->cls);
      made->column = column->column;
      made->column.key = part->table.name + "_" + column->column.name;
      made->frozen = column->expression();
      made->table = table.get();
      table->columns.push_back(std::move(made));
    }
  }
  return interpreter.get_attribute(Value(table), "c");
}

const MemberTable& join_members() {
  static const MemberTable kMembers = {
      method<"join(right, onclause=, isouter=, full=)", join_of<false>>(),
      method<"outerjoin(right, onclause=, full=)", join_of<true>>(),
      method<"select(whereclause=)", select_table>(),
      property<"c()", join_columns>(),
      property<"columns()", join_columns>(),
  };
  return kMembers;
}

// ---- Functions of the module

Value alias_function(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  Value method = interpreter.get_attribute(arguments["selectable"], "alias");
  const Value* name = arguments.find_not_none("name");
  if (!name) return interpreter.call(method);
  return interpreter.call(method, std::array{*name});
}
Value lateral_function(Arguments& arguments) {
  ExprPtr query = select_of(arguments.interpreter(), arguments["selectable"]);
  if (!query) query = expression_of(arguments.interpreter(), arguments["selectable"]);
  return make_subquery(arguments.interpreter(), query, arguments.optional_text("name"), true);
}

Value values_function(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Subquery node;
  node.source = make_expr(schema::Values{});
  node.alias = alias_of(arguments, "anon");
  auto table = new_table(interpreter, kAliasClass);
  table->table.name = table->alias = node.alias;
  std::vector<SourceColumn> columns = columns_given(interpreter, arguments.rest());
  for (const SourceColumn& column : columns) node.columns.push_back(column.name);
  table->subquery = make_expr(std::move(node));
  for (SourceColumn& column : columns) {
    add_column(interpreter, *table, std::move(column.name), "", std::move(column.type), true);
  }
  return table;
}

}  // namespace

const MemberTable& alias_members() {
  static const MemberTable kMembers = {
      method<"alias(name=, flat=)", realias>(),
      method<"lateral(name=)", lateral_alias>(),
      method<"union(*others)", cte_union<"UNION">>(),
      method<"union_all(*others)", cte_union<"UNION ALL">>(),
      method<"prefix_with(*texts, dialect=)", cte_words<&schema::Subquery::prefix>>(),
      method<"suffix_with(*texts, dialect=)", cte_words<&schema::Subquery::suffix>>(),
      method<"cte(name=, recursive=, nesting=)", values_cte>(),
      method<"scalar_values()", scalar_values>(),
      method<"render_derived(name=, with_types=)", render_derived>(),
      method<"data(values)", values_data>(),
      property<"column()", scalar_column>(),
  };
  return kMembers;
}

const NativeClassSpec kAliasClass = {"Alias", "sqlalchemy.sql.selectable", &kTableClauseClass,
                                     &alias_members()};
const NativeClassSpec kSubqueryClass = {"Subquery", "sqlalchemy.sql.selectable", &kAliasClass};
const NativeClassSpec kCteClass = {"CTE", "sqlalchemy.sql.selectable", &kAliasClass};
const NativeClassSpec kJoinClass = {"Join", "sqlalchemy.sql.selectable", &kClauseElementClass,
                                    &join_members()};

void JoinObject::release_references() {
  tables.clear();
  Element::release_references();
}

Value make_from_object(Interpreter& interpreter, const NativeClassSpec& spec,
                       schema::Subquery node) {
  node.source = with_names(node.source);
  auto table = new_table(interpreter, spec);
  table->table.name = table->alias = node.alias;
  std::vector<SourceColumn> columns = std::visit(ColumnsOfSource{}, node.source->node);
  table->subquery = make_expr(std::move(node));
  for (SourceColumn& column : columns) {
    add_column(interpreter, *table, std::move(column.name), std::move(column.key),
               std::move(column.type), column.computed);
  }
  return table;
}

Value make_subquery(Interpreter& interpreter, ExprPtr source, std::optional<std::string> name,
                    bool lateral) {
  schema::Subquery node;
  node.source = std::move(source);
  node.alias = name ? std::move(*name) : schema::anonymous_name("anon");
  node.lateral = lateral;
  return make_from_object(interpreter, kSubqueryClass, std::move(node));
}

Value make_cte(const Arguments& arguments, ExprPtr source) {
  schema::Subquery node;
  node.source = std::move(source);
  node.alias = alias_of(arguments, "anon");
  node.cte = true;
  node.recursive = arguments.flag("recursive");
  node.nesting = arguments.flag("nesting");
  return make_from_object(arguments.interpreter(), kCteClass, std::move(node));
}

ExprPtr from_of(Interpreter& interpreter, const Value& given) {
  const Value value = unmapped(interpreter, given);
  if (const auto* select = value.try_as<SelectObject>()) {
    schema::Subquery subquery;
    subquery.source = with_names(select->expression());
    subquery.alias = schema::anonymous_name("anon");
    return make_expr(std::move(subquery));
  }
  if (const std::string* name = python::string_of(value)) {
    return make_expr(schema::TableRef{"", *name, ""});
  }
  ExprPtr expression = expression_of(interpreter, value);
  if (!std::holds_alternative<schema::Function>(expression->node)) return expression;
  schema::Subquery call;
  call.source = std::move(expression);
  return make_expr(std::move(call));
}

std::vector<Ref<TableObject>> tables_of(const Value& value) {
  if (auto* table = value.try_as<TableObject>()) return {Ref<TableObject>(table)};
  if (const auto* join = value.try_as<JoinObject>()) return join->tables;
  const auto* column = value.try_as<ColumnObject>();
  if (column && column->table) return {Ref<TableObject>(column->table)};
  return {};
}

ExprPtr foreign_key_condition(const std::vector<Ref<TableObject>>& left,
                              const std::vector<Ref<TableObject>>& right) {
  std::vector<ExprPtr> conditions;
  auto add = [&](const TableObject& child, const TableObject& parent,
                 const schema::ForeignKeyConstraint& key) {
    if (key.referred_table != parent.table.name) return;
    for (std::size_t i = 0; i < key.columns.size() && i < key.referred_columns.size(); ++i) {
      const ColumnObject* ours = child.find(key.columns[i]);
      const ColumnObject* theirs = parent.find(key.referred_columns[i]);
      if (!ours || !theirs) continue;
      conditions.push_back(compare("=", theirs->expression(), ours->expression()));
    }
  };
  auto scan = [&](const TableObject& child, const TableObject& parent) {
    for (const schema::Constraint& constraint : child.table.constraints) {
      const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint);
      if (key) add(child, parent, *key);
    }
    for (const auto& column : child.columns) {
      for (const auto& key : column->column.foreign_keys) add(child, parent, key);
    }
  };
  for (const auto& one : left) {
    for (const auto& other : right) {
      scan(*other, *one);
      if (conditions.empty()) scan(*one, *other);
      if (!conditions.empty()) return junction(false, conditions);
    }
  }
  return nullptr;
}

void raise_no_foreign_key(Interpreter& interpreter) {
  raise_sqlalchemy(interpreter, "NoForeignKeysError",
                   "Can't find any foreign key relationships between the tables: give join() its "
                   "onclause");
}

Value table_sample(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value given = arguments.find("selectable") ? arguments["selectable"] : arguments.self();
  const Value source = unmapped(interpreter, given);
  const auto* table = source.try_as<TableObject>();
  if (!table) {
    interpreter.need_known(source, "tablesample()");
    raise_sqlalchemy(interpreter, "ArgumentError",
                     "tablesample() takes a table, got " + interpreter.repr(source));
  }
  schema::Subquery node;
  node.source = table->expression();
  node.alias = alias_of(arguments, table->table.name);
  node.sample = expression_of(interpreter, arguments["sampling"]);
  if (!std::holds_alternative<schema::Function>(node.sample->node)) {
    schema::Function system;
    system.name = "system";
    system.args = {node.sample};
    node.sample = make_expr(std::move(system));
  }
  if (const Value* seed = arguments.find_not_none("seed")) {
    node.sample_seed = expression_of(interpreter, *seed);
  }
  auto copy = new_table(interpreter, kAliasClass);
  copy->table.name = copy->alias = node.alias;
  copy->subquery = make_expr(std::move(node));
  for (const auto& column : table->columns) copy->add_column(copy_of(*column));
  return copy;
}

Value whole_row(Arguments& arguments) {
  const auto& self = arguments.self_as<TableObject>();
  schema::ColumnRef row;
  row.name = self.alias.empty() ? self.table.name : self.alias;
  row.from = self.expression();
  return make_element(arguments.interpreter(), make_expr(std::move(row)));
}

Value join_method(Arguments& arguments) {
  return join_tables(arguments, false);
}
Value outer_join_method(Arguments& arguments) {
  return join_tables(arguments, true);
}

std::vector<NativeMember> table_function_members() {
  return {
      method<"alias(name=, joins_implicitly=)", function_alias>(),
      method<"table_valued(*columns, name=, with_ordinality=, joins_implicitly=)", table_valued>(),
      method<"column_valued(name=, joins_implicitly=)", column_valued>(),
      method<"scalar_table_valued(name, type_=)", scalar_table_valued>(),
  };
}

std::vector<NativeMember> from_functions() {
  return {
      function<"alias(selectable, name=, flat=)", alias_function>(),
      function<"lateral(selectable, name=)", lateral_function>(),
      function<"values(*columns, name=, literal_binds=)", values_function>(),
      function<"tablesample(selectable, sampling, name=, seed=)", table_sample>(),
      function<"join(left, right, onclause=, isouter=, full=)", join_of<false>>(),
      function<"outerjoin(left, right, onclause=, full=)", join_of<true>>(),
  };
}

}  // namespace retort::script
