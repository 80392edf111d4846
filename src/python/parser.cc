// The entry, and what becomes of a text that does not parse.
//
// A file is parsed twice at most. The first pass knows only the grammar: it either builds the tree
// or stops at the first token that no rule takes. Only then a second pass looks, at the same
// places as CPython's parser, for the mistake that the author probably made; without one the
// message is "invalid syntax" at the token of the first pass. As in CPython, what the lexer
// objects to further down (a string without end) comes before either, for it is the likelier cause.
#include "python/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "python/lexer.h"
#include "python/parser_state.h"
#include "python/source_text.h"

namespace retort::python {

Symbol Parser::expect_name() {
  if (kind() != TokenKind::Name) no_rule();
  const Symbol name = intern(text_of(current()));
  advance();
  return name;
}

std::uint32_t Parser::previous_end() const {
  std::size_t i = index_;
  while (i > 0) {
    const Token& token = tokens_[--i];
    if (token.kind != TokenKind::Newline && token.kind != TokenKind::Dedent &&
        token.kind != TokenKind::Indent) {
      return token.end;
    }
  }
  return 0;
}

bool Parser::inside_brackets() const {
  int level = 0;
  for (std::size_t i = 0; i < index_; ++i) {
    switch (tokens_[i].kind) {
      case TokenKind::LParen:
      case TokenKind::LBracket:
      case TokenKind::LBrace:
        ++level;
        break;
      case TokenKind::RParen:
      case TokenKind::RBracket:
      case TokenKind::RBrace:
        --level;
        break;
      default:
        break;
    }
  }
  return level > 0;
}

void Parser::no_rule() {
  if (index_ > farthest_) farthest_ = index_;
  throw NoRule{};
}

void Parser::fail(std::string message, Span span, SyntaxErrorKind error_kind) const {
  throw SyntaxFailure{error_kind, std::move(message), span};
}

void Parser::fail_here(std::string message) {
  if (kind() == TokenKind::Error) no_rule();
  fail(std::move(message), {begin(), current().end});
}

void Parser::fail_too_deep() {
  throw Error(ErrorCode::limit, "the code is nested too deeply",
              place_in(*module_.source, {begin(), current().end}))
      .with_hint("split the expression into several statements");
}

// A colon that ends a header. Anything but a line end in its place is plain invalid syntax.
void Parser::expect_colon() {
  if (accept(TokenKind::Colon)) return;
  if (kind() == TokenKind::Newline) fail_here("expected ':'");
  no_rule();
}

// After `left`, another expression starts: inside brackets a comma is probably missing.
void Parser::forgotten_comma(const Expr* left, std::size_t first_token) {
  const Token& first = tokens_[first_token];
  if (first.kind == TokenKind::Name && first_token + 1 < tokens_.size()) {
    const std::string_view word = text_of(first);
    const bool soft = word == "match" || word == "case" || word == "_" || word == "type";
    if (soft || tokens_[first_token + 1].kind == TokenKind::String) return;
  }
  const std::size_t start = index_;
  const int depth = depth_;
  try {
    const Expr* right = kind() == TokenKind::Lambda ? lambda() : disjunction();
    const std::uint32_t end = right->span.end;
    --index_;
    const bool inside = inside_brackets();
    ++index_;
    if (inside) fail("invalid syntax. Perhaps you forgot a comma?", {left->span.begin, end});
    index_ = start;
  } catch (const NoRule&) {
    give_up_attempt(start, depth);
  }
}

// Back to `start` after a rule was tried in vain; unless the lexer stopped there, which is then
// what is wrong.
void Parser::give_up_attempt(std::size_t start, int depth) {
  if (kind() == TokenKind::Error) throw SyntaxFailure(*stream_.failure);
  index_ = start;
  depth_ = depth;
}

// At `=` after an expression in a place where only a comparison makes sense.
void Parser::check_maybe_equality(const Expr* left, std::size_t first_token) {
  const std::size_t start = index_;
  const int depth = depth_;
  advance();
  const Expr* right = nullptr;
  try {
    right = bitwise_or();
  } catch (const NoRule&) {
    give_up_attempt(start, depth);
  }
  const bool usable =
      right != nullptr && kind() != TokenKind::Equal && kind() != TokenKind::ColonEqual;
  index_ = start;
  if (!usable) return;
  if (left->kind == ExprKind::Name && first_token + 1 == start) {
    fail("invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
         {left->span.begin, right->span.end});
  }
  suggest_equality(left);
}

// For a value on the left of the only `=` that cannot be assigned to.
void Parser::suggest_equality(const Expr* target) {
  switch (target->kind) {
    case ExprKind::List:
    case ExprKind::GeneratorExp:
      return;
    case ExprKind::Tuple:
      if (text_[target->span.begin] == '(') return;
      break;
    case ExprKind::Constant: {
      const ConstantKind type = as<Constant>(*target).type;
      if (type == ConstantKind::None || type == ConstantKind::True || type == ConstantKind::False) {
        return;
      }
      break;
    }
    default:
      break;
  }
  const std::size_t start = index_;
  const int depth = depth_;
  const Expr* part = target;
  if (target->kind == ExprKind::Tuple) {
    const ExprList elements = as<Tuple>(*target).elts;
    part = elements.empty() ? target : elements.back();
  }
  switch (part->kind) {
    case ExprKind::Compare:
    case ExprKind::BoolOp:
    case ExprKind::IfExp:
    case ExprKind::Lambda:
    case ExprKind::Starred:
      return;
    case ExprKind::UnaryOp:
      if (as<UnaryOp>(*part).op == UnaryOperator::Not) return;
      break;
    case ExprKind::Name:
    case ExprKind::Attribute:
    case ExprKind::Subscript:
      if (part != target) return;
      break;
    default:
      break;
  }
  bool usable = false;
  try {
    advance();
    bitwise_or();
    usable = kind() != TokenKind::Equal && kind() != TokenKind::ColonEqual;
  } catch (const NoRule&) {
    give_up_attempt(start, depth);
  }
  index_ = start;
  if (!usable) return;
  fail(fmt::format("cannot assign to {} here. Maybe you meant '==' instead of '='?",
                   describe_kind(*part)),
       part->span);
}

// `print "text"` and `exec "code"`, as in Python 2.
void Parser::check_legacy_statement(const Expr* value) {
  const Name* name = try_as<Name>(value);
  if (name == nullptr || !at_expression_start()) return;
  const std::string_view word = name->id.text();
  if (word != "print" && word != "exec") return;
  const std::size_t start = index_;
  const int depth = depth_;
  try {
    star_expressions();
    fail(fmt::format("Missing parentheses in call to '{}'. Did you mean {}(...)?", word, word),
         span_from(value->span.begin));
  } catch (const NoRule&) {
    give_up_attempt(start, depth);
  }
}

StmtList Parser::parse_file(bool diagnose) {
  diagnose_ = diagnose;
  ListBuilder<const Stmt*> body(stmts_);
  while (kind() != TokenKind::EndMarker) {
    chain_steps_ = 0;
    const std::size_t before = body.size();
    statement(body);
    if (chain_steps_ <= kMaxHeight) continue;
    for (std::size_t i = before; i < body.size(); ++i) check_height(stmts_[i]);
  }
  return body.copy_to(arena_);
}

namespace {

std::string_view name_of(SyntaxErrorKind kind) {
  switch (kind) {
    case SyntaxErrorKind::Indentation:
      return "IndentationError";
    case SyntaxErrorKind::Tab:
      return "TabError";
    case SyntaxErrorKind::Syntax:
      break;
  }
  return "SyntaxError";
}

SyntaxFailure invalid_syntax(const Token& token) {
  if (token.kind == TokenKind::Indent) {
    return {SyntaxErrorKind::Indentation, "unexpected indent", {token.begin - 1, token.begin}};
  }
  if (token.kind == TokenKind::Dedent) {
    return {SyntaxErrorKind::Indentation, "unexpected unindent", {token.begin, token.end}};
  }
  return {SyntaxErrorKind::Syntax, "invalid syntax", {token.begin, token.end}};
}

// What the second pass says, or the plain message.
SyntaxFailure diagnose(Module& module, const TokenStream& stream, std::size_t stopped_at) {
  try {
    Parser parser(module, stream);
    parser.parse_file(true);
  } catch (const NoRule&) {
  } catch (const SyntaxFailure& failure) {
    return failure;
  }
  return invalid_syntax(stream.tokens[stopped_at]);
}

// Gives precedence to what the lexer found after the place of `failure`.
SyntaxFailure weigh(const SyntaxFailure& failure, const TokenStream& stream, std::size_t farthest,
                    std::string_view text) {
  if (!stream.failure) return failure;
  if (stream.failure_overrides) return *stream.failure;
  if (!stream.open_bracket) return failure;
  const std::uint32_t open = *stream.open_bracket;
  const std::uint32_t reached = std::max(failure.span.end, stream.tokens[farthest].begin);
  if (line_of(text, reached) <= line_of(text, open)) return failure;
  return {
      SyntaxErrorKind::Syntax, fmt::format("'{}' was never closed", text[open]), {open, open + 1}};
}

/// Of how many tokens the memory is kept for the next module.
constexpr std::size_t kKeptTokens = 16'384;

}  // namespace

std::unique_ptr<const Module> parse_module(SourcePtr source) {
  auto module = std::make_unique<Module>();
  module->source = decode_source(std::move(source));
  const std::string_view text = module->source->text;
  thread_local std::vector<Token> memory;  // Serves one module after the other.
  TokenStream stream = tokenize(text, std::move(memory));
  SyntaxFailure failure;
  Parser parser(*module, stream);
  try {
    module->body = parser.parse_file(false);
    if (stream.tokens.capacity() <= kKeptTokens) memory = std::move(stream.tokens);
    return module;
  } catch (const SyntaxFailure& found) {
    failure = weigh(found, stream, parser.farthest(), text);
  } catch (const NoRule&) {
    const std::size_t stopped_at = parser.farthest();
    const bool in_lexer = stream.tokens[stopped_at].kind == TokenKind::Error;
    failure = in_lexer ? *stream.failure
                       : weigh(diagnose(*module, stream, stopped_at), stream, stopped_at, text);
  }
  throw Error(ErrorCode::parse, fmt::format("{}: {}", name_of(failure.kind), failure.message),
              place_in(*module->source, failure.span))
      .with_hint("Python cannot read it either: correct the line, and run the command again.");
}

}  // namespace retort::python
