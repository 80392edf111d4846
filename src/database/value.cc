#include "database/value.h"

#include <charconv>
#include <cmath>

namespace retort::database {
namespace {

std::string text_of(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return {buffer, end};
}

std::string hexadecimal(const std::string& data) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "\\x";
  text.reserve(2 + 2 * data.size());
  for (const char c : data) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

struct AsText {
  std::string operator()(const Null&) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return text_of(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const Bytes& value) const { return hexadecimal(value.data); }
};

}  // namespace

std::string to_string(const Value& value) {
  return is_null(value) ? "NULL" : text_or_empty(value);
}

std::string text_or_empty(const Value& value) {
  return std::visit(AsText{}, value);
}

std::optional<std::int64_t> as_integer(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return std::nullopt;
  std::int64_t number = 0;
  const char* end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return number;
}

bool as_boolean(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text == "t" || *text == "true";
  return as_integer(value).value_or(0) != 0;
}

std::optional<std::string> optional_text(const Value& value) {
  if (is_null(value)) return std::nullopt;
  return text_or_empty(value);
}

}  // namespace retort::database
