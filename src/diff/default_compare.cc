#include "diff/default_compare.h"

#include <algorithm>

#include "dialect/postgres_text.h"
#include "schema/attach.h"
#include "script/python_schema.h"

namespace retort::diff {
namespace {

using dialect::Family;
using schema::Affinity;
using Text = std::optional<std::string>;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string without_quotes(std::string_view text) {
  if (text.starts_with('\'')) text.remove_prefix(1);
  if (text.ends_with('\'')) text.remove_suffix(1);
  return std::string(text);
}

// ---------------------------------------------------------------------------------------------
// SQLite: one pair of parentheses, then quotes, do not count.

std::string sqlite_plain(std::string text) {
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    text = text.substr(1, text.size() - 2);
  }
  std::string_view inner = text;
  if (inner.starts_with('"')) inner.remove_prefix(1);
  if (inner.ends_with('"')) inner.remove_suffix(1);
  if (inner.size() > 2 && inner.front() == '\'' && inner.back() == '\'') {
    return std::string(inner.substr(1, inner.size() - 2));
  }
  return text;
}

bool sqlite_differ(Text live, Text desired) {
  if (live) live = sqlite_plain(*live);
  if (desired) desired = sqlite_plain(*desired);
  return live != desired;
}

// ---------------------------------------------------------------------------------------------
// PostgreSQL: the server compares the values.

std::string without_regclass(std::string text) {
  constexpr std::string_view kCast = "::regclass";
  if (!text.starts_with("nextval('")) return text;
  for (std::size_t at = text.find(kCast); at != text.npos; at = text.find(kCast)) {
    text.erase(at, kCast.size());
  }
  return text;
}

bool postgresql_differ(const Comparison& comparison, const schema::Table& table,
                       const schema::Column& live_column, const schema::Column& column, Text live,
                       Text desired) {
  if (column.primary_key && &column == schema::autoincrement_column(table)) return false;
  if (live) live = without_regclass(*live);
  if (live == desired) return false;
  if (!live || !desired || !column.server_default) return true;
  std::string wanted = *desired;
  if (std::holds_alternative<std::string>(column.server_default->value)) {
    const bool number = schema::affinity_of(live_column.type) == Affinity::numeric;
    if (!number) wanted = dialect::quoted_text(without_quotes(wanted));
  }
  if (const auto equal = comparison.host.equal(*live, wanted)) return !*equal;
  return true;
}

// ---------------------------------------------------------------------------------------------
// MySQL: integers without quotes, functions without parentheses, ON UPDATE on its own.

struct Timed {
  std::string value;
  Text on_update;
};
std::string without_call(std::string text) {
  if (text.ends_with("()")) text.resize(text.size() - 2);
  return text;
}
Timed timed(const std::string& given) {
  const std::string text = lower(given);
  const std::size_t at = text.rfind(" on update");
  if (at == text.npos) return {text, std::nullopt};
  return {text.substr(0, at), without_call(text.substr(at + 1))};
}

bool mysql_differ(const schema::Column& live_column, const schema::Column& column, Text live,
                  Text desired) {
  const Affinity live_kind = schema::affinity_of(live_column.type);
  const bool no_live = !live || live->empty(), no_desired = !desired || desired->empty();
  const bool generates = live_column.autoincrement == schema::Column::Autoincrement::yes;
  if (schema::affinity_of(column.type) == Affinity::integer && live_column.primary_key &&
      !generates && no_desired && live == "'0'") {
    return false;
  }
  if (!no_live && live_kind == Affinity::integer) return without_quotes(*live) != desired;
  if (!no_desired && schema::affinity_of(column.type) == Affinity::string) {
    return live != "'" + without_quotes(*desired) + "'";
  }
  if (no_live || no_desired) return live != desired;
  const Timed one = timed(*live), other = timed(*desired);
  if (!one.on_update) return without_call(lower(*live)) != without_call(lower(*desired));
  if (one.on_update != other.on_update) return true;
  return without_call(one.value) != without_call(other.value);
}

std::string computed_text(Family family, const schema::Computed& computed) {
  std::string out;
  for (const char c : lower(script::ddl_expression(family, computed.expression))) {
    if (std::string_view(" ()'\"`[]\t\r\n").find(c) == std::string_view::npos) out += c;
  }
  return out;
}

}  // namespace

std::optional<std::string> compared_default(const Comparison& comparison,
                                            const schema::Column& column) {
  if (!column.server_default || column.computed || column.identity) return std::nullopt;
  const auto& value = column.server_default->value;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return script::ddl_expression(comparison.family, std::get<schema::ExprPtr>(value));
}

bool defaults_differ(const Comparison& comparison, const schema::Table& table,
                     const schema::Column& live, const schema::Column& desired) {
  const Text one = compared_default(comparison, live),
             other = compared_default(comparison, desired);
  if (comparison.family == Family::sqlite) return sqlite_differ(one, other);
  if (comparison.family == Family::postgresql) {
    return postgresql_differ(comparison, table, live, desired, one, other);
  }
  return mysql_differ(live, desired, one, other);
}

std::vector<std::string> identity_differences(const std::optional<schema::Identity>& live,
                                              const std::optional<schema::Identity>& desired) {
  std::vector<std::string> out;
  if ((live && live->always) != (desired && desired->always)) out.emplace_back("always");
  const schema::SequenceOptions have = live ? live->options : schema::SequenceOptions{};
  const schema::SequenceOptions want = desired ? desired->options : schema::SequenceOptions{};
  const auto check = [&](const char* name, const auto& one, const auto& other) {
    if (other && one != other) out.emplace_back(name);
  };
  check("cache", have.cache, want.cache);
  check("cycle", have.cycle, want.cycle);
  check("increment", have.increment, want.increment);
  check("maxvalue", have.maxvalue, want.maxvalue);
  check("minvalue", have.minvalue, want.minvalue);
  if (want.nomaxvalue && !have.nomaxvalue) out.emplace_back("nomaxvalue");
  if (want.nominvalue && !have.nominvalue) out.emplace_back("nominvalue");
  check("start", have.start, want.start);
  return out;
}

bool computed_differ(Family family, const std::optional<schema::Computed>& live,
                     const schema::Computed& desired) {
  const std::string have = live ? computed_text(family, *live) : std::string();
  return have != computed_text(family, desired);
}

}  // namespace retort::diff
