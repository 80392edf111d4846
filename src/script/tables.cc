#include "script/tables.h"

#include <array>
#include <iterator>

#include "dialect/dialect.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/attach.h"
#include "script/column_keys.h"
#include "script/constraints.h"
#include "script/convert.h"
#include "script/early_columns.h"
#include "script/events.h"
#include "script/exceptions.h"
#include "script/native.h"
#include "script/run.h"
#include "script/table_methods.h"
#include "script/types.h"

namespace retort::script {

using python::Builtin;
using python::CallArguments;
using python::ClassObject;
using python::Interpreter;
using python::NativeClassSpec;
using python::Ref;
using python::Value;
using schema::ExprPtr;
using schema::make_expr;

namespace {

void attach_to_column(Interpreter& interpreter, ColumnObject& object, const Value& item) {
  schema::Column& column = object.column;
  if (const auto* constraint = item.try_as<ConstraintObject>()) {
    if (const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint->constraint)) {
      schema::ForeignKeyConstraint attached = *key;
      attached.columns = {column.name};
      if (attached.referred_columns.empty()) attached.referred_columns = {column.name};
      column.foreign_keys.push_back(std::move(attached));
      object.referred = Ref<ColumnObject>(constraint->referred.try_as<ColumnObject>());
      return;
    }
    if (const auto* check = std::get_if<schema::CheckConstraint>(&constraint->constraint)) {
      column.checks.push_back(*check);
      return;
    }
  }
  if (const auto* sequence = item.try_as<SequenceObject>()) {
    column.sequence = sequence->item;
    return;
  }
  if (const auto* identity = item.try_as<IdentityObject>()) {
    column.identity = identity->item;
    return;
  }
  if (const auto* computed = item.try_as<ComputedObject>()) {
    column.computed = computed->item;
    return;
  }
  if (item.try_as<DefaultClauseObject>() != nullptr) {
    column.server_default = server_default_of(interpreter, item).value;
    return;
  }
  if (item.try_as<FetchedValueObject>() != nullptr) {
    column.has_server_value = true;
    return;
  }
  interpreter.need_known(item, "Column()");
  raise_sqlalchemy(interpreter, "ArgumentError",
                   "'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got " +
                       interpreter.repr(item));
}

schema::Column::Autoincrement autoincrement_of(Interpreter& interpreter, const Value& value) {
  using enum schema::Column::Autoincrement;
  if (const std::string* text = python::string_of(value)) {
    return *text == "ignore_fk" ? ignore_fk : automatic;
  }
  return truth_of(interpreter, value) ? yes : no;
}

void take_column_options(Interpreter& interpreter, ColumnObject& object,
                         const Arguments& arguments) {
  schema::Column& column = object.column;
  column.nullable = arguments.optional_flag("nullable");
  column.primary_key = arguments.flag("primary_key");
  column.index = arguments.optional_flag("index");
  column.unique = arguments.optional_flag("unique");
  column.quote = arguments.flag("quote");
  column.system = arguments.flag("system");
  column.comment = arguments.optional_text("comment");
  if (const Value* value = arguments.find("autoincrement")) {
    column.autoincrement = autoincrement_of(interpreter, *value);
  }
  for (std::string_view name : {"default", "insert_default"}) {
    const Value* value = arguments.find_not_none(name);
    if (!value) continue;
    if (const auto* sequence = value->try_as<SequenceObject>()) {
      column.sequence = sequence->item;
    } else {
      column.has_client_default = true;
      object.default_value = *value;
    }
  }
  if (const Value* value = arguments.find_not_none("onupdate")) object.onupdate_value = *value;
  if (const Value* value = arguments.find_not_none("server_default")) {
    DefaultValue given = server_default_of(interpreter, *value);
    column.server_default = std::move(given.value);
    column.has_server_value = given.fetched;
    if (given.identity) column.identity = given.identity;
    if (given.computed) column.computed = given.computed;
  }
  column.options = options_of(interpreter, arguments.keywords(), "Column");
}

/// What a column holds besides its type.
bool is_schema_item(const Value& value) {
  return value.try_as<ConstraintObject>() || value.try_as<SequenceObject>() ||
         value.try_as<IdentityObject>() || value.try_as<ComputedObject>() ||
         value.try_as<DefaultClauseObject>() || value.try_as<FetchedValueObject>();
}

/// Column([name], [type], *items, **options).
Value construct_column(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(
      interpreter,
      "Column(*args, name=, type_=, key=, primary_key=, nullable=, default=, onupdate=, "
      "server_default=, server_onupdate=, index=, unique=, system=, doc=, autoincrement=, quote=, "
      "comment=, info=, insert_default=, insert_sentinel=, sort_order=, _proxies=, **kw)",
      call);
  auto object = python::make<ColumnObject>(Ref<ClassObject>(&cls));
  std::span<const Value> rest = arguments.rest();
  if (!rest.empty() && python::string_of(rest[0])) {
    object->column.name = *python::string_of(rest[0]);
    rest = rest.subspan(1);
  } else if (!rest.empty() && rest[0].is_none()) {
    rest = rest.subspan(1);
  }
  object->column.name = arguments.optional_text("name").value_or(object->column.name);
  object->column.key = arguments.optional_text("key").value_or("");
  if (object->column.key == object->column.name) object->column.key.clear();
  const Value* type = arguments.find_not_none("type_");
  if (!type && !rest.empty() && !is_schema_item(rest[0])) {
    if (rest[0].try_as<Element>()) {
      raise_sqlalchemy(interpreter, "ArgumentError",
                       "'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got " +
                           interpreter.repr(rest[0]));
    }
    if (!rest[0].is_none()) type = &rest[0];
    rest = rest.subspan(1);
  }
  object->column.type = optional_type(interpreter, type);
  if (type && is_type(interpreter, *type)) object->type_object = *type;
  take_column_options(interpreter, *object, arguments);
  for (const Value& item : rest) attach_to_column(interpreter, *object, item);
  type_attached(interpreter, *object);
  object->origin = interpreter.origin();
  return object;
}

void release_columns(std::vector<Ref<ColumnObject>>& columns, const TableObject* owner) {
  for (const Ref<ColumnObject>& column : columns) {
    if (column->table != owner) continue;
    // A script may hold a column longer than its table.
    if (column->references() > 1) column->frozen = column->expression();
    column->table = nullptr;
  }
  columns.clear();
}

schema::TableRef parse_table_key(std::string_view text) {
  schema::TableRef table;
  std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos) {
    table.name = std::string(text);
  } else {
    table.schema = std::string(text.substr(0, dot));
    table.name = std::string(text.substr(dot + 1));
  }
  return table;
}

