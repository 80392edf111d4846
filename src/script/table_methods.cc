#include "script/table_methods.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/attach.h"
#include "script/bind.h"
#include "script/constraints.h"
#include "script/convert.h"
#include "script/events.h"
#include "script/exceptions.h"
#include "script/foreign_keys.h"
#include "script/inspector.h"
#include "script/inspector_views.h"
#include "script/native.h"
#include "script/run.h"
#include "script/statements.h"
#include "script/subqueries.h"
#include "script/table_ddl.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::Builtin;
using python::CallArguments;
using python::ClassObject;
using python::Interpreter;
using python::MemberTable;
using python::NativeClassSpec;
using python::Ref;
using python::Symbol;
using python::Value;

namespace {

// ---- Column

ColumnObject& column(const Arguments& arguments) {
  return arguments.self_as<ColumnObject>();
}

Value column_key(Arguments& a) {
  const ColumnObject& self = column(a);
  return Value::string(schema::key_of(self.column));
}
Value column_name(Arguments& a) {
  if (schema::is_anonymous(column(a).column.name)) return column_key(a);
  return Value::string(column(a).column.name);
}
Value column_type(Arguments& a) {
  ColumnObject& self = column(a);
  if (self.type_object.is_absent()) {
    return make_type_object(a.interpreter(), self.column.type);
  }
  if (self.type_object.try_as<ClassObject>()) {
    self.type_object = a.interpreter().call(self.type_object);
  }
  return self.type_object;
}
Value column_nullable(Arguments& a) {
  const schema::Column& self = column(a).column;
  return Value::boolean(self.nullable.value_or(!self.primary_key));
}
Value column_primary_key(Arguments& a) {
  return Value::boolean(column(a).column.primary_key);
}
Value column_comment(Arguments& a) {
  return string_or_none(column(a).column.comment);
}
Value column_foreign_keys(Arguments& a) {
  const auto& self = a.self_as<ColumnObject>();
  if (self.table == nullptr) return python::make<python::SetObject>();
  return foreign_keys_of(a.interpreter(), *self.table, self.column.name);
}
Value column_table(Arguments& a) {
  TableObject* table = column(a).table;
  return table ? Value(table) : Value::none();
}
Value column_default(Arguments& a) {
  const Value& value = column(a).default_value;
  return value.is_absent() ? Value::none() : value;
}
Value column_server_default(Arguments& a) {
  return default_object(a.interpreter(), default_value_of(column(a).column));
}
Value column_copy(Arguments& a) {
  return copy_of(column(a));
}

// ---- Table

TableObject& table(const Arguments& arguments) {
  return arguments.self_as<TableObject>();
}

/// `table.c`: columns by attribute, by key and in order. Holds its table.
class ColumnCollection final : public python::TrackedObject {
 public:
  explicit ColumnCollection(Ref<TableObject> owner) : table_(std::move(owner)) {}
  std::string_view type_name() const override { return "ReadOnlyColumnCollection"; }

  Value get_attribute(Interpreter&, Symbol name) override {
    if (ColumnObject* found = table_->find(name.text())) return Value(found);
    std::string_view text = name.text();
    if (text == "keys" || text == "values" || text == "items" || text == "get") {
      return python::make_native_function(text, call_method, method_receiver(text));
    }
    return Value::absent();
  }
  Value get_item(Interpreter& interpreter, const Value& key) override {
    if (auto index = python::integer_of(key)) {
      if (*index >= 0 && static_cast<std::size_t>(*index) < table_->columns.size()) {
        return table_->columns[static_cast<std::size_t>(*index)];
      }
      interpreter.raise(Builtin::IndexError, "column index out of range");
    }
    std::string name = text_of(interpreter, key, "a column's key");
    if (ColumnObject* found = table_->find(name)) return Value(found);
    interpreter.raise(Builtin::KeyError, name);
  }
  Value iterate(Interpreter& interpreter) override {
    return interpreter.iterate(python::make_list(values()));
  }
  std::int64_t length(Interpreter&) override {
    return static_cast<std::int64_t>(table_->columns.size());
  }
  Value contains(Interpreter&, const Value& item) override {
    if (const std::string* name = python::string_of(item)) {
      return Value::boolean(table_->find(*name) != nullptr);
    }
    return Value::boolean(std::ranges::any_of(
        table_->columns, [&](const auto& known) { return item.is_same(Value(known)); }));
  }
  void release_references() override { table_ = nullptr; }

