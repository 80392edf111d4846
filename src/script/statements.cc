#include "script/statements.h"

#include <algorithm>
#include <array>

#include "dialect/labels.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/expression_walk.h"
#include "script/convert.h"
#include "script/dml.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/mapped.h"
#include "script/native.h"
#include "script/readers.h"
#include "script/statement_words.h"
#include "script/subqueries.h"

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
  return copy_of(arguments.self_as<SelectObject>());
}

void remember_tables(SelectObject& object, const Value& value) {
  for (Ref<TableObject>& table : tables_of(value)) {
    if (std::ranges::find(object.tables, table) == object.tables.end()) {
      object.tables.push_back(std::move(table));
    }
  }
}

/// `select(table.c)`.
bool is_column_collection(Interpreter& interpreter, const Value& item) {
  return item.is_object() && interpreter.type_name(item) == "ReadOnlyColumnCollection";
}

/// A number stands in the SELECT as it is, without a parameter. Null for anything else.
ExprPtr number_column(Interpreter& interpreter, const Value& item) {
  if (item.is_boolean() || (!python::integer_of(item) && interpreter.type_name(item) != "float")) {
    return nullptr;
  }
  schema::TextClause number;
  number.text = interpreter.str(item);
  number.verbatim = true;
  return make_expr(std::move(number));
}

/// A table (or the mapped class of one) stands for its columns; a list (as in SQLAlchemy 1.x) for
/// its items.
void add_columns(Interpreter& interpreter, SelectObject& object, std::span<const Value> items) {
  schema::Select& select = object.select;
  for (const Value& given : items) {
    const Value item = unmapped(interpreter, given);
    if (is_collection(item)) {
      add_columns(interpreter, object, interpreter.items_of(item));
      continue;
    }
    remember_tables(object, item);
    object.entities.push_back(given);
    if (const auto* table = item.try_as<TableObject>()) {
      for (const auto& column : table->columns) select.columns.push_back(column->expression());
      if (table->columns.empty()) select.from.push_back(table->expression());
    } else if (const auto* join = item.try_as<JoinObject>()) {
      for (const auto& part : join->tables) {
        for (const auto& column : part->columns) select.columns.push_back(column->expression());
      }
      select.from.push_back(join->expression());
    } else if (ExprPtr scalar = scalar_subquery_of(item)) {
      select.columns.push_back(std::move(scalar));
    } else if (is_column_collection(interpreter, item)) {
      add_columns(interpreter, object, interpreter.items_of(item));
    } else if (ExprPtr number = number_column(interpreter, item)) {
      select.columns.push_back(std::move(number));
    } else if (const std::string* text = python::string_of(item); text && *text == "*") {
      select.columns.push_back(make_expr(schema::Keyword{schema::Keyword::Kind::star}));
    } else {
      select.columns.push_back(clause_of(interpreter, item));
    }
  }
}

void add_from(Interpreter& interpreter, SelectObject& object, const Value& given) {
  const Value item = unmapped(interpreter, given);
  remember_tables(object, item);
  object.select.from.push_back(from_of(interpreter, item));
}

/// A name that the SELECT does not list is that of a column of its tables.
ExprPtr with_columns_named(const SelectObject& object, const ExprPtr& clause) {
  return schema::rewrite(clause, {[&](const ExprPtr& node) -> ExprPtr {
                           const auto* reference = std::get_if<schema::NameRef>(&node->node);
                           if (!reference) return nullptr;
                           for (const ExprPtr& column : object.select.columns) {
                             if (dialect::own_name(column) == reference->name) return nullptr;
                           }
                           for (const Ref<TableObject>& table : object.tables) {
                             if (const ColumnObject* column = table->find(reference->name))
                               return column->expression();
                           }
                           return nullptr;
                         }});
}

void add_names(Interpreter& interpreter, SelectObject& object,
               std::vector<ExprPtr> schema::Select::*member, const Value& value) {
  if (is_collection(value)) {
    for (const Value& item : interpreter.items_of(value)) {
      add_names(interpreter, object, member, item);
    }
  } else {
    (object.select.*member)
        .push_back(with_columns_named(object, order_element(interpreter, value)));
  }
}

