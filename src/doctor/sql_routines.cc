// Which function is meant is told by its name and the types of its arguments: without their modes,
// names and defaults, without those that only come out, and with one spelling for each type.
#include "doctor/sql_routines.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace retort::doctor {
namespace {

/// Types of several words begin with these.
constexpr std::array<std::string_view, 8> kLongTypes = {
    "DOUBLE", "CHARACTER", "BIT", "TIMESTAMP", "TIME", "NATIONAL", "INTERVAL", "SETOF"};

constexpr std::array kSpellings = {
    std::pair<std::string_view, std::string_view>{"int", "integer"},
    std::pair<std::string_view, std::string_view>{"int4", "integer"},
    std::pair<std::string_view, std::string_view>{"int8", "bigint"},
    std::pair<std::string_view, std::string_view>{"int2", "smallint"},
    std::pair<std::string_view, std::string_view>{"bool", "boolean"},
    std::pair<std::string_view, std::string_view>{"varchar", "character varying"},
    std::pair<std::string_view, std::string_view>{"char", "character"},
    std::pair<std::string_view, std::string_view>{"decimal", "numeric"},
    std::pair<std::string_view, std::string_view>{"float", "double precision"},
    std::pair<std::string_view, std::string_view>{"float8", "double precision"},
    std::pair<std::string_view, std::string_view>{"float4", "real"},
    std::pair<std::string_view, std::string_view>{"timestamptz", "timestamp with time zone"},
    std::pair<std::string_view, std::string_view>{"timestamp without time zone", "timestamp"},
    std::pair<std::string_view, std::string_view>{"timetz", "time with time zone"},
};

/// The words of a type, with `.` and `[]` put against them and without what is in parentheses.
std::string type_text(SqlCursor at) {
  std::string out;
  bool joined = true;
  while (!at.at_end()) {
    if (at.parenthesised()) continue;
    const std::string& word = at.word(at.at()).text;
    const bool sign = word == "." || word == "[" || word == "]";
    if (!joined && !sign) out += ' ';
    out += word;
    joined = word == "." || word == "[";
    at.skip();
  }
  std::string arrays;
  while (out.ends_with("[]")) {
    out.resize(out.size() - 2);
    arrays += "[]";
  }
  for (const auto& [spelling, type] : kSpellings) {
    if (out == spelling) return std::string(type) + arrays;
  }
  return out + arrays;
}

/// Unset for one that only comes out.
std::optional<std::string> argument_type(SqlCursor at) {
  if (at.take("OUT")) return std::nullopt;
  if (!at.take("INOUT") && at.take("IN")) at.take("OUT");
  at.take("VARIADIC");
  std::size_t end = std::min(at.find({"DEFAULT"}), at.find({"="}));
  end = std::min(end, at.find({":="}));
  SqlCursor type = at.until(end);
  const bool several = type.end() - type.at() > 1;
  const bool named = several && std::ranges::find(kLongTypes, type.peek()) == kLongTypes.end() &&
                     type.peek(1) != "." && type.peek(1) != "(" && type.peek(1) != "[";
  if (named) type.skip();
  return type_text(type);
}

std::string arguments_text(const SqlCursor& inside) {
  std::string out;
  for (const SqlCursor& part : inside.parts()) {
    const std::optional<std::string> type = argument_type(part);
    if (!type) continue;
    if (!out.empty()) out += ", ";
    out += *type;
  }
  return out;
}

bool take_routine_word(SqlCursor& at) {
  return at.take("FUNCTION") || at.take("PROCEDURE") || at.take("ROUTINE");
}

std::optional<SqlProcedural> read_create(SqlCursor at) {
  const bool replaces = at.take({"OR", "REPLACE"});
  SqlProcedural out;
  if (take_routine_word(at)) {
    SqlRoutine& routine = out.routines.emplace_back();
    routine.creates = true;
    routine.replaces = replaces;
    if (!at.qualified(routine.schema, routine.name)) return std::nullopt;
    const auto inside = at.parenthesised();
    if (!inside) return std::nullopt;
    routine.arguments = arguments_text(*inside);
    return out;
  }
  at.take("CONSTRAINT");
  if (!at.take("TRIGGER")) return std::nullopt;
  SqlTrigger& trigger = out.trigger.emplace();
  trigger.creates = true;
  trigger.replaces = replaces;
  auto name = at.name();
  const std::size_t on = at.find({"ON"});
  if (!name || on == at.end()) return std::nullopt;
  trigger.name = std::move(*name);
  SqlCursor target = at.from(on + 1);
  if (!target.qualified(trigger.schema, trigger.table)) return std::nullopt;
  return out;
}

std::optional<SqlProcedural> read_drop(SqlCursor at) {
  SqlProcedural out;
  if (at.take("TRIGGER")) {
    SqlTrigger& trigger = out.trigger.emplace();
    trigger.if_exists = at.take({"IF", "EXISTS"});
    auto name = at.name();
    if (!name || !at.take("ON")) return std::nullopt;
    trigger.name = std::move(*name);
    if (!at.qualified(trigger.schema, trigger.table)) return std::nullopt;
    return out;
  }
  if (!take_routine_word(at)) return std::nullopt;
  const bool if_exists = at.take({"IF", "EXISTS"});
  const bool cascade = at.has({"CASCADE"});
  do {
    SqlRoutine& routine = out.routines.emplace_back();
    routine.if_exists = if_exists;
    routine.cascade = cascade;
    if (!at.qualified(routine.schema, routine.name)) return std::nullopt;
    if (const auto inside = at.parenthesised()) routine.arguments = arguments_text(*inside);
  } while (at.take(","));
  return out;
}

}  // namespace

std::optional<SqlProcedural> read_procedural(SqlCursor statement) {
  if (statement.take("CREATE")) return read_create(statement);
  if (statement.take("DROP")) return read_drop(statement);
  return std::nullopt;
}

}  // namespace retort::doctor
