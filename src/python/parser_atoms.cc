// Primaries and atoms: attribute access, calls, subscripts, displays and comprehensions.
#include <utility>

#include "python/parser_state.h"

namespace retort::python {

const Expr* Parser::await_primary() {
  if (kind() != TokenKind::Await) return primary();
  const std::uint32_t start = begin();
  advance();
  const Expr* value = primary();
  return make<Await>(start, value);
}

const Expr* Parser::primary() {
  const std::uint32_t start = begin();
  const Expr* value = atom();
  while (true) {
    switch (kind()) {
      case TokenKind::Dot: {
        advance();
        const Symbol attribute = expect_name();
        value = make<Attribute>(start, value, attribute, ExprContext::Load);
        break;
      }
      case TokenKind::LParen: {
        const CallArguments arguments = call_arguments();
        value = make<Call>(start, value, arguments.args, arguments.keywords);
        break;
      }
      case TokenKind::LBracket: {
        const DepthGuard guard(*this);
        advance();
        const Expr* index = slices();
        expect(TokenKind::RBracket);
        value = make<Subscript>(start, value, index, ExprContext::Load);
        break;
      }
      default:
        return value;
    }
    ++chain_steps_;
  }
}

const Expr* Parser::atom() {
  switch (kind()) {
    case TokenKind::Name:
      return name();
    case TokenKind::Number:
      return number();
    case TokenKind::String:
    case TokenKind::FStringStart:
      return strings();
    case TokenKind::LParen:
      return parenthesised_atom();
    case TokenKind::LBracket:
      return list_atom();
    case TokenKind::LBrace:
      return brace_atom();
    case TokenKind::None:
      return simple_constant(ConstantKind::None);
    case TokenKind::True:
      return simple_constant(ConstantKind::True);
    case TokenKind::False:
      return simple_constant(ConstantKind::False);
    case TokenKind::Ellipsis:
      return simple_constant(ConstantKind::Ellipsis);
    default:
      no_rule();
  }
}

const Expr* Parser::simple_constant(ConstantKind type) {
  const std::uint32_t start = begin();
  advance();
  return make<Constant>(start, type, false, std::string_view(), std::int64_t{0}, 0.0);
}

const Expr* Parser::name() {
  const std::uint32_t start = begin();
  const Symbol id = intern(text_of(current()));
  advance();
  return make<Name>(start, id, ExprContext::Load);
}

// A group, a tuple or a generator expression.
const Expr* Parser::parenthesised_atom() {
  const DepthGuard guard(*this);
  const std::uint32_t start = begin();
  advance();
  if (accept(TokenKind::RParen)) return make<Tuple>(start, ExprList(), ExprContext::Load);
  if (kind() == TokenKind::Yield) {
    const Expr* value = yield_expression();
    expect(TokenKind::RParen);
    return value;
  }
  const Expr* first = star_named_expression();
  if (at_comprehension()) {
    if (first->kind == ExprKind::Starred) {
      fail("iterable unpacking cannot be used in comprehension", first->span);
    }
    const auto generators = comprehensions();
    expect(TokenKind::RParen);
    return make<GeneratorExp>(start, first, generators);
  }
  if (kind() == TokenKind::Comma) {
    ExprBuilder elements(exprs_);
    elements.add(first);
    while (accept(TokenKind::Comma)) {
      if (kind() == TokenKind::RParen) break;
      elements.add(star_named_expression());
    }
    expect(TokenKind::RParen);
    return make<Tuple>(start, elements.copy_to(arena_), ExprContext::Load);
  }
  if (kind() != TokenKind::RParen) no_rule();
  if (first->kind == ExprKind::Starred) {
    fail("cannot use starred expression here", first->span);
  }
  advance();
  return first;
}

const Expr* Parser::list_atom() {
  const DepthGuard guard(*this);
  const std::uint32_t start = begin();
  advance();
  ExprBuilder elements(exprs_);
  while (kind() != TokenKind::RBracket) {
    elements.add(star_named_expression());
    if (elements.size() == 1 && at_comprehension()) {
      const Expr* element = elements.back();
      if (element->kind == ExprKind::Starred) {
        fail("iterable unpacking cannot be used in comprehension", element->span);
      }
      const auto generators = comprehensions();
      expect(TokenKind::RBracket);
      return make<ListComp>(start, element, generators);
    }
    if (!accept(TokenKind::Comma)) break;
  }
  check_comprehension_target(elements);
  expect(TokenKind::RBracket);
  return make<List>(start, elements.copy_to(arena_), ExprContext::Load);
}

// `[x, y for x, y in z]` lacks brackets.
void Parser::check_comprehension_target(const ExprBuilder& elements) const {
  if (elements.empty() || !at_comprehension()) return;
  const std::uint32_t first = exprs_[exprs_.size() - elements.size()]->span.begin;
  fail("did you forget parentheses around the comprehension target?", {first, previous_end()});
}

const Expr* Parser::brace_atom() {
  const DepthGuard guard(*this);
  const std::uint32_t start = begin();
  advance();
  if (accept(TokenKind::RBrace)) return make<Dict>(start, ExprList(), ExprList());
  if (kind() == TokenKind::DoubleStar) return dict_rest(start, nullptr);
  const Expr* first = star_named_expression();
  const bool is_key = kind() == TokenKind::Colon && first->kind != ExprKind::Starred &&
                      first->kind != ExprKind::NamedExpr;
  return is_key ? dict_rest(start, first) : set_rest(start, first);
}

// At `**`, or at the colon after the first key.
const Expr* Parser::dict_rest(std::uint32_t start, const Expr* key) {
  ExprBuilder keys(exprs_);
  ExprBuilder values(dict_values_);
  bool first = true;
  while (kind() != TokenKind::RBrace) {
    if (kind() == TokenKind::DoubleStar) {
      const std::uint32_t stars = begin();
      advance();
      keys.add(nullptr);
      values.add(bitwise_or());
      if (first && at_comprehension()) {
        fail("dict unpacking cannot be used in dict comprehension", {stars, stars + 2});
      }
    } else {
      if (key == nullptr) {
        const bool outer = std::exchange(diagnose_, false);  // No comma is missing after a key.
        key = expression();
        diagnose_ = outer;
      }
      const Token colon = current();
      if (kind() != TokenKind::Colon) {
        if (diagnose_)
          fail("':' expected after dictionary key", {previous_end() - 1, previous_end()});
        no_rule();
      }
      advance();
      if (kind() == TokenKind::RBrace || kind() == TokenKind::Comma) {
        fail("expression expected after dictionary key and ':'", {colon.begin, colon.end});
      }
      if (kind() == TokenKind::Star) {
        fail("cannot use a starred expression in a dictionary value",
             {begin(), tokens_[index_].end});
      }
      const Expr* value = expression();
      if (first && at_comprehension()) {
        const auto generators = comprehensions();
        expect(TokenKind::RBrace);
        return make<DictComp>(start, key, value, generators);
      }
      keys.add(key);
      values.add(value);
      key = nullptr;
    }
    first = false;
    if (!accept(TokenKind::Comma)) break;
  }
  expect(TokenKind::RBrace);
  return make<Dict>(start, keys.copy_to(arena_), values.copy_to(arena_));
}

const Expr* Parser::set_rest(std::uint32_t start, const Expr* first) {
  if (at_comprehension()) {
    if (first->kind == ExprKind::Starred) {
      fail("iterable unpacking cannot be used in comprehension", first->span);
    }
    const auto generators = comprehensions();
    expect(TokenKind::RBrace);
    return make<SetComp>(start, first, generators);
  }
  ExprBuilder elements(exprs_);
  elements.add(first);
  while (accept(TokenKind::Comma)) {
    if (kind() == TokenKind::RBrace) break;
    elements.add(star_named_expression());
  }
  check_comprehension_target(elements);
  expect(TokenKind::RBrace);
  return make<Set>(start, elements.copy_to(arena_));
}

const Expr* Parser::slices() {
  const std::uint32_t start = begin();
  const Expr* first = slice();
  if (kind() != TokenKind::Comma && first->kind != ExprKind::Starred) return first;
  ExprBuilder elements(exprs_);
  elements.add(first);
  while (accept(TokenKind::Comma)) {
    if (kind() == TokenKind::RBracket) break;
    elements.add(slice());
  }
  return make<Tuple>(start, elements.copy_to(arena_), ExprContext::Load);
}

const Expr* Parser::slice() {
  if (kind() == TokenKind::Star) return star_expression();
  const std::uint32_t start = begin();
  const Expr* lower = nullptr;
  if (kind() != TokenKind::Colon) {
    lower = named_expression();
    if (kind() != TokenKind::Colon || lower->kind == ExprKind::NamedExpr) return lower;
  }
  expect(TokenKind::Colon);
  const Expr* upper = nullptr;
  const Expr* step = nullptr;
  if (at_expression_start()) upper = expression();
  if (accept(TokenKind::Colon) && at_expression_start()) step = expression();
  return make<Slice>(start, lower, upper, step);
}

std::span<const Comprehension> Parser::comprehensions() {
  ListBuilder<Comprehension> generators(comprehensions_);
  while (at_comprehension()) {
    const bool is_async = accept(TokenKind::Async);
    advance();
    const Expr* target = star_targets();
    expect(TokenKind::In);
    const Expr* iter = disjunction();
    ExprBuilder conditions(exprs_);
    while (accept(TokenKind::If)) conditions.add(disjunction());
    generators.add({target, iter, conditions.copy_to(arena_), is_async});
  }
  return generators.copy_to(arena_);
}

}  // namespace retort::python