/// The keywords that select() took in SQLAlchemy 1.x.
void take_old_keywords(const Arguments& arguments, SelectObject& object) {
  Interpreter& interpreter = arguments.interpreter();
  schema::Select& select = object.select;
  if (const Value* value = arguments.find_not_none("whereclause")) {
    select.where.push_back(clause_of(interpreter, *value));
  }
  if (const Value* value = arguments.find_not_none("from_obj")) {
    const python::ValueList items =
        is_collection(*value) ? interpreter.items_of(*value) : python::ValueList{*value};
    for (const Value& item : items) add_from(interpreter, object, item);
  }
  for (const auto& [name, member] : {std::pair{"group_by", &schema::Select::group_by},
                                     std::pair{"order_by", &schema::Select::order_by},
                                     std::pair{"having", &schema::Select::having}}) {
    if (const Value* value = arguments.find_not_none(name)) {
      add_names(interpreter, object, member, *value);
    }
  }
  if (const Value* value = arguments.find_not_none("limit")) {
    select.limit = expression_of(interpreter, *value);
  }
  if (const Value* value = arguments.find_not_none("offset")) {
    select.offset = expression_of(interpreter, *value);
  }
  if (arguments.flag("distinct")) select.distinct = true;
  if (arguments.flag("use_labels")) select.qualified_labels = true;
}

Value select(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto object = new_select(interpreter);
  std::span<const Value> given = arguments.rest();
  // select([columns], where, from_obj) of SQLAlchemy 1.x.
  const bool old_form = given.size() > 1 && is_collection(given[0]);
  add_columns(interpreter, *object, old_form ? given.first(1) : given);
  if (old_form && !given[1].is_none()) {
    object->select.where.push_back(clause_of(interpreter, given[1]));
  }
  if (old_form && given.size() > 2) {
    for (const Value& item : interpreter.items_of(given[2])) add_from(interpreter, *object, item);
  }
  take_old_keywords(arguments, *object);
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

/// order_by("name"): a str is the name of a label or a column.
template <std::vector<ExprPtr> schema::Select::*member>
Value append_names(Arguments& arguments) {
  auto copy = copy_of(arguments);
  for (const Value& item : arguments.rest()) {
    if (item.is_none() || (item.is_boolean() && !item.as_boolean())) {
      ((copy->select).*member).clear();
    } else {
      add_names(arguments.interpreter(), *copy, member, item);
    }
  }
  return copy;
}

ExprPtr number_of(Interpreter& interpreter, const Value& value) {
  return value.is_none() ? nullptr : expression_of(interpreter, value);
}
template <ExprPtr schema::Select::*member>
Value set_number(Arguments& arguments) {
  auto copy = copy_of(arguments);
  (copy->select).*member = number_of(arguments.interpreter(), arguments["limit"]);
  copy->select.fetch = false;
  return copy;
}
Value fetch(Arguments& arguments) {
  auto copy = copy_of(arguments);
  copy->select.limit = number_of(arguments.interpreter(), arguments["count"]);
  copy->select.fetch = true;
  copy->select.with_ties = arguments.flag("with_ties");
  return copy;
}
Value slice(Arguments& arguments) {
  auto copy = copy_of(arguments);
  const auto start = arguments.optional_integer("start");
  const auto stop = arguments.optional_integer("stop");
  const auto constant = [](std::int64_t value) {
    return constant_expr({value}, schema::make_type(schema::TypeKind::Integer));
  };
  if (stop) copy->select.limit = constant(*stop - start.value_or(0));
  if (start && *start != 0) copy->select.offset = constant(*start);
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
  schema::ForUpdate lock;
  lock.skip_locked = arguments.flag("skip_locked");
  lock.nowait = arguments.flag("nowait");
  lock.read = arguments.flag("read");
  lock.key_share = arguments.flag("key_share");
  if (const Value* of = arguments.find_not_none("of")) {
    const python::ValueList items =
        is_collection(*of) ? arguments.interpreter().items_of(*of) : python::ValueList{*of};
    for (const Value& item : items) {
      lock.of.push_back(expression_of(arguments.interpreter(), item));
    }
  }
  copy->select.for_update = std::move(lock);
  return copy;
}

/// The column of that name of what the statement reads.
ExprPtr column_named(const SelectObject& object, std::string_view name) {
  for (auto table = object.tables.rbegin(); table != object.tables.rend(); ++table) {
    if (const ColumnObject* column = (*table)->find(name)) return column->expression();
  }
  for (const ExprPtr& known : object.select.columns) {
    const auto* reference = std::get_if<schema::ColumnRef>(&known->node);
    if (reference && reference->name == name) return known;
  }
  return schema::column_expr(std::string(name));
}
Value filter_by(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto copy = copy_of(arguments);
  for (const python::KeywordValue& keyword : arguments.keywords()) {
    const Value condition =
        attribute_equals(interpreter, copy->tables, keyword.name, keyword.value);
    if (!condition.is_absent()) {
      copy->select.where.push_back(expression_of(interpreter, condition));
      continue;
    }
    ExprPtr column = column_named(*copy, keyword.name.text());
    copy->select.where.push_back(
        compare("=", column, expression_of(interpreter, keyword.value, type_of(column))));
  }
  return copy;
}

/// Which of several FROM items a join begins at: the one that its condition speaks of.
std::size_t left_side(const std::vector<ExprPtr>& items, const ExprPtr& right, const ExprPtr& on) {
  std::vector<ExprPtr> named;
  schema::collect_tables(on, named);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (schema::same_table(items[i], right)) continue;
    for (const ExprPtr& part : schema::with_joined({items[i]})) {
      if (schema::contains_table(named, part)) return i;
    }
  }
  return 0;
}

