// Reads CREATE TABLE in three steps: tokens; the items between the table's parentheses, split at
// their commas; then each item by its first words. Nothing here judges the syntax: SQLite has
// accepted the statement already.
#include "inspect/sqlite_ddl.h"

#include <algorithm>
#include <utility>

namespace retort::inspect {
namespace {

struct Token {
  enum class Kind { word, identifier, text, symbol } kind = Kind::symbol;
  std::string value;  ///< Words as written, identifiers without their quotes.
  std::size_t begin = 0;
  std::size_t end = 0;
};
using Tokens = std::vector<Token>;

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// The offset after a comment at `at`; `at` if there is none.
std::size_t after_comment(std::string_view sql, std::size_t at) {
  if (sql.substr(at, 2) == "--") return std::min(sql.find('\n', at), sql.size());
  if (sql.substr(at, 2) != "/*") return at;
  const std::size_t end = sql.find("*/", at + 2);
  return end == std::string_view::npos ? sql.size() : end + 2;
}

Token read_quoted(std::string_view sql, std::size_t at) {
  const char close = sql[at] == '[' ? ']' : sql[at];
  Token token{sql[at] == '\'' ? Token::Kind::text : Token::Kind::identifier, "", at, sql.size()};
  for (std::size_t i = at + 1; i < sql.size(); ++i) {
    if (sql[i] != close) {
      token.value += sql[i];
    } else if (close != ']' && i + 1 < sql.size() && sql[i + 1] == close) {
      token.value += sql[i++];
    } else {
      token.end = i + 1;
      break;
    }
  }
  return token;
}

Tokens read_tokens(std::string_view sql) {
  Tokens tokens;
  std::size_t at = 0;
  while (at < sql.size()) {
    const char c = sql[at];
    if (const std::size_t after = after_comment(sql, at); after != at) {
      at = after;
    } else if (c == ' ' || (c >= '\t' && c <= '\r')) {
      ++at;
    } else if (c == '\'' || c == '"' || c == '`' || c == '[') {
      tokens.push_back(read_quoted(sql, at));
      at = tokens.back().end;
    } else {
      std::size_t end = at + 1;
      const bool word = is_word(c);
      while (word && end < sql.size() && is_word(sql[end])) ++end;
      tokens.push_back({word ? Token::Kind::word : Token::Kind::symbol,
                        std::string(sql.substr(at, end - at)), at, end});
      at = end;
    }
  }
  return tokens;
}

bool is_keyword(const Token& token, std::string_view keyword) {
  if (token.kind != Token::Kind::word || token.value.size() != keyword.size()) return false;
  for (std::size_t i = 0; i < keyword.size(); ++i) {
    if (upper(token.value[i]) != keyword[i]) return false;
  }
  return true;
}

bool is_symbol(const Token& token, char symbol) {
  return token.kind == Token::Kind::symbol && token.value[0] == symbol;
}

/// Walks over the tokens of one item.
class ItemReader {
 public:
  ItemReader(std::string_view sql, const Tokens& tokens, std::size_t begin, std::size_t end)
      : sql_(sql), tokens_(tokens), at_(begin), end_(end) {}

  void read(TableDdl& ddl) {
    const std::size_t start = at_;
    const auto name = take_constraint_name();
    if (take("PRIMARY")) {
      if (name) ddl.primary_key_name = name;
    } else if (take("UNIQUE")) {
      ddl.uniques.push_back({name, take_columns()});
    } else if (take("CHECK")) {
      ddl.checks.push_back({name, take_parenthesised()});
    } else if (take("FOREIGN")) {
      read_foreign_key(name, ddl);
    } else {
      at_ = start;
      read_column(ddl);
      return;
    }
    // SQLite lets table constraints follow each other without a comma.
    while (at_ < end_ && !starts_constraint()) ++at_;
    if (at_ < end_) read(ddl);
  }

 private:
  bool done() const { return at_ >= end_; }
  bool is(std::string_view keyword) const { return !done() && is_keyword(tokens_[at_], keyword); }
  bool take(std::string_view keyword) {
    const bool found = is(keyword);
    if (found) ++at_;
    return found;
  }
  bool starts_constraint() const {
    return is("CONSTRAINT") || is("PRIMARY") || is("UNIQUE") || is("CHECK") || is("FOREIGN");
  }
  std::string take_value() { return done() ? std::string() : tokens_[at_++].value; }

  std::optional<std::string> take_constraint_name() {
    if (!take("CONSTRAINT")) return std::nullopt;
    return take_value();
  }

  /// The index after the parenthesis that matches the one at `at_`.
  std::size_t after_parenthesis() const {
    int depth = 0;
    for (std::size_t i = at_; i < end_; ++i) {
      if (is_symbol(tokens_[i], '(')) ++depth;
      if (is_symbol(tokens_[i], ')') && --depth == 0) return i + 1;
    }
    return end_;
  }

  bool at_parenthesis() const { return !done() && is_symbol(tokens_[at_], '('); }

