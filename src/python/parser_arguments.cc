// The arguments of a call and the parameters of a function.
#include "python/parser_state.h"

namespace retort::python {

Parser::CallArguments Parser::call_arguments(bool of_class) {
  const DepthGuard guard(*this);
  const std::uint32_t open = begin();
  advance();
  ExprBuilder args(exprs_);
  ListBuilder<Keyword> keywords(keywords_);
  std::string_view misplaced;
  while (kind() != TokenKind::RParen) {
    const bool after_keyword = !keywords.empty();
    const bool after_unpacking = after_keyword && !keywords.back().arg;
    const std::size_t positional = args.size();
    call_argument(args, keywords, open, of_class);
    const bool added = args.size() != positional && args.back()->kind != ExprKind::Starred;
    if (added && after_keyword && misplaced.empty()) {
      misplaced = after_unpacking ? "positional argument follows keyword argument unpacking"
                                  : "positional argument follows keyword argument";
    }
    if (!accept(TokenKind::Comma)) break;
  }
  if (kind() == TokenKind::RParen && !misplaced.empty()) fail_here(std::string(misplaced));
  expect(TokenKind::RParen);
  return {args.copy_to(arena_), keywords.copy_to(arena_)};
}

void Parser::call_argument(ExprBuilder& args, ListBuilder<Keyword>& keywords, std::uint32_t open,
                           bool of_class) {
  const std::uint32_t start = begin();
  if (kind() == TokenKind::DoubleStar) {
    advance();
    const Expr* value = expression();
    keywords.add({Symbol(), value, span_from(start)});
    return;
  }
  if (kind() == TokenKind::Name && kind_after() == TokenKind::Equal) {
    return keyword_argument(keywords);
  }
  if (kind() == TokenKind::Star) {
    advance();
    const Expr* value = expression();
    const Expr* starred = make<Starred>(start, value, ExprContext::Load);
    if (!keywords.empty() && !keywords.back().arg) {
      fail("iterable argument unpacking follows keyword argument unpacking",
           {keywords.back().span.begin, previous_end()});
    }
    args.add(starred);
    return;
  }
  const std::size_t first_token = index_;
  const Expr* value = named_expression();
  if (at_comprehension()) {
    if (of_class) no_rule();
    const auto generators = comprehensions();
    const bool sole = args.empty() && keywords.empty() && kind() == TokenKind::RParen;
    if (!sole) {
      if (kind() != TokenKind::Comma && kind() != TokenKind::RParen) no_rule();
      fail("Generator expression must be parenthesized", span_from(value->span.begin));
    }
    const std::uint32_t end = tokens_[index_].end;
    args.add(
        arena_.make<GeneratorExp>(Expr{ExprKind::GeneratorExp, {open, end}}, value, generators));
    return;
  }
  if (kind() == TokenKind::Equal) {
    const Token equal = current();
    const ConstantKind constant =
        value->kind == ExprKind::Constant ? as<Constant>(*value).type : ConstantKind::Int;
    if (constant == ConstantKind::None || constant == ConstantKind::True ||
        constant == ConstantKind::False) {
      fail("cannot assign to " + std::string(describe_kind(*value)), {start, equal.end});
    }
    if (first_token + 1 != index_ || tokens_[first_token].kind != TokenKind::Name) {
      fail("expression cannot contain assignment, perhaps you meant \"==\"?", {start, equal.end});
    }
  }
  args.add(value);
}

void Parser::keyword_argument(ListBuilder<Keyword>& keywords) {
  const std::uint32_t start = begin();
  const Symbol name = intern(text_of(current()));
  advance();
  advance();
  if (kind() == TokenKind::Comma || kind() == TokenKind::RParen) {
    fail("expected argument value expression", span_from(start));
  }
  const Expr* value = expression();
  if (at_comprehension()) {
    fail("invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
         {start, tokens_[index_ - 1].begin});
  }
  keywords.add({name, value, span_from(start)});
}

Arg Parser::parameter(bool is_lambda, bool is_vararg) {
  const std::uint32_t start = begin();
  const Symbol name = expect_name();
  const Expr* annotation = nullptr;
  if (!is_lambda && accept(TokenKind::Colon)) {
    annotation = is_vararg && kind() == TokenKind::Star ? star_expression() : expression();
  }
  return {name, annotation, span_from(start)};
}

namespace {

// Where in the list of parameters the parser is.
struct ParameterState {
  bool seen_slash = false;
  bool seen_star = false;
  bool seen_default = false;
};

}  // namespace

// Up to `end`, which is `)` or `:` and stays.
const Arguments* Parser::parameters(TokenKind end, bool is_lambda) {
  Arguments result;
  ListBuilder<Arg> args(args_);
  ListBuilder<Arg> kwonly(kwonly_args_);
  ExprBuilder defaults(exprs_);
  ExprBuilder kw_defaults(dict_values_);
  ParameterState state;
  while (kind() != end) {
    const Token token = current();
    if (accept(TokenKind::Slash)) {
      if (state.seen_slash) fail("/ may appear only once", {token.begin, token.end});
      if (state.seen_star) fail("/ must be ahead of *", {token.begin, token.end});
      if (args.empty()) {
        fail("at least one argument must precede /", {token.begin, token.end});
      }
      state.seen_slash = true;
      result.posonlyargs = args.copy_to(arena_);
    } else if (accept(TokenKind::Star)) {
      if (state.seen_star) fail("* argument may appear only once", {token.begin, token.end});
      state.seen_star = true;
      if (kind() == TokenKind::Name) {
        result.vararg = arena_.make<Arg>(parameter(is_lambda, true));
        if (kind() == TokenKind::Equal) {
          fail("var-positional argument cannot have default value", {begin(), begin() + 1});
        }
      } else if (kind() == end ||
                 (kind() == TokenKind::Comma &&
                  (kind_after() == end || kind_after() == TokenKind::DoubleStar))) {
        if (is_lambda) {
          if (kind() == TokenKind::Comma) advance();
          fail_here("named arguments must follow bare *");
        }
        fail("named arguments must follow bare *", {token.begin, token.end});
      }
    } else if (accept(TokenKind::DoubleStar)) {
      result.kwarg = arena_.make<Arg>(parameter(is_lambda, false));
      if (kind() == TokenKind::Equal) {
        fail("var-keyword argument cannot have default value", {begin(), begin() + 1});
      }
      accept(TokenKind::Comma);
      if (kind() != end && (kind() == TokenKind::Name || kind() == TokenKind::Star ||
                            kind() == TokenKind::DoubleStar || kind() == TokenKind::Slash)) {
        fail("arguments cannot follow var-keyword argument", {begin(), current().end});
      }
      break;
    } else {
      if (kind() == TokenKind::LParen && diagnose_) {
        fail_parenthesised_parameters(is_lambda);
      }
      const Arg parsed = parameter(is_lambda, false);
      const Expr* value = nullptr;
      if (kind() == TokenKind::Equal) {
        const Token equal = current();
        advance();
        if (kind() == end || kind() == TokenKind::Comma) {
          fail("expected default value expression", {equal.begin, equal.end});
        }
        value = expression();
      }
      if (state.seen_star) {
        kwonly.add(parsed);
        kw_defaults.add(value);
      } else {
        if (value == nullptr && state.seen_default) {
          fail("non-default argument follows default argument", parsed.span);
        }
        state.seen_default |= value != nullptr;
        args.add(parsed);
        if (value != nullptr) defaults.add(value);
      }
    }
    if (!accept(TokenKind::Comma)) break;
  }
  result.args = args.copy_to(arena_).subspan(result.posonlyargs.size());
  result.kwonlyargs = kwonly.copy_to(arena_);
  result.kw_defaults = kw_defaults.copy_to(arena_);
  result.defaults = defaults.copy_to(arena_);
  return arena_.make<Arguments>(result);
}

// At `(`: names in parentheses were legal in Python 2.
void Parser::fail_parenthesised_parameters(bool is_lambda) {
  const std::uint32_t start = begin();
  advance();
  while (kind() == TokenKind::Name) {
    advance();
    if (!accept(TokenKind::Comma)) break;
  }
  if (!accept(TokenKind::RParen)) no_rule();
  fail(is_lambda ? "Lambda expression parameters cannot be parenthesized"
                 : "Function parameters cannot be parenthesized",
       span_from(start));
}

}  // namespace retort::python