void add_join(Interpreter& interpreter, SelectObject& object, const Value* given_from,
              const Arguments& arguments, bool outer) {
  const Value target = unmapped(interpreter, arguments["target"]);
  const Value plain_from = given_from ? unmapped(interpreter, *given_from) : Value::absent();
  const Value* from = given_from ? &plain_from : nullptr;
  schema::Join join;
  join.right = from_of(interpreter, target);
  join.outer = outer || arguments.flag("isouter");
  join.full = arguments.flag("full");
  const std::vector<Ref<TableObject>> right = tables_of(target);
  if (const Value* on_clause = arguments.find_not_none("onclause")) {
    join.on = clause_of(interpreter, *on_clause);
  } else {
    std::vector<Ref<TableObject>> left = from ? tables_of(*from) : object.tables;
    std::erase_if(
        left, [&](const auto& table) { return std::ranges::find(right, table) != right.end(); });
    join.on = foreign_key_condition(left, right);
    if (!join.on) raise_no_foreign_key(interpreter);
  }
  std::vector<ExprPtr>& items = object.select.from;
  if (from) {
    join.left = from_of(interpreter, *from);
    remember_tables(object, *from);
    std::erase_if(items, [&](const ExprPtr& item) { return schema::same_table(item, join.left); });
    items.push_back(make_expr(std::move(join)));
  } else if (!items.empty()) {
    const std::size_t place = left_side(items, join.right, join.on);
    join.left = items[place];
    items[place] = make_expr(std::move(join));
  } else {
    std::vector<ExprPtr> candidates = schema::froms_of(object.select);
    std::erase_if(candidates,
                  [&](const ExprPtr& item) { return schema::same_table(item, join.right); });
    if (candidates.empty()) {
      raise_sqlalchemy(interpreter, "InvalidRequestError", "Can't determine join() left side");
    }
    join.left = candidates[left_side(candidates, join.right, join.on)];
    items.push_back(make_expr(std::move(join)));
  }
  remember_tables(object, target);
}

