// One token at a time; each helper returns the offset after the quote or comment that starts at
// `at`, or kOpen when it is not closed.
#include "dialect/sql_scanner.h"

#include <algorithm>

namespace retort::dialect {
namespace {

constexpr auto kOpen = std::string_view::npos;

bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word_part(char c) {
  return is_word_start(c) || is_digit(c) || c == '$';
}
bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Doubled quotes are read as two adjacent quoted pieces, which comes to the same.
std::size_t after_quote(std::string_view text, std::size_t at, char close, bool backslashes) {
  if (!backslashes) {
    const std::size_t end = text.find(close, at + 1);
    return end == text.npos ? kOpen : end + 1;
  }
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == close) {
      return i + 1;
    }
  }
  return kOpen;
}

std::size_t after_line(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == text.npos ? text.size() : end + 1;
}

std::size_t after_comment(std::string_view text, std::size_t at, bool nested) {
  int depth = 1;
  for (std::size_t i = at + 2; i + 1 < text.size(); ++i) {
    if (text[i] == '*' && text[i + 1] == '/') {
      ++i;
      if (--depth == 0) return i + 1;
    } else if (nested && text[i] == '/' && text[i + 1] == '*') {
      ++i;
      ++depth;
    }
  }
  return kOpen;
}

/// `$tag$ ... $tag$`; just after the `$` if no tag starts here.
std::size_t after_dollar_quote(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end < text.size() && is_word_start(text[end])) {
    while (end < text.size() && is_word_part(text[end]) && text[end] != '$') ++end;
  }
  if (end >= text.size() || text[end] != '$') return at + 1;
  const std::string_view tag = text.substr(at, end + 1 - at);
  const std::size_t close = text.find(tag, end + 1);
  return close == text.npos ? kOpen : close + tag.size();
}

/// MySQL's `/*! ... */` and MariaDB's `/*M! ... */`: code in the guise of a comment.
bool is_conditional(std::string_view text, std::size_t at) {
  const std::string_view head = text.substr(at, 4);
  return head.starts_with("/*!") || head == "/*M!";
}

class Lexer {
 public:
  Lexer(std::string_view text, SqlSyntax syntax) : text_(text), syntax_(syntax) {}

  SqlToken read(std::size_t at) const {
    using Kind = SqlToken::Kind;
    if (at >= text_.size()) return {Kind::end, text_.size(), text_.size()};
    const char c = text_[at];
    if (is_blank(c)) {
      std::size_t end = at;
      while (end < text_.size() && is_blank(text_[end])) ++end;
      return {Kind::blank, at, end};
    }
    if (starts_line_comment(at)) return {Kind::comment, at, after_line(text_, at)};
    if (text_.substr(at, 2) == "/*") return block_comment(at);
    if (is_word_start(c)) return word(at);
    if (is_digit(c)) {
      std::size_t end = at;
      while (end < text_.size() && (is_word_part(text_[end]) || text_[end] == '.')) ++end;
      return {Kind::sign, at, end};
    }
    return quoted_or_sign(at);
  }

 private:
  bool starts_line_comment(std::size_t at) const {
    if (syntax_ == SqlSyntax::mysql && text_[at] == '#') return true;
    if (text_.substr(at, 2) != "--") return false;
    // MySQL: `5--1` is arithmetic.
    return syntax_ != SqlSyntax::mysql || at + 2 >= text_.size() ||
           static_cast<unsigned char>(text_[at + 2]) <= ' ';
  }

  SqlToken block_comment(std::size_t at) const {
    using Kind = SqlToken::Kind;
    const std::size_t end = after_comment(text_, at, syntax_ == SqlSyntax::postgresql);
    const bool code = syntax_ == SqlSyntax::mysql && is_conditional(text_, at);
    if (end != kOpen) return {code ? Kind::quoted : Kind::comment, at, end};
    // SQLite lets the end of the text end a comment.
    return {syntax_ == SqlSyntax::sqlite ? Kind::comment : Kind::open, at, text_.size()};
  }

