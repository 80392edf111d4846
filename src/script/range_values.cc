// The classes are in packages/sqlalchemy/dialects/postgresql/range_values.py.
#include "script/range_values.h"

#include <array>

#include "python/classes.h"
#include "python/interpreter.h"

namespace retort::script {

using python::Interpreter;
using python::Value;
using schema::TypeKind;

namespace {

constexpr std::string_view kModule = "sqlalchemy.dialects.postgresql.range_values";

bool is_range_value(const Value& value) {
  const auto* instance = value.try_as<python::Instance>();
  return instance && instance->cls->module == kModule;
}

Value function(Interpreter& interpreter, std::string_view name) {
  return interpreter.get_attribute(interpreter.import_module(kModule), name);
}

}  // namespace

bool is_range_kind(TypeKind kind) {
  return kind >= TypeKind::PgINT4RANGE && kind <= TypeKind::PgTSTZMULTIRANGE;
}

Value find_range_class(Interpreter& interpreter, std::string_view name) {
  if (name != "Range" && name != "MultiRange") return Value::absent();
  return function(interpreter, name);
}

std::optional<std::string> range_text(Interpreter& interpreter, const Value& value, TypeKind kind) {
  const bool is_list = is_range_kind(kind) && interpreter.type_name(value) == "list";
  if (!is_list && !is_range_value(value)) return std::nullopt;
  const Value text = interpreter.call(function(interpreter, "written"), std::array{value});
  return *python::string_of(text);
}

Value range_of_text(Interpreter& interpreter, const Value& value, TypeKind kind) {
  const bool is_single = is_range_kind(kind) && kind < TypeKind::PgINT4MULTIRANGE;
  if (!is_single || python::string_of(value) == nullptr) return value;
  return interpreter.call(function(interpreter, "read"),
                          std::array{value, Value::string(schema::class_name(kind))});
}

}  // namespace retort::script
