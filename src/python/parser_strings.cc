// String literals: implicit concatenation and f-strings.
#include <utility>

#include "python/parser_state.h"
#include "python/string_escapes.h"

namespace retort::python {

const Constant* Parser::make_text(std::string_view decoded, Span span, ConstantKind type,
                                  bool u_prefix) {
  return arena_.make<Constant>(Expr{ExprKind::Constant, span}, type, u_prefix, decoded,
                               std::int64_t{0}, 0.0);
}

namespace {

bool is_string_token(TokenKind kind) {
  return kind == TokenKind::String || kind == TokenKind::FStringStart;
}

}  // namespace

// All adjacent literals. One plain literal without escapes stays where it is in the source.
const Expr* Parser::strings() {
  const std::uint32_t start = begin();
  const std::size_t first_token = index_;
  bool formatted = false;
  bool bytes = false;
  bool text = false;
  while (is_string_token(kind())) {
    if (kind() == TokenKind::FStringStart) {
      formatted = text = true;
      break;
    }
    const bool is_bytes = split_literal(text_of(current())).bytes;
    bytes |= is_bytes;
    text |= !is_bytes;
    advance();
  }
  if (bytes && text) {
    fail_here("cannot mix bytes and nonbytes literals");
  }
  const LiteralPrefix first =
      formatted ? LiteralPrefix() : split_literal(text_of(tokens_[first_token]));
  if (formatted) {
    index_ = first_token;
    return joined_strings(start);
  }
  const ConstantKind type = bytes ? ConstantKind::Bytes : ConstantKind::Str;
  const bool as_written = first.raw || first.body.find('\\') == std::string_view::npos;
  if (index_ == first_token + 1 && as_written && !bytes) {
    return make_text(first.body, span_from(start), type, first.unicode);
  }
  std::string decoded;
  for (std::size_t i = first_token; i < index_; ++i) append_literal(decoded, tokens_[i]);
  return make_text(arena_.copy(std::string_view(decoded)), span_from(start), type, first.unicode);
}

void Parser::append_literal(std::string& out, const Token& token) const {
  const LiteralPrefix literal = split_literal(text_of(token));
  auto error = literal.bytes ? decode_bytes(out, literal.body, literal.raw)
                             : decode_text(out, literal.body, literal.raw, false);
  if (error) fail(std::move(*error), {token.begin, token.end});
}

// Literals of which at least one is an f-string: one JoinedStr whose neighbouring texts are merged.
const Expr* Parser::joined_strings(std::uint32_t start) {
  const DepthGuard guard(*this);
  const bool u_prefix = (text_[start] | 0x20) == 'u';
  ExprBuilder parts(exprs_);
  PendingText pending;
  while (is_string_token(kind())) {
    if (kind() == TokenKind::String) {
      if (split_literal(text_of(current())).bytes) {
        fail_here("cannot mix bytes and nonbytes literals");
      }
      std::string decoded;
      append_literal(decoded, current());
      pending.add(decoded, {current().begin, current().end});
      advance();
      continue;
    }
    const std::string_view opening = text_of(current());
    const bool raw = opening.find_first_of("rR") != std::string_view::npos;
    advance();
    fstring_parts(parts, pending, raw, u_prefix);
    expect(TokenKind::FStringEnd);
  }
  flush(parts, pending, u_prefix);
  return make<JoinedStr>(start, parts.copy_to(arena_));
}

void Parser::PendingText::add(std::string_view more, Span where) {
  if (more.empty()) return;
  if (text.empty()) span.begin = where.begin;
  span.end = where.end;
  text += more;
}

void Parser::flush(ExprBuilder& parts, PendingText& pending, bool u_prefix) {
  if (pending.text.empty()) return;
  parts.add(make_text(arena_.copy(std::string_view(pending.text)), pending.span, ConstantKind::Str,
                      u_prefix));
  pending.text.clear();
}

// Texts and fields, up to a token that is neither.
void Parser::fstring_parts(ExprBuilder& parts, PendingText& pending, bool raw, bool u_prefix) {
  while (true) {
    if (kind() == TokenKind::FStringMiddle) {
      std::string decoded;
      auto error = decode_text(decoded, text_of(current()), raw, true);
      if (error) fail(std::move(*error), {current().begin, current().end});
      pending.add(decoded, {current().begin, current().end});
      advance();
    } else if (kind() == TokenKind::LBrace) {
      fstring_field(parts, pending, raw, u_prefix);
    } else {
      return;
    }
  }
}

// `{expression=!r:specification}`; all but the expression may be missing.
void Parser::fstring_field(ExprBuilder& parts, PendingText& pending, bool raw, bool u_prefix) {
  const std::uint32_t start = begin();
  advance();
  check_field_start();
  const Expr* value = kind() == TokenKind::Yield ? yield_expression() : star_expressions();
  const bool debug = accept(TokenKind::Equal);
  if (debug) {
    const std::uint32_t text_end = begin();
    pending.add(text_.substr(start + 1, text_end - start - 1), {start + 1, text_end});
  }
  flush(parts, pending, u_prefix);
  char conversion = 0;
  if (accept(TokenKind::Exclamation)) {
    const std::string_view letter = text_of(current());
    if (kind() != TokenKind::Name || tokens_[index_ - 1].end != begin()) {
      if (kind() == TokenKind::Name) {
        fail("f-string: conversion type must come right after the exclamation mark",
             {begin(), current().end});
      }
      fail("f-string: invalid conversion character", {begin(), current().end});
    }
    if (letter != "s" && letter != "r" && letter != "a") {
      fail("f-string: invalid conversion character '" + std::string(letter) +
               "': expected 's', 'r', or 'a'",
           {begin(), current().end});
    }
    conversion = letter[0];
    advance();
  }
  const JoinedStr* spec = kind() == TokenKind::Colon ? format_spec(raw) : nullptr;
  if (debug && conversion == 0 && spec == nullptr) conversion = 'r';
  if (kind() != TokenKind::RBrace && kind() != TokenKind::Error) {
    fail_here(conversion != 0 || debug ? "f-string: expecting '}'"
                                       : "f-string: expecting '=', or '!', or ':', or '}'");
  }
  expect(TokenKind::RBrace);
  parts.add(make<FormattedValue>(start, value, conversion, spec));
}

void Parser::check_field_start() {
  switch (kind()) {
    case TokenKind::RBrace:
      fail_here("f-string: valid expression required before '}'");
    case TokenKind::Exclamation:
      fail_here("f-string: valid expression required before '!'");
    case TokenKind::Colon:
      fail_here("f-string: valid expression required before ':'");
    case TokenKind::Equal:
      fail_here("f-string: valid expression required before '='");
    default:
      if (at_expression_start() || kind() == TokenKind::Star || kind() == TokenKind::Yield ||
          kind() == TokenKind::Error) {
        return;
      }
      fail_here("f-string: expecting a valid expression after '{'");
  }
}

const JoinedStr* Parser::format_spec(bool raw) {
  const DepthGuard guard(*this);
  const std::uint32_t start = begin();
  advance();
  ExprBuilder parts(exprs_);
  PendingText pending;
  fstring_parts(parts, pending, raw, false);
  flush(parts, pending, false);
  return make<JoinedStr>(start, parts.copy_to(arena_));
}

}  // namespace retort::python
