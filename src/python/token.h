// What the lexer hands to the parser.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace retort::python {

enum class TokenKind : std::uint8_t {
  EndMarker,
  Newline,
  Indent,
  Dedent,
  Name,
  Number,
  String,
  FStringStart,
  FStringMiddle,
  FStringEnd,
  // Operators and delimiters.
  LParen,
  RParen,
  LBracket,
  RBracket,
  LBrace,
  RBrace,
  Colon,
  Comma,
  Semicolon,
  Dot,
  Ellipsis,
  At,
  Arrow,
  ColonEqual,
  Exclamation,
  Tilde,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  DoubleStar,
  DoubleSlash,
  LeftShift,
  RightShift,
  Amper,
  VBar,
  Circumflex,
  Less,
  Greater,
  EqEqual,
  NotEqual,
  LessEqual,
  GreaterEqual,
  Equal,
  // Augmented assignments.
  PlusEqual,
  MinusEqual,
  StarEqual,
  SlashEqual,
  PercentEqual,
  AmperEqual,
  VBarEqual,
  CircumflexEqual,
  LeftShiftEqual,
  RightShiftEqual,
  DoubleStarEqual,
  DoubleSlashEqual,
  AtEqual,
  // Keywords.
  False,
  None,
  True,
  And,
  As,
  Assert,
  Async,
  Await,
  Break,
  Class,
  Continue,
  Def,
  Del,
  Elif,
  Else,
  Except,
  Finally,
  For,
  From,
  Global,
  If,
  Import,
  In,
  Is,
  Lambda,
  Nonlocal,
  Not,
  Or,
  Pass,
  Raise,
  Return,
  Try,
  While,
  With,
  Yield,
  /// The lexer stopped: the last token of its stream, whose failure says why.
  Error,
};

/// A token is the text source[begin, end). Newline starts where the comment before it starts;
/// Indent, Dedent and EndMarker are empty.
struct Token {
  TokenKind kind;
  std::uint32_t begin;
  std::uint32_t end;
};

enum class SyntaxErrorKind : std::uint8_t { Syntax, Indentation, Tab };

/// A defect of the text, before it becomes an Error.
struct SyntaxFailure {
  SyntaxErrorKind kind = SyntaxErrorKind::Syntax;
  std::string message;
  Span span;
};

struct TokenStream {
  std::vector<Token> tokens;  ///< Ends with EndMarker or Error.
  std::optional<SyntaxFailure> failure;
  /// Whether the failure is reported in place of a syntax error that the parser finds before it
  /// (CPython does so for what its tokenizer reports by itself).
  bool failure_overrides = false;
  /// Offset of the innermost bracket that is open where the lexer stopped.
  std::optional<std::uint32_t> open_bracket;
};

/// True for the names that CPython's grammar reserves (`None` and `class`, not `match`).
constexpr bool is_keyword(TokenKind kind) {
  return kind >= TokenKind::False && kind <= TokenKind::Yield;
}

}  // namespace retort::python
