#include "dialect/quoting.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/md5.h"
#include "dialect/mysql_words.h"

namespace retort::dialect {
namespace {

// Sorted. Words that must be quoted when they are names.
constexpr std::array<std::string_view, 102> kPostgresqlWords = {"all",
                                                                "analyse",
                                                                "analyze",
                                                                "and",
                                                                "any",
                                                                "array",
                                                                "as",
                                                                "asc",
                                                                "asymmetric",
                                                                "authorization",
                                                                "between",
                                                                "binary",
                                                                "both",
                                                                "case",
                                                                "cast",
                                                                "check",
                                                                "collate",
                                                                "column",
                                                                "constraint",
                                                                "create",
                                                                "cross",
                                                                "current_catalog",
                                                                "current_date",
                                                                "current_role",
                                                                "current_schema",
                                                                "current_time",
                                                                "current_timestamp",
                                                                "current_user",
                                                                "default",
                                                                "deferrable",
                                                                "desc",
                                                                "distinct",
                                                                "do",
                                                                "else",
                                                                "end",
                                                                "except",
                                                                "false",
                                                                "fetch",
                                                                "for",
                                                                "foreign",
                                                                "freeze",
                                                                "from",
                                                                "full",
                                                                "grant",
                                                                "group",
                                                                "having",
                                                                "ilike",
                                                                "in",
                                                                "initially",
                                                                "inner",
                                                                "intersect",
                                                                "into",
                                                                "is",
                                                                "isnull",
                                                                "join",
                                                                "leading",
                                                                "left",
                                                                "like",
                                                                "limit",
                                                                "localtime",
                                                                "localtimestamp",
                                                                "natural",
                                                                "new",
                                                                "not",
                                                                "notnull",
                                                                "null",
                                                                "of",
                                                                "off",
                                                                "offset",
                                                                "old",
                                                                "on",
                                                                "only",
                                                                "or",
                                                                "order",
                                                                "outer",
                                                                "over",
                                                                "overlaps",
                                                                "placing",
                                                                "primary",
                                                                "references",
                                                                "returning",
                                                                "right",
                                                                "select",
                                                                "session_user",
                                                                "similar",
                                                                "some",
                                                                "symmetric",
                                                                "table",
                                                                "then",
                                                                "to",
                                                                "trailing",
                                                                "true",
                                                                "union",
                                                                "unique",
                                                                "user",
                                                                "using",
                                                                "variadic",
                                                                "verbose",
                                                                "when",
                                                                "where",
                                                                "window",
                                                                "with"};

constexpr std::array<std::string_view, 117> kSqliteWords = {"add",          "after",
                                                            "all",          "alter",
                                                            "analyze",      "and",
                                                            "as",           "asc",
                                                            "attach",       "autoincrement",
                                                            "before",       "begin",
                                                            "between",      "by",
                                                            "cascade",      "case",
                                                            "cast",         "check",
                                                            "collate",      "column",
                                                            "commit",       "conflict",
                                                            "constraint",   "create",
                                                            "cross",        "current_date",
                                                            "current_time", "current_timestamp",
                                                            "database",     "default",
                                                            "deferrable",   "deferred",
                                                            "delete",       "desc",
                                                            "detach",       "distinct",
                                                            "drop",         "each",
                                                            "else",         "end",
                                                            "escape",       "except",
                                                            "exclusive",    "exists",
                                                            "explain",      "fail",
                                                            "false",        "for",
                                                            "foreign",      "from",
                                                            "full",         "glob",
                                                            "group",        "having",
                                                            "if",           "ignore",
                                                            "immediate",    "in",
                                                            "index",        "indexed",
                                                            "initially",    "inner",
                                                            "insert",       "instead",
                                                            "intersect",    "into",
                                                            "is",           "isnull",
                                                            "join",         "key",
                                                            "left",         "like",
                                                            "limit",        "match",
                                                            "natural",      "not",
                                                            "notnull",      "null",
                                                            "of",           "offset",
                                                            "on",           "or",
                                                            "order",        "outer",
                                                            "plan",         "pragma",
                                                            "primary",      "query",
                                                            "raise",        "references",
                                                            "reindex",      "rename",
                                                            "replace",      "restrict",
                                                            "right",        "rollback",
                                                            "row",          "select",
                                                            "set",          "table",
                                                            "temp",         "temporary",
                                                            "then",         "to",
                                                            "transaction",  "trigger",
                                                            "true",         "union",
                                                            "unique",       "update",
                                                            "using",        "vacuum",
                                                            "values",       "view",
                                                            "virtual",      "when",
                                                            "where"};

bool is_reserved(Family family, std::string_view word) {
  if (is_mysql(family)) return is_mysql_reserved(family, word);
  return family == Family::postgresql ? std::ranges::binary_search(kPostgresqlWords, word)
                                      : std::ranges::binary_search(kSqliteWords, word);
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/// The first `count` characters of UTF-8 text.
std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size() && count > 0) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    --count;
  }
  return text.substr(0, end);
}

}  // namespace

std::string quoted(Family family, std::string_view identifier) {
  const char mark = is_mysql(family) ? '`' : '"';
  std::string result(1, mark);
  for (const char c : identifier) {
    result += c;
    if (c == mark) result += mark;
  }
  return result + mark;
}

std::string quote(Family family, std::string_view identifier) {
  const bool plain = !identifier.empty() && std::ranges::all_of(identifier, is_plain) &&
                     !(identifier.front() >= '0' && identifier.front() <= '9') &&
                     identifier.front() != '$';
  return plain && !is_reserved(family, identifier) ? std::string(identifier)
                                                   : quoted(family, identifier);
}

std::string qualify(Family family, std::string_view schema, std::string_view name) {
  const std::string own = quote(family, name);
  return schema.empty() ? own : quote(family, schema) + "." + own;
}

std::string qualify_dotted(Family family, std::string_view schema, std::string_view name) {
  std::string result;
  while (!schema.empty()) {
    const std::size_t dot = std::min(schema.find('.'), schema.size());
    result += quote(family, schema.substr(0, dot)) + ".";
    schema.remove_prefix(std::min(dot + 1, schema.size()));
  }
  return result + quote(family, name);
}

std::string fitted_name(Family family, const schema::Name& name) {
  const std::string& text = *name.text;
  const bool generated = name.final || name.truncatable;
  const auto limit = static_cast<std::size_t>(generated ? max_generated_name_length(family)
                                                        : max_identifier_length(family));
  if (character_count(text) <= limit) return text;
  if (generated)
    return std::string(first_characters(text, limit - 8)) + "_" + md5_hex(text).substr(28);
  throw Error(ErrorCode::command, "Identifier '" + text + "' exceeds maximum length of " +
                                      std::to_string(limit) + " characters")
      .with_hint("Choose a shorter name, or wrap it in op.f() to have it cut.");
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace retort::dialect
