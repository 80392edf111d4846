#include "dialect/hidden_literals.h"

#include <algorithm>
#include <array>

namespace retort::dialect {
namespace {

bool is_word_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$';
}

/// A word, or one character that is none.
std::string_view piece_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_word_part(text[end])) ++end;
  return text.substr(at, std::max<std::size_t>(end - at, 1));
}

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Where a string that begins at `at` ends, its quote included. Doubled quotes are a part of it, as
/// is what a backslash stands before.
std::size_t after_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (i + 1 == text.size() || text[i + 1] != quote) return i + 1;
      ++i;
    }
  }
  return text.size();
}

/// What may stand between the word and the password.
bool may_stand_between(std::string_view piece) {
  constexpr std::array<std::string_view, 9> kWords = {"BY", "WITH", "AS",  "VIA",     "USING",
                                                      "TO", "IS",   "FOR", "PASSWORD"};
  constexpr std::string_view kSigns = "=(:@%`.";
  if (piece.size() == 1 && kSigns.find(piece.front()) != kSigns.npos) return true;
  return std::ranges::any_of(kWords, [&](std::string_view word) { return is_word(piece, word); });
}

/// Appends what follows one of the words, the password hidden, and returns where that ends.
std::size_t hide_after(std::string_view text, std::size_t at, bool plugin, std::string& out) {
  bool assigned = false;
  while (at < text.size()) {
    const std::string_view piece = piece_at(text, at);
    const char first = piece.front();
    const bool between = may_stand_between(piece);
    const bool prefixed = piece.size() == 1 && is_word_part(first) && at + 1 < text.size() &&
                          text[at + 1] == '\'';  // E'...', N'...'
    if (prefixed) {
      out += piece;
      ++at;
      continue;
    }
    if (first == '\'' || first == '"') {
      // Twice, in a string of its own: ''password''.
      const bool nested = text.substr(at + 1).starts_with(first) && at + 2 < text.size() &&
                          !is_blank(text[at + 2]) && text[at + 2] != ',' && text[at + 2] != ')';
      if (nested) {
        const std::size_t close = text.find(text.substr(at, 2), at + 2);
        out.append(2, first).append("***").append(2, first);
        return close == text.npos ? text.size() : close + 2;
      }
      const std::size_t end = after_string(text, at);
      // SET PASSWORD FOR 'user'@'host' = 'password': the last one counts, all are hidden.
      out.append(1, first).append("***").append(1, first);
      at = end;
      const std::size_t next = text.find_first_not_of(" \t\r\n", end);
      if (next == text.npos || (text[next] != '@' && text[next] != '=')) return at;
      continue;
    }
    if (assigned && !between && !is_blank(first)) {  // password=value
      if (!is_word_part(first)) return at;
      std::size_t end = at;
      while (end < text.size() && !is_blank(text[end]) && text[end] != '\'' && text[end] != '"' &&
             text[end] != ',' && text[end] != ')' && text[end] != ';') {
        ++end;
      }
      out += "***";
      return end;
    }
    if (!between && !is_blank(first) && !(plugin && is_word_part(first))) return at;
    assigned = assigned || first == '=';
    out += piece;
    at += piece.size();
  }
  return at;
}

}  // namespace

std::string hide_passwords(std::string_view sql) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < sql.size();) {
    const char c = sql[at];
    if (!is_word_part(c)) {
      ++at;
      continue;
    }
    const std::string_view word = piece_at(sql, at);
    at += word.size();
    const bool plugin = is_word(word, "IDENTIFIED");
    if (!plugin && !is_word(word, "PASSWORD") && !is_word(word, "PASSWD")) continue;
    const std::size_t begin = at - word.size();
    const bool in_quotes = begin > 0 && at < sql.size() && sql[begin - 1] == sql[at] &&
                           (sql[at] == '\'' || sql[at] == '"' || sql[at] == '`');
    if (in_quotes && sql[at++] == '\'') continue;
    out += sql.substr(copied, at - copied);
    at = copied = hide_after(sql, at, plugin, out);
  }
  if (copied == 0) return std::string(sql);
  return out.append(sql.substr(copied));
}

std::string hide_strings(std::string_view sql, SqlSyntax syntax) {
  std::string out;
  for (SqlToken token = next_token(sql, 0, syntax); token.kind != SqlToken::Kind::end;
       token = next_token(sql, token.end, syntax)) {
    const std::string_view text = token.in(sql);
    const bool quoted = token.kind == SqlToken::Kind::quoted || token.kind == SqlToken::Kind::open;
    const bool name = text.front() == '`' || text.front() == '[' || text.starts_with("/*") ||
                      (text.front() == '"' && syntax != SqlSyntax::mysql);
    if (!quoted || name) {
      out += text;
    } else if (!out.ends_with("'***'")) {  // Not the second half of a doubled quote.
      out += "'***'";
    }
  }
  return out;
}

}  // namespace retort::dialect