  /// The text between parentheses, trimmed.
  std::string take_parenthesised() {
    if (!at_parenthesis()) return {};
    const std::size_t after = after_parenthesis();
    std::size_t begin = tokens_[at_].end;
    std::size_t end = std::max(begin, tokens_[after - 1].begin);
    const auto is_blank = [&](std::size_t i) {
      return sql_[i] == ' ' || (sql_[i] >= '\t' && sql_[i] <= '\r');
    };
    while (begin < end && is_blank(begin)) ++begin;
    while (end > begin && is_blank(end - 1)) --end;
    at_ = after;
    return std::string(sql_.substr(begin, end - begin));
  }

  /// The first name of each element of a parenthesised list.
  std::vector<std::string> take_columns() {
    std::vector<std::string> columns;
    if (!at_parenthesis()) return columns;
    const std::size_t after = after_parenthesis();
    bool expected = true;
    for (std::size_t i = at_ + 1; i + 1 < after; ++i) {
      if (expected) columns.push_back(tokens_[i].value);
      expected = is_symbol(tokens_[i], ',');
    }
    at_ = after;
    return columns;
  }

  std::optional<std::string> take_action() {
    std::string action;
    if (take("SET") && !done()) {
      action = is("NULL") ? "SET NULL" : "SET DEFAULT";
      ++at_;
    } else if (take("NO")) {
      take("ACTION");
      return std::nullopt;
    } else {
      for (const char c : take_value()) action += upper(c);
    }
    return action;
  }

  void read_foreign_key(const std::optional<std::string>& name, TableDdl& ddl) {
    DdlForeignKey key;
    key.name = name;
    take("KEY");
    key.columns = take_columns();
    if (!take("REFERENCES")) return;
    key.referred_table = take_value();
    key.referred_columns = at_parenthesis() ? take_columns() : key.columns;
    while (!done()) {
      if (take("ON")) {
        const bool deletes = take("DELETE");
        if (!deletes) take("UPDATE");
        (deletes ? key.ondelete : key.onupdate) = take_action();
      } else if (take("MATCH")) {
        take_value();
      } else if (take("NOT")) {
        if (!take("DEFERRABLE")) break;
        key.deferrable = false;
      } else if (take("DEFERRABLE")) {
        key.deferrable = true;
      } else if (take("INITIALLY")) {
        key.initially.emplace();
        for (const char c : take_value()) *key.initially += upper(c);
      } else {
        break;
      }
    }
    ddl.foreign_keys.push_back(std::move(key));
  }

  void read_column(TableDdl& ddl) {
    const std::string column = take_value();
    std::optional<std::string> name;
    while (!done()) {
      if (is("CONSTRAINT")) {
        name = take_constraint_name();
        continue;
      }
      if (take("PRIMARY")) {
        if (name) ddl.primary_key_name = name;
      } else if (take("UNIQUE")) {
        ddl.inline_uniques.push_back({std::nullopt, {column}});
      } else if (take("CHECK")) {
        ddl.checks.push_back({name, take_parenthesised()});
      } else if (take("AS")) {
        ddl.generated.push_back({column, take_parenthesised()});
      } else {
        if (at_parenthesis()) {
          at_ = after_parenthesis();
        } else {
          ++at_;
        }
        continue;
      }
      name.reset();
    }
  }

  std::string_view sql_;
  const Tokens& tokens_;
  std::size_t at_;
  std::size_t end_;
};

}  // namespace

TableDdl read_table_ddl(std::string_view sql) {
  TableDdl ddl;
  const Tokens tokens = read_tokens(sql);
  std::size_t at = 0;
  while (at < tokens.size() && !is_symbol(tokens[at], '(')) ++at;
  if (tokens.empty() || !is_keyword(tokens[0], "CREATE")) return ddl;
  std::size_t begin = at + 1;
  int depth = 0;
  for (; at < tokens.size(); ++at) {
    if (is_symbol(tokens[at], '(')) ++depth;
    const bool closes = is_symbol(tokens[at], ')') && --depth == 0;
    if (closes || (depth == 1 && is_symbol(tokens[at], ','))) {
      if (at > begin) ItemReader(sql, tokens, begin, at).read(ddl);
      begin = at + 1;
    }
    if (closes) break;
  }
  return ddl;
}

std::string index_predicate(std::string_view sql) {
  const Tokens tokens = read_tokens(sql);
  int depth = 0;
  for (const Token& token : tokens) {
    if (is_symbol(token, '(')) ++depth;
    if (is_symbol(token, ')')) --depth;
    if (depth == 0 && is_keyword(token, "WHERE")) {
      std::size_t begin = token.end;
      while (begin < sql.size() &&
             (sql[begin] == ' ' || (sql[begin] >= '\t' && sql[begin] <= '\r')))
        ++begin;
      return std::string(sql.substr(begin));
    }
  }
  return {};
}

}  // namespace retort::inspect
