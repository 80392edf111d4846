// The casts are those of pg_cast of PostgreSQL 12 to 17 between the types that columns have.
#include "diff/postgres_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "dialect/quoting.h"

namespace retort::diff {

using schema::shape::Name;

namespace {

/// A type without brackets.
struct Plain {
  std::string base;  ///< Without arguments.
  std::vector<int> arguments;
  bool is_array = false;
};

Plain plain(std::string_view type) {
  Plain out;
  while (type.ends_with("[]")) {
    out.is_array = true;
    type.remove_suffix(2);
  }
  const std::size_t open = type.find('"') == type.npos ? type.find('(') : type.npos;
  if (open == type.npos) {
    out.base = type;
    return out;
  }
  const std::size_t close = type.find(')', open);
  out.base = std::string(type.substr(0, open)) + std::string(type.substr(close + 1));
  int number = 0;
  for (const char c : type.substr(open + 1, close - open)) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
    } else if (c == ',' || c == ')') {
      out.arguments.push_back(number);
      number = 0;
    }
  }
  return out;
}

constexpr std::string_view kNumbers[] = {"smallint", "integer", "bigint",
                                         "numeric",  "real",    "double precision"};
constexpr std::string_view kTexts[] = {"text", "character varying", "character", "name"};
constexpr std::string_view kStamp = "timestamp without time zone";
constexpr std::string_view kStampZone = "timestamp with time zone";
constexpr std::string_view kTime = "time without time zone";
constexpr std::string_view kTimeZone = "time with time zone";

template <class List>
bool has(const List& list, std::string_view type) {
  return std::ranges::find(list, type) != std::end(list);
}
template <class List>
std::ptrdiff_t place(const List& list, std::string_view type) {
  return std::ranges::find(list, type) - std::begin(list);
}

struct Pair {
  std::string_view from, to;
};

bool is_assignment(std::string_view from, std::string_view to) {
  constexpr std::array<Pair, 21> kPairs = {
      {{"date", kStamp},       {"date", kStampZone},    {kStamp, "date"},
       {kStamp, kStampZone},   {kStamp, kTime},         {kStampZone, "date"},
       {kStampZone, kStamp},   {kStampZone, kTime},     {kStampZone, kTimeZone},
       {kTime, kTimeZone},     {kTime, "interval"},     {kTimeZone, kTime},
       {"interval", kTime},    {"json", "jsonb"},       {"jsonb", "json"},
       {"cidr", "inet"},       {"inet", "cidr"},        {"bit", "bit varying"},
       {"bit varying", "bit"}, {"macaddr", "macaddr8"}, {"macaddr8", "macaddr"}}};
  if (from == to || has(kTexts, to)) return true;  // Anything becomes text.
  if (has(kNumbers, from) && has(kNumbers, to)) return true;
  return std::ranges::any_of(kPairs,
                             [&](const Pair& pair) { return pair.from == from && pair.to == to; });
}

}  // namespace

Name type_name(std::string_view type) {
  while (type.ends_with("[]")) type.remove_suffix(2);
  Name out;
  std::string part;
  bool in_quotes = false;
  for (std::size_t i = 0; i < type.size(); ++i) {
    const char c = type[i];
    if (c == '"') {
      const bool doubled = in_quotes && i + 1 < type.size() && type[i + 1] == '"';
      if (doubled) {
        part += c;
        ++i;
      } else {
        in_quotes = !in_quotes;
      }
    } else if (!in_quotes && c == '.') {
      out.schema = std::move(part);
      part.clear();
    } else if (!in_quotes && c == '(') {
      break;
    } else {
      part += c;
    }
  }
  out.name = std::move(part);
  return out;
}

Name multirange_name(const schema::shape::RangeType& range) {
  constexpr std::string_view kWord = "MULTIRANGE_TYPE_NAME = ";
  const std::size_t at = range.definition.find(kWord);
  if (at == range.definition.npos) return {};
  return type_name(std::string_view(range.definition).substr(at + kWord.size()));
}

Cast cast_between(std::string_view from, std::string_view to) {
  const Plain left = plain(from), right = plain(to);
  if (left.is_array != right.is_array) {
    return has(kTexts, right.base) && !right.is_array ? Cast::assignment : Cast::text;
  }
  if (is_assignment(left.base, right.base)) return Cast::assignment;
  // A string becomes anything, when asked to.
  const bool from_text = has(kTexts, left.base) || left.base == "unknown";
  const bool numbers =
      (left.base == "integer" && right.base == "boolean") ||
      (left.base == "boolean" && right.base == "integer") ||
      (left.base == "jsonb" && (has(kNumbers, right.base) || right.base == "boolean")) ||
      ((left.base == "integer" || left.base == "bigint") && right.base == "bit");
  return from_text || numbers ? Cast::explicitly : Cast::text;
}

std::string cast_text(std::string_view column, std::string_view from, std::string_view to) {
  const Cast cast = from == to ? Cast::text : cast_between(from, to);
  if (cast == Cast::assignment) return {};
  return fmt::format("{}{}::{}", dialect::quote(dialect::Family::postgresql, column),
                     cast == Cast::text ? "::text" : "", to);
}

bool may_lose(std::string_view from, std::string_view to) {
  const Plain left = plain(from), right = plain(to);
  if (has(kNumbers, left.base) && has(kNumbers, right.base)) {
    // Whole numbers that are too large are refused; what stands behind the point is rounded.
    const auto first = place(kNumbers, left.base), second = place(kNumbers, right.base);
    const auto scale = [](const Plain& type) {
      return type.arguments.size() > 1 ? type.arguments[1] : 0;
    };
    if (left.base == "numeric" && right.base == "numeric") {
      return !right.arguments.empty() && (left.arguments.empty() || scale(right) < scale(left));
    }
    if (first >= 3) return second < 3 || second < first || left.base == "numeric";
    return left.base == "bigint" ? second > 3 : left.base == "integer" && right.base == "real";
  }
  constexpr std::string_view kTimes[] = {kStamp, kStampZone};
  if (has(kTimes, left.base) && !has(kTimes, right.base)) return !has(kTexts, right.base);
  if (left.base == kTimeZone && right.base == kTime) return true;
  if (left.base == "interval" && right.base == kTime) return true;
  const bool digits = has(kTimes, left.base) || left.base == kTime || left.base == kTimeZone;
  if (digits && !right.arguments.empty() && right.base == left.base) {
    return left.arguments.empty() || right.arguments[0] < left.arguments[0];
  }
  if (left.base.starts_with("interval") && right.base.starts_with("interval ")) return true;
  return left.base == "json" && right.base == "jsonb";
}

}  // namespace retort::diff
