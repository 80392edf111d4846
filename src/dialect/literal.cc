#include "dialect/literal.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>

#include "base/error.h"
#include "schema/attach.h"

namespace retort::dialect {
namespace {

using schema::Affinity;
using schema::Literal;
using schema::Temporal;
using schema::Type;
using schema::TypeKind;

/// Splits "2020-01-02 03:04:05.5+00:00" as far as its parts are there.
struct Moment {
  std::string date, time, zone;
};

Moment split_moment(const Temporal& value) {
  Moment moment;
  std::string rest = value.text;
  if (value.kind != Temporal::Kind::time) {
    moment.date = rest.substr(0, 10);
    rest = rest.size() > 11 ? rest.substr(11) : "";
  }
  const std::size_t zone = rest.find_first_of("+-Z");
  if (zone != std::string::npos) {
    moment.zone = rest.substr(zone);
    rest.resize(zone);
  }
  moment.time = rest;
  return moment;
}

/// The time with six digits of fraction, as SQLite stores it.
std::string full_time(std::string time) {
  if (time.empty()) return "00:00:00.000000";
  const std::size_t dot = time.find('.');
  if (dot == std::string::npos) return time + ".000000";
  time.resize(std::max(time.size(), dot + 7), '0');
  return time;
}

std::string sqlite_moment(const Moment& moment, Affinity affinity) {
  if (affinity == Affinity::date) return "'" + moment.date + "'";
  if (affinity == Affinity::time) return "'" + full_time(moment.time) + "'";
  return "'" + moment.date + " " + full_time(moment.time) + "'";
}

std::string iso_moment(const Moment& moment, Affinity affinity) {
  if (affinity == Affinity::date) return "'" + moment.date + "'";
  std::string text = affinity == Affinity::time ? "" : moment.date;
  if (!moment.time.empty()) text += (text.empty() ? "" : " ") + moment.time + moment.zone;
  return "'" + text + "'";
}

/// SQLite and MySQL keep an interval as the moment that lies so long after the epoch.
std::string epoch_moment(double seconds, bool always_fraction) {
  using std::chrono::microseconds;
  const std::chrono::sys_time<microseconds> moment{microseconds(std::llround(seconds * 1e6))};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(moment - day);
  std::string text =
      fmt::format("'{:04}-{:02}-{:02} {:02}:{:02}:{:02}", int{date.year()}, unsigned{date.month()},
                  unsigned{date.day()}, clock.hours().count(), clock.minutes().count(),
                  clock.seconds().count());
  const auto fraction = clock.subseconds().count();
  if (always_fraction || fraction != 0) text += fmt::format(".{:06}", fraction);
  return text + "'";
}

std::string temporal_text(const LiteralStyle& style, const Temporal& value, Affinity wanted) {
  if (value.kind == Temporal::Kind::interval) {
    const double seconds = std::strtod(value.text.c_str(), nullptr);
    return style.family == Family::postgresql
               ? "make_interval(secs=>" + float_text(seconds) + ")"
               : epoch_moment(seconds, style.family == Family::sqlite);
  }
  Affinity affinity = wanted;
  if (affinity != Affinity::date && affinity != Affinity::time && affinity != Affinity::datetime)
    affinity = value.kind == Temporal::Kind::date   ? Affinity::date
               : value.kind == Temporal::Kind::time ? Affinity::time
                                                    : Affinity::datetime;
  const Moment moment = split_moment(value);
  return style.family == Family::sqlite ? sqlite_moment(moment, affinity)
                                        : iso_moment(moment, affinity);
}

bool is_uuid_with_dashes(const LiteralStyle& style, const Type& type) {
  if (style.family == Family::postgresql) return type.kind != TypeKind::Uuid || type.native;
  return false;
}

std::string uuid_digits(const std::string& text) {
  std::string digits;
  for (const char c : text)
    if (c != '-') digits += c;
  return "'" + digits + "'";
}

std::string uuid_text(const LiteralStyle& style, const std::string& text, const Type& type) {
  return is_uuid_with_dashes(style, type) ? "'" + text + "'" : uuid_digits(text);
}

bool is_integer_text(const std::string& text) {
  const std::size_t start = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  return text.size() > start && text.find_first_not_of("0123456789", start) == std::string::npos;
}

bool is_number_text(const std::string& text) {
  if (text.empty()) return false;
  char* end = nullptr;
  std::strtod(text.c_str(), &end);
  return *end == '\0';
}

std::string text_value(const LiteralStyle& style, const std::string& text, const Type& type) {
  const Affinity affinity = affinity_of(type);
  if (affinity == Affinity::integer && is_integer_text(text)) return text;
  if (affinity == Affinity::numeric && is_number_text(text)) return text;
  if (affinity == Affinity::uuid && style.family != Family::postgresql)
    return uuid_text(style, text, type);
  return string_literal(style, text);
}

std::string bool_text(const LiteralStyle& style, bool value, const Type& type) {
  const Affinity affinity = affinity_of(type);
  const bool number = affinity == Affinity::integer || !has_boolean_words(style.family);
  if (number) return value ? "1" : "0";
  return value ? "true" : "false";
}

std::string array_value(const LiteralStyle& style, const schema::LiteralList& items,
                        const Type& type) {
  const Type item = type.kind == TypeKind::Array && !type.item.empty()
                        ? type.item.front()
                        : schema::make_type(TypeKind::Null);
  std::string text = "ARRAY[";
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += ", ";
    // A list inside a list is a further dimension of the same array.
    const bool nested = std::holds_alternative<schema::LiteralList>(items[i].value);
    text += literal_text(style, items[i], nested ? type : item);
  }
  return text + "]";
}

struct Writer {
  const LiteralStyle& style;
  const Type& type;

