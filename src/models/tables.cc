// The only outside interface is tables.h.
#include "models/tables.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "python/interpreter_state.h"
#include "python/objects.h"
#include "schema/attach.h"
#include "schema/expression_walk.h"
#include "script/early_columns.h"
#include "script/events.h"
#include "script/run.h"

namespace retort::models {
namespace {

using python::ClassDef;
using python::ClassObject;
using python::Interpreter;
using python::ModuleObject;
using python::UnknownObject;
using python::Value;
using script::ColumnObject;
using script::MetaDataObject;
using script::TableObject;

python::Symbol symbol(std::string_view name) {
  return python::intern(name);
}

/// Classes that third-party packages are known to add no columns by.
bool adds_no_columns(std::string_view name) {
  static constexpr std::string_view kBeginnings[] = {"abc.",
                                                     "typing.",
                                                     "typing_extensions.",
                                                     "collections.",
                                                     "enum.",
                                                     "dataclasses.",
                                                     "flask_login.",
                                                     "flask_security.UserMixin",
                                                     "flask_security.RoleMixin",
                                                     "zope.",
                                                     "passlib.",
                                                     "itsdangerous.",
                                                     "pyramid.",
                                                     "authlib.oauth2.",
                                                     "pydantic.",
                                                     "marshmallow",
                                                     "graphene",
                                                     "werkzeug.",
                                                     "django.",
                                                     "elasticsearch",
                                                     "babel.",
                                                     "flask_babel",
                                                     "rq.",
                                                     "redis.",
                                                     "sqlalchemy_utils.generic_relationship",
                                                     "sqlalchemy_utils.aggregated"};
  return std::ranges::any_of(
      kBeginnings, [&](std::string_view beginning) { return name.starts_with(beginning); });
}

bool is_mapped(const ClassObject& cls) {
  return cls.members.find(symbol("__mapper__")) != nullptr;
}

bool is_column_like(Interpreter& interpreter, const Value& value) {
  if (value.is_absent()) return false;
  if (value.try_as<ColumnObject>() != nullptr) return true;
  return interpreter.type_name(value) == "MappedColumn";
}

/// The class, and those above it that bring it columns: up to the next mapped one.
std::vector<const ClassObject*> own_classes(const ClassObject& cls) {
  std::vector<const ClassObject*> out{&cls};
  for (const ClassObject* base : cls.mro) {
    if (base == &cls) continue;
    if (is_mapped(*base)) break;
    out.push_back(base);
  }
  return out;
}

const UnknownObject* unknown_base(const ClassObject& cls) {
  for (const ClassObject* one : own_classes(cls)) {
    if (one->unknown_base.is_absent()) continue;
    const auto* unknown = one->unknown_base.try_as<UnknownObject>();
    if (unknown != nullptr && !adds_no_columns(unknown->name)) return unknown;
  }
  return nullptr;
}

/// The class statement at the top of a module; null when there is none.
const ClassDef* definition_in(const ModuleObject& module, std::string_view name) {
  for (const python::Stmt* statement : module.tree->body) {
    const auto* definition = python::try_as<ClassDef>(statement);
    if (definition != nullptr && definition->name.text() == name) return definition;
  }
  return nullptr;
}

/// The class statement, if it stands in that file.
const ClassDef* definition_of(Interpreter& interpreter, const ModuleObject& near,
                              const ClassObject& cls, const std::string& file) {
  const ModuleObject* module = &near;
  if (cls.module != near.name) {
    const auto& modules = interpreter.state().modules;
    const auto found = modules.find(cls.module);
    module = found == modules.end() ? nullptr : found->second.try_as<ModuleObject>();
  }
  if (module == nullptr || module->tree == nullptr) return nullptr;
  return module->tree->source->path == file ? definition_in(*module, cls.name) : nullptr;
}

Place place_of_class(const ModuleObject& module, const ClassObject& cls) {
  if (const ClassDef* definition = definition_in(module, cls.name)) {
    return place_in(*module.tree->source, definition->span);
  }
  Place place;
  place.file = module.tree->source->path;
  return place;
}

/// The table name that a class asks for, as far as it is a plain text.
std::string wanted_name(const ClassObject& cls) {
  const Value* name = cls.members.find(symbol("__tablename__"));
  const std::string* text = name != nullptr ? python::string_of(*name) : nullptr;
  return text != nullptr ? *text : "";
}

std::string because(const UnknownObject& unknown) {
  return unknown.reason.empty() ? "" : ": " + unknown.reason;
}

/// A class that has a table's marks, but is not mapped because of what stands above it.
void add_unmapped(Interpreter& interpreter, const ModuleObject& module, const ClassObject& cls,
                  Models& out) {
  const UnknownObject* base = unknown_base(cls);
  if (base == nullptr) return;
  bool is_model = !wanted_name(cls).empty();
  for (const auto& entry : cls.members.entries()) {
    is_model = is_model || is_column_like(interpreter, entry.value);
  }
  if (!is_model) return;
  out.gaps.push_back({Gap::Kind::table, wanted_name(cls), "",
                      "class " + cls.name + " derives from " + base->name +
                          ", which is not known, so that its table is not known" + because(*base),
                      place_of_class(module, cls)});
}

/// A call whose result may be a column: not one that decorates a function.
bool may_be_column(const UnknownObject& unknown) {
  if (unknown.step != UnknownObject::Step::call || !unknown.base) return false;
  const bool decorates = std::ranges::any_of(unknown.positional, [](const Value& argument) {
    return argument.is_object() && argument.as_object().kind() == python::ObjectKind::function;
  });
  return !decorates && !adds_no_columns(unknown.base->name);
}

void add_unknown_parts(const ModuleObject& module, const ClassObject& cls, const Value& table_value,
                       Models& out) {
  const auto* table = table_value.try_as<TableObject>();
  if (table == nullptr) return;
  const std::string key = key_of(table->table);
  if (const UnknownObject* base = unknown_base(cls)) {
    out.gaps.push_back({Gap::Kind::column, key, "",
                        "class " + cls.name + " derives from " + base->name +
                            ", which is not known and may add columns" + because(*base),
                        place_of_class(module, cls)});
  }
  for (const ClassObject* one : own_classes(cls)) {
    if (one->native != nullptr) continue;
    for (const auto& entry : one->members.entries()) {
      const auto* unknown = entry.value.is_absent() ? nullptr : entry.value.try_as<UnknownObject>();
      if (unknown == nullptr || !may_be_column(*unknown)) continue;
      out.gaps.push_back({Gap::Kind::column, key, std::string(entry.name.text()),
                          one->name + "." + std::string(entry.name.text()) + " is " +
                              unknown->name + ", which is not known and may be a column" +
                              because(*unknown),
                          place_of_class(module, cls)});
    }
  }
}

template <class Visit>
void visit_classes(Interpreter& interpreter, Visit visit) {
  for (const ModuleObject* module : project_modules(interpreter)) {
    for (const auto& entry : module->globals.entries()) {
      const auto* cls = entry.value.is_absent() ? nullptr : entry.value.try_as<ClassObject>();
      if (cls == nullptr || cls->native != nullptr || cls->module != module->name) continue;
      visit(*module, *cls);
    }
  }
}

/// The columns whose type is known to the application only.
void check_types(const TableObject& object, const Model& model, Models& out) {
  for (std::size_t i = 0; i < model.table.columns.size(); ++i) {
    const schema::Column& column = model.table.columns[i];
    const schema::Type* type = &column.type;
    while (type->kind == schema::TypeKind::Array && !type->item.empty()) type = &type->item.front();
    const bool foreign = type->kind == schema::TypeKind::UserDefined && type->spec.empty();
    const bool missing = type->kind == schema::TypeKind::Null && !column.computed;
    if (!foreign && !missing) continue;
    const std::string what = foreign ? type->python_name + ", which is not known" : "not given";
    out.gaps.push_back({Gap::Kind::type, key_of(object.table), column.name,
                        "the type of " + object.table.name + "." + column.name + " is " + what,
                        model.column_places[i]});
  }
}

/// __table_args__ has put it there.
bool index_is_there(const schema::Table& table, const schema::Index& index) {
  return std::ranges::any_of(table.indexes, [&](const schema::Index& known) {
    return known.name == index.name && known.elements == index.elements;
  });
}

/// Whether an include_object of env.py is known to let the table through.
bool is_included(Interpreter& interpreter, const python::Ref<TableObject>& table,
                 const std::vector<Value>& filters) {
  const auto lets_through = [&](const Value& filter) {
    if (filter.is_absent() || filter.is_none()) return true;
    const std::array<Value, 5> arguments{Value(table), Value::string(table->table.name),
                                         Value::string("table"), Value::boolean(false), Value()};
    try {
      return interpreter.guard(
          [&] { return interpreter.truth(interpreter.call(filter, arguments)); });
    } catch (const Error& error) {
      if (error.code == ErrorCode::limit) throw;
      return false;
    }
  };
  return filters.empty() || std::ranges::any_of(filters, lets_through);
}

Model model_of(Interpreter& interpreter, TableObject& object) {
  Model model;
  script::table_attached(interpreter, object);
  model.table = schema::attach(object.shape(), object.naming_convention);
  script::tell_of_constraints(interpreter, object, model.table);
  model.convention = object.naming_convention;
  model.place = place_of(object.origin);
  for (const auto& column : object.columns) {
    model.column_places.push_back(
        place_of(column->origin.source != nullptr ? column->origin : object.origin));
  }
  return model;
}

}  // namespace

std::vector<ModuleObject*> project_modules(Interpreter& interpreter) {
  std::vector<ModuleObject*> modules;
  for (const auto& [name, value] : interpreter.state().modules) {
    auto* module = value.try_as<ModuleObject>();
    if (module == nullptr || module->native != nullptr || module->tree == nullptr) continue;
    if (module->tree->source->path.starts_with("<")) continue;
    modules.push_back(module);
  }
  std::ranges::sort(modules, {}, &ModuleObject::name);
  return modules;
}

std::vector<MetaDataObject*> defined_metadata(Interpreter& interpreter) {
  std::vector<MetaDataObject*> found;
  const auto add = [&](const Value& table) {
    const auto* object = table.try_as<TableObject>();
    auto* metadata = object != nullptr ? object->metadata.try_as<MetaDataObject>() : nullptr;
    if (metadata == nullptr || std::ranges::find(found, metadata) != found.end()) return;
    found.push_back(metadata);
  };
  for (const ModuleObject* module : project_modules(interpreter)) {
    for (const auto& entry : module->globals.entries()) {
      if (entry.value.is_absent()) continue;
      if (const auto* cls = entry.value.try_as<ClassObject>()) {
        const Value* table = cls->members.find(symbol("__table__"));
        if (table != nullptr && cls->module == module->name) add(*table);
      } else {
        add(entry.value);
      }
    }
  }
  return found;
}

void read_tables(Interpreter& interpreter, const MetaDataObject& metadata,
                 const std::vector<Value>& filters, Models& out) {
  for (const auto& table : metadata.tables) {
    const std::string key = key_of(table->table);
    try {
      Model model = interpreter.guard([&] { return model_of(interpreter, *table); });
      model.included = is_included(interpreter, table, filters);
      check_types(*table, model, out);
      out.tables.push_back(std::move(model));
    } catch (const Error& error) {
      if (error.code == ErrorCode::limit) throw;
      out.gaps.push_back({Gap::Kind::table, key, "",
                          "the table " + key + " cannot be put together: " + error.message,
                          place_of(table->origin)});
    }
  }
}

/// The table of an index on columns that were set after their class: `Index("x", User.late)`. The
/// index gets their names.
const TableObject* late_table(const Value& index) {
  const auto* object = index.try_as<script::IndexObject>();
  const Value* columns = object->attributes.find(symbol("_loose_columns"));
  const auto* items = columns != nullptr ? columns->try_as<python::TupleObject>() : nullptr;
  if (items == nullptr) return nullptr;
  const TableObject* found = nullptr;
  std::map<std::string, std::string> names;
  for (const Value& item : items->items) {
    const auto& column = *item.try_as<script::ColumnObject>();
    if (column.table == nullptr || !column.attributes.find(symbol("_is_late"))) continue;
    found = column.table;
    names[script::early_name_of(column)] = column.column.name;
  }
  script::name_early_columns(index, names);
  return found;
}

void bind_indexes(Interpreter& interpreter, Models& out) {
  for (const Value& value : interpreter.context<script::Run>().loose_indexes) {
    const auto& index = value.try_as<script::IndexObject>()->index;
    std::vector<schema::ExprPtr> tables;
    for (const schema::ExprPtr& element : index.elements) {
      schema::collect_tables(element, tables);
    }
    if (tables.empty()) {
      const TableObject* late = late_table(value);
      if (late == nullptr) continue;
      tables.push_back(schema::make_expr(late->reference()));
    }
    const auto [schema_name, name] = schema::name_in_from(tables.front());
    for (Model& model : out.tables) {
      if (model.table.name != name || model.table.schema != schema_name) continue;
      if (index_is_there(model.table, index)) continue;
      model.table.indexes.push_back(index);
      model.table.indexes.back().table = name;
      model.table.indexes.back().table_schema = schema_name;
      schema::apply_naming(model.convention, model.table, model.table.indexes.back());
    }
  }
}

void add_unread_classes(Interpreter& interpreter, Models& out) {
  visit_classes(interpreter, [&](const ModuleObject& module, const ClassObject& cls) {
    if (!is_mapped(cls)) {
      add_unmapped(interpreter, module, cls, out);
    } else if (const Value* table = cls.members.find(symbol("__table__"))) {
      add_unknown_parts(module, cls, *table, out);
    }
  });
}

void add_lost_statement(Interpreter& interpreter, const Origin& statement, const std::string& why,
                        Models& out) {
  const std::string file = statement.source->path;
  bool in_table = false;
  const Place place = place_of(statement);
  for (const Model& model : out.tables) {  // The statement that made the table stopped after that.
    if (model.place.file != place.file || model.place.line != place.line) continue;
    in_table = true;
    out.gaps.push_back({Gap::Kind::column, key_of(model.table), "", why, place});
  }
  if (in_table) return;
  visit_classes(interpreter, [&](const ModuleObject& module, const ClassObject& cls) {
    const Value* table = cls.members.find(symbol("__table__"));
    const auto* object = table != nullptr ? table->try_as<TableObject>() : nullptr;
    if (object == nullptr || !is_mapped(cls)) return;
    for (const ClassObject* one : own_classes(cls)) {
      const ClassDef* body = definition_of(interpreter, module, *one, file);
      if (body == nullptr || statement.span.begin < body->span.begin ||
          statement.span.end > body->span.end) {
        continue;
      }
      in_table = true;
      out.gaps.push_back({Gap::Kind::column, key_of(object->table), "", why, place_of(statement)});
    }
  });
  if (!in_table) out.gaps.push_back({Gap::Kind::statement, "", "", why, place_of(statement)});
}

void settle(Models& out) {
  const auto rank = [](const Gap& gap) {
    return std::tie(gap.place.file, gap.place.line, gap.place.column, gap.what);
  };
  std::ranges::sort(out.gaps, [&](const Gap& a, const Gap& b) { return rank(a) < rank(b); });
  const auto same =
      std::ranges::unique(out.gaps, [&](const Gap& a, const Gap& b) { return rank(a) == rank(b); });
  out.gaps.erase(same.begin(), same.end());
  for (Model& model : out.tables) {
    const std::string key = key_of(model.table);
    model.complete = std::ranges::none_of(out.gaps, [&](const Gap& gap) {
      return gap.table == key && gap.kind != Gap::Kind::statement;
    });
  }
}

}  // namespace retort::models
