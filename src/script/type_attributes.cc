// SQLAlchemy's types keep each argument under its name, so that the signature of the class says
// which attributes there are.
#include "script/type_attributes.h"

#include <array>
#include <optional>
#include <string>

#include "python/objects.h"
#include "script/python_types.h"
#include "script/type_classes.h"

namespace retort::script {
namespace {

using python::Value;
using schema::Type;
using enum schema::TypeKind;

Value integer_or_none(const std::optional<std::int64_t>& value) {
  return value ? Value::integer(*value) : Value::none();
}
Value text_or_none(const std::string& text) {
  return text.empty() ? Value::none() : Value::string(text);
}

struct Attribute {
  std::string_view name;
  Value (*value)(const Type& type);
};

constexpr std::array kAttributes = std::to_array<Attribute>({
    {"unsigned", [](const Type& t) { return Value::boolean(t.mysql.is_unsigned); }},
    {"zerofill", [](const Type& t) { return Value::boolean(t.mysql.zerofill); }},
    {"display_width", [](const Type& t) { return integer_or_none(t.mysql.display_width); }},
    {"fsp", [](const Type& t) { return integer_or_none(t.mysql.fsp); }},
    {"charset", [](const Type& t) { return text_or_none(t.mysql.charset); }},
    {"national", [](const Type& t) { return Value::boolean(t.mysql.national); }},
    {"ascii", [](const Type& t) { return Value::boolean(t.mysql.ascii); }},
    {"unicode", [](const Type& t) { return Value::boolean(t.mysql.unicode); }},
    {"binary", [](const Type& t) { return Value::boolean(t.mysql.binary); }},
    {"asdecimal", [](const Type& t) { return Value::boolean(gives_decimals(t)); }},
    {"decimal_return_scale",
     [](const Type& t) { return integer_or_none(t.client.decimal_return_scale); }},
    {"as_tuple", [](const Type& t) { return Value::boolean(t.client.as_tuple); }},
    {"zero_indexes", [](const Type& t) { return Value::boolean(t.client.zero_indexes); }},
    {"dimensions",
     [](const Type& t) { return t.dimensions > 0 ? Value::integer(t.dimensions) : Value::none(); }},
    {"none_as_null", [](const Type& t) { return Value::boolean(t.none_as_null); }},
    {"create_constraint", [](const Type& t) { return Value::boolean(t.create_constraint); }},
    {"inherit_schema", [](const Type& t) { return Value::boolean(t.inherit_schema); }},
    {"as_uuid", [](const Type& t) { return Value::boolean(!is_text_uuid(t)); }},
    {"native_uuid", [](const Type& t) { return Value::boolean(t.native); }},
    {"native", [](const Type& t) { return Value::boolean(t.native); }},
    {"second_precision", [](const Type& t) { return integer_or_none(t.precision); }},
    {"varying", [](const Type& t) { return Value::boolean(t.varying); }},
    {"fields", [](const Type& t) { return text_or_none(t.fields); }},
});

bool has_parameter(std::string_view signature, std::string_view name) {
  for (std::size_t at = signature.find(name); at != signature.npos;
       at = signature.find(name, at + 1)) {
    const bool begins = at > 0 && (signature[at - 1] == '(' || signature[at - 1] == ' ');
    if (begins && signature.substr(at + name.size()).starts_with('=')) return true;
  }
  return false;
}

}  // namespace

bool gives_decimals(const Type& type) {
  if (type.client.asdecimal) return *type.client.asdecimal;
  const bool is_decimal = type.kind == Numeric || type.kind == NUMERIC || type.kind == DECIMAL;
  const bool is_double = type.kind == DOUBLE || type.kind == REAL;
  return is_decimal || (is_double && dialect_module(type) == "mysql");
}

Value type_attribute(const Type& type, const TypeClass& type_class, std::string_view name) {
  if (name == "values" && type.kind == MySET) {
    python::ValueList values;
    for (const std::string& label : type.labels) values.push_back(Value::string(label));
    return python::make_tuple(std::move(values));
  }
  if (!has_parameter(type_class.signature, name)) return Value::absent();
  for (const Attribute& attribute : kAttributes) {
    if (attribute.name == name) return attribute.value(type);
  }
  return Value::absent();
}

}  // namespace retort::script