struct Target {
  schema::TableRef table;
  std::string column;  ///< Empty: that of the referring column.
};

Target target_of(Interpreter& interpreter, const Value& value) {
  if (const auto* column = value.try_as<ColumnObject>()) {
    if (!column->table) {
      raise_sqlalchemy(interpreter, "InvalidRequestError",
                       "Column '" + column->column.name + "' is not associated with a table");
    }
    return {column->table->reference(), column->column.name};
  }
  std::string text = text_of(interpreter, value, "a foreign key's target");
  std::size_t dot = text.rfind('.');
  if (dot == std::string::npos) return {parse_table_key(text), ""};
  return {parse_table_key(std::string_view(text).substr(0, dot)), text.substr(dot + 1)};
}

}  // namespace

const NativeClassSpec kSchemaItemClass = {"SchemaItem", "sqlalchemy.sql.schema"};
const NativeClassSpec kLightColumnClass = {"ColumnClause", "sqlalchemy.sql.elements",
                                           &kColumnClauseClass, &column_members()};
const NativeClassSpec kColumnClass = {"Column", "sqlalchemy.sql.schema", &kLightColumnClass,
                                      nullptr, construct_column};

ExprPtr ColumnObject::expression() const {
  if (frozen) return frozen;
  schema::ColumnRef reference;
  if (table) {
    reference.table = table->alias.empty() ? table->table.name : table->alias;
    if (table->alias.empty()) {
      reference.schema = table->table.schema;
    } else {
      reference.from = table->expression();
    }
  }
  reference.name = table ? column.name : name_or_early_name(*this);
  reference.type = column.type;
  return make_expr(std::move(reference));
}

std::string ColumnObject::str(Interpreter&) {
  if (!table) return column.name;
  std::string prefix = table->table.schema.empty() ? "" : table->table.schema + ".";
  return prefix + table->table.name + "." + column.name;
}

void ColumnObject::release_references() {
  default_value = onupdate_value = type_object = Value::absent();
  referred = {};
  Element::release_references();
}

