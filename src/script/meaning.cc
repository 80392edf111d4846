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

std::string python_meaning(std::string_view text) {
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
  for (std::size_t i = first; i < stream.tokens.size(); ++i) {
    const Token& token = stream.tokens[i];
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
        out += text.substr(token.begin, token.end - token.begin);
        out += kSeparator;
    }
  }
  return out;
}

/// The directives of an SQL migration are comments that count.
bool is_directive(std::string_view comment) {
  return comment.starts_with("--") && comment.find("retort:") != std::string_view::npos;
}

std::string sql_meaning(std::string_view text, std::string_view dialect) {
  using Kind = dialect::SqlToken::Kind;
  const dialect::SqlSyntax syntax = dialect::syntax_of(dialect);
  std::string out;
  out.reserve(text.size());
  for (dialect::SqlToken token = dialect::next_token(text, 0, syntax); token.kind != Kind::end;
       token = dialect::next_token(text, token.end, syntax)) {
    if (token.kind == Kind::blank) continue;
    std::string_view word = token.in(text);
    if (token.kind == Kind::comment) {
      if (!is_directive(word)) continue;
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

std::string meaning_of(std::string_view path, std::string_view text, std::string_view dialect) {
  return is_sql_file(path) ? sql_meaning(text, dialect) : python_meaning(text);
}

}  // namespace retort::script