 private:
  python::ValueList values() const { return {table_->columns.begin(), table_->columns.end()}; }
  /// A dict of the columns does what dict methods do.
  Value method_receiver(std::string_view method) const {
    return python::make_tuple({Value(table_), Value::string(method)});
  }
  static Value call_method(Interpreter& interpreter, const CallArguments& call) {
    const auto& receiver = *call.self.try_as<python::TupleObject>();
    auto dict = python::make<python::DictObject>();
    for (const auto& known : receiver.items[0].try_as<TableObject>()->columns) {
      const std::string& key = schema::key_of(known->column);
      dict->table.set(interpreter, Value::string(key), known);
    }
    const std::string& name = *python::string_of(receiver.items[1]);
    Value method = interpreter.get_attribute(dict, name);
    const Value found = interpreter.call(method, call.positional, call.keywords);
    return name == "get" ? found : python::make_list(interpreter.items_of(found));
  }

  Ref<TableObject> table_;
};

Value table_columns(Arguments& a) {
  return python::make<ColumnCollection>(Ref<TableObject>(&table(a)));
}
Value table_name(Arguments& a) {
  const TableObject& self = table(a);
  if (self.alias.empty()) return Value::string(self.table.name);
  return Value::string(schema::is_anonymous(self.alias) ? "anon" : self.alias);
}
Value table_schema(Arguments& a) {
  const std::string& text = table(a).table.schema;
  return text.empty() ? Value::none() : Value::string(text);
}
Value table_full_name(Arguments& a) {
  return Value::string(a.interpreter().str(a.self()));
}
Value table_comment(Arguments& a) {
  return string_or_none(table(a).table.comment);
}
Value table_options(Arguments& a) {
  return dialect_options(a.interpreter(), table(a).table.options);
}
Value table_metadata(Arguments& a) {
  return table(a).metadata.is_absent() ? Value::none() : table(a).metadata;
}
template <class Kind>
Value constraint_set(Arguments& a) {
  auto set = python::make<python::SetObject>();
  for (const schema::Constraint& constraint : schema::attach(table(a).shape(), {}).constraints) {
    if constexpr (!std::is_same_v<Kind, void>) {
      if (!std::holds_alternative<Kind>(constraint)) continue;
    }
    const auto* check = std::get_if<schema::CheckConstraint>(&constraint);
    if (check != nullptr && check->type_bound) continue;
    const auto object = constraint_object(a.interpreter(), table(a), constraint);
    set->table.set(a.interpreter(), object, Value::none());
  }
  return set;
}
Value table_foreign_keys(Arguments& a) {
  return foreign_keys_of(a.interpreter(), table(a));
}
Value table_indexes(Arguments& a) {
  auto set = python::make<python::SetObject>();
  for (const schema::Index& index : table(a).table.indexes) {
    auto object = python::make<IndexObject>(Ref(&a.interpreter().native_class(kIndexClass)));
    object->index = index;
    set->table.set(a.interpreter(), object, Value::none());
  }
  return set;
}
Value table_primary_key(Arguments& a) {
  const schema::Table attached = schema::attach(table(a).shape(), {});
  const schema::PrimaryKeyConstraint* key = schema::primary_key_of(attached);
  return constraint_object(a.interpreter(), table(a),
                           key == nullptr ? schema::PrimaryKeyConstraint{} : *key);
}

Value table_create(Arguments& a) {
  Host& host = host_of_bind(a.interpreter(), a.find("bind"), "_run_ddl_visitor");
  const bool check_first = a.flag("checkfirst");
  if (!is_done(a, host, table(a), true, check_first)) create_table(a, host, table(a), check_first);
  return Value::none();
}
Value table_drop(Arguments& a) {
  Host& host = host_of_bind(a.interpreter(), a.find("bind"), "_run_ddl_visitor");
  const bool check_first = a.flag("checkfirst");
  if (!is_done(a, host, table(a), false, check_first)) drop_table(a, host, table(a), check_first);
  return Value::none();
}
Value table_append(Arguments& a) {
  add_items(a.interpreter(), table(a), std::array{a["item"]});
  return Value::none();
}
Value table_alias(Arguments& a) {
  const TableObject& self = table(a);
  auto copy = make_table(a.interpreter(), self.table);
  for (const auto& known : self.columns) copy->add_column(copy_of(*known));
  const std::string& own = self.alias.empty() ? self.table.name : self.alias;
  copy->alias = a.optional_text("name").value_or(
      schema::anonymous_name(schema::is_anonymous(own) ? "anon" : own));
  return copy;
}

const MemberTable& table_members() {
  static const MemberTable kMembers = {
      property<"c()", table_columns>(),
      property<"columns()", table_columns>(),
      property<"name()", table_name>(),
      property<"schema()", table_schema>(),
      property<"fullname()", table_full_name>(),
      property<"key()", table_full_name>(),
      property<"comment()", table_comment>(),
      property<"metadata()", table_metadata>(),
      property<"kwargs()", table_options>(),
      property<"dialect_kwargs()", table_options>(),
      property<"constraints()", constraint_set<void>>(),
      property<"foreign_key_constraints()", constraint_set<schema::ForeignKeyConstraint>>(),
      property<"foreign_keys()", table_foreign_keys>(),
      property<"indexes()", table_indexes>(),
      property<"primary_key()", table_primary_key>(),
      method<"create(bind, checkfirst=)", table_create>(),
      method<"drop(bind, checkfirst=)", table_drop>(),
      method<"append_column(item, replace_existing=)", table_append>(),
      method<"to_metadata(metadata, schema=, referred_schema_fn=, name=)", copy_table>(),
      method<"tometadata(metadata, schema=, referred_schema_fn=, name=)", copy_table>(),
      method<"append_constraint(item)", table_append>(),
      method<"alias(name=, flat=)", table_alias>(),
      method<"tablesample(sampling, name=, seed=)", table_sample>(),
      method<"table_valued()", whole_row>(),
      method<"insert(values=)", insert_into>(),
      method<"update(whereclause=, values=)", update_table>(),
      method<"delete(whereclause=)", delete_from>(),
      method<"select(whereclause=)", select_table>(),
      method<"join(right, onclause=, isouter=, full=)", join_method>(),
      method<"outerjoin(right, onclause=, full=)", outer_join_method>(),
  };
  return kMembers;
}

/// The tables that a reflected one refers to are loaded too, into the same MetaData.
void reflect_references(Interpreter& interpreter, const TableObject& object) {
  auto* metadata = object.metadata.try_as<MetaDataObject>();
  if (!metadata) return;
  const schema::Constraints constraints = object.table.constraints;
  for (const schema::Constraint& constraint : constraints) {
    const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint);
    if (!key || metadata->find(key->referred_schema, key->referred_table)) continue;
    auto referred = python::make<TableObject>(Ref(&interpreter.native_class(kTableClass)));
    referred->table.name = key->referred_table;
    referred->table.schema = key->referred_schema;
    referred->metadata = object.metadata;
    referred->naming_convention = metadata->naming_convention;
    if (!catalog_of(interpreter).has_table(key->referred_schema, key->referred_table)) continue;
    reflect_into(interpreter, *referred, {});
    metadata->tables.push_back(referred);
    reflect_references(interpreter, *referred);
  }
}