template <bool outer>
Value select_join(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const Value* on_clause = arguments.find_not_none("onclause");
  if (joins_as_orm(interpreter, arguments["target"]) ||
      (on_clause && joins_as_orm(interpreter, *on_clause))) {
    const Value joining = interpreter.import_module("sqlalchemy.orm.impl.joining");
    return interpreter.call(interpreter.get_attribute(joining, "join_select"),
                            std::array{Value(&arguments.self_as<SelectObject>()),
                                       arguments["target"], on_clause ? *on_clause : Value::none(),
                                       Value::boolean(outer || arguments.flag("isouter")),
                                       Value::boolean(arguments.flag("full"))});
  }
  auto copy = copy_of(arguments);
  add_join(arguments.interpreter(), *copy, nullptr, arguments, outer);
  return copy;
}
template <bool outer>
Value select_join_from(Arguments& arguments) {
  auto copy = copy_of(arguments);
  add_join(arguments.interpreter(), *copy, &arguments["from_"], arguments, outer);
  return copy;
}

Value select_from(Arguments& arguments) {
  auto copy = copy_of(arguments);
  for (const Value& item : arguments.rest()) add_from(arguments.interpreter(), *copy, item);
  return copy;
}

template <std::optional<std::vector<ExprPtr>> schema::Select::*member>
Value correlate(Arguments& arguments) {
  auto copy = copy_of(arguments);
  std::optional<std::vector<ExprPtr>>& tables = (copy->select).*member;
  if (!tables) tables.emplace();
  for (const Value& item : arguments.rest()) {
    if (!item.is_none()) tables->push_back(from_of(arguments.interpreter(), item));
  }
  return copy;
}

Value scalar_subquery(Arguments& arguments) {
  return make_element(arguments.interpreter(), scalar_subquery_of(arguments.self()));
}

Value label(Arguments& arguments) {
  schema::Label label;
  label.name = arguments.optional_text("name").value_or(schema::anonymous_name("anon"));
  label.operand = scalar_subquery_of(arguments.self());
  return make_element(arguments.interpreter(), make_expr(std::move(label)));
}

Value exists_method(Arguments& arguments) {
  return make_element(arguments.interpreter(),
                      schema::exists_of(arguments.self_as<SelectObject>().select));
}

Value exists_function(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  if (arguments.rest().size() == 1) {
    if (ExprPtr query = select_of(interpreter, arguments.rest()[0])) {
      return make_element(interpreter, schema::exists_of(std::get<schema::Select>(query->node)));
    }
  }
  auto object = new_select(interpreter);
  add_columns(interpreter, *object, arguments.rest());
  return make_element(interpreter, schema::exists_of(object->select));
}

template <bool is_lateral>
Value subquery(Arguments& arguments) {
  auto& self = arguments.self_as<SelectObject>();
  Value made = make_subquery(arguments.interpreter(), self.expression(),
                             arguments.optional_text("name"), is_lateral);
  read_like(arguments.interpreter(), self.entities, *made.try_as<TableObject>());
  return made;
}
Value cte(Arguments& arguments) {
  auto& self = arguments.self_as<SelectObject>();
  Value made = make_cte(arguments, self.expression());
  read_like(arguments.interpreter(), self.entities, *made.try_as<TableObject>());
  return made;
}

template <SignatureText op>
Value compound(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto object = new_select(interpreter);
  object->select.compound_op = op.text;
  auto add = [&](const Value& value) {
    const ExprPtr query = select_of(interpreter, value);
    if (!query) {
      interpreter.need_known(value, "a part of a UNION");
      raise_sqlalchemy(
          interpreter, "ArgumentError",
          "Executable SQL or text() construct expected, got " + interpreter.repr(value));
    }
    const auto& part = std::get<schema::Select>(query->node);
    object->select.compound.push_back(std::make_shared<const schema::Select>(part));
    if (object->select.columns.empty()) {
      object->select.columns = part.columns;
      if (const auto* given = value.try_as<SelectObject>()) object->entities = given->entities;
    }
  };
  if (arguments.self().try_as<SelectObject>()) add(arguments.self());
  for (const Value& value : arguments.rest()) add(value);
  return object;
}

