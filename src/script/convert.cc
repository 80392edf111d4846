#include "script/convert.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "python/classes.h"
#include "python/interpreter.h"
#include "python/objects.h"
#include "script/elements.h"
#include "script/exceptions.h"
#include "script/expression_builder.h"
#include "script/range_values.h"
#include "script/run.h"
#include "script/tables.h"

namespace retort::script {

using python::Builtin;
using python::DictObject;
using python::Instance;
using python::Interpreter;
using python::ListObject;
using python::Value;
using schema::Literal;

namespace {

[[noreturn]] void wrong_type(Interpreter& interpreter, const Value& value,
                             std::string_view expected, std::string_view what) {
  interpreter.need_known(value, what);
  interpreter.raise(Builtin::TypeError, std::string(what) + " must be " + std::string(expected) +
                                            ", not " + std::string(interpreter.type_name(value)));
}

std::string json_text(Interpreter& interpreter, const Value& value) {
  Value dumps = interpreter.get_attribute(interpreter.import_module("json"), "dumps");
  return interpreter.str(interpreter.call(dumps, std::array{value}));
}

/// A constructor of the standard library called with one text: `uuid.UUID("...")`.
Value construct(Interpreter& interpreter, std::string_view module, std::string_view name,
                std::string_view method, const Value& argument) {
  Value callee = interpreter.get_attribute(interpreter.import_module(module), name);
  if (!method.empty()) callee = interpreter.get_attribute(callee, method);
  return interpreter.call(callee, std::array{argument});
}

schema::Temporal temporal_of(Interpreter& interpreter, const Value& value,
                             schema::Temporal::Kind kind) {
  if (kind != schema::Temporal::Kind::interval) return {kind, interpreter.str(value)};
  Value seconds = interpreter.call_method(value, "total_seconds");
  return {kind, interpreter.str(seconds)};
}

std::optional<Literal> standard_library_literal(Interpreter& interpreter, const Value& value) {
  using Kind = schema::Temporal::Kind;
  std::string_view name = interpreter.type_name(value);
  if (name == "datetime") return Literal{temporal_of(interpreter, value, Kind::datetime)};
  if (name == "date") return Literal{temporal_of(interpreter, value, Kind::date)};
  if (name == "time") return Literal{temporal_of(interpreter, value, Kind::time)};
  if (name == "timedelta") return Literal{temporal_of(interpreter, value, Kind::interval)};
  if (name == "UUID") return Literal{schema::UuidValue{interpreter.str(value)}};
  if (name == "Decimal") return Literal{schema::Decimal{interpreter.str(value)}};
  return std::nullopt;
}

Literal object_literal(Interpreter& interpreter, const Value& value, const schema::Type& type) {
  bool is_json = is_json_kind(type.kind);
  if (const auto* instance = value.try_as<Instance>()) {
    if (instance->cls->is_enum) {
      bool plain = type.kind == schema::TypeKind::Enum || type.kind == schema::TypeKind::PgENUM ||
                   instance->payload.is_absent();
      Value member = interpreter.get_attribute(value, plain ? "name" : "value");
      return literal_of(interpreter, member, {});
    }
  }
  if (auto text = range_text(interpreter, value, type.kind)) return {std::move(*text)};
  const Value& plain = python::unwrap(value);
  if (const std::string* text = python::string_of(plain)) {
    if (is_json) return {schema::JsonText{json_text(interpreter, plain)}};
    return {*text};
  }
  if (const auto* bytes = plain.try_as<python::BytesObject>()) {
    return {schema::Bytes{bytes->data()}};
  }
  if (plain.try_as<DictObject>()) return {schema::JsonText{json_text(interpreter, plain)}};
  if (is_collection(plain)) {
    if (is_json) return {schema::JsonText{json_text(interpreter, plain)}};
    schema::LiteralList list;
    const schema::Type item = type.item.empty() ? schema::Type{} : type.item.front();
    for (const Value& element : interpreter.items_of(plain)) {
      list.push_back(literal_of(interpreter, element, item));
    }
    return {std::move(list)};
  }
  if (auto known = standard_library_literal(interpreter, plain)) return *known;
  wrong_type(interpreter, value, "a value that SQL can hold", "a parameter");
}

struct ToValue {
  Interpreter& interpreter;
  Value operator()(std::monostate) const { return Value::none(); }
  Value operator()(bool value) const { return Value::boolean(value); }
  Value operator()(std::int64_t value) const { return Value::integer(value); }
  Value operator()(double value) const { return Value::real(value); }
  Value operator()(const std::string& value) const { return Value::string(value); }
  Value operator()(const schema::Decimal& value) const {
    return construct(interpreter, "decimal", "Decimal", "", Value::string(value.text));
  }
  Value operator()(const schema::Bytes& value) const {
    return python::make<python::BytesObject>(value.data);
  }
  Value operator()(const schema::UuidValue& value) const {
    return construct(interpreter, "uuid", "UUID", "", Value::string(value.text));
  }
  Value operator()(const schema::JsonText& value) const {
    return construct(interpreter, "json", "loads", "", Value::string(value.text));
  }
  Value operator()(const schema::LiteralList& list) const {
    python::ValueList items;
    for (const Literal& literal : list) items.push_back(value_of(interpreter, literal));
    return python::make_list(std::move(items));
  }
  Value operator()(const schema::Temporal& value) const {
    using Kind = schema::Temporal::Kind;
    if (value.kind == Kind::interval) {
      double seconds = 0;
      std::from_chars(value.text.data(), value.text.data() + value.text.size(), seconds);
      Value zero = Value::integer(0);
      Value callee = interpreter.get_attribute(interpreter.import_module("datetime"), "timedelta");
      return interpreter.call(callee, std::array{zero, Value::real(seconds)});
    }
    const char* name = value.kind == Kind::date   ? "date"
                       : value.kind == Kind::time ? "time"
                                                  : "datetime";
    return construct(interpreter, "datetime", name, "fromisoformat", Value::string(value.text));
  }
};

std::string plain_text(Interpreter& interpreter, const Value& value) {
  if (const auto* element = value.try_as<ColumnObject>()) return element->column.name;
  return interpreter.str(value);
}

/// `<dialectname>_<argument>`: the name of the dialect; empty for another form.
std::string_view dialect_of(std::string_view keyword) {
  const std::size_t underscore = keyword.find('_', 1);
  const bool whole = underscore != keyword.npos && underscore + 1 < keyword.size();
  return whole ? keyword.substr(0, underscore) : std::string_view();
}

bool is_dialect(std::string_view name) {
  constexpr std::array<std::string_view, 7> kDialects = {
      "postgresql", "sqlite", "mysql", "mariadb", "mssql", "oracle", "cockroachdb"};
  return std::ranges::find(kDialects, name) != kDialects.end();
}

}  // namespace

std::string text_of(Interpreter& interpreter, const Value& value, std::string_view what) {
  if (const std::string* text = python::string_of(value)) return *text;
  wrong_type(interpreter, value, "str", what);
}

std::int64_t integer_of(Interpreter& interpreter, const Value& value, std::string_view what) {
  if (auto number = python::integer_of(value)) return *number;
  wrong_type(interpreter, value, "int", what);
}

bool truth_of(Interpreter& interpreter, const Value& value) {
  return interpreter.truth(value);
}

bool is_collection(const Value& value) {
  if (!value.is_object()) return false;
  switch (python::unwrap(value).as_object().kind()) {
    case python::ObjectKind::tuple:
    case python::ObjectKind::list:
    case python::ObjectKind::set:
      return true;
    case python::ObjectKind::other:
      return value.as_object().type_name() == "generator" ||
             value.as_object().type_name() == "dict_keys" ||
             value.as_object().type_name() == "dict_values" ||
             value.as_object().type_name() == "range";
    default:
      return false;
  }
}

std::vector<std::string> texts_of(Interpreter& interpreter, const Value& value,
                                  std::string_view what) {
  if (const std::string* text = python::string_of(value)) return {*text};
  interpreter.need_known(value, what);
  std::vector<std::string> texts;
  for (const Value& item : interpreter.items_of(value)) {
    if (const auto* column = item.try_as<ColumnObject>()) {
      texts.push_back(column->column.name);
    } else {
      texts.push_back(text_of(interpreter, item, what));
    }
  }
  return texts;
}

schema::Name name_of(Interpreter& interpreter, const Value* value) {
  schema::Name name;
  if (!value || value->is_none()) return name;
  name.text = text_of(interpreter, *value, "a name");
  const auto* instance = value->try_as<Instance>();
  const Run& run = interpreter.context<Run>();
  if (instance && run.final_name_class.is_object() &&
      instance->cls.get() == &run.final_name_class.as_object()) {
    name.final = true;
    name.truncatable = true;
  }
  return name;
}

Value make_final_name(Interpreter& interpreter, std::string text) {
  Run& run = interpreter.context<Run>();
  Value content = Value::string(std::move(text));
  if (run.final_name_class.is_absent()) {
    auto* base = interpreter.type_of(content).try_as<python::ClassObject>();
    std::vector<python::Ref<python::ClassObject>> bases;
    bases.emplace_back(base);
    run.final_name_class = python::make<python::ClassObject>("conv", std::move(bases), nullptr);
  }
  auto* cls = run.final_name_class.try_as<python::ClassObject>();
  auto instance = python::make<Instance>(python::Ref<python::ClassObject>(cls));
  instance->payload = content;
  return instance;
}

Literal literal_of(Interpreter& interpreter, const Value& value, const schema::Type& type) {
  const bool is_json = is_json_kind(type.kind);
  if (is_json && (value.is_boolean() || value.is_integer() || value.is_real())) {
    return {schema::JsonText{json_text(interpreter, value)}};
  }
  switch (value.tag()) {
    case Value::Tag::absent:
      return {};
    case Value::Tag::none:
      if (is_json && !type.none_as_null) return {schema::JsonText{"null"}};
      return {};
    case Value::Tag::boolean:
      return {value.as_boolean()};
    case Value::Tag::integer:
      return {value.as_integer()};
    case Value::Tag::real:
      return {value.as_real()};
    case Value::Tag::object:
      break;
  }
  interpreter.need_known(value, "a value in SQL");
  return object_literal(interpreter, value, type);
}

Value value_of(Interpreter& interpreter, const Literal& literal) {
  return std::visit(ToValue{interpreter}, literal.value);
}

schema::OptionValue option_of(Interpreter& interpreter, const Value& value) {
  switch (value.tag()) {
    case Value::Tag::absent:
    case Value::Tag::none:
      return std::monostate{};
    case Value::Tag::boolean:
      return value.as_boolean();
    case Value::Tag::integer:
      return value.as_integer();
    case Value::Tag::real:
      return value.as_real();
    case Value::Tag::object:
      break;
  }
  interpreter.need_known(value, "a dialect option");
  if (const std::string* text = python::string_of(value)) return *text;
  if (const auto* dict = python::unwrap(value).try_as<DictObject>()) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& entry : dict->table.entries()) {
      if (entry.key.is_absent()) continue;
      pairs.emplace_back(plain_text(interpreter, entry.key), plain_text(interpreter, entry.value));
    }
    return pairs;
  }
  if (is_collection(value)) return texts_of(interpreter, value, "a dialect option");
  if (const auto* element = value.try_as<Element>()) return element->expression();
  return interpreter.str(value);
}

schema::Options options_of(Interpreter& interpreter,
                           const std::vector<python::KeywordValue>& keywords,
                           std::string_view function_name) {
  schema::Options options;
  for (const python::KeywordValue& keyword : keywords) {
    std::string name(keyword.name.text());
    const std::string_view dialect = dialect_of(name);
    if (dialect.empty()) {
      interpreter.raise(Builtin::TypeError,
                        "Additional arguments should be named "
                        "<dialectname>_<argument>, got '" +
                            name + "' (in " + std::string(function_name) + ")");
    }
    // SQLAlchemy warns of an unknown dialect, and goes on.
    if (!is_dialect(dialect)) continue;
    options.emplace_back(std::move(name), option_of(interpreter, keyword.value));
  }
  return options;
}

Value string_or_none(const std::optional<std::string>& text) {
  return text ? Value::string(*text) : Value::none();
}

void set_key(Interpreter& interpreter, const Value& dict, std::string_view key, Value value) {
  dict.try_as<DictObject>()->table.set(interpreter, Value::string(key), std::move(value));
}

}  // namespace retort::script