/// Whether all of the columns are among those that were asked for.
bool has_all(const TableObject& object, const std::vector<std::string>& names) {
  return std::ranges::all_of(names, [&](const std::string& name) { return object.find(name); });
}

/// include_columns=: what needs other columns is left out.
void drop_what_lacks_columns(TableObject& object) {
  std::erase_if(object.table.constraints, [&](const schema::Constraint& constraint) {
    const auto* unique = std::get_if<schema::UniqueConstraint>(&constraint);
    const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint);
    return (unique && !has_all(object, unique->columns)) || (key && !has_all(object, key->columns));
  });
  std::erase_if(object.table.indexes, [&](const schema::Index& index) {
    return !std::ranges::all_of(index.elements, [&](const schema::ExprPtr& element) {
      const auto* column = std::get_if<schema::ColumnRef>(&element->node);
      return column && object.find(column->name);
    });
  });
}

}  // namespace

void reflect_into(Interpreter& interpreter, TableObject& object,
                  const std::vector<std::string>& include) {
  schema::Table shape = with_database_errors(interpreter, [&] {
    if (!catalog_of(interpreter).has_table(object.table.schema, object.table.name)) {
      raise_sqlalchemy(interpreter, "NoSuchTableError", object.table.name);
    }
    return catalog_of(interpreter).table(object.table.schema, object.table.name);
  });
  std::string schema_name = object.table.schema;
  Ref<TableObject> reflected = make_table(interpreter, shape);
  object.table = reflected->table;
  object.table.schema = std::move(schema_name);
  for (const auto& known : reflected->columns) {
    known->table = nullptr;
    const bool wanted =
        include.empty() || std::ranges::find(include, known->column.name) != include.end();
    if (wanted) object.add_column(known);
  }
  reflected->columns.clear();
  if (!include.empty()) drop_what_lacks_columns(object);
}