  std::string operator()(std::monostate) const { return "NULL"; }
  std::string operator()(bool value) const { return bool_text(style, value, type); }
  std::string operator()(std::int64_t value) const {
    if (affinity_of(type) == Affinity::boolean && (value == 0 || value == 1))
      return bool_text(style, value == 1, type);
    return std::to_string(value);
  }
  std::string operator()(double value) const {
    if (affinity_of(type) == Affinity::integer && std::fabs(value) < 9e18)
      return std::to_string(static_cast<std::int64_t>(value));
    return float_text(value);
  }
  std::string operator()(const schema::Decimal& value) const { return value.text; }
  std::string operator()(const std::string& value) const {
    // Off-line the dashes go where the database has no such type; with as_uuid=False, which
    // `varying` marks, everywhere.
    const bool keeps_dashes = is_uuid_with_dashes(style, type) && !type.varying;
    if (type.kind == TypeKind::Uuid && value.size() == 36 && !keeps_dashes) {
      return uuid_digits(value);
    }
    return text_value(style, value, type);
  }
  std::string operator()(const schema::Bytes& value) const {
    return string_literal(style, value.data);
  }
  std::string operator()(const Temporal& value) const {
    return temporal_text(style, value, affinity_of(type));
  }
  std::string operator()(const schema::UuidValue& value) const {
    return uuid_text(style, value.text, type);
  }
  std::string operator()(const schema::JsonText& value) const {
    return string_literal(style, value.text);
  }
  std::string operator()(const schema::LiteralList& value) const {
    return array_value(style, value, type);
  }
};

}  // namespace

std::string literal_text(const LiteralStyle& style, const Literal& value, const Type& declared) {
  const Type& type = for_dialect(declared, family_name(style.family));
  return std::visit(Writer{style, type}, value.value);
}

std::string string_literal(const LiteralStyle& style, std::string_view text) {
  std::string result;
  result.reserve(text.size() + 2);
  result += '\'';
  for (const char c : text) {
    result += c;
    if (c == '\'' || (c == '\\' && style.double_backslashes)) result += c;
  }
  result += '\'';
  return result;
}

std::string string_literal(Family family, std::string_view text) {
  return string_literal(LiteralStyle{family, is_mysql(family)}, text);
}

Type type_of_value(const Literal& value) {
  static constexpr TypeKind kKinds[] = {
      TypeKind::Null,    TypeKind::Boolean, TypeKind::Integer,     TypeKind::Float,
      TypeKind::Numeric, TypeKind::String,  TypeKind::LargeBinary, TypeKind::DateTime,
      TypeKind::Uuid,    TypeKind::Json,    TypeKind::Array};
  static_assert(std::size(kKinds) == std::variant_size_v<decltype(value.value)>);
  if (const auto* temporal = std::get_if<Temporal>(&value.value)) {
    using Kind = Temporal::Kind;
    switch (temporal->kind) {
      case Kind::date:
        return schema::make_type(TypeKind::Date);
      case Kind::time:
        return schema::make_type(TypeKind::Time);
      case Kind::interval:
        return schema::make_type(TypeKind::Interval);
      case Kind::datetime:
        break;
    }
  }
  return schema::make_type(kKinds[value.value.index()]);
}

std::string float_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace retort::dialect