Ref<ColumnObject> copy_of(const ColumnObject& column) {
  auto copy = python::make<ColumnObject>(column.cls);
  copy->column = column.column;
  copy->default_value = column.default_value;
  copy->onupdate_value = column.onupdate_value;
  copy->type_object = column.type_object;
  copy->origin = column.origin;
  copy->referred = column.referred;
  copy->attributes = column.attributes;
  return copy;
}

TableObject::~TableObject() {
  release_columns(columns, this);
}

void TableObject::release_references() {
  release_columns(columns, this);
  metadata = Value::absent();
  after_create.clear();
  Element::release_references();
}

ExprPtr TableObject::expression() const {
  return subquery ? subquery : make_expr(reference());
}

std::string TableObject::str(Interpreter&) {
  return table.schema.empty() ? table.name : table.schema + "." + table.name;
}

namespace {

/// The type of the column that a foreign key refers to, in the same MetaData; Null when unknown.
schema::Type referred_type(const MetaDataObject& metadata, const schema::Column& column,
                           int depth) {
  for (const schema::ForeignKeyConstraint& key : column.foreign_keys) {
    const ColumnObject* other = referred_column(metadata, key);
    if (!other || depth == 0) continue;
    if (other->column.type.kind != schema::TypeKind::Null) return other->column.type;
    return referred_type(metadata, other->column, depth - 1);
  }
  return {};
}

/// Fills in the foreign key to a column that had neither table nor name when it was written.
void resolve_referred(ColumnObject& column) {
  if (!column.referred || column.referred->table == nullptr) return;
  const schema::TableRef table = column.referred->table->reference();
  for (schema::ForeignKeyConstraint& key : column.column.foreign_keys) {
    if (!key.referred_table.empty()) continue;
    key.referred_schema = table.schema;
    key.referred_table = table.name;
    key.referred_columns = {column.referred->column.name};
    key.link_to_name = true;
  }
  column.referred = {};
}

}  // namespace

schema::Table TableObject::shape() const {
  constexpr int kLongestChain = 20;
  schema::Table result = table;
  result.columns.reserve(result.columns.size() + columns.size());
  const auto* owner = metadata.try_as<MetaDataObject>();
  for (const Ref<ColumnObject>& column : columns) {
    result.columns.push_back(column->column);
    schema::Type& type = result.columns.back().type;
    if (owner && type.kind == schema::TypeKind::Null) {
      type = referred_type(*owner, column->column, kLongestChain);
    }
  }
  name_by_keys(*this, result);
  if (naming_convention.empty()) return result;
  return schema::attach(std::move(result), naming_convention);
}

ColumnObject* TableObject::find(std::string_view name) const {
  for (const Ref<ColumnObject>& column : columns) {
    if (schema::key_of(column->column) == name) return column.get();
  }
  return nullptr;
}

void TableObject::add_column(Ref<ColumnObject> column) {
  for (Ref<ColumnObject>& known : columns) {
    const bool same = known->column.name == column->column.name;
    if (!same || known->column.key != column->column.key) continue;
    known->table = nullptr;
    column->table = this;
    known = std::move(column);
    return;
  }
  column->table = this;
  columns.push_back(std::move(column));
  for (const Ref<ColumnObject>& known : columns) resolve_referred(*known);
}

TableObject* MetaDataObject::find(std::string_view schema_name, std::string_view name) const {
  for (const Ref<TableObject>& table : tables) {
    if (table->table.name == name && table->table.schema == schema_name) return table.get();
  }
  return nullptr;
}

namespace {

std::optional<std::string> optional_text(Interpreter& interpreter, const Value& value) {
  return value.is_none() ? std::nullopt : std::optional(text_of(interpreter, value, "comment"));
}

}  // namespace

