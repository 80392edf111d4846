// The only outside interface is autogenerate_filters.h.
#include "command/autogenerate_filters.h"

#include <array>
#include <memory>

#include "diff/index_compare.h"
#include "python/objects.h"
#include "python/parser.h"
#include "script/constraints.h"
#include "script/context.h"
#include "script/types.h"

namespace retort::command {
namespace {

using python::Value;

/// What stands for SQLAlchemy's indexes and constraints, and the calls.
constexpr const char* kStandIns = R"python(
class Item:
    def __init__(self, table, name, columns, unique):
        self.table = self.parent = table
        self.name = name
        self.unique = unique
        self.info = {}
        self.dialect_options = {}
        self.columns = [table.c[c] for c in columns if c in table.c]
        self.column_keys = list(columns)

class Index(Item): pass
class UniqueConstraint(Item): pass
class ForeignKeyConstraint(Item): pass
class CheckConstraint(Item): pass
class PrimaryKeyConstraint(Item): pass
class ExcludeConstraint(Item): pass

def ask_object(function, object, name, type_, reflected, compare_to):
    return bool(function(object, name, type_, reflected, compare_to))

def ask_name(function, name, type_, schema, table):
    parents = {}
    if type_ != "schema":
        parents["schema_name"] = schema
        of = name if type_ == "table" else table
        if type_ != "table":
            parents["table_name"] = table
        if of:
            parents["schema_qualified_table_name"] = schema + "." + of if schema else of
    return bool(function(name, type_, parents))

class AutogenContext:
    def __init__(self, context):
        self.migration_context = context
        self.dialect = context.dialect
        self.imports = set()
        self.opts = {}

def ask_renderer(function, type_, object, context):
    text = function(type_, object, context)
    if text is False:
        return None
    return [text, *sorted(context.imports)]

def last_word(said):
    if said:
        return True
    return False if said is False else None

def ask_type(function, context, inspected, column):
    return last_word(function(context, inspected, column, inspected.type, column.type))

def ask_default(function, context, inspected, column, live, desired, rendered):
    return last_word(function(context, inspected, column, live, desired, rendered))
)python";

Value text_or_none(const std::optional<std::string>& text) {
  return text ? Value::string(*text) : Value::none();
}
Value schema_value(const std::string& schema) {
  return schema.empty() ? Value::none() : Value::string(schema);
}

bool is_function(const Value& value) {
  return !value.is_absent() && !value.is_none();
}

std::string_view class_of(const schema::Constraint& constraint) {
  struct Visitor {
    std::string_view operator()(const schema::PrimaryKeyConstraint&) const {
      return "PrimaryKeyConstraint";
    }
    std::string_view operator()(const schema::UniqueConstraint&) const {
      return "UniqueConstraint";
    }
    std::string_view operator()(const schema::ForeignKeyConstraint&) const {
      return "ForeignKeyConstraint";
    }
    std::string_view operator()(const schema::CheckConstraint&) const { return "CheckConstraint"; }
    std::string_view operator()(const schema::ExcludeConstraint&) const {
      return "ExcludeConstraint";
    }
  };
  return std::visit(Visitor{}, constraint);
}

std::vector<std::string> columns_of(const schema::Constraint& constraint) {
  if (const auto* key = std::get_if<schema::UniqueConstraint>(&constraint)) return key->columns;
  if (const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint)) return key->columns;
  if (const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&constraint)) return key->columns;
  return {};
}

std::string_view kind_of(const schema::Constraint& constraint) {
  struct Visitor {
    std::string_view operator()(const schema::PrimaryKeyConstraint&) const { return "primary_key"; }
    std::string_view operator()(const schema::UniqueConstraint&) const { return "unique"; }
    std::string_view operator()(const schema::ForeignKeyConstraint&) const { return "foreign_key"; }
    std::string_view operator()(const schema::CheckConstraint&) const { return "check"; }
    std::string_view operator()(const schema::ExcludeConstraint&) const { return "exclude"; }
  };
  return std::visit(Visitor{}, constraint);
}

}  // namespace

Value AutogenerateFilters::function(std::string_view name) {
  if (!module_) {
    const auto source = std::make_shared<const Source>(Source{"<filters>", kStandIns});
    module_ = interpreter_.run_module(python::parse_module(source), "filters", "<filters>");
  }
  return interpreter_.global(*module_, name);
}

