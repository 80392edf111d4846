#include "dialect/driver_literal.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "base/error.h"
#include "dialect/literal.h"
#include "dialect/types.h"
#include "schema/attach.h"

namespace retort::dialect {
namespace {

using schema::Affinity;
using schema::Temporal;
using schema::Type;

std::string text_literal(const std::string& text) {
  if (text.find('\0') != std::string::npos) {
    throw Error(ErrorCode::script, "A string literal cannot contain NUL (0x00) characters.")
        .with_hint("PostgreSQL stores no text with a character 0: remove it from the value.");
  }
  const bool escapes = text.find('\\') != std::string::npos;
  std::string result = escapes ? " E'" : "'";
  for (const char c : text) {
    result += c;
    if (c == '\'' || c == '\\') result += c;
  }
  return result + "'";
}

/// A blank keeps the sign of a negative number from making a comment of `-` before it.
std::string number(std::string text) {
  return text.starts_with('-') ? " " + text : text;
}

std::string bytes_literal(const std::string& data) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string result = " E'\\\\x";
  for (const char c : data) {
    const auto byte = static_cast<unsigned char>(c);
    result += kDigits[byte >> 4];
    result += kDigits[byte & 15];
  }
  return result + "'::bytea";
}

/// Days apart from the rest, as Python's timedelta counts them: the server keeps them so.
std::string interval_literal(const std::string& seconds) {
  constexpr std::int64_t kDay = 86400LL * 1000000;
  const std::int64_t micros = std::llround(std::strtod(seconds.c_str(), nullptr) * 1e6);
  std::int64_t days = micros / kDay;
  std::int64_t rest = micros % kDay;
  if (rest < 0) {
    rest += kDay;
    --days;
  }
  return fmt::format("'{} days {}.{:06} seconds'::interval", days, rest / 1000000, rest % 1000000);
}

std::string temporal_literal(const Temporal& value) {
  using Kind = Temporal::Kind;
  if (value.kind == Kind::interval) return interval_literal(value.text);
  const std::size_t clock = value.text.find(':');
  const bool zoned =
      clock != std::string::npos && value.text.find_first_of("+-", clock) != std::string::npos;
  if (value.kind == Kind::date) return "'" + value.text + "'::date";
  const std::string type = value.kind == Kind::time ? "::time" : "::timestamp";
  return "'" + value.text + "'" + type + (zoned ? "tz" : "");
}

/// An array of values that are text in the statement needs the name of its type.
bool needs_array_type(const Type& item) {
  using enum schema::TypeKind;
  const Affinity affinity = schema::affinity_of(item);
  return affinity == Affinity::json || affinity == Affinity::uuid || item.kind == PgENUM ||
         (item.kind == Enum && item.native && item.name.has_value());
}

std::string array_literal(const schema::LiteralList& items, const Type& type) {
  if (items.empty()) return "'{}'";
  const Type item = type.item.empty() ? Type{} : type.item.front();
  std::string text = "ARRAY[";
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool nested = std::holds_alternative<schema::LiteralList>(items[i].value);
    text += (i > 0 ? ", " : "") + driver_literal(items[i], nested ? type : item);
  }
  text += "]";
  return needs_array_type(item) ? text + "::" + type_text(Family::postgresql, item) + "[]" : text;
}

struct Writer {
  const Type& type;

  std::string operator()(std::monostate) const { return "NULL"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const {
    const bool boolean = schema::affinity_of(type) == Affinity::boolean;
    if (boolean && (value == 0 || value == 1)) return value == 1 ? "true" : "false";
    return number(std::to_string(value));
  }
  std::string operator()(double value) const {
    if (std::isnan(value)) return "'NaN'::float";
    if (std::isinf(value)) return value < 0 ? "'-Infinity'::float" : "'Infinity'::float";
    return number(float_text(value));
  }
  std::string operator()(const schema::Decimal& value) const {
    const bool finite = value.text.find_first_not_of("+-.0123456789eE") == std::string::npos;
    return finite ? number(value.text) : text_literal(value.text) + "::numeric";
  }
  std::string operator()(const std::string& value) const {
    return text_literal(has_digits_only() ? without_dashes(value) : value);
  }
  std::string operator()(const schema::Bytes& value) const { return bytes_literal(value.data); }
  std::string operator()(const Temporal& value) const { return temporal_literal(value); }
  std::string operator()(const schema::UuidValue& value) const {
    const Affinity affinity = schema::affinity_of(type);
    const bool typed = affinity == Affinity::uuid || affinity == Affinity::none;
    if (has_digits_only()) return text_literal(without_dashes(value.text));
    return text_literal(value.text) + (typed ? "::uuid" : "");
  }
  std::string operator()(const schema::JsonText& value) const { return text_literal(value.text); }
  std::string operator()(const schema::LiteralList& value) const {
    return array_literal(value, type);
  }

 private:
  /// Uuid(native_uuid=False): a CHAR(32).
  bool has_digits_only() const { return type.kind == schema::TypeKind::Uuid && !type.native; }
  static std::string without_dashes(std::string text) {
    std::erase(text, '-');
    return text;
  }
};

}  // namespace

std::string driver_literal(const schema::Literal& value, const Type& declared) {
  return std::visit(Writer{schema::for_dialect(declared, "postgresql")}, value.value);
}

}  // namespace retort::dialect