  SqlToken word(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && is_word_part(text_[end])) ++end;
    const bool escapes = syntax_ == SqlSyntax::postgresql && end == at + 1 &&
                         (text_[at] == 'e' || text_[at] == 'E') && end < text_.size() &&
                         text_[end] == '\'';
    if (escapes) return quoted(at, after_quote(text_, end, '\'', true));
    return {SqlToken::Kind::word, at, end};
  }

  SqlToken quoted_or_sign(std::size_t at) const {
    const bool mysql = syntax_ == SqlSyntax::mysql;
    const bool postgresql = syntax_ == SqlSyntax::postgresql;
    switch (text_[at]) {
      case '\'':
      case '"':
        return quoted(at, after_quote(text_, at, text_[at], mysql));
      case '`':
        if (!postgresql) return quoted(at, after_quote(text_, at, '`', false));
        break;
      case '[':
        if (syntax_ == SqlSyntax::sqlite) return quoted(at, after_quote(text_, at, ']', false));
        break;
      case '$':
        if (!postgresql) break;
        if (const std::size_t end = after_dollar_quote(text_, at); end != at + 1) {
          return quoted(at, end);
        }
        break;
      default:
        break;
    }
    return {SqlToken::Kind::sign, at, at + 1};
  }

  SqlToken quoted(std::size_t at, std::size_t end) const {
    if (end == kOpen) return {SqlToken::Kind::open, at, text_.size()};
    return {SqlToken::Kind::quoted, at, end};
  }

  std::string_view text_;
  SqlSyntax syntax_;
};

std::string upper_case(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = upper(c);
  return out;
}

}  // namespace

SqlSyntax syntax_of(std::string_view dialect) {
  if (dialect == "sqlite") return SqlSyntax::sqlite;
  if (dialect == "mysql" || dialect == "mariadb") return SqlSyntax::mysql;
  return SqlSyntax::postgresql;
}

SqlToken next_token(std::string_view text, std::size_t at, SqlSyntax syntax) {
  return Lexer(text, syntax).read(at);
}

std::size_t after_blanks(std::string_view text, std::size_t at, SqlSyntax syntax) {
  using Kind = SqlToken::Kind;
  SqlToken token = next_token(text, at, syntax);
  while (token.kind == Kind::blank || token.kind == Kind::comment) {
    token = next_token(text, token.end, syntax);
  }
  return token.begin;
}

std::vector<std::string> first_words(std::string_view text, SqlSyntax syntax, std::size_t limit) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (words.size() < limit) {
    const SqlToken token = next_token(text, after_blanks(text, at, syntax), syntax);
    if (token.kind != SqlToken::Kind::word) break;
    words.push_back(upper_case(token.in(text)));
    at = token.end;
  }
  return words;
}

bool is_word(std::string_view word, std::string_view upper_word) {
  return std::ranges::equal(word, upper_word, {}, upper);
}

SqlShape scan_sql(std::string_view text, SqlSyntax syntax) {
  using Kind = SqlToken::Kind;
  SqlShape shape;
  bool ended = false;       // A `;` was seen.
  bool words_done = false;  // Something other than a word was seen.
  for (SqlToken token = next_token(text, 0, syntax); token.kind != Kind::end;
       token = next_token(text, token.end, syntax)) {
    if (token.kind == Kind::blank || token.kind == Kind::comment) continue;
    if (token.kind == Kind::open && token.in(text).starts_with("/*")) continue;
    if (text[token.begin] == ';') {
      // A `;` before any statement separates nothing.
      ended = ended || words_done || !shape.first_words.empty();
      continue;
    }
    if (ended) {
      shape.several_statements = true;
      return shape;
    }
    if (token.kind != Kind::word) {
      words_done = true;
    } else if (!words_done && shape.first_words.size() < 3) {
      shape.first_words.push_back(upper_case(token.in(text)));
    }
  }
  return shape;
}

bool controls_transaction(const SqlShape& shape) {
  const auto& words = shape.first_words;
  if (words.empty()) return false;
  const std::string& first = words[0];
  const std::string second = words.size() > 1 ? words[1] : "";
  const std::string third = words.size() > 2 ? words[2] : "";
  if (first == "ROLLBACK") return second != "TO" && third != "TO";
  if (first == "PREPARE") return second == "TRANSACTION";
  if (first == "START") return second == "TRANSACTION";  // MariaDB also has START REPLICA.
  if (first == "BEGIN") return second != "NOT";          // BEGIN NOT ATOMIC: a block of MariaDB's.
  return first == "COMMIT" || first == "END" || first == "ABORT";
}

}  // namespace retort::dialect
