#include "script/mapped.h"

#include <algorithm>
#include <array>

#include "python/interpreter.h"
#include "script/bind.h"
#include "script/convert.h"
#include "script/range_values.h"
#include "script/run.h"
#include "script/subqueries.h"
#include "script/tables.h"
#include "script/types.h"

namespace retort::script {

using python::ClassObject;
using python::Instance;
using python::Interpreter;
using python::Ref;
using python::Symbol;
using python::Value;

namespace {

Symbol table_name() {
  static const Symbol symbol = python::intern("__table__");
  return symbol;
}

/// The type as an object; null when the column has none that runs in Python.
TypeObject* type_object(Interpreter& interpreter, ColumnObject& column) {
  Value& type = column.type_object;
  if (type.is_absent()) return nullptr;
  if (type.try_as<ClassObject>()) type = interpreter.call(type);
  return type.try_as<TypeObject>();
}

/// A method that a script's class defines, bound to the type; absent without one.
Value script_method(Interpreter& interpreter, TypeObject& type, std::string_view name) {
  if (type.cls->native != nullptr) return Value::absent();
  Value found = type.cls->lookup(interpreter, python::intern(name));
  if (!found.is_object() || found.try_as<python::NativeFunctionObject>()) return Value::absent();
  return python::bind_attribute(interpreter, found, Value(&type), *type.cls);
}

Value process(Interpreter& interpreter, TypeObject& type, std::string_view method,
              std::string_view factory, const Value& value) {
  Value function = script_method(interpreter, type, method);
  if (!function.is_absent()) {
    return interpreter.call(function, std::array{value, dialect_object(interpreter)});
  }
  function = script_method(interpreter, type, factory);
  if (function.is_absent()) return value;
  std::vector<Value> arguments{dialect_object(interpreter)};
  if (factory == "result_processor") arguments.push_back(Value::none());
  const Value processor = interpreter.call(function, arguments);
  return processor.is_none() ? value : interpreter.call(processor, std::array{value});
}

Value label_of_member(Interpreter& interpreter, const TypeObject& type, const Value& value) {
  const auto* member = value.try_as<Instance>();
  if (!member || !member->cls->is_enum) return value;
  const python::ValueList members = interpreter.items_of(type.enum_class);
  for (std::size_t i = 0; i < members.size() && i < type.type.labels.size(); ++i) {
    if (members[i].is_same(value)) return Value::string(type.type.labels[i]);
  }
  return value;
}

Value member_of_label(Interpreter& interpreter, const TypeObject& type, const Value& value) {
  const std::string* label = python::string_of(value);
  if (!label || value.try_as<Instance>()) return value;
  const auto found = std::ranges::find(type.type.labels, *label);
  if (found == type.type.labels.end()) return value;
  const python::ValueList members = interpreter.items_of(type.enum_class);
  return members.at(static_cast<std::size_t>(found - type.type.labels.begin()));
}

Value from_iso_text(Interpreter& interpreter, std::string_view cls, const Value& text) {
  const Value type = interpreter.get_attribute(interpreter.import_module("datetime"), cls);
  return interpreter.call_method(type, "fromisoformat", std::array{text});
}

Value construct(Interpreter& interpreter, std::string_view module, std::string_view cls,
                const Value& argument) {
  const Value type = interpreter.get_attribute(interpreter.import_module(module), cls);
  return interpreter.call(type, std::array{argument});
}

/// SQLite and MySQL hand out numbers and texts where the column's type is something more.
Value typed(Interpreter& interpreter, const schema::Type& type, const Value& value) {
  using enum schema::TypeKind;
  const bool is_text = python::string_of(value) != nullptr;
  switch (type.kind) {
    case Boolean:
    case BOOLEAN:
      return value.is_integer() ? Value::boolean(value.as_integer() != 0) : value;
    case DateTime:
    case DATETIME:
    case TIMESTAMP:
      return is_text ? from_iso_text(interpreter, "datetime", value) : value;
    case Date:
    case DATE:
      return is_text ? from_iso_text(interpreter, "date", value) : value;
    case Time:
    case TIME:
      return is_text ? from_iso_text(interpreter, "time", value) : value;
    case Numeric:
    case NUMERIC:
    case DECIMAL:
      if (is_text) return construct(interpreter, "decimal", "Decimal", value);
      if (!value.is_real() && !value.is_integer()) return value;
      return construct(interpreter, "decimal", "Decimal",
                       Value::string(interpreter.format(
                           value, "." + std::to_string(type.scale.value_or(10)) + "f")));
    case Uuid:
    case UUID:
      return is_text ? construct(interpreter, "uuid", "UUID", value) : value;
    case Json:
    case JSON: {
      // PostgreSQL's driver has read it already.
      const bool read =
          interpreter.context<Run>().host.dialect().name() == std::string_view("postgresql");
      return is_text && !read ? construct(interpreter, "json", "loads", value) : value;
    }
    default:
      return range_of_text(interpreter, value, type.kind);
  }
}

}  // namespace

Value unmapped(Interpreter& interpreter, const Value& value) {
  Value table = Value::absent();
  if (auto* cls = value.try_as<ClassObject>()) {
    if (cls->native == nullptr) table = cls->lookup(interpreter, table_name());
  } else if (auto* instance = value.try_as<Instance>()) {
    static const Symbol join_target = python::intern("_join_target");
    if (const Value* found = instance->attributes.find(table_name())) {
      table = *found;
    } else if (instance->cls->native == nullptr &&
               !instance->cls->lookup(interpreter, join_target).is_absent()) {
      table = interpreter.call_method(value, "_join_target");
    }
  }
  return table.try_as<TableObject>() || table.try_as<JoinObject>() ? table : value;
}

bool joins_as_orm(Interpreter& interpreter, const Value& value) {
  static const Symbol join_steps = python::intern("join_steps");
  static const Symbol mapper = python::intern("__mapper__");
  static const Symbol inherits = python::intern("inherits");
  if (auto* cls = value.try_as<ClassObject>()) {
    if (cls->native != nullptr) return false;
    const auto* found = cls->lookup(interpreter, mapper).try_as<Instance>();
    const Value* above = found ? found->attributes.find(inherits) : nullptr;
    return above && !above->is_none();
  }
  const auto* instance = value.try_as<Instance>();
  return instance && instance->cls->native == nullptr &&
         !instance->cls->lookup(interpreter, join_steps).is_absent();
}

Value attribute_equals(Interpreter& interpreter, const std::vector<Ref<TableObject>>& tables,
                       Symbol name, const Value& value) {
  static const Symbol class_name = python::intern("_orm_class");
  for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
    const Value* cls = (*table)->attributes.find(class_name);
    if (!cls || interpreter.find_attribute(*cls, name).is_absent()) continue;
    const Value joining = interpreter.import_module("sqlalchemy.orm.impl.joining");
    return interpreter.call(interpreter.get_attribute(joining, "attribute_equals"),
                            std::array{*cls, Value::string(name.text()), value});
  }
  return Value::absent();
}