namespace {

/// Whether it is `metadata` of a declarative base: mappings are not evaluated, so it is empty.
bool is_declarative_metadata(const Value& value) {
  const auto* unknown = value.try_as<python::UnknownObject>();
  return unknown && unknown->name.starts_with("sqlalchemy.") &&
         unknown->name.ends_with(".metadata");
}

Ref<MetaDataObject> metadata_of(Interpreter& interpreter, const Value& value) {
  if (auto* found = value.try_as<MetaDataObject>()) return Ref<MetaDataObject>(found);
  if (is_declarative_metadata(value)) {
    return python::make<MetaDataObject>(Ref(&interpreter.native_class(kMetaDataClass)));
  }
  interpreter.need_known(value, "the MetaData of a Table");
  interpreter.raise(Builtin::TypeError, "Table() needs a MetaData as its second argument");
}

Value construct_table(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter,
                      "Table(name, metadata, *args, schema=, quote=, quote_schema=, "
                      "autoload_with=, autoload=, autoload_replace=, keep_existing=, "
                      "extend_existing=, implicit_returning=, include_columns=, resolve_fks=, "
                      "info=, listeners=, prefixes=, comment=, must_exist=, "
                      "mustexist=, autoload_bind=, **kw)",
                      call);
  Ref<MetaDataObject> metadata = metadata_of(interpreter, arguments["metadata"]);
  std::string name = arguments.text("name");
  std::string schema_name = arguments.optional_text("schema").value_or(metadata->schema);
  TableObject* known = metadata->find(schema_name, name);
  const bool extend = arguments.flag("extend_existing");
  const bool keep = arguments.flag("keep_existing");
  if (known && !extend && !keep && (!arguments.rest().empty() || !arguments.keywords().empty())) {
    raise_sqlalchemy(
        interpreter, "InvalidRequestError",
        "Table '" + name +
            "' is already defined for this MetaData instance.  Specify "
            "'extend_existing=True' to redefine options and columns on an existing Table "
            "object.");
  }
  if (known && !extend && !arguments.find_not_none("autoload_with")) return Value(known);
  Ref<TableObject> object =
      known ? Ref<TableObject>(known) : python::make<TableObject>(Ref<ClassObject>(&cls));
  object->table.name = std::move(name);
  object->table.schema = std::move(schema_name);
  object->naming_convention = metadata->naming_convention;
  object->metadata = metadata;
  if (!known || arguments.find_not_none("info")) note_definition(*object, arguments);
  if (const Value* comment = arguments.find_not_none("comment")) {
    object->table.comment = text_of(interpreter, *comment, "comment");
  }
  if (const Value* prefixes = arguments.find_not_none("prefixes")) {
    object->table.prefixes = texts_of(interpreter, *prefixes, "prefixes");
  }
  std::ranges::move(options_of(interpreter, arguments.keywords(), "Table"),
                    std::back_inserter(object->table.options));
  if (const Value* listeners = arguments.find_not_none("listeners")) {
    listen_to(interpreter, Value(object), *listeners);
  }
  const Value* bind = arguments.find_not_none("autoload_with");
  if (bind) {
    host_of_bind(interpreter, bind, "connect");
    can_inspect(interpreter, *bind);  // Where it may not be asked, reflecting says so.
  }
  const bool reflected = bind || arguments.flag("autoload");
  if (reflected) {
    const Value* include = arguments.find_not_none("include_columns");
    reflect_into(
        interpreter, *object,
        include ? texts_of(interpreter, *include, "include_columns") : std::vector<std::string>());
  }
  add_items(interpreter, *object, arguments.rest());
  if (!known) metadata->tables.push_back(object);
  if (reflected && arguments.flag("resolve_fks", true)) reflect_references(interpreter, *object);
  return object;
}