namespace {

/// `column.default = None` and the like; false for another name.
bool set_default(Interpreter& interpreter, ColumnObject& object, std::string_view name,
                 const Value& value) {
  schema::Column& column = object.column;
  const Value given = value.is_none() ? Value::absent() : value;
  if (name == "default") {
    const auto* sequence = given.is_absent() ? nullptr : given.try_as<SequenceObject>();
    column.sequence = sequence != nullptr ? std::optional(sequence->item) : std::nullopt;
    column.has_client_default = sequence == nullptr && !given.is_absent();
    object.default_value = column.has_client_default ? given : Value::absent();
  } else if (name == "onupdate") {
    object.onupdate_value = given;
  } else if (name == "server_default") {
    // Where Column() is given it a text becomes a DefaultClause, which DDL writes; not so here.
    column.server_default.reset();
    column.has_server_value = value.try_as<FetchedValueObject>() != nullptr;
    const bool is_clause = value.try_as<DefaultClauseObject>() != nullptr;
    if (is_clause) column.server_default = server_default_of(interpreter, value).value;
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool ColumnObject::set_attribute(Interpreter& interpreter, python::Symbol name,
                                 const Value& value) {
  if (name.text() == "nullable") {
    column.nullable_is_derived = column.nullable_is_derived || !column.nullable;
    column.nullable = interpreter.truth(value);
    return true;
  }
  if (name.text() == "comment") {
    column.comment = optional_text(interpreter, value);
    return true;
  }
  if (name.text() == "autoincrement") {
    column.autoincrement = autoincrement_of(interpreter, value);
    return true;
  }
  if (set_default(interpreter, *this, name.text(), value)) return true;
  // What a column is made into part of its table by counts before that.
  if (table != nullptr) return Instance::set_attribute(interpreter, name, value);
  if (name.text() == "name") {
    column.name = text_of(interpreter, value, "a column's name");
  } else if (name.text() == "type") {
    column.type = type_of_value(interpreter, value);
    type_object = value;
  } else if (name.text() == "unique") {
    column.unique = interpreter.truth(value);
  } else if (name.text() == "index") {
    column.index = interpreter.truth(value);
  } else if (name.text() == "primary_key") {
    column.primary_key = interpreter.truth(value);
  } else {
    return Instance::set_attribute(interpreter, name, value);
  }
  return true;
}

bool TableObject::set_attribute(Interpreter& interpreter, python::Symbol name, const Value& value) {
  if (name.text() != "comment") return Instance::set_attribute(interpreter, name, value);
  table.comment = optional_text(interpreter, value);
  return true;
}

Value ConstraintObject::iterate(Interpreter& interpreter) {
  return interpreter.iterate(interpreter.get_attribute(Value(this), "columns"));
}

bool ConstraintObject::set_attribute(Interpreter& interpreter, python::Symbol name,
                                     const Value& value) {
  if (name.text() != "name") return Instance::set_attribute(interpreter, name, value);
  std::visit([&](auto& one) { one.name = name_of(interpreter, &value); }, constraint);
  return true;
}

bool IndexObject::set_attribute(Interpreter& interpreter, python::Symbol name, const Value& value) {
  if (name.text() != "name") return Instance::set_attribute(interpreter, name, value);
  index.name = name_of(interpreter, &value);
  return true;
}

Ref<ConstraintObject> constraint_object(Interpreter& interpreter, TableObject& table,
                                        const schema::Constraint& constraint) {
  static constexpr std::array<const char*, 5> kNames = {"PrimaryKeyConstraint", "UniqueConstraint",
                                                        "ForeignKeyConstraint", "CheckConstraint",
                                                        "ExcludeConstraint"};
  const NativeClassSpec* spec = constraint_class_named(kNames[constraint.index()]);
  auto object = python::make<ConstraintObject>(Ref(&interpreter.native_class(*spec)), constraint);
  object->parent = Value(&table);
  return object;
}

void ConstraintObject::release_references() {
  parent = info = referred = Value::absent();
  Instance::release_references();
}

void MetaDataObject::release_references() {
  tables.clear();
  Instance::release_references();
}

TypeRequest attach_type(Interpreter& interpreter, ColumnObject& column,
                        const std::string& schema_name, const std::string& table, bool creating) {
  Value type = column.type_object;
  if (type.is_absent()) return {};
  const auto* cls = type.try_as<python::ClassObject>();
  if (const auto* object = type.try_as<TypeObject>()) cls = object->cls.get();
  if (cls == nullptr || cls->native != nullptr) return {};
  if (type.try_as<python::ClassObject>() != nullptr) type = interpreter.call(type);
  const Value method = interpreter.find_attribute(type, "_attached");
  if (method.is_absent()) return {};
  const bool nullable = column.column.nullable.value_or(!column.column.primary_key);
  const Value dialect = Value::string(interpreter.context<Run>().host.dialect().name());
  const std::array<Value, 5> arguments{Value::string(table), Value::string(column.column.name),
                                       Value::boolean(nullable), dialect, Value::boolean(creating)};
  const python::ValueList answer = interpreter.items_of(interpreter.call(method, arguments));
  if (nullable && !interpreter.truth(answer.at(0))) column.column.nullable = false;
  column.column.type = type_of_value(interpreter, type);
  TypeRequest request;
  const Value& wanted = answer.at(1);
  if (const auto* index = wanted.try_as<IndexObject>()) {
    request.index = index->index;
    request.index->table = table;
    request.index->table_schema = schema_name;
  } else if (!wanted.is_none()) {
    request.statement = wanted;
  }
  return request;
}

void add_items(Interpreter& interpreter, TableObject& table, std::span<const Value> items) {
  // What listeners add is younger than the constraints given, so it stands after them.
  std::vector<schema::Constraint> heard;
  for (const Value& item : items) {
    if (auto* column = item.try_as<ColumnObject>()) {
      // A column belongs to one table only: a second one gets a copy.
      Ref<ColumnObject> owned(column);
      if (column->table && column->table != &table) {
        owned = copy_of(*column);
        type_attached(interpreter, *owned);
      }
      TypeRequest request =
          attach_type(interpreter, *owned, table.table.schema, table.table.name, true);
      if (request.index) table.table.indexes.push_back(std::move(*request.index));
      if (!request.statement.is_absent()) table.after_create.push_back(request.statement);
      auto& constraints = table.table.constraints;
      const auto known = static_cast<std::ptrdiff_t>(constraints.size());
      add_with_events(interpreter, table, std::move(owned));
      std::move(constraints.begin() + known, constraints.end(), std::back_inserter(heard));
      constraints.erase(constraints.begin() + known, constraints.end());
    } else if (const auto* constraint = item.try_as<ConstraintObject>()) {
      if (!constraint->parent.is_absent()) continue;  // It is there already.
      table.table.constraints.push_back(constraint->constraint);
    } else if (const auto* index = item.try_as<IndexObject>()) {
      schema::Index attached = index->index;
      attached.table = table.table.name;
      attached.table_schema = table.table.schema;
      table.table.indexes.push_back(std::move(attached));
    } else if (item.is_none() || item.try_as<MetaDataObject>() != nullptr) {
      continue;
    } else if (is_collection(item)) {
      python::ValueList nested = interpreter.items_of(item);
      add_items(interpreter, table, nested);
    } else {
      interpreter.need_known(item, "a table's columns");
      raise_sqlalchemy(interpreter, "ArgumentError",
                       "'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got " +
                           interpreter.repr(item));
    }
  }
  std::move(heard.begin(), heard.end(), std::back_inserter(table.table.constraints));
}

ColumnObject& column_of(Interpreter& interpreter, const Value& value, std::string_view what) {
  if (auto* column = value.try_as<ColumnObject>()) return *column;
  interpreter.need_known(value, what);
  interpreter.raise(Builtin::TypeError, std::string(what) + " must be a Column, not " +
                                            std::string(interpreter.type_name(value)));
}

Ref<TableObject> make_table(Interpreter& interpreter, const schema::Table& shape) {
  auto object = python::make<TableObject>(Ref(&interpreter.native_class(kTableClass)));
  object->table = shape;
  object->table.columns.clear();
  for (const schema::Column& column : shape.columns) {
    auto made = python::make<ColumnObject>(Ref(&interpreter.native_class(kColumnClass)));
    made->column = column;
    object->add_column(std::move(made));
  }
  return object;
}

ExprPtr index_element_of(Interpreter& interpreter, const Value& value) {
  if (const std::string* name = python::string_of(value)) return schema::column_expr(*name);
  if (const auto* column = value.try_as<ColumnObject>()) {
    return schema::column_expr(name_or_early_name(*column));
  }
  return expression_of(interpreter, value);
}

void set_targets(Interpreter& interpreter, schema::ForeignKeyConstraint& constraint,
                 const Value& targets) {
  python::ValueList items;
  if (python::string_of(targets) || targets.try_as<ColumnObject>()) {
    items.push_back(targets);
  } else {
    interpreter.need_known(targets, "a foreign key's targets");
    items = interpreter.items_of(targets);
  }
  for (const Value& item : items) {
    Target target = target_of(interpreter, item);
    if (item.try_as<ColumnObject>() != nullptr) constraint.link_to_name = true;
    constraint.referred_schema = target.table.schema;
    constraint.referred_table = target.table.name;
    if (target.column.empty()) {
      std::size_t position = constraint.referred_columns.size();
      if (position >= constraint.columns.size()) continue;
      target.column = constraint.columns[position];
    }
    constraint.referred_columns.push_back(std::move(target.column));
  }
}

namespace {

/// `"uq"`, or the class UniqueConstraint; empty for anything else.
std::string convention_key(const Value& key) {
  if (const std::string* text = python::string_of(key)) return *text;
  const auto* cls = key.try_as<ClassObject>();
  if (cls == nullptr) return "";
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"Index", "ix"},
      {"UniqueConstraint", "uq"},
      {"CheckConstraint", "ck"},
      {"ForeignKeyConstraint", "fk"},
      {"PrimaryKeyConstraint", "pk"}};
  const auto found = std::ranges::find(kKinds, std::string_view(cls->name),
                                       &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(kKinds) ? "" : std::string(found->second);
}

}  // namespace

schema::NamingConvention naming_convention_of(Interpreter& interpreter, const Value* value) {
  schema::NamingConvention convention;
  if (!value || value->is_none()) return convention;
  const auto* dict = python::unwrap(*value).try_as<python::DictObject>();
  if (!dict) {
    interpreter.need_known(*value, "naming_convention");
    interpreter.raise(Builtin::TypeError, "naming_convention must be a dictionary");
  }
  for (const auto& entry : dict->table.entries()) {
    const std::string key = entry.key.is_absent() ? "" : convention_key(entry.key);
    // A function makes a token of its own; where a template has it, that is said there.
    if (key.empty() || (entry.value.is_object() && entry.value.as_object().is_callable())) continue;
    const std::string pattern = text_of(interpreter, entry.value, "naming_convention");
    if (python::string_of(entry.key) != nullptr) {
      convention[key] = pattern;
    } else {
      convention.try_emplace(key, pattern);  // "uq" comes before its class.
    }
  }
  return convention;
}

bool MetaDataObject::set_attribute(Interpreter& interpreter, python::Symbol name,
                                   const Value& value) {
  if (name != python::intern("naming_convention")) {
    return Instance::set_attribute(interpreter, name, value);
  }
  naming_convention = naming_convention_of(interpreter, &value);
  return true;
}

DefaultValue default_value_of(const schema::Column& column) {
  return {.value = column.server_default,
          .fetched = column.has_server_value,
          .identity = column.identity,
          .computed = column.computed};
}

DefaultValue server_default_of(Interpreter& interpreter, const Value& value) {
  DefaultValue result;
  if (const std::string* text = python::string_of(value)) {
    result.value = schema::ServerDefault{*text};
  } else if (const auto* identity = value.try_as<IdentityObject>()) {
    result.identity = identity->item;
  } else if (const auto* computed = value.try_as<ComputedObject>()) {
    result.computed = computed->item;
  } else if (const auto* sequence = value.try_as<SequenceObject>()) {
    result.value = schema::ServerDefault{next_value_of(sequence->item)};
  } else if (const auto* clause = value.try_as<DefaultClauseObject>()) {
    result.value = clause->item;
  } else if (value.try_as<FetchedValueObject>()) {
    result.fetched = true;
  } else if (const auto* element = value.try_as<Element>()) {
    result.value = schema::ServerDefault{element->expression()};
  } else {
    interpreter.need_known(value, "server_default");
    raise_sqlalchemy(interpreter, "ArgumentError",
                     "Argument 'arg' is expected to be one of type '<class 'str'>' or '<class "
                     "'sqlalchemy.sql.elements.ClauseElement'>' or '<class "
                     "'sqlalchemy.sql.elements.TextClause'>', got '<class '" +
                         std::string(interpreter.type_name(value)) + "'>'");
  }
  return result;
}

Value make_light_column(Interpreter& interpreter, const CallArguments& call) {
  Arguments arguments(interpreter, "column(text, type_=, is_literal=, _selectable=)", call);
  auto object = python::make<ColumnObject>(Ref(&interpreter.native_class(kLightColumnClass)));
  object->column.name = arguments.text("text");
  object->column.type = optional_type(interpreter, arguments.find("type_"));
  const Value* type = arguments.find_not_none("type_");
  if (type && is_type(interpreter, *type)) object->type_object = *type;
  return object;
}

Value make_light_table(Interpreter& interpreter, const CallArguments& call) {
  Arguments arguments(interpreter, "table(name, *columns, schema=)", call);
  auto object = python::make<TableObject>(Ref(&interpreter.native_class(kTableClauseClass)));
  object->table.name = arguments.text("name");
  object->table.schema = arguments.text_or_empty("schema");
  add_items(interpreter, *object, arguments.rest());
  return object;
}

}  // namespace retort::script