Value add_cte(Arguments& arguments) {
  auto copy = copy_of(arguments);
  for (const Value& value : arguments.rest()) {
    copy->select.ctes.push_back(expression_of(arguments.interpreter(), value));
  }
  return copy;
}

Value set_label_style(Arguments& arguments) {
  auto copy = copy_of(arguments);
  const Value* style = arguments.find("style");
  copy->select.qualified_labels =
      !style || arguments.interpreter().str(*style).find("PLUS_COL") != std::string::npos;
  return copy;
}

Value itself(Arguments& arguments) {
  return arguments.self();
}

/// params(name=value): the same statement with values in its bound parameters.
Value params(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  auto dict = python::make<python::DictObject>();
  for (const python::KeywordValue& keyword : arguments.keywords()) {
    dict->table.set(interpreter, Value::string(keyword.name.text()), keyword.value);
  }
  auto copy = copy_of(arguments);
  const ExprPtr bound = bind_values(interpreter, arguments.self(), Value(dict));
  copy->select = std::get<schema::Select>(bound->node);
  return copy;
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

/// `.selected_columns`, `.c`: as the columns of a subquery, but themselves.
Value selected_columns(Arguments& arguments) {
  Interpreter& interpreter = arguments.interpreter();
  const auto& self = arguments.self_as<SelectObject>();
  Value subquery = make_subquery(interpreter, self.expression(), std::nullopt, false);
  auto& table = *subquery.try_as<TableObject>();
  for (std::size_t i = 0; i < table.columns.size() && i < self.select.columns.size(); ++i) {
    table.columns[i]->frozen = self.select.columns[i];
  }
  return interpreter.get_attribute(subquery, "c");
}

const MemberTable& select_members() {
  static const MemberTable kMembers = [] {
    std::vector<NativeMember> members = {
        method<"where(*clauses)", append<&schema::Select::where>>(),
        method<"filter(*clauses)", append<&schema::Select::where>>(),
        method<"filter_by(**kw)", filter_by>(),
        method<"having(*clauses)", append<&schema::Select::having>>(),
        method<"order_by(*clauses)", append_names<&schema::Select::order_by>>(),
        method<"group_by(*clauses)", append_names<&schema::Select::group_by>>(),
        method<"limit(limit)", set_number<&schema::Select::limit>>(),
        method<"offset(limit)", set_number<&schema::Select::offset>>(),
        method<"fetch(count, with_ties=, percent=)", fetch>(),
        method<"slice(start, stop)", slice>(),
        method<"distinct(*columns)", distinct>(),
        method<"select_from(*tables)", select_from>(),
        method<"join(target, onclause=, isouter=, full=)", select_join<false>>(),
        method<"outerjoin(target, onclause=, isouter=, full=)", select_join<true>>(),
        method<"join_from(from_, target, onclause=, isouter=, full=)", select_join_from<false>>(),
        method<"outerjoin_from(from_, target, onclause=, isouter=, full=)",
               select_join_from<true>>(),
        method<"with_only_columns(*columns, maintain_column_froms=)", columns>(),
        method<"add_columns(*columns)", more_columns>(),
        method<"column(*columns)", more_columns>(),
        method<"with_for_update(nowait=, read=, of=, skip_locked=, key_share=)", with_for_update>(),
        method<"correlate(*tables)", correlate<&schema::Select::correlate>>(),
        method<"correlate_except(*tables)", correlate<&schema::Select::correlate_except>>(),
        method<"scalar_subquery()", scalar_subquery>(),
        method<"as_scalar()", scalar_subquery>(),
        method<"label(name)", label>(),
        method<"exists()", exists_method>(),
        method<"subquery(name=)", subquery<false>>(),
        method<"alias(name=, flat=)", subquery<false>>(),
        method<"lateral(name=)", subquery<true>>(),
        method<"cte(name=, recursive=, nesting=)", cte>(),
        method<"union(*others)", compound<"UNION">>(),
        method<"union_all(*others)", compound<"UNION ALL">>(),
        method<"intersect(*others)", compound<"INTERSECT">>(),
        method<"intersect_all(*others)", compound<"INTERSECT ALL">>(),
        method<"except_(*others)", compound<"EXCEPT">>(),
        method<"except_all(*others)", compound<"EXCEPT ALL">>(),
        method<"add_cte(*ctes, nest_here=)", add_cte>(),
        method<"set_label_style(style)", set_label_style>(),
        method<"apply_labels()", set_label_style>(),
        method<"params(**kw)", params>(),
        method<"execution_options(**kw)", with_execution_options>(),
        method<"options(*options)", with_loader_options>(),
        method<"reduce_columns(only_synonyms=)", itself>(),
        method<"self_group(against=)", itself>(),
        method<"compile(bind=, dialect=, **kw)", compile_element>(),
        property<"selected_columns()", selected_columns>(),
        property<"exported_columns()", selected_columns>(),
        property<"c()", selected_columns>(),
        property<"columns()", selected_columns>(),
        property<"_entities()", entities>(),
        property<"_loader_options()", loader_options>(),
        property<"_execution_options()", execution_options>(),
        property<"_criteria()", criteria>(),
        property<"_is_compound()", is_compound>(),
    };
    const std::vector<NativeMember> words = select_word_members();
    members.insert(members.end(), words.begin(), words.end());
    return MemberTable(std::move(members));
  }();
  return kMembers;
}

}  // namespace

