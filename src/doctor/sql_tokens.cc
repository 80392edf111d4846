#include "doctor/sql_tokens.h"

#include <algorithm>

#include "dialect/sql_scanner.h"

namespace retort::doctor {
namespace {

using dialect::SqlSyntax;
using dialect::SqlToken;

std::string folded(std::string_view text, bool up) {
  std::string out(text);
  for (char& c : out) {
    if (up && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (!up && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool quotes_name(char quote, SqlSyntax syntax) {
  if (quote == '"') return syntax != SqlSyntax::mysql;
  return syntax != SqlSyntax::postgresql && (quote == '`' || quote == '[');
}

SqlWord word_of(std::string_view text, SqlToken::Kind kind, SqlSyntax syntax) {
  if (kind == SqlToken::Kind::word) {
    std::string upper = folded(text, true);
    const bool folds = syntax == SqlSyntax::postgresql;
    return {SqlWord::Kind::word, folds ? folded(text, false) : std::string(text), std::move(upper)};
  }
  if (kind == SqlToken::Kind::quoted && text.size() >= 2 && quotes_name(text.front(), syntax)) {
    return {SqlWord::Kind::name, std::string(text.substr(1, text.size() - 2)), {}};
  }
  if (kind == SqlToken::Kind::quoted || kind == SqlToken::Kind::open) {
    return {SqlWord::Kind::text, std::string(text), {}};
  }
  return {SqlWord::Kind::sign, std::string(text), {}};
}

}  // namespace

std::vector<std::vector<SqlWord>> sql_statements(std::string_view sql, std::string_view dialect) {
  const SqlSyntax syntax = dialect::syntax_of(dialect);
  std::vector<std::vector<SqlWord>> out(1);
  std::size_t at = 0;
  while (true) {
    const SqlToken token = dialect::next_token(sql, at, syntax);
    if (token.kind == SqlToken::Kind::end) break;
    at = token.end;
    if (token.kind == SqlToken::Kind::blank || token.kind == SqlToken::Kind::comment) continue;
    const std::string_view text = token.in(sql);
    if (text == ";") {
      if (!out.back().empty()) out.emplace_back();
      continue;
    }
    out.back().push_back(word_of(text, token.kind, syntax));
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

std::string_view SqlCursor::sign_at(std::size_t index) const {
  const SqlWord& word = (*words_)[index];
  if (word.kind == SqlWord::Kind::word) return word.upper;
  return word.kind == SqlWord::Kind::sign ? std::string_view(word.text) : std::string_view();
}

std::string_view SqlCursor::peek(std::size_t ahead) const {
  return at_ + ahead < end_ ? sign_at(at_ + ahead) : std::string_view();
}

bool SqlCursor::take(std::initializer_list<std::string_view> words) {
  std::size_t ahead = 0;
  for (const std::string_view word : words) {
    if (peek(ahead++) != word) return false;
  }
  at_ += words.size();
  return true;
}

std::optional<std::string> SqlCursor::name() {
  if (at_end()) return std::nullopt;
  const SqlWord& word = (*words_)[at_];
  if (word.kind != SqlWord::Kind::word && word.kind != SqlWord::Kind::name) return std::nullopt;
  ++at_;
  return word.text;
}

bool SqlCursor::qualified(std::string& schema, std::string& table) {
  schema.clear();
  auto part = name();
  if (!part) return false;
  table = std::move(*part);
  while (take(".")) {
    part = name();
    if (!part) return false;
    schema = std::move(table);
    table = std::move(*part);
  }
  return true;
}

std::optional<SqlCursor> SqlCursor::parenthesised() {
  if (peek() != "(") return std::nullopt;
  int depth = 0;
  for (std::size_t i = at_; i < end_; ++i) {
    const std::string_view sign = sign_at(i);
    if (sign == "(") ++depth;
    if (sign == ")" && --depth == 0) {
      const SqlCursor inside(*words_, at_ + 1, i);
      at_ = i + 1;
      return inside;
    }
  }
  return std::nullopt;
}

std::vector<SqlCursor> SqlCursor::parts() const {
  std::vector<SqlCursor> out;
  int depth = 0;
  std::size_t begin = at_;
  for (std::size_t i = at_; i < end_; ++i) {
    const std::string_view sign = sign_at(i);
    if (sign == "(") ++depth;
    if (sign == ")") --depth;
    if (sign == "," && depth == 0) {
      out.emplace_back(*words_, begin, i);
      begin = i + 1;
    }
  }
  if (begin < end_) out.emplace_back(*words_, begin, end_);
  return out;
}

std::size_t SqlCursor::find(std::initializer_list<std::string_view> words) const {
  int depth = 0;
  for (std::size_t i = at_; i < end_; ++i) {
    const std::string_view sign = sign_at(i);
    if (sign == "(") ++depth;
    if (sign == ")") --depth;
    if (depth != 0 || i + words.size() > end_) continue;
    std::size_t at = i;
    if (std::ranges::all_of(words, [&](std::string_view word) { return sign_at(at++) == word; })) {
      return i;
    }
  }
  return end_;
}

bool SqlCursor::has(std::initializer_list<std::string_view> words) const {
  return find(words) != end_;
}

std::string SqlCursor::text() const {
  std::string out;
  for (std::size_t i = at_; i < end_; ++i) {
    if (!out.empty()) out += ' ';
    out += (*words_)[i].text;
  }
  return out;
}

}  // namespace retort::doctor
