// The only outside interface is meaning.h.
#include "script/meaning.h"

#include <cstddef>

#include "dialect/sql_scanner.h"
#include "python/lexer.h"
#include "script/sql_outline.h"

namespace retort::script {
namespace {

using python::Token;
using python::TokenKind;

constexpr char kSeparator = '\x1f';

bool is_place(std::string_view name) {
  return name == "down_revision" || name == "depends_on" || name == "branch_labels";
}

std::string python_meaning(std::string_view text, HistoryPlace place) {
  const python::TokenStream stream = python::tokenize(text);
  if (stream.failure) return std::string(text);
  std::size_t first = 0;
  while (first < stream.tokens.size() && stream.tokens[first].kind == TokenKind::Newline) ++first;
  if (first + 1 < stream.tokens.size() && stream.tokens[first].kind == TokenKind::String &&
      stream.tokens[first + 1].kind == TokenKind::Newline) {
    first += 2;
  }
  std::string out;
  out.reserve(text.size());
  bool begins = true;  // A statement of the module.
  int depth = 0;
  for (std::size_t i = first; i < stream.tokens.size(); ++i) {
    const Token& token = stream.tokens[i];
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    if (token.kind == TokenKind::Indent) ++depth;
    if (token.kind == TokenKind::Dedent) --depth;
    if (begins && depth == 0 && place == HistoryPlace::ignored && is_place(word)) {
      while (i < stream.tokens.size() && stream.tokens[i].kind != TokenKind::Newline) ++i;
      continue;
    }
    begins = token.kind == TokenKind::Newline || token.kind == TokenKind::Dedent;
    switch (token.kind) {
      case TokenKind::Newline:
        out += '\n';
        break;
      case TokenKind::Indent:
        out += '\x02';
        break;
      case TokenKind::Dedent:
        out += '\x03';
        break;
      default:
        out += word;
        out += kSeparator;
    }
  }
  return out;
}

/// The directives of an SQL migration are comments that count.
bool is_directive(std::string_view comment, HistoryPlace place) {
  const std::size_t mark = comment.find("retort:");
  if (!comment.starts_with("--") || mark == std::string_view::npos) return false;
  if (place == HistoryPlace::counts) return true;
  const std::string_view rest = comment.substr(mark);
  return rest.find("revises") == rest.npos && rest.find("depends_on") == rest.npos &&
         rest.find("branch_labels") == rest.npos;
}

std::string sql_meaning(std::string_view text, std::string_view dialect, HistoryPlace place) {
  using Kind = dialect::SqlToken::Kind;
  const dialect::SqlSyntax syntax = dialect::syntax_of(dialect);
  std::string out;
  out.reserve(text.size());
  for (dialect::SqlToken token = dialect::next_token(text, 0, syntax); token.kind != Kind::end;
       token = dialect::next_token(text, token.end, syntax)) {
    if (token.kind == Kind::blank) continue;
    std::string_view word = token.in(text);
    if (token.kind == Kind::comment) {
      if (!is_directive(word, place)) continue;
      while (!word.empty() && (word.back() == '\n' || word.back() == '\r' || word.back() == ' ')) {
        word.remove_suffix(1);
      }
    }
    out += word;
    out += kSeparator;
  }
  return out;
}

}  // namespace

std::string meaning_of(std::string_view path, std::string_view text, std::string_view dialect,
                       HistoryPlace place) {
  return is_sql_file(path) ? sql_meaning(text, dialect, place) : python_meaning(text, place);
}

}  // namespace retort::script