// ---- MetaData

MetaDataObject& metadata(const Arguments& a) {
  return a.self_as<MetaDataObject>();
}

Value construct_metadata(Interpreter& interpreter, ClassObject& cls, const CallArguments& call) {
  Arguments arguments(interpreter,
                      "MetaData(bind=, schema=, quote_schema=, naming_convention=, info=)", call);
  auto object = python::make<MetaDataObject>(Ref<ClassObject>(&cls));
  object->schema = arguments.text_or_empty("schema");
  object->naming_convention =
      naming_convention_of(interpreter, arguments.find("naming_convention"));
  return object;
}

std::string key_of(const TableObject& object) {
  const schema::Table& self = object.table;
  return self.schema.empty() ? self.name : self.schema + "." + self.name;
}

Value metadata_tables(Arguments& a) {
  auto dict = python::make<python::DictObject>();
  for (const auto& known : metadata(a).tables) {
    dict->table.set(a.interpreter(), Value::string(key_of(*known)), known);
  }
  return dict;
}

/// The other tables of the MetaData that a table's foreign keys point to.
std::vector<TableObject*> referred_tables(const MetaDataObject& self, const TableObject& table) {
  std::vector<TableObject*> found;
  auto follow = [&](const schema::ForeignKeyConstraint& key) {
    TableObject* target = self.find(key.referred_schema, key.referred_table);
    if (target && target != &table) found.push_back(target);
  };
  for (const schema::Constraint& constraint : table.table.constraints) {
    if (const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint)) follow(*key);
  }
  for (const auto& known : table.columns) {
    for (const schema::ForeignKeyConstraint& key : known->column.foreign_keys) follow(key);
  }
  return found;
}

/// Tables so that each comes after those its foreign keys point to: first, in the given order,
/// those that refer to none, then those that refer to these only, and so on, as SQLAlchemy does. A
/// cycle is broken at its first table.
std::vector<Ref<TableObject>> sorted_tables(const MetaDataObject& self,
                                            std::vector<Ref<TableObject>> waiting) {
  std::vector<Ref<TableObject>> result;
  while (!waiting.empty()) {
    auto waits = [&](const Ref<TableObject>& table) {
      return std::ranges::any_of(referred_tables(self, *table), [&](TableObject* other) {
        return std::ranges::find(waiting, Ref<TableObject>(other)) != waiting.end();
      });
    };
    std::vector<Ref<TableObject>> ready;
    for (const auto& table : waiting) {
      if (!waits(table)) ready.push_back(table);
    }
    if (ready.empty()) ready.push_back(waiting.front());
    for (const auto& table : ready) std::erase(waiting, table);
    result.insert(result.end(), ready.begin(), ready.end());
  }
  return result;
}

