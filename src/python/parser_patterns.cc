// The match statement and its patterns.
#include <fmt/format.h>

#include <algorithm>

#include "python/parser_state.h"

namespace retort::python {

// `match` is a name unless the logical line ends with a colon and a `case` block follows.
bool Parser::at_match_statement() const {
  switch (kind_after()) {
    case TokenKind::Equal:
    case TokenKind::Dot:
    case TokenKind::Comma:
    case TokenKind::Newline:
    case TokenKind::Colon:
      return false;
    default:
      break;
  }
  std::size_t i = index_ + 1;
  while (tokens_[i].kind != TokenKind::Newline) {
    if (tokens_[i].kind == TokenKind::Error || tokens_[i].kind == TokenKind::EndMarker) {
      return false;
    }
    ++i;
  }
  return tokens_[i - 1].kind == TokenKind::Colon && i + 2 < tokens_.size() &&
         tokens_[i + 1].kind == TokenKind::Indent && tokens_[i + 2].kind == TokenKind::Name &&
         text_of(tokens_[i + 2]) == "case";
}

// At a `match` that is no statement: was it meant to be one?
void Parser::diagnose_match() {
  if (kind_after() == TokenKind::Equal || kind_after() == TokenKind::Dot) return;
  const std::uint32_t header = begin();
  std::size_t i = index_;
  while (tokens_[i].kind != TokenKind::Newline) {
    if (i + 1 >= tokens_.size()) return;
    ++i;
  }
  const Token& line_end = tokens_[i];
  const Token& next = tokens_[std::min(i + 1, tokens_.size() - 1)];
  if (i < index_ + 2 || next.kind == TokenKind::Error) return;
  const bool colon = tokens_[i - 1].kind == TokenKind::Colon;
  if (colon && next.kind != TokenKind::Indent) {
    fail(fmt::format("expected an indented block after 'match' statement on line {}",
                     line_of(text_, header)),
         {next.begin, next.end}, SyntaxErrorKind::Indentation);
  }
  const bool cases =
      i + 2 < tokens_.size() && next.kind == TokenKind::Indent && text_of(tokens_[i + 2]) == "case";
  if (!colon && cases) fail("expected ':'", {line_end.begin, line_end.end});
}

const Stmt* Parser::match_statement() {
  const std::uint32_t start = begin();
  advance();
  const std::uint32_t subject_start = begin();
  const Expr* subject = star_named_expression();
  if (kind() == TokenKind::Comma) {
    ExprBuilder elements(exprs_);
    elements.add(subject);
    while (accept(TokenKind::Comma)) {
      if (ends_expression_list()) break;
      elements.add(star_named_expression());
    }
    subject = make<Tuple>(subject_start, elements.copy_to(arena_), ExprContext::Load);
  } else if (subject->kind == ExprKind::Starred) {
    no_rule();
  }
  expect_colon();
  expect(TokenKind::Newline);
  expect(TokenKind::Indent);
  ListBuilder<MatchCase> cases(cases_);
  while (kind() != TokenKind::Dedent) {
    if (!at_name("case")) no_rule();
    cases.add(case_block());
  }
  advance();
  return make<Match>(start, subject, cases.copy_to(arena_));
}

MatchCase Parser::case_block() {
  const std::uint32_t start = begin();
  advance();
  const Pattern* pattern = patterns();
  const Expr* guard = accept(TokenKind::If) ? named_expression() : nullptr;
  expect_colon();
  return {pattern, guard, block("'case' statement", start)};
}

// A pattern, or an open sequence: `a, *rest`.
const Pattern* Parser::patterns() {
  const std::uint32_t start = begin();
  const Pattern* first = maybe_star_pattern();
  if (kind() != TokenKind::Comma) {
    if (first->kind != PatternKind::MatchStar) return first;
    no_rule();
  }
  ListBuilder<const Pattern*> items(patterns_);
  items.add(first);
  while (accept(TokenKind::Comma)) {
    if (kind() == TokenKind::Colon || kind() == TokenKind::If) break;
    items.add(maybe_star_pattern());
  }
  return make<MatchSequence>(start, items.copy_to(arena_));
}

const Pattern* Parser::maybe_star_pattern() {
  if (kind() != TokenKind::Star) return as_pattern();
  const std::uint32_t start = begin();
  advance();
  const Symbol name = capture_target();
  return make<MatchStar>(start, name);
}

// A name that is bound; the wildcard `_` is the empty Symbol.
Symbol Parser::capture_target() {
  if (at_name("_")) {
    advance();
    return {};
  }
  return expect_name();
}

const Pattern* Parser::as_pattern() {
  const std::uint32_t start = begin();
  const Pattern* pattern = or_pattern();
  if (!accept(TokenKind::As)) return pattern;
  if (at_name("_")) fail("cannot use '_' as a target", {begin(), current().end});
  if (kind() != TokenKind::Name) {
    if (at_expression_start()) {
      const Expr* target = expression();
      fail("invalid pattern target", target->span);
    }
    no_rule();
  }
  const Symbol name = expect_name();
  return make<MatchAs>(start, pattern, name);
}

const Pattern* Parser::or_pattern() {
  const std::uint32_t start = begin();
  const Pattern* first = closed_pattern();
  if (kind() != TokenKind::VBar) return first;
  ListBuilder<const Pattern*> items(patterns_);
  items.add(first);
  while (accept(TokenKind::VBar)) items.add(closed_pattern());
  return make<MatchOr>(start, items.copy_to(arena_));
}

const Pattern* Parser::closed_pattern() {
  const DepthGuard guard(*this);
  switch (kind()) {
    case TokenKind::LParen:
      return group_or_sequence_pattern();
    case TokenKind::LBracket:
      return list_pattern();
    case TokenKind::LBrace:
      return mapping_pattern();
    case TokenKind::Name:
      return name_or_class_pattern();
    default:
      return literal_pattern();
  }
}

const Pattern* Parser::literal_pattern() {
  const std::uint32_t start = begin();
  ConstantKind singleton;
  switch (kind()) {
    case TokenKind::None:
      singleton = ConstantKind::None;
      break;
    case TokenKind::True:
      singleton = ConstantKind::True;
      break;
    case TokenKind::False:
      singleton = ConstantKind::False;
      break;
    default: {
      const Expr* value = literal_pattern_value();
      return make<MatchValue>(start, value);
    }
  }
  advance();
  return make<MatchSingleton>(start, singleton);
}

// A number, which may be signed or complex (`-1 + 2j`), or a string.
const Expr* Parser::literal_pattern_value() {
  if (kind() == TokenKind::String || kind() == TokenKind::FStringStart) {
    const Expr* value = strings();
    if (value->kind == ExprKind::JoinedStr) {
      fail("patterns may only match literals and attribute lookups", value->span);
    }
    return value;
  }
  const std::uint32_t start = begin();
  const Expr* real = signed_number();
  if (kind() != TokenKind::Plus && kind() != TokenKind::Minus) return real;
  const Operator op = kind() == TokenKind::Plus ? Operator::Add : Operator::Sub;
  advance();
  if (kind() != TokenKind::Number) no_rule();
  const Expr* imaginary = number();
  if (as<Constant>(*imaginary).type != ConstantKind::Complex) {
    fail("imaginary number required in complex literal", imaginary->span);
  }
  const Expr* operand = real->kind == ExprKind::UnaryOp ? as<UnaryOp>(*real).operand : real;
  if (as<Constant>(*operand).type == ConstantKind::Complex) {
    fail("real number required in complex literal", real->span);
  }
  return make<BinOp>(start, real, op, imaginary);
}

const Expr* Parser::signed_number() {
  const std::uint32_t start = begin();
  const bool negative = accept(TokenKind::Minus);
  if (kind() != TokenKind::Number) no_rule();
  const Expr* value = number();
  return negative ? make<UnaryOp>(start, UnaryOperator::USub, value) : value;
}

const Pattern* Parser::group_or_sequence_pattern() {
  const std::uint32_t start = begin();
  advance();
  ListBuilder<const Pattern*> items(patterns_);
  bool comma = true;
  while (kind() != TokenKind::RParen) {
    items.add(maybe_star_pattern());
    comma = accept(TokenKind::Comma);
    if (!comma) break;
  }
  expect(TokenKind::RParen);
  if (items.size() == 1 && !comma && items.back()->kind != PatternKind::MatchStar) {
    return items.back();
  }
  if (items.size() == 1 && !comma) no_rule();
  return make<MatchSequence>(start, items.copy_to(arena_));
}

const Pattern* Parser::list_pattern() {
  const std::uint32_t start = begin();
  advance();
  ListBuilder<const Pattern*> items(patterns_);
  while (kind() != TokenKind::RBracket) {
    items.add(maybe_star_pattern());
    if (!accept(TokenKind::Comma)) break;
  }
  expect(TokenKind::RBracket);
  return make<MatchSequence>(start, items.copy_to(arena_));
}

const Pattern* Parser::mapping_pattern() {
  const std::uint32_t start = begin();
  advance();
  ExprBuilder keys(exprs_);
  ListBuilder<const Pattern*> values(patterns_);
  Symbol rest;
  while (kind() != TokenKind::RBrace) {
    if (accept(TokenKind::DoubleStar)) {
      if (at_name("_")) no_rule();
      rest = expect_name();
      accept(TokenKind::Comma);
      break;
    }
    if (kind() == TokenKind::Name) {
      const std::uint32_t key_start = begin();
      const Expr* key = name();
      if (kind() != TokenKind::Dot) no_rule();
      while (accept(TokenKind::Dot)) {
        const Symbol attribute = expect_name();
        key = make<Attribute>(key_start, key, attribute, ExprContext::Load);
      }
      keys.add(key);
    } else if (kind() == TokenKind::None) {
      keys.add(simple_constant(ConstantKind::None));
    } else if (kind() == TokenKind::True) {
      keys.add(simple_constant(ConstantKind::True));
    } else if (kind() == TokenKind::False) {
      keys.add(simple_constant(ConstantKind::False));
    } else {
      keys.add(literal_pattern_value());
    }
    expect(TokenKind::Colon);
    values.add(as_pattern());
    if (!accept(TokenKind::Comma)) break;
  }
  expect(TokenKind::RBrace);
  return make<MatchMapping>(start, keys.copy_to(arena_), values.copy_to(arena_), rest);
}

// A capture, the wildcard, a dotted value, or a class.
const Pattern* Parser::name_or_class_pattern() {
  const std::uint32_t start = begin();
  if (kind_after() != TokenKind::Dot && kind_after() != TokenKind::LParen) {
    const Symbol target = capture_target();
    if (kind() == TokenKind::Equal) no_rule();
    return make<MatchAs>(start, static_cast<const Pattern*>(nullptr), target);
  }
  const Expr* value = name();
  while (accept(TokenKind::Dot)) {
    const Symbol attribute = expect_name();
    value = make<Attribute>(start, value, attribute, ExprContext::Load);
    ++chain_steps_;
  }
  if (kind() == TokenKind::LParen) return class_pattern(value, start);
  return make<MatchValue>(start, value);
}

const Pattern* Parser::class_pattern(const Expr* cls, std::uint32_t start) {
  advance();
  ListBuilder<const Pattern*> positional(patterns_);
  ListBuilder<const Pattern*> keyword_patterns(keyword_patterns_);
  ListBuilder<Symbol> names(symbols_);
  while (kind() != TokenKind::RParen) {
    if (kind() == TokenKind::Name && kind_after() == TokenKind::Equal) {
      names.add(expect_name());
      advance();
      keyword_patterns.add(as_pattern());
    } else {
      const Pattern* pattern = as_pattern();
      if (!names.empty()) fail("positional patterns follow keyword patterns", pattern->span);
      positional.add(pattern);
    }
    if (!accept(TokenKind::Comma)) break;
  }
  expect(TokenKind::RParen);
  return make<MatchClass>(start, cls, positional.copy_to(arena_), names.copy_to(arena_),
                          keyword_patterns.copy_to(arena_));
}

}  // namespace retort::python
