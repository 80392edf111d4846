// The only outside interface is retort/value.h.
#include "retort/value.h"

#include <charconv>

#include "retort/error.h"

namespace retort {
namespace {

/// The whole text as a number, or a MigrationError.
template <class Number>
Number parsed(const std::string& text, const char* what) {
  Number number{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) {
    throw MigrationError("The value '" + text + "' is not " + what);
  }
  return number;
}

/// The text of a value that is one; null for the others.
const std::string* text_in(const Value::Variant& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text;
  if (const auto* number = std::get_if<Decimal>(&value)) return &number->text;
  return nullptr;
}

}  // namespace

bool Value::as_bool() const {
  if (const auto* value = std::get_if<bool>(&value_)) return *value;
  return as_integer() != 0;
}

std::int64_t Value::as_integer() const {
  if (const auto* value = std::get_if<std::int64_t>(&value_)) return *value;
  if (const auto* value = std::get_if<bool>(&value_)) return *value ? 1 : 0;
  if (const std::string* text = text_in(value_)) {
    return parsed<std::int64_t>(*text, "an integer");
  }
  throw MigrationError("The value '" + as_text() + "' is not an integer");
}

double Value::as_real() const {
  if (const auto* value = std::get_if<double>(&value_)) return *value;
  if (const std::string* text = text_in(value_)) return parsed<double>(*text, "a number");
  return static_cast<double>(as_integer());
}

std::string Value::as_text() const {
  if (const std::string* text = text_in(value_)) return *text;
  if (const auto* value = std::get_if<bool>(&value_)) return *value ? "true" : "false";
  if (const auto* value = std::get_if<std::int64_t>(&value_)) return std::to_string(*value);
  if (const auto* bytes = std::get_if<Bytes>(&value_)) return bytes->data;
  if (const auto* json = std::get_if<JsonText>(&value_)) return json->text;
  if (const auto* value = std::get_if<double>(&value_)) {
    char text[64];
    const auto result = std::to_chars(text, text + sizeof text, *value);
    return {text, result.ptr};
  }
  return {};
}

}  // namespace retort