Value AutogenerateFilters::table_value(const schema::Table* table) {
  const auto found = tables_.find(table);
  if (found != tables_.end()) {
    // A table of the database is gone when it was compared; another may stand in its place.
    const schema::Table& known = found->second.try_as<script::TableObject>()->table;
    if (known.name == table->name && known.schema == table->schema) return found->second;
    tables_.erase(found);
  }
  const python::Ref<script::TableObject> object = script::make_table(interpreter_, *table);
  object->attributes.set(python::intern("info"), Value(python::make<python::DictObject>()));
  const Value made(object);
  tables_.emplace(table, made);
  return made;
}

Value AutogenerateFilters::item(const Value& table, std::string_view kind, const schema::Name& name,
                                const std::vector<std::string>& columns, bool unique) {
  const std::array<Value, 4> arguments = {
      table, text_or_none(name.text), python::make_string_list(columns), Value::boolean(unique)};
  return interpreter_.call(function(kind), arguments);
}

Value AutogenerateFilters::object_value(const diff::Object& object) {
  if (const auto* table = std::get_if<const schema::Table*>(&object)) return table_value(*table);
  if (const auto* of = std::get_if<diff::ColumnOf>(&object)) {
    const Value table = table_value(of->table);
    for (const auto& column : table.try_as<script::TableObject>()->columns) {
      if (column->column.name == of->column->name) return Value(column);
    }
    return Value::none();
  }
  if (const auto* of = std::get_if<diff::IndexOf>(&object)) {
    return item(table_value(of->table), "Index", of->index->name, diff::index_columns(*of->index),
                of->index->unique);
  }
  const auto& of = std::get<diff::ConstraintOf>(object);
  return item(table_value(of.table), class_of(*of.constraint), schema::name_of(*of.constraint),
              columns_of(*of.constraint), false);
}

bool AutogenerateFilters::includes(const diff::NameQuestion& question) {
  if (!is_function(name_filter_)) return true;
  return interpreter_.guard([&] {
    const std::array<Value, 5> arguments = {
        name_filter_, text_or_none(question.name), Value::string(std::string(question.type)),
        schema_value(question.schema), schema_value(question.table)};
    return interpreter_.truth(interpreter_.call(function("ask_name"), arguments));
  });
}

bool AutogenerateFilters::includes(const diff::ObjectQuestion& question) {
  if (!is_function(object_filter_)) return true;
  return interpreter_.guard([&] {
    const Value other = question.compare_to ? object_value(*question.compare_to) : Value::none();
    const std::array<Value, 6> arguments = {object_filter_,
                                            object_value(question.object),
                                            text_or_none(question.name),
                                            Value::string(std::string(question.type)),
                                            Value::boolean(question.reflected),
                                            other};
    return interpreter_.truth(interpreter_.call(function("ask_object"), arguments));
  });
}

std::optional<diff::Verdict> AutogenerateFilters::verdict(const Value& function,
                                                          const Value& said) {
  if (said.is_none()) return std::nullopt;
  return diff::Verdict{said.as_boolean(), interpreter_.str(function)};
}

std::optional<diff::Verdict> AutogenerateFilters::types_differ(const diff::ColumnPair& pair) {
  if (!is_function(type_comparison_)) return std::nullopt;
  return interpreter_.guard([&] {
    const std::array<Value, 4> arguments = {type_comparison_,
                                            script::migration_context_object(interpreter_),
                                            object_value(pair.live), object_value(pair.desired)};
    return verdict(type_comparison_, interpreter_.call(function("ask_type"), arguments));
  });
}

std::optional<diff::Verdict> AutogenerateFilters::defaults_differ(
    const diff::ColumnPair& pair, const std::optional<std::string>& live,
    const std::optional<std::string>& desired) {
  if (!is_function(default_comparison_)) return std::nullopt;
  return interpreter_.guard([&] {
    const schema::Column& column = *pair.desired.column;
    const std::array<Value, 7> arguments = {
        default_comparison_,
        script::migration_context_object(interpreter_),
        object_value(pair.live),
        object_value(pair.desired),
        text_or_none(live),
        script::default_object(interpreter_, script::default_value_of(column)),
        text_or_none(desired)};
    return verdict(default_comparison_, interpreter_.call(function("ask_default"), arguments));
  });
}