const NativeClassSpec kSelectClass = {"Select", "sqlalchemy.sql.selectable", &kClauseElementClass,
                                      &select_members()};

Ref<SelectObject> copy_of(const SelectObject& object) {
  auto copy = python::make<SelectObject>(object.cls);
  copy->select = object.select;
  copy->tables = object.tables;
  copy->entities = object.entities;
  copy->loader_options = object.loader_options;
  copy->execution_options = object.execution_options;
  return copy;
}

void SelectObject::release_references() {
  tables.clear();
  entities.clear();
  loader_options.clear();
  execution_options = Value::absent();
  Element::release_references();
}

ExprPtr scalar_subquery_of(const Value& value) {
  const auto* object = value.try_as<SelectObject>();
  if (!object) return nullptr;
  return make_expr(schema::SubSelect{std::make_shared<const schema::Select>(object->select)});
}

ExprPtr select_of(Interpreter&, const Value& value) {
  if (const auto* object = value.try_as<SelectObject>()) return object->expression();
  if (const auto* table = value.try_as<TableObject>(); table && table->subquery) {
    const auto* node = std::get_if<schema::Subquery>(&table->subquery->node);
    if (node && !node->cte && std::holds_alternative<schema::Select>(node->source->node)) {
      return node->source;
    }
  }
  if (value.try_as<TableObject>()) {
    schema::Select all;
    for (const auto& column : value.try_as<TableObject>()->columns) {
      all.columns.push_back(column->expression());
    }
    return make_expr(std::move(all));
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

std::vector<NativeMember> statement_functions() {
  std::vector<NativeMember> members = {
      function<"select(*columns, whereclause=, from_obj=, distinct=, having=, group_by=, "
               "order_by=, limit=, offset=, use_labels=, bind=, correlate=)",
               select>(),
      function<"exists(*columns)", exists_function>(),
      function<"union(*selects)", compound<"UNION">>(),
      function<"union_all(*selects)", compound<"UNION ALL">>(),
      function<"intersect(*selects)", compound<"INTERSECT">>(),
      function<"intersect_all(*selects)", compound<"INTERSECT ALL">>(),
      function<"except_(*selects)", compound<"EXCEPT">>(),
      function<"except_all(*selects)", compound<"EXCEPT ALL">>(),
  };
  for (NativeMember& member : dml_functions()) members.push_back(member);
  for (NativeMember& member : from_functions()) members.push_back(member);
  return members;
}

}  // namespace retort::script
