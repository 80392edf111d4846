#include "script/dml.h"

#include <algorithm>
#include <array>

#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/expression_walk.h"
#include "script/conflict_target.h"
#include "script/convert.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/generated_key.h"
#include "script/insert_from_select.h"
#include "script/insert_many.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/run.h"
#include "script/statement_words.h"
#include "script/subqueries.h"
#include "script/tables.h"

namespace retort::script {

using python::Builtin;
using python::DictObject;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::NativeMember;
using python::Ref;
using python::Value;
using schema::ExprPtr;
using schema::make_expr;

namespace {

using Assignments = std::vector<std::pair<std::string, ExprPtr>>;

schema::Type column_type(const TableObject& table, std::string_view name) {
  const ColumnObject* column = column_named(table, name);
  return column ? column->column.type : schema::Type{};
}

void check_column(Interpreter& interpreter, const TableObject& table, const std::string& name) {
  if (!table.columns.empty() && !column_named(table, name)) {
    raise_sqlalchemy(interpreter, "CompileError", "Unconsumed column names: " + name);
  }
}

void add_assignment(Interpreter& interpreter, const TableObject& table, Assignments& values,
                    std::string name, const Value& value) {
  check_column(interpreter, table, name);
  ExprPtr expression = value_expression(interpreter, column_named(table, name), value);
  for (auto& [known, slot] : values) {
    if (known == name) {
      slot = std::move(expression);
      return;
    }
  }
  values.emplace_back(std::move(name), std::move(expression));
}

/// `{t.c.array[1]: value}` and, for MySQL, columns of another table: an assignment without a name
/// of its own, which holds both sides. Null for a column of the table itself.
ExprPtr other_assignment(Interpreter& interpreter, const TableObject& table, const Value& key,
                         const Value& value) {
  const auto* target = key.try_as<Element>();
  if (!target) return nullptr;
  auto* column = key.try_as<ColumnObject>();
  const bool own = column && (!column->table || column->table == &table || column->frozen ||
                              column->table->table.name == table.table.name);
  if (own) return nullptr;
  schema::Binary assignment;
  assignment.op = "SET";
  assignment.left = target->expression();
  assignment.right = column ? value_expression(interpreter, column, value)
                            : operand_of(interpreter, value, script::type_of(assignment.left));
  return make_expr(std::move(assignment));
}

Assignments assignments_of_dict(Interpreter& interpreter, const TableObject& table,
                                const DictObject& dict) {
  Assignments values;
  for (const auto& entry : dict.table.entries()) {
    if (entry.key.is_absent()) continue;
    if (ExprPtr other = other_assignment(interpreter, table, entry.key, entry.value)) {
      values.emplace_back("", std::move(other));
      continue;
    }
    add_assignment(interpreter, table, values, column_name(interpreter, table, entry.key),
                   entry.value);
  }
  return values;
}

/// SET and column lists come in the order of the table's columns.
void sort_as_table(const TableObject& table, Assignments& values) {
  if (table.columns.empty()) return;
  auto position = [&](const auto& assignment) -> std::ptrdiff_t {
    if (assignment.first.empty()) return -1;
    auto found = std::ranges::find(table.columns, assignment.first,
                                   [](const auto& column) { return column->column.name; });
    return found - table.columns.begin();
  };
  std::ranges::stable_sort(values, {}, position);
}

DmlObject& self_dml(const Arguments& arguments) {
  return arguments.self_as<DmlObject>();
}

Ref<DmlObject> copy_of(const Arguments& arguments) {
  return copy_of(self_dml(arguments));
}

void add_row(const TableObject& table, schema::Insert& insert, Assignments values) {
  sort_as_table(table, values);
  if (insert.rows.empty()) {
    insert.columns.clear();
    insert.types.clear();
    for (const auto& [name, value] : values) {
      insert.columns.push_back(name);
      insert.types.push_back(column_type(table, name));
    }
  }
  std::vector<ExprPtr> row;
  for (const std::string& name : insert.columns) {
    auto found = std::ranges::find(values, name, &Assignments::value_type::first);
    row.push_back(found == values.end() ? null_expr() : found->second);
  }
  insert.rows.push_back(std::move(row));
}

/// Python-side defaults of a Table's columns, for columns that the row does not name.
void add_defaults(Interpreter& interpreter, const TableObject& table, Assignments& values) {
  for (const Ref<ColumnObject>& column : table.columns) {
    const schema::ExprPtr next = next_key(interpreter, *column);
    if (column->default_value.is_absent() && !next) continue;
    const std::string& name = column->column.name;
    if (std::ranges::find(values, name, &Assignments::value_type::first) != values.end()) continue;
    values.emplace_back(name, next ? next : default_expression(interpreter, *column));
  }
}

Assignments assignments_of_keywords(Interpreter& interpreter, const TableObject& table,
                                    const std::vector<python::KeywordValue>& keywords) {
  Assignments values;
  for (const python::KeywordValue& keyword : keywords) {
    std::string name = column_name(interpreter, table, Value::string(keyword.name.text()));
    add_assignment(interpreter, table, values, std::move(name), keyword.value);
  }
  return values;
}

void insert_values(Interpreter& interpreter, DmlObject& object, const Value& value) {
  auto& insert = std::get<schema::Insert>(object.statement);
  if (const auto* dict = python::unwrap(value).try_as<DictObject>()) {
    Assignments values = assignments_of_dict(interpreter, *object.table, *dict);
    add_defaults(interpreter, *object.table, values);
    add_row(*object.table, insert, std::move(values));
    return;
  }
  interpreter.need_known(value, "values()");
  python::ValueList items = interpreter.items_of(value);
  bool rows = !items.empty() && items[0].is_object() &&
              (python::unwrap(items[0]).try_as<DictObject>() || is_collection(items[0]));
  if (rows) {
    object.keyless = true;
    for (const Value& item : items) insert_values(interpreter, object, item);
    return;
  }
  Assignments values;
  for (std::size_t i = 0; i < items.size() && i < object.table->columns.size(); ++i) {
    add_assignment(interpreter, *object.table, values, object.table->columns[i]->column.name,
                   items[i]);
  }
  add_row(*object.table, insert, std::move(values));
}

void update_values(DmlObject& object, Assignments values) {
  auto& update = std::get<schema::Update>(object.statement);
  for (auto& assignment : values) {
    auto known =
        std::ranges::find(update.values, assignment.first, &Assignments::value_type::first);
    if (known != update.values.end() && !assignment.first.empty()) {
      known->second = std::move(assignment.second);
    } else {
      update.values.push_back(std::move(assignment));
    }
  }
  sort_as_table(*object.table, update.values);
  update.types.clear();
  for (const auto& [name, value] : update.values) {
    update.types.push_back(column_type(*object.table, name));
  }
}

void take_values(Interpreter& interpreter, DmlObject& object, std::span<const Value> positional,
                 const std::vector<python::KeywordValue>& keywords) {
  const TableObject& table = *object.table;
  object.valued = true;
  if (std::holds_alternative<schema::Insert>(object.statement)) {
    for (const Value& value : positional) insert_values(interpreter, object, value);
    if (!keywords.empty()) {
      Assignments values = assignments_of_keywords(interpreter, table, keywords);
      add_defaults(interpreter, table, values);
      add_row(table, std::get<schema::Insert>(object.statement), std::move(values));
    }
    return;
  }
  if (!std::holds_alternative<schema::Update>(object.statement)) return;
  for (const Value& value : positional) {
    const auto* dict = python::unwrap(value).try_as<DictObject>();
    if (!dict) {
      interpreter.need_known(value, "values()");
      interpreter.raise(Builtin::TypeError, "values() of an UPDATE takes a dictionary");
    }
    update_values(object, assignments_of_dict(interpreter, table, *dict));
  }
  update_values(object, assignments_of_keywords(interpreter, table, keywords));
}

Value inline_(Arguments& arguments) {
  auto copy = copy_of(arguments);
  copy->keyless = true;
  return copy;
}

Value values(Arguments& arguments) {
  auto copy = copy_of(arguments);
  take_values(arguments.interpreter(), *copy, arguments.rest(), arguments.keywords());
  return copy;
}

/// ordered_values((column, value), ...): SET in the order given.
Value ordered_values(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto copy = copy_of(arguments);
  auto* update = std::get_if<schema::Update>(&copy->statement);
  if (!update) return Value::absent();
  for (const Value& pair : arguments.rest()) {
    const python::ValueList parts = interpreter.items_of(pair);
    if (parts.size() != 2) {
      interpreter.raise(Builtin::TypeError, "ordered_values() takes pairs of a column and a value");
    }
    const std::string name = column_name(interpreter, *copy->table, parts[0]);
    update->types.push_back(column_type(*copy->table, name));
    update->values.emplace_back(
        name, value_expression(interpreter, column_named(*copy->table, name), parts[1]));
  }
  return copy;
}

std::vector<ExprPtr>* where_of(DmlObject& object) {
  if (auto* update = std::get_if<schema::Update>(&object.statement)) return &update->where;
  if (auto* remove = std::get_if<schema::Delete>(&object.statement)) return &remove->where;
  return nullptr;
}

Value where(Arguments& arguments) {
  auto copy = copy_of(arguments);
  std::vector<ExprPtr>* conditions = where_of(*copy);
  if (!conditions) return Value::absent();
  for (ExprPtr& clause : clauses_of(arguments.interpreter(), arguments.rest())) {
    conditions->push_back(std::move(clause));
  }
  return copy;
}

Value returning(Arguments& arguments) {
  auto copy = copy_of(arguments);
  std::vector<ExprPtr> columns;
  for (const Value& item : arguments.rest()) {
    if (const auto* table = item.try_as<TableObject>()) {
      for (const auto& column : table->columns) columns.push_back(column->expression());
    } else {
      columns.push_back(clause_of(arguments.interpreter(), item));
    }
  }
  std::visit([&](auto& statement) { statement.returning = columns; }, copy->statement);
  copy->returned.assign(arguments.rest().begin(), arguments.rest().end());
  return copy;
}

Value add_cte(Arguments& arguments) {
  auto copy = copy_of(arguments);
  for (const Value& value : arguments.rest()) {
    const ExprPtr cte = expression_of(arguments.interpreter(), value);
    std::visit([&](auto& statement) { statement.ctes.push_back(cte); }, copy->statement);
  }
  return copy;
}

Value dml_cte(Arguments& arguments) {
  return make_cte(arguments, self_dml(arguments).expression());
}

Value itself(Arguments& arguments) {
  return arguments.self();
}

Value on_conflict(Arguments& arguments, bool update) {
  Interpreter& interpreter = arguments.interpreter();
  auto copy = copy_of(arguments);
  schema::OnConflict conflict = conflict_target(arguments);
  conflict.do_nothing = !update;
  if (update) {
    auto pairs = python::make<DictObject>();
    const auto* dict = python::unwrap(arguments["set_"]).try_as<DictObject>();
    if (!dict && !arguments["set_"].try_as<Element>()) {
      // `set_=insert.excluded`: every column of it.
      for (const Value& pair :
           interpreter.items_of(interpreter.call_method(arguments["set_"], "items"))) {
        const python::ValueList parts = interpreter.items_of(pair);
        pairs->table.set(interpreter, parts[0], parts[1]);
      }
      dict = pairs.get();
    }
    if (!dict) interpreter.raise(Builtin::ValueError, "set parameter must be a dictionary");
    conflict.set = assignments_of_dict(interpreter, *copy->table, *dict);
    sort_as_table(*copy->table, conflict.set);
    if (const Value* condition = arguments.find_not_none("where")) {
      conflict.where = clause_of(interpreter, *condition);
    }
  }
  std::get<schema::Insert>(copy->statement).on_conflict = std::move(conflict);
  return copy;
}
Value on_conflict_do_nothing(Arguments& arguments) {
  return on_conflict(arguments, false);
}
Value on_conflict_do_update(Arguments& arguments) {
  return on_conflict(arguments, true);
}

/// MySQL: `on_duplicate_key_update(a=1)`, with a dictionary, or with pairs in their order.
Value on_duplicate_key_update(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto copy = copy_of(arguments);
  auto pairs = python::make<DictObject>();
  bool ordered = false;
  for (const Value& given : arguments.rest()) {
    if (const auto* dict = python::unwrap(given).try_as<DictObject>()) {
      for (const auto& [hash, key, value] : dict->table.entries()) {
        if (!key.is_absent()) pairs->table.set(interpreter, key, value);
      }
      continue;
    }
    ordered = true;
    for (const Value& pair : interpreter.items_of(given)) {
      const python::ValueList parts = interpreter.items_of(pair);
      if (parts.size() == 2) pairs->table.set(interpreter, parts[0], parts[1]);
    }
  }
  for (const python::KeywordValue& keyword : arguments.keywords()) {
    pairs->table.set(interpreter, Value::string(keyword.name.text()), keyword.value);
  }
  schema::OnConflict conflict;
  conflict.set = assignments_of_dict(interpreter, *copy->table, *pairs);
  if (conflict.set.empty()) {
    interpreter.raise(Builtin::ValueError, "update parameter dictionary must not be empty");
  }
  if (!ordered) sort_as_table(*copy->table, conflict.set);
  std::get<schema::Insert>(copy->statement).on_conflict = std::move(conflict);
  return copy;
}

/// `insert.excluded` and, for MySQL, `insert.inserted`: the row that was refused, as a table.
template <SignatureText name>
Value refused_row(Arguments& arguments) {
  const TableObject& table = *self_dml(arguments).table;
  auto object =
      python::make<TableObject>(Ref(&arguments.interpreter().native_class(kTableClauseClass)));
  object->table.name = name.text;
  for (const auto& column : table.columns) {
    object->add_column(copy_of(*column));
  }
  return arguments.interpreter().get_attribute(Value(object), "c");
}

Value dml_table(Arguments& arguments) {
  return self_dml(arguments).table;
}

const MemberTable& dml_members() {
  static const MemberTable kMembers = [] {
    std::vector<NativeMember> members = {
        method<"values(*rows, **values)", values>(),
        method<"where(*clauses)", where>(),
        method<"filter(*clauses)", where>(),
        method<"returning(*columns)", returning>(),
        method<"from_select(names, select, include_defaults=)", from_select>(),
        method<"on_conflict_do_nothing(constraint=, index_elements=, index_where=)",
               on_conflict_do_nothing>(),
        method<"on_conflict_do_update(constraint=, index_elements=, index_where=, *, set_, where=)",
               on_conflict_do_update>(),
        method<"add_cte(*ctes, nest_here=)", add_cte>(),
        method<"cte(name=, recursive=, nesting=)", dml_cte>(),
        method<"execution_options(**kw)", itself>(),
        method<"return_defaults(*columns)", itself>(),
        method<"inline()", inline_>(),
        method<"ordered_values(*pairs)", ordered_values>(),
        method<"compile(bind=, dialect=, **kw)", compile_element>(),
        method<"on_duplicate_key_update(*args, **kw)", on_duplicate_key_update>(),
        property<"excluded()", refused_row<"excluded">>(),
        property<"inserted()", refused_row<"inserted">>(),
        property<"table()", dml_table>(),
    };
    const std::vector<NativeMember> words = dml_word_members();
    members.insert(members.end(), words.begin(), words.end());
    return MemberTable(std::move(members));
  }();
  return kMembers;
}

template <class Statement>
Ref<DmlObject> new_dml(Interpreter& interpreter, const Value& given, const NativeClassSpec& spec) {
  const Value target = unmapped(interpreter, given);
  auto* table = target.try_as<TableObject>();
  if (!table) {
    interpreter.need_known(target, "the table of a statement");
    raise_sqlalchemy(
        interpreter, "ArgumentError",
        "subject table for an INSERT, UPDATE or DELETE expected, got " + interpreter.repr(target));
  }
  auto object = python::make<DmlObject>(Ref(&interpreter.native_class(spec)));
  object->table = Ref<TableObject>(table);
  Statement statement;
  statement.table = table->reference();
  object->statement = std::move(statement);
  return object;
}

const Value& target_of(const Arguments& arguments) {
  const Value* given = arguments.find("table");
  return given ? *given : arguments.self();
}

void take_optional(Arguments& arguments, DmlObject& object) {
  Interpreter& interpreter = arguments.interpreter();
  if (const Value* condition = arguments.find_not_none("whereclause")) {
    where_of(object)->push_back(clause_of(interpreter, *condition));
  }
  if (const Value* given = arguments.find_not_none("values")) {
    take_values(interpreter, object, std::array{*given}, {});
  }
}

}  // namespace

const NativeClassSpec kInsertClass = {"Insert", "sqlalchemy.sql.dml", &kClauseElementClass,
                                      &dml_members()};
const NativeClassSpec kUpdateClass = {"Update", "sqlalchemy.sql.dml", &kClauseElementClass,
                                      &dml_members()};
const NativeClassSpec kDeleteClass = {"Delete", "sqlalchemy.sql.dml", &kClauseElementClass,
                                      &dml_members()};
ExprPtr DmlObject::expression() const {
  return std::visit([](const auto& copy) { return make_expr(copy); }, statement);
}

std::string DmlObject::str(Interpreter&) {
  return dialect::find_dialect("postgresql")
      ->compile(shown_expression(*this), dialect::BindStyle::named)
      .text;
}

Ref<DmlObject> copy_of(const DmlObject& object) {
  auto copy = python::make<DmlObject>(object.cls);
  copy->table = object.table;
  copy->statement = object.statement;
  copy->returned = object.returned;
  copy->valued = object.valued;
  copy->keyless = object.keyless;
  return copy;
}

void DmlObject::release_references() {
  returned.clear();
  table = nullptr;
  Element::release_references();
}

ExprPtr value_expression(Interpreter& interpreter, ColumnObject* column, const Value& given) {
  const schema::Type type = column ? column->column.type : schema::Type{};
  const Value value = column ? to_database(interpreter, *column, given) : given;
  // A literal None is SQL's NULL whatever the type.
  const bool bound = !interpreter.context<Run>().host.offline();
  if (value.is_none() && column && bound) {
    return constant_expr(written_none(interpreter, *column), type);
  }
  if (value.is_none()) return constant_expr({}, type);
  if (ExprPtr scalar = scalar_subquery_of(value)) return scalar;
  ExprPtr expression = expression_of(interpreter, value, type);
  const auto* parameter = std::get_if<schema::BindParam>(&expression->node);
  if (!column || !parameter || parameter->type.kind != schema::TypeKind::Null) return expression;
  schema::BindParam typed = *parameter;
  typed.type = type;
  return make_expr(std::move(typed));
}

ExprPtr default_expression(Interpreter& interpreter, ColumnObject& column) {
  const Value& value = column.default_value;
  if (value.is_absent()) return nullptr;
  const bool callable = value.is_object() && value.as_object().is_callable();
  return value_expression(interpreter, &column, callable ? interpreter.call(value) : value);
}

ExprPtr order_element(Interpreter& interpreter, const Value& value) {
  if (const std::string* name = python::string_of(value)) {
    return make_expr(schema::NameRef{*name});
  }
  return clause_of(interpreter, value);
}

Value insert_into(Arguments& arguments) {
  auto object =
      new_dml<schema::Insert>(arguments.interpreter(), target_of(arguments), kInsertClass);
  take_optional(arguments, *object);
  return object;
}
Value update_table(Arguments& arguments) {
  auto object =
      new_dml<schema::Update>(arguments.interpreter(), target_of(arguments), kUpdateClass);
  take_optional(arguments, *object);
  return object;
}
Value delete_from(Arguments& arguments) {
  auto object =
      new_dml<schema::Delete>(arguments.interpreter(), target_of(arguments), kDeleteClass);
  take_optional(arguments, *object);
  return object;
}

namespace {

/// The statement with what Python-side `default=` and `onupdate=` of columns give where the script
/// gave nothing: an INSERT without values, and an UPDATE. Null when nothing is missing.
Ref<DmlObject> with_column_defaults(Interpreter& interpreter, const DmlObject& object) {
  Assignments missing;
  const TableObject& table = *object.table;
  if (const auto* insert = std::get_if<schema::Insert>(&object.statement)) {
    const bool given = !insert->columns.empty() || insert->from_select || insert->from_text;
    if (!given) add_defaults(interpreter, table, missing);
  } else if (const auto* update = std::get_if<schema::Update>(&object.statement)) {
    for (const Ref<ColumnObject>& column : table.columns) {
      const Value& value = column->onupdate_value;
      const std::string& name = column->column.name;
      if (value.is_absent() || update->values.empty() ||
          std::ranges::find(update->values, name, &Assignments::value_type::first) !=
              update->values.end()) {
        continue;
      }
      const bool callable = value.is_object() && value.as_object().is_callable();
      add_assignment(interpreter, table, missing, name, callable ? interpreter.call(value) : value);
    }
  }
  if (missing.empty()) return nullptr;
  auto filled = copy_of(object);
  if (auto* insert = std::get_if<schema::Insert>(&filled->statement)) {
    add_row(table, *insert, std::move(missing));
  } else {
    update_values(*filled, std::move(missing));
  }
  return filled;
}

}  // namespace

ExprPtr statement_of(Interpreter& interpreter, const Value& value) {
  if (const std::string* text = python::string_of(value)) return schema::text_expr(*text);
  if (const auto* object = value.try_as<DmlObject>()) {
    Ref<DmlObject> filled = with_parameters(interpreter, *object);
    if (!filled) filled = with_column_defaults(interpreter, *object);
    const DmlObject& whole = filled ? *filled : *object;
    if (ExprPtr statement = with_generated_key(interpreter, whole)) return statement;
    return whole.expression();
  }
  if (const auto* element = value.try_as<Element>()) return element->expression();
  interpreter.need_known(value, "execute()");
  raise_sqlalchemy(interpreter, "ObjectNotExecutableError",
                   "Not an executable object: " + interpreter.repr(value));
}

namespace {

/// Whether a bindparam() of that name stands in the statement.
bool names_parameter(const ExprPtr& statement, const std::string& name) {
  bool found = false;
  schema::rewrite(statement, {[&](const ExprPtr& node) -> ExprPtr {
                    const auto* parameter = std::get_if<schema::BindParam>(&node->node);
                    found = found || (parameter && parameter->name == name);
                    return nullptr;
                  }});
  return found;
}

/// An INSERT or UPDATE takes parameters as values of its columns, unless it names them itself;
/// those of an UPDATE that a bindparam() of its conditions names stay parameters.
bool take_as_values(Interpreter& interpreter, const Value& statement, const DictObject& dict,
                    ExprPtr& result) {
  const auto* object = statement.try_as<DmlObject>();
  if (!object) return false;
  auto copy = copy_of(*object);
  if (const auto* insert = std::get_if<schema::Insert>(&copy->statement)) {
    if (!insert->rows.empty()) return false;
    Assignments row = assignments_of_dict(interpreter, *copy->table, dict);
    add_defaults(interpreter, *copy->table, row);
    add_row(*copy->table, std::get<schema::Insert>(copy->statement), std::move(row));
  } else if (const auto* update = std::get_if<schema::Update>(&copy->statement)) {
    if (!update->values.empty()) return false;
    const auto columns = python::make<DictObject>();
    for (const auto& entry : dict.table.entries()) {
      const std::string* name = entry.key.is_absent() ? nullptr : python::string_of(entry.key);
      const bool parameter = name && names_parameter(copy->expression(), *name);
      if (!entry.key.is_absent() && !parameter) {
        columns->table.set(interpreter, entry.key, entry.value);
      }
    }
    update_values(*copy, assignments_of_dict(interpreter, *copy->table, *columns));
  } else {
    return false;
  }
  const Ref<DmlObject> filled = with_column_defaults(interpreter, *copy);
  result = (filled ? *filled : *copy).expression();
  return true;
}

ExprPtr bound(const schema::BindParam& parameter, schema::Literal value) {
  schema::BindParam filled = parameter;
  filled.value = std::move(value);
  return make_expr(std::move(filled));
}

/// psycopg2 writes a tuple as a list in parentheses: `IN :ids`.
ExprPtr bound_text(Interpreter& interpreter, const schema::BindParam& parameter,
                   const Value& value) {
  if (!value.try_as<python::TupleObject>() || parameter.expanding ||
      parameter.type.kind != schema::TypeKind::Null) {
    return bound(parameter, literal_of(interpreter, value, parameter.type));
  }
  schema::ExprList list;
  for (const Value& item : interpreter.items_of(value)) {
    list.items.push_back(expression_of(interpreter, item));
  }
  return make_expr(std::move(list));
}

}  // namespace

ExprPtr bind_values(Interpreter& interpreter, const Value& statement, const Value& parameters) {
  const auto* dict = python::unwrap(parameters).try_as<DictObject>();
  ExprPtr expression;
  const bool taken = dict && take_as_values(interpreter, statement, *dict, expression);
  if (taken && std::holds_alternative<schema::Insert>(expression->node)) return expression;
  if (!taken) expression = statement_of(interpreter, statement);
  if (!dict) return expression;
  auto& table = const_cast<DictObject*>(dict)->table;  // NOLINT: find() does not change it
  return rewrite(
      expression, {[&](const ExprPtr& node) -> ExprPtr {
        if (const auto* parameter = std::get_if<schema::BindParam>(&node->node)) {
          const Value* value = table.find(interpreter, parameter->name);
          if (!value) return nullptr;
          return bound(*parameter, literal_of(interpreter, *value, parameter->type));
        }
        const auto* text = std::get_if<schema::TextClause>(&node->node);
        if (!text || text->verbatim) return nullptr;
        schema::TextClause filled = *text;
        for (const auto& entry : dict->table.entries()) {
          if (entry.key.is_absent() || !python::string_of(entry.key)) continue;
          const std::string& name = *python::string_of(entry.key);
          schema::BindParam parameter;
          parameter.name = name;
          auto known = std::ranges::find(filled.binds, name, &Assignments::value_type::first);
          if (known != filled.binds.end()) {
            if (const auto* typed = std::get_if<schema::BindParam>(&known->second->node)) {
              parameter = *typed;
            }
          } else {
            known = filled.binds.insert(filled.binds.end(), {name, nullptr});
          }
          known->second = bound_text(interpreter, parameter, entry.value);
        }
        return make_expr(std::move(filled));
      }});
}

std::vector<NativeMember> dml_functions() {
  return {
      function<"insert(table, values=)", insert_into>(),
      function<"update(table, whereclause=, values=)", update_table>(),
      function<"delete(table, whereclause=)", delete_from>(),
  };
}

NativeMember insert_function() {
  return function<"insert(table, values=)", insert_into>();
}

}  // namespace retort::script