/// The tables that create_all() and drop_all() are asked for.
std::vector<Ref<TableObject>> chosen_tables(Arguments& a) {
  std::vector<Ref<TableObject>> tables = sorted_tables(metadata(a), metadata(a).tables);
  const Value* chosen = a.find_not_none("tables");
  if (!chosen) return tables;
  python::ValueList wanted = a.interpreter().items_of(*chosen);
  std::erase_if(tables, [&](const Ref<TableObject>& known) {
    return std::ranges::none_of(wanted,
                                [&](const Value& item) { return item.is_same(Value(known)); });
  });
  return tables;
}

using ChangeTable = void (*)(const Arguments& a, Host& host, TableObject& object, bool check_first);

/// create_all() and drop_all(): the tables that are not there yet, or still; their events stand
/// between those of the MetaData.
void change_all(Arguments& a, bool creates, ChangeTable change) {
  Interpreter& interpreter = a.interpreter();
  Host& host = host_of_bind(interpreter, a.find("bind"), "_run_ddl_visitor");
  const bool check_first = a.flag("checkfirst", true);
  std::vector<Ref<TableObject>> tables = chosen_tables(a);
  if (!creates) std::ranges::reverse(tables);
  std::erase_if(tables,
                [&](const auto& one) { return is_done(a, host, *one, creates, check_first); });
  const Value list = python::make_list({tables.begin(), tables.end()});
  const Value& bind = *a.find("bind");
  const std::string event = creates ? "create" : "drop";
  tell_of_ddl(interpreter, "before_" + event, a.self(), bind, check_first, list);
  for (const auto& known : tables) change(a, host, *known, check_first);
  tell_of_ddl(interpreter, "after_" + event, a.self(), bind, check_first, list);
}
Value create_all(Arguments& a) {
  change_all(a, true, create_table);
  return Value::none();
}
Value drop_all(Arguments& a) {
  change_all(a, false, drop_table);
  return Value::none();
}

/// reflect(only=): names, or a function that says yes or no to a name.
std::vector<std::string> wanted_tables(const Arguments& a, std::vector<std::string> names) {
  Interpreter& interpreter = a.interpreter();
  const Value* only = a.find_not_none("only");
  if (!only) return names;
  if (only->is_object() && only->as_object().is_callable()) {
    std::erase_if(names, [&](const std::string& name) {
      const Value wanted = interpreter.call(*only, std::array{Value::string(name), a.self()});
      return !interpreter.truth(wanted);
    });
    return names;
  }
  std::vector<std::string> wanted = texts_of(interpreter, *only, "only");
  std::string missing;
  for (const std::string& name : wanted) {
    if (std::ranges::find(names, name) == names.end())
      missing += (missing.empty() ? "" : ", ") + name;
  }
  if (!missing.empty()) {
    raise_sqlalchemy(interpreter, "InvalidRequestError",
                     "Could not reflect: requested table(s) not available: (" + missing + ")");
  }
  return wanted;
}

