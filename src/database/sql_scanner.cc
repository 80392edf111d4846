// Walks over the text once; each helper returns the offset after the quote or comment that starts
// at `at`, or the end of the text when it is not closed (the server will say so).
#include "database/sql_scanner.h"

namespace retort::database {
namespace {

constexpr auto kNone = std::string_view::npos;

bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_word(char c) {
  return is_word_start(c) || (c >= '0' && c <= '9') || c == '$';
}
bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Doubled quotes are read as two adjacent quoted pieces, which comes to the same.
std::size_t after_quote(std::string_view text, std::size_t at, char close, bool backslashes) {
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (backslashes && text[i] == '\\') {
      ++i;
    } else if (text[i] == close) {
      return i + 1;
    }
  }
  return text.size();
}

std::size_t after_line(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == kNone ? text.size() : end + 1;
}

std::size_t after_comment(std::string_view text, std::size_t at, bool nested) {
  int depth = 0;
  for (std::size_t i = at; i + 1 < text.size(); ++i) {
    if (text[i] == '*' && text[i + 1] == '/') {
      ++i;
      if (--depth == 0) return i + 1;
    } else if (text[i] == '/' && text[i + 1] == '*' && (nested || depth == 0)) {
      ++i;
      ++depth;
    }
  }
  return text.size();
}

/// `$tag$ ... $tag$`; just after the `$` if no tag starts here.
std::size_t after_dollar_quote(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end < text.size() && is_word_start(text[end])) {
    while (end < text.size() && is_word(text[end]) && text[end] != '$') ++end;
  }
  if (end >= text.size() || text[end] != '$') return at + 1;
  const std::string_view tag = text.substr(at, end + 1 - at);
  const std::size_t close = text.find(tag, end + 1);
  return close == kNone ? text.size() : close + tag.size();
}

/// The offset after the quote or comment at `at`; `at` itself if there is none.
std::size_t after_quoted(std::string_view text, std::size_t at, SqlSyntax syntax, bool escapes) {
  const char c = text[at];
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  const bool postgresql = syntax == SqlSyntax::postgresql;
  if (c == '-' && next == '-') return after_line(text, at);
  if (c == '/' && next == '*') return after_comment(text, at, postgresql);
  if (c == '\'') return after_quote(text, at, '\'', escapes);
  if (c == '"') return after_quote(text, at, '"', false);
  if (postgresql && c == '$') return after_dollar_quote(text, at);
  if (!postgresql && c == '`') return after_quote(text, at, '`', false);
  if (!postgresql && c == '[') return after_quote(text, at, ']', false);
  return at;
}

bool is_comment(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "--" || text.substr(at, 2) == "/*";
}

}  // namespace

SqlShape scan_sql(std::string_view text, SqlSyntax syntax) {
  SqlShape shape;
  bool ended = false;       // A `;` was seen.
  bool words_done = false;  // Something other than a word was seen.
  bool escapes = false;     // The word before is E: its string takes backslashes.
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (is_blank(c)) {
      ++at;
      escapes = false;
      continue;
    }
    const std::size_t quoted_end = after_quoted(text, at, syntax, escapes);
    escapes = false;
    if (quoted_end != at && is_comment(text, at)) {
      at = quoted_end;
      continue;
    }
    if (c == ';') {
      // A `;` before any statement separates nothing.
      ended = ended || words_done || !shape.first_words.empty();
      ++at;
      continue;
    }
    if (ended) {
      shape.several_statements = true;
      return shape;
    }
    if (quoted_end == at && is_word_start(c)) {
      std::string word;
      while (at < text.size() && is_word(text[at])) word += upper(text[at++]);
      escapes = word == "E" && syntax == SqlSyntax::postgresql;
      if (!words_done && shape.first_words.size() < 3) shape.first_words.push_back(std::move(word));
      continue;
    }
    words_done = true;
    at = quoted_end != at ? quoted_end : at + 1;
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
  return first == "BEGIN" || first == "START" || first == "COMMIT" || first == "END" ||
         first == "ABORT";
}

}  // namespace retort::database
