// The only outside interface is values.h.
#include "runtime/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "dialect/array_text.h"

namespace retort::runtime {
namespace {

using schema::Literal;
using schema::Temporal;

std::string array_element(const Literal& literal) {
  const database::Value value = to_value(literal);
  if (database::is_null(value)) return "NULL";
  if (std::holds_alternative<schema::LiteralList>(literal.value)) {
    return database::text_or_empty(value);
  }
  std::string out = "\"";
  for (const char c : database::text_or_empty(value)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string array_text(const schema::LiteralList& items) {
  std::string out = "{";
  for (const Literal& item : items) {
    if (out.size() > 1) out += ',';
    out += array_element(item);
  }
  return out + '}';
}

std::string temporal_text(const Temporal& temporal) {
  if (temporal.kind == Temporal::Kind::interval) return temporal.text + " seconds";
  return temporal.text;
}

/// `10:00:00.12+00` as Python writes it: six digits of fraction, minutes in the offset.
std::string python_time(std::string text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return text;
  std::string offset;
  const std::size_t sign = text.find_first_of("+-", colon);
  if (sign != std::string::npos) {
    offset = text.substr(sign);
    text.resize(sign);
    if (offset.size() == 3) offset += ":00";
  }
  const std::size_t point = text.find('.', colon);
  if (point != std::string::npos) text.resize(point + 7, '0');
  return text + offset;
}

/// MySQL's TIME, a span of up to 838 hours, as the seconds of Python's timedelta.
std::string span_seconds(const std::string& text) {
  const bool negative = text.starts_with('-');
  const std::size_t minutes = text.find(':');
  const std::size_t seconds = text.find(':', minutes + 1);
  const auto number = [&](std::size_t begin, std::size_t end) {
    return database::as_integer(text.substr(begin, end - begin)).value_or(0);
  };
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::int64_t whole = number(negative ? 1 : 0, minutes) * 3600 +
                             number(minutes + 1, seconds) * 60 + number(seconds + 1, point);
  return fmt::format("{}{}{}", negative ? "-" : "", whole, text.substr(point));
}

/// MySQL can hold dates that Python cannot, such as 0000-00-00: its drivers give them as text.
bool is_impossible_date(std::string_view text) {
  return text.starts_with("0000") || text.substr(0, 10).find("-00") != std::string_view::npos;
}

/// PostgreSQL's interval (`1 year 2 mons -3 days +04:05:06.7`) as the seconds of Python's
/// timedelta; a year is 365 days and a month 30, as for psycopg2. Nothing for another style.
std::optional<std::string> interval_seconds(std::string_view text) {
  std::int64_t days = 0, micros = 0;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    const std::string word(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
    if (word.find(':') != std::string::npos) {
      const bool negative = word.starts_with('-');
      const std::string clock = word.substr(word.starts_with('-') || word.starts_with('+') ? 1 : 0);
      const std::size_t point = std::min(clock.find('.'), clock.size());
      std::string fraction = point < clock.size() ? clock.substr(point + 1) : "";
      fraction.resize(6, '0');
      const std::string span = span_seconds(clock.substr(0, point));
      const std::int64_t part = database::as_integer(span).value_or(0) * 1000000 +
                                database::as_integer(fraction).value_or(0);
      micros += negative ? -part : part;
      continue;
    }
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view unit = text.substr(0, end);
    const auto count = database::as_integer(word.starts_with('+') ? word.substr(1) : word);
    if (!count) return std::nullopt;
    const bool known =
        unit.starts_with("year") || unit.starts_with("mon") || unit.starts_with("day");
    if (!known) return std::nullopt;
    days += *count * (unit.starts_with("year") ? 365 : unit.starts_with("mon") ? 30 : 1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const std::int64_t all = days * 86400 * 1000000 + micros;
  const std::int64_t magnitude = all < 0 ? -all : all;
  return fmt::format("{}{}.{:06}", all < 0 ? "-" : "", magnitude / 1000000, magnitude % 1000000);
}

Literal text_literal(const std::string& text, std::string_view type) {
  if (type == "numeric" || type == "decimal") return {schema::Decimal{text}};
  if (type == "uuid") return {schema::UuidValue{text}};
  if (type == "json" || type == "jsonb") return {schema::JsonText{text}};
  if (type == "mysql_time" && text.find(':') != text.rfind(':')) {
    return {Temporal{Temporal::Kind::interval, span_seconds(text)}};
  }
  if (type == "interval") {
    if (auto seconds = interval_seconds(text))
      return {Temporal{Temporal::Kind::interval, *seconds}};
    return {text};
  }
  const bool is_date = type == "date" || type == "datetime" || type == "timestamp";
  if (is_date && is_impossible_date(text)) return {text};
  if (type == "date") return {Temporal{Temporal::Kind::date, text}};
  if (type == "timestamp" || type == "timestamptz" || type == "datetime") {
    return {Temporal{Temporal::Kind::datetime, python_time(text)}};
  }
  if (type == "time" || type == "timetz") {
    return {Temporal{Temporal::Kind::time, python_time(text)}};
  }
  // Elements of arrays come as text, whatever their type.
  const bool integer = type == "int2" || type == "int4" || type == "int8";
  if (integer) {
    if (const auto number = database::as_integer(text)) return {*number};
  }
  if (type == "bool") return {text == "t" || text == "true"};
  return {text};
}

}  // namespace

database::Value to_value(const Literal& literal) {
  return std::visit(
      [](const auto& value) -> database::Value {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::monostate>) {
          return database::Null{};
        } else if constexpr (std::is_same_v<T, schema::Bytes>) {
          return database::Bytes{value.data};
        } else if constexpr (std::is_same_v<T, schema::LiteralList>) {
          return array_text(value);
        } else if constexpr (std::is_same_v<T, Temporal>) {
          return temporal_text(value);
        } else if constexpr (std::is_same_v<T, schema::Decimal> ||
                             std::is_same_v<T, schema::UuidValue> ||
                             std::is_same_v<T, schema::JsonText>) {
          return value.text;
        } else {
          return value;
        }
      },
      literal.value);
}

Literal to_literal(const database::Value& value, const database::ResultColumn& column) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    const std::string_view type = column.type;
    if (type.ends_with("[]") && text->starts_with('{')) {
      std::size_t position = 0;
      const database::ResultColumn element{{}, std::string(type.substr(0, type.size() - 2))};
      return {dialect::read_array(
          *text, position, [&](std::string item) { return to_literal(std::move(item), element); })};
    }
    return text_literal(*text, type);
  }
  if (const auto* bytes = std::get_if<database::Bytes>(&value)) {
    return {schema::Bytes{bytes->data}};
  }
  if (const auto* boolean = std::get_if<bool>(&value)) return {*boolean};
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return {*integer};
  if (const auto* number = std::get_if<double>(&value)) return {*number};
  return {};
}

}  // namespace retort::runtime