Value metadata_reflect(Arguments& a) {
  Interpreter& interpreter = a.interpreter();
  host_of_bind(interpreter, a.find("bind"), "connect");
  if (!can_inspect(interpreter, *a.find("bind"))) {
    interpreter.host().gave_up(interpreter.origin(), "only the database knows what reflect() adds");
    return Value::none();
  }
  MetaDataObject& self = metadata(a);
  std::string schema_name = a.optional_text("schema").value_or(self.schema);
  std::vector<std::string> names = catalog_of(interpreter).table_names(schema_name);
  if (a.flag("views")) {
    for (std::string& view : catalog_of(interpreter).view_names(schema_name)) names.push_back(view);
    for (std::string& view : materialized_views(interpreter, schema_name)) names.push_back(view);
  }
  names = wanted_tables(a, std::move(names));
  for (const std::string& name : names) {
    if (self.find(schema_name, name)) continue;
    auto object = python::make<TableObject>(Ref(&interpreter.native_class(kTableClass)));
    object->table.name = name;
    object->table.schema = schema_name;
    object->metadata = a.self();
    object->naming_convention = self.naming_convention;
    reflect_into(interpreter, *object, {});
    self.tables.push_back(object);
    if (a.flag("resolve_fks", true)) reflect_references(interpreter, *object);
  }
  return Value::none();
}
Value metadata_clear(Arguments& a) {
  metadata(a).tables.clear();
  return Value::none();
}
Value metadata_remove(Arguments& a) {
  std::erase_if(metadata(a).tables,
                [&](const auto& known) { return a["table"].is_same(Value(known)); });
  return Value::none();
}
Value metadata_sorted(Arguments& a) {
  python::ValueList items;
  std::vector<Ref<TableObject>> by_name = metadata(a).tables;
  std::ranges::stable_sort(by_name, {}, [](const auto& known) { return key_of(*known); });
  for (const auto& known : sorted_tables(metadata(a), by_name)) items.push_back(known);
  return python::make_list(std::move(items));
}
Value metadata_schema(Arguments& a) {
  return metadata(a).schema.empty() ? Value::none() : Value::string(metadata(a).schema);
}
Value metadata_naming(Arguments& a) {
  auto dict = python::make<python::DictObject>();
  for (const auto& [key, text] : metadata(a).naming_convention) {
    dict->table.set(a.interpreter(), Value::string(key), Value::string(text));
  }
  return dict;
}

const MemberTable& metadata_members() {
  static const MemberTable kMembers = {
      property<"tables()", metadata_tables>(),
      property<"sorted_tables()", metadata_sorted>(),
      property<"schema()", metadata_schema>(),
      property<"naming_convention()", metadata_naming>(),
      method<"create_all(bind=, tables=, checkfirst=)", create_all>(),
      method<"drop_all(bind=, tables=, checkfirst=)", drop_all>(),
      method<"reflect(bind=, schema=, views=, only=, extend_existing=, autoload_replace=, "
             "resolve_fks=, **kw)",
             metadata_reflect>(),
      method<"clear()", metadata_clear>(),
      method<"remove(table)", metadata_remove>(),
  };
  return kMembers;
}

}  // namespace

const NativeClassSpec kTableClauseClass = {"TableClause", "sqlalchemy.sql.selectable",
                                           &kClauseElementClass, &table_members()};
const NativeClassSpec kTableClass = {"Table", "sqlalchemy.sql.schema", &kTableClauseClass, nullptr,
                                     construct_table};
const NativeClassSpec kMetaDataClass = {"MetaData", "sqlalchemy.sql.schema", &kSchemaItemClass,
                                        &metadata_members(), construct_metadata};

const MemberTable& column_members() {
  static const MemberTable kMembers = {
      property<"name()", column_name>(),
      property<"key()", column_key>(),
      property<"type()", column_type>(),
      property<"nullable()", column_nullable>(),
      property<"primary_key()", column_primary_key>(),
      property<"comment()", column_comment>(),
      property<"table()", column_table>(),
      property<"foreign_keys()", column_foreign_keys>(),
      property<"default()", column_default>(),
      property<"server_default()", column_server_default>(),
      method<"copy(**kw)", column_copy>(),
      method<"_copy(**kw)", column_copy>(),
  };
  return kMembers;
}

Value find_schema_class(Interpreter& interpreter, std::string_view name) {
  const NativeClassSpec* spec = constraint_class_named(name);
  for (const NativeClassSpec* known :
       {&kColumnClass, &kTableClass, &kTableClauseClass, &kMetaDataClass, &kSchemaItemClass,
        &kClauseElementClass, &kColumnElementClass, &kTextClauseClass, &kColumnClauseClass}) {
    if (name == known->name) spec = known;
  }
  return spec ? Value(&interpreter.native_class(*spec)) : Value::absent();
}

}  // namespace retort::script
