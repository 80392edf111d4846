#include "dialect/transaction.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dialect/postgresql_parser.h"
#include "dialect/sql_scanner.h"

namespace retort::dialect {
namespace {

using Words = std::vector<std::string>;

bool contains(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// Every word of the statement outside of quotes, in upper case.
Words all_words(std::string_view sql) {
  Words words;
  for (SqlToken token = next_token(sql, 0, SqlSyntax::postgresql);
       token.kind != SqlToken::Kind::end;
       token = next_token(sql, token.end, SqlSyntax::postgresql)) {
    if (token.kind != SqlToken::Kind::word) continue;
    words.emplace_back(token.in(sql));
    for (char& c : words.back()) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  return words;
}

/// Whether a statement is worth a look by the parser. Most are not.
bool may_stand_outside(std::string_view sql) {
  constexpr std::array<std::string_view, 4> kAlways = {"VACUUM", "REINDEX", "CLUSTER", "DISCARD"};
  constexpr std::array<std::string_view, 3> kSometimes = {"CREATE", "DROP", "ALTER"};
  constexpr std::array<std::string_view, 5> kSigns = {"CONCURRENTLY", "DATABASE", "TABLESPACE",
                                                      "SUBSCRIPTION", "SYSTEM"};
  const Words first = first_words(sql, SqlSyntax::postgresql, 1);
  if (first.empty()) return false;
  if (std::ranges::find(kAlways, first.front()) != kAlways.end()) return true;
  if (std::ranges::find(kSometimes, first.front()) == kSometimes.end()) return false;
  const Words words = all_words(sql);
  return std::ranges::any_of(kSigns, [&](std::string_view sign) { return contains(words, sign); });
}

std::string joined(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string postgresql_outside(const std::string& sql) {
  if (!may_stand_outside(sql)) return {};
  if (std::optional<std::string> parsed = parse_command_outside_transaction(sql)) return *parsed;
  if (!postgresql_forbids_transaction(sql)) return {};
  return joined(first_words(sql, SqlSyntax::postgresql, 3));
}

/// SQLite refuses these inside a transaction, or leaves them without effect.
std::string sqlite_outside(std::string_view sql) {
  const Words words = first_words(sql, SqlSyntax::sqlite, 2);
  if (words.empty()) return {};
  if (words[0] == "VACUUM" || words[0] == "DETACH") return words[0];
  if (words[0] != "PRAGMA" || words.size() < 2) return {};
  const bool assigns = sql.find('=') != sql.npos || sql.find('(') != sql.npos;
  const bool outside =
      words[1] == "FOREIGN_KEYS" || words[1] == "JOURNAL_MODE" || words[1] == "SYNCHRONOUS";
  if (!assigns || !outside) return {};
  std::string name = words[1];
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return "PRAGMA " + name;
}

}  // namespace

bool postgresql_forbids_transaction(std::string_view sql) {
  const Words words = first_words(sql, SqlSyntax::postgresql, 8);
  const auto word = [&](std::size_t i) {
    return i < words.size() ? std::string_view(words[i]) : std::string_view();
  };
  if (word(0) == "VACUUM") return true;
  if (word(0) == "ALTER") return word(1) == "SYSTEM";
  if (word(0) == "REINDEX") {
    // REINDEX (CONCURRENTLY) keeps its options in parentheses.
    return contains(words, "CONCURRENTLY") || word(1) == "DATABASE" || word(1) == "SYSTEM" ||
           sql.find("(CONCURRENTLY") != std::string_view::npos ||
           sql.find("(concurrently") != std::string_view::npos;
  }
  if (word(0) == "REFRESH") return false;
  if (word(0) != "CREATE" && word(0) != "DROP") return false;
  if (word(1) == "DATABASE" || word(1) == "TABLESPACE") return true;
  if (word(1) == "SUBSCRIPTION") return true;
  const std::size_t index = word(1) == "UNIQUE" ? 2 : 1;
  return word(index) == "INDEX" && word(index + 1) == "CONCURRENTLY";
}

TransactionConflict transaction_conflict(const std::string& statement, std::string_view dialect) {
  using Kind = TransactionConflict::Kind;
  const SqlSyntax syntax = syntax_of(dialect);
  const SqlShape shape = scan_sql(statement, syntax);
  if (controls_transaction(shape)) {
    const std::string& first = shape.first_words.front();
    const bool two_words = first == "PREPARE" || first == "START";
    return {Kind::controls, two_words ? first + " TRANSACTION" : first};
  }
  if (syntax == SqlSyntax::mysql) return {};
  std::string command =
      syntax == SqlSyntax::sqlite ? sqlite_outside(statement) : postgresql_outside(statement);
  if (command.empty()) return {};
  return {Kind::outside, std::move(command)};
}

TransactionEffect transaction_effect(std::string_view statement, std::string_view dialect) {
  const SqlSyntax syntax = syntax_of(dialect);
  if (syntax == SqlSyntax::mysql) return TransactionEffect::none;
  SqlShape shape;
  shape.first_words = first_words(statement, syntax, 5);
  if (!controls_transaction(shape)) return TransactionEffect::none;
  const Words& words = shape.first_words;
  if (words[0] == "BEGIN" || words[0] == "START") return TransactionEffect::begins;
  // COMMIT AND CHAIN begins the next one.
  const bool chains = contains(words, "CHAIN") && !contains(words, "NO");
  return chains ? TransactionEffect::begins : TransactionEffect::ends;
}

namespace {

/// MySQL: the statements that cause an implicit commit, as its manual lists them.
bool mysql_commits(const Words& words) {
  constexpr std::array<std::string_view, 14> kAlways = {
      "RENAME", "TRUNCATE", "GRANT",   "REVOKE",    "ANALYZE", "OPTIMIZE", "REPAIR",
      "CHECK",  "FLUSH",    "INSTALL", "UNINSTALL", "CACHE",   "RESET",    "IMPORT"};
  const auto word = [&](std::size_t i) {
    return i < words.size() ? std::string_view(words[i]) : std::string_view();
  };
  if (word(0) == "CREATE" || word(0) == "DROP") {
    const std::size_t second = word(1) == "OR" ? 3 : 1;  // CREATE OR REPLACE
    return word(second) != "TEMPORARY";
  }
  return word(0) == "ALTER" || std::ranges::find(kAlways, word(0)) != kAlways.end();
}

}  // namespace

StatementKind statement_kind(std::string_view statement, std::string_view dialect) {
  const SqlSyntax syntax = syntax_of(dialect);
  SqlShape shape;
  shape.first_words = first_words(statement, syntax, 5);
  const Words& words = shape.first_words;
  if (words.empty()) return StatementKind::ordinary;
  constexpr std::array<std::string_view, 8> kSession = {
      "SET", "RESET", "USE", "LISTEN", "UNLISTEN", "PRAGMA", "SAVEPOINT", "RELEASE"};
  if (controls_transaction(shape) || std::ranges::find(kSession, words[0]) != kSession.end()) {
    return StatementKind::session;
  }
  switch (syntax) {
    case SqlSyntax::mysql:
      return mysql_commits(words) ? StatementKind::commits : StatementKind::ordinary;
    case SqlSyntax::sqlite:
      return words[0] == "VACUUM" || words[0] == "DETACH" || words[0] == "ATTACH"
                 ? StatementKind::commits
                 : StatementKind::ordinary;
    case SqlSyntax::postgresql:
      break;
  }
  if (words[0] == "CALL" || words[0] == "DO") return StatementKind::may_commit;
  return postgresql_forbids_transaction(statement) ? StatementKind::commits
                                                   : StatementKind::ordinary;
}

}  // namespace retort::dialect