Value orm_inspection(Interpreter& interpreter, const Value& value) {
  static const Symbol mapper = python::intern("__mapper__");
  if (auto* cls = value.try_as<ClassObject>()) {
    return cls->native == nullptr ? cls->lookup(interpreter, mapper) : Value::absent();
  }
  const auto* instance = value.try_as<Instance>();
  if (!instance || instance->cls->lookup(interpreter, mapper).is_absent()) return Value::absent();
  const Value module = interpreter.import_module("sqlalchemy.orm.impl.attributes");
  return interpreter.call(interpreter.get_attribute(module, "InspectedInstance"),
                          std::array{value});
}

Value to_database(Interpreter& interpreter, ColumnObject& column, const Value& value) {
  TypeObject* type = type_object(interpreter, column);
  if (!type || value.try_as<Element>()) return value;
  const Value processed =
      process(interpreter, *type, "process_bind_param", "bind_processor", value);
  return type->enum_class.is_absent() ? processed : label_of_member(interpreter, *type, processed);
}

schema::Literal written_none(Interpreter& interpreter, const ColumnObject& column) {
  const auto* type = column.type_object.try_as<TypeObject>();
  const bool is_script_type = type && type->cls->native == nullptr;
  if (is_script_type && interpreter.context<Run>().host.offline()) return {};
  return literal_of(interpreter, Value::none(), column.column.type);
}

Value from_database(Interpreter& interpreter, ColumnObject& column, const Value& value) {
  TypeObject* type = type_object(interpreter, column);
  if (!type || value.is_none()) {
    return type ? process(interpreter, *type, "process_result_value", "result_processor", value)
                : value;
  }
  const Value plain = type->enum_class.is_absent() ? typed(interpreter, column.column.type, value)
                                                   : member_of_label(interpreter, *type, value);
  return process(interpreter, *type, "process_result_value", "result_processor", plain);
}

bool is_read_in_script(Interpreter& interpreter, ColumnObject& column) {
  if (is_range_kind(column.column.type.kind)) return true;
  TypeObject* type = type_object(interpreter, column);
  return type && (!type->enum_class.is_absent() ||
                  !script_method(interpreter, *type, "process_result_value").is_absent() ||
                  !script_method(interpreter, *type, "result_processor").is_absent());
}

Value read_in_script(Interpreter& interpreter, ColumnObject& column, const Value& value) {
  TypeObject* type = type_object(interpreter, column);
  const Value read = range_of_text(interpreter, value, column.column.type.kind);
  if (!type) return read;
  const Value plain = type->enum_class.is_absent() || value.is_none()
                          ? read
                          : member_of_label(interpreter, *type, value);
  return process(interpreter, *type, "process_result_value", "result_processor", plain);
}

}  // namespace retort::script