// ---------------------------------------------------------------------------------------------
// render_item

void AutogenerateFilters::enter_table(const std::string& schema, const std::string& table) {
  entered_.schema = schema;
  entered_.name = table;
}

/// The models' own; null for a table of the database.
script::TableObject* AutogenerateFilters::entered_table() const {
  for (const auto& [table, object] : tables_) {
    auto* known = object.try_as<script::TableObject>();
    if (known->table.name != entered_.name || known->table.schema != entered_.schema) continue;
    if (known->metadata.try_as<script::MetaDataObject>() != nullptr) return known;
  }
  return nullptr;
}

script::ItemRenderer::Text AutogenerateFilters::render(std::string_view kind, const Value& object,
                                                       Imports& imports) {
  if (!has_renderer()) return std::nullopt;
  return interpreter_.guard([&]() -> Text {
    if (render_context_.is_absent()) {
      const std::array<Value, 1> context = {script::migration_context_object(interpreter_)};
      render_context_ = interpreter_.call(function("AutogenContext"), context);
    }
    const std::array<Value, 4> arguments = {renderer_, Value::string(std::string(kind)), object,
                                            render_context_};
    const Value said = interpreter_.call(function("ask_renderer"), arguments);
    if (said.is_none()) return std::nullopt;
    const python::ValueList items = interpreter_.items_of(said);
    for (std::size_t i = 1; i < items.size(); ++i) imports.insert(interpreter_.str(items[i]));
    const bool left_out = items.front().is_none() && kind != "type" && kind != "server_default";
    return left_out ? std::string() : interpreter_.str(items.front());
  });
}

script::ColumnObject* AutogenerateFilters::column_of_type(const schema::Type& type) const {
  if (type.python_name.find(':') == std::string::npos) return nullptr;
  script::ColumnObject* found = nullptr;
  const script::TableObject* entered = entered_table();
  for (const auto& [table, object] : tables_) {
    const auto* known = object.try_as<script::TableObject>();
    for (const auto& one : known->columns) {
      if (one->type_object.is_absent()) continue;
      if (one->column.type.python_name != type.python_name) continue;
      found = one.get();
      if (known == entered && one->column.name == entered_column_) return found;
    }
  }
  return found;
}

script::ItemRenderer::Text AutogenerateFilters::type(const schema::Type& type, Imports& imports) {
  if (!has_renderer()) return std::nullopt;
  const Value object = interpreter_.guard([&] {
    script::ColumnObject* column = column_of_type(type);
    return column != nullptr ? interpreter_.find_attribute(Value(column), "type")
                             : script::make_type_object(interpreter_, type);
  });
  return render("type", object, imports);
}

script::ItemRenderer::Text AutogenerateFilters::column(const schema::Column& column,
                                                       Imports& imports) {
  if (!has_renderer()) return std::nullopt;
  if (const script::TableObject* table = entered_table()) {
    for (const auto& one : table->columns) {
      if (one->column.name == column.name) return render("column", Value(one), imports);
    }
  }
  schema::Table own = entered_;
  own.columns.push_back(column);
  const python::Ref<script::TableObject> made = script::make_table(interpreter_, own);
  return render("column", Value(made->columns.front()), imports);
}

script::ItemRenderer::Text AutogenerateFilters::server_default(const script::RenderedDefault& value,
                                                               Imports& imports) {
  if (!has_renderer()) return std::nullopt;
  script::DefaultValue given;
  if (value.value != nullptr) given.value = *value.value;
  if (value.identity != nullptr) given.identity = *value.identity;
  if (value.computed != nullptr) given.computed = *value.computed;
  return render("server_default", script::default_object(interpreter_, given), imports);
}

script::ItemRenderer::Text AutogenerateFilters::constraint(const schema::Constraint& constraint,
                                                           Imports& imports) {
  if (!has_renderer()) return std::nullopt;
  const Value object = interpreter_.guard([&] {
    script::TableObject* known = entered_table();
    const Value table =
        known != nullptr ? Value(known) : Value(script::make_table(interpreter_, entered_));
    return item(table, class_of(constraint), schema::name_of(constraint), columns_of(constraint),
                false);
  });
  return render(kind_of(constraint), object, imports);
}

}  // namespace retort::command
