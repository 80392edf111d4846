// Compound statements: those that hold blocks.
#include <fmt/format.h>

#include "python/parser_state.h"

namespace retort::python {

// After the colon. `after` and `header` say what the block belongs to, for the message.
StmtList Parser::block(std::string_view after, std::uint32_t header) {
  ListBuilder<const Stmt*> body(stmts_);
  if (accept(TokenKind::Newline)) {
    if (kind() == TokenKind::Error) no_rule();
    if (kind() != TokenKind::Indent) {
      fail(fmt::format("expected an indented block after {} on line {}", after,
                       line_of(text_, header)),
           {begin(), current().end}, SyntaxErrorKind::Indentation);
    }
    advance();
    while (kind() != TokenKind::Dedent) statement(body);
    advance();
  } else {
    simple_statements(body);
  }
  return body.copy_to(arena_);
}

const Stmt* Parser::compound_statement() {
  switch (kind()) {
    case TokenKind::If:
      return if_statement();
    case TokenKind::While:
      return while_statement();
    case TokenKind::For:
      return for_statement(begin(), false);
    case TokenKind::With:
      return with_statement(begin(), false);
    case TokenKind::Try:
      return try_statement();
    case TokenKind::Def:
      return function_definition(begin(), {}, false);
    case TokenKind::Class:
      return class_definition({});
    case TokenKind::Async:
      return async_statement({});
    default:
      return decorated();
  }
}

namespace {

struct IfArm {
  std::uint32_t begin;
  const Expr* test;
  StmtList body;
};

}  // namespace

// A chain of `elif` is read by a loop, then nested from its end.
const Stmt* Parser::if_statement() {
  std::vector<IfArm> arms;
  while (arms.empty() || kind() == TokenKind::Elif) {
    const std::uint32_t start = begin();
    advance();
    const Expr* test = named_expression();
    expect_colon();
    const StmtList body = block(arms.empty() ? "'if' statement" : "'elif' statement", start);
    arms.push_back({start, test, body});
  }
  chain_steps_ += arms.size();
  StmtList orelse = optional_else("'else' statement");
  const Stmt* result = nullptr;
  for (std::size_t i = arms.size(); i-- > 0;) {
    result = make<If>(arms[i].begin, arms[i].test, arms[i].body, orelse);
    orelse = arena_.copy(StmtList(&result, 1));
  }
  return result;
}

StmtList Parser::optional_else(std::string_view after) {
  const std::uint32_t start = begin();
  if (!accept(TokenKind::Else)) return {};
  expect_colon();
  return block(after, start);
}

const Stmt* Parser::while_statement() {
  const std::uint32_t start = begin();
  advance();
  const Expr* test = named_expression();
  expect_colon();
  const StmtList body = block("'while' statement", start);
  const StmtList orelse = optional_else("'else' statement");
  return make<While>(start, test, body, orelse);
}

// `start` is where `async` stands, if it does.
const Stmt* Parser::for_statement(std::uint32_t start, bool is_async) {
  const std::uint32_t header = begin();
  advance();
  const Expr* target = star_targets();
  expect(TokenKind::In);
  const Expr* iter = star_expressions();
  expect_colon();
  const StmtList body = block("'for' statement", header);
  const StmtList orelse = optional_else("'else' statement");
  if (is_async) return make<AsyncFor>(start, target, iter, body, orelse);
  return make<For>(start, target, iter, body, orelse);
}

const Stmt* Parser::with_statement(std::uint32_t start, bool is_async) {
  const std::uint32_t header = begin();
  advance();
  const auto items = with_items();
  expect_colon();
  const StmtList body = block("'with' statement", header);
  if (is_async) return make<AsyncWith>(start, items, body);
  return make<With>(start, items, body);
}

std::span<const WithItem> Parser::with_items() {
  ListBuilder<WithItem> items(with_items_);
  if (kind() == TokenKind::LParen && with_items_in_parentheses(items)) {
    return items.copy_to(arena_);
  }
  do {
    items.add(with_item(false));
  } while (accept(TokenKind::Comma));
  return items.copy_to(arena_);
}

// `with (a as b, c):` is tried first, as in CPython; false (and nothing consumed) when the bracket
// turns out to belong to an expression.
bool Parser::with_items_in_parentheses(ListBuilder<WithItem>& items) {
  std::size_t close = index_;
  int level = 0;
  do {
    switch (tokens_[close].kind) {
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
      case TokenKind::Error:
        return false;
      default:
        break;
    }
    ++close;
  } while (level > 0);
  if (tokens_[close].kind != TokenKind::Colon) return false;

  const std::size_t start = index_;
  const int depth = depth_;
  try {
    ListBuilder<WithItem> tried(with_items_);
    advance();
    do {
      if (kind() == TokenKind::RParen && !tried.empty()) break;
      tried.add(with_item(true));
    } while (accept(TokenKind::Comma));
    expect(TokenKind::RParen);
    if (kind() == TokenKind::Colon) {
      const auto done = tried.copy_to(arena_);
      accepted_items_.assign(done.begin(), done.end());
    } else {
      no_rule();
    }
  } catch (const NoRule&) {
    index_ = start;
    depth_ = depth;
    return false;
  }
  for (const WithItem& item : accepted_items_) items.add(item);
  return true;
}

WithItem Parser::with_item(bool in_parentheses) {
  const Expr* context = expression();
  if (!accept(TokenKind::As)) return {context, nullptr};
  const Expr* target = star_target();
  const bool ends = kind() == TokenKind::Comma || kind() == TokenKind::Colon ||
                    (in_parentheses && kind() == TokenKind::RParen);
  if (!ends) no_rule();
  check_target(target, TargetPurpose::Assign);
  set_context(target, ExprContext::Store);
  return {context, target};
}

const Stmt* Parser::try_statement() {
  const std::uint32_t start = begin();
  advance();
  expect_colon();
  const StmtList body = block("'try' statement", start);
  ListBuilder<ExceptHandler> handlers(handlers_);
  bool is_star = false;
  while (kind() == TokenKind::Except) {
    bool handler_is_star = false;
    const Token except = current();
    const ExceptHandler handler = except_handler(handler_is_star);
    if (!handlers.empty() && handler_is_star != is_star) {
      fail("cannot have both 'except' and 'except*' on the same 'try'", {except.begin, except.end});
    }
    is_star = handler_is_star;
    handlers.add(handler);
  }
  StmtList orelse;
  if (!handlers.empty()) orelse = optional_else("'else' statement");
  StmtList finalbody;
  const std::uint32_t finally = begin();
  if (accept(TokenKind::Finally)) {
    expect_colon();
    finalbody = block("'finally' statement", finally);
  } else if (handlers.empty()) {
    if (kind() == TokenKind::Error) no_rule();
    fail_here("expected 'except' or 'finally' block");
  }
  if (is_star) return make<TryStar>(start, body, handlers.copy_to(arena_), orelse, finalbody);
  return make<Try>(start, body, handlers.copy_to(arena_), orelse, finalbody);
}

ExceptHandler Parser::except_handler(bool& is_star) {
  const std::uint32_t start = begin();
  advance();
  is_star = accept(TokenKind::Star);
  const Expr* type = nullptr;
  Symbol name;
  if (is_star && (kind() == TokenKind::Colon || kind() == TokenKind::Newline)) {
    fail_here("expected one or more exception types");
  }
  if (is_star || kind() != TokenKind::Colon) {
    if (kind() == TokenKind::Newline) fail_here("expected ':'");
    const std::uint32_t type_start = begin();
    type = expression();
    if (kind() == TokenKind::Comma) {
      // Since Python 3.14 several types need parentheses only before `as`.
      ExprBuilder types(exprs_);
      types.add(type);
      while (accept(TokenKind::Comma) && kind() != TokenKind::Colon) types.add(expression());
      if (kind() == TokenKind::As && diagnose_) {
        fail("multiple exception types must be parenthesized when using 'as'",
             {type_start, previous_end()});
      }
      if (kind() != TokenKind::Colon) no_rule();
      type = make<Tuple>(type_start, types.copy_to(arena_), ExprContext::Load);
    }
    if (accept(TokenKind::As)) name = expect_name();
  }
  expect_colon();
  const StmtList body = block(is_star ? "'except*' statement" : "'except' statement", start);
  return {type, name, body, span_from(start)};
}

const Stmt* Parser::decorated() {
  ExprBuilder decorators(exprs_);
  while (accept(TokenKind::At)) {
    decorators.add(named_expression());
    expect(TokenKind::Newline);
  }
  const ExprList list = decorators.copy_to(arena_);
  switch (kind()) {
    case TokenKind::Def:
      return function_definition(begin(), list, false);
    case TokenKind::Class:
      return class_definition(list);
    case TokenKind::Async:
      if (kind_after() == TokenKind::Def) return async_statement(list);
      [[fallthrough]];
    default:
      advance_if(kind() == TokenKind::Async);
      no_rule();
  }
}

const Stmt* Parser::async_statement(ExprList decorators) {
  const std::uint32_t start = begin();
  advance();
  switch (kind()) {
    case TokenKind::Def:
      return function_definition(start, decorators, true);
    case TokenKind::For:
      return for_statement(start, true);
    case TokenKind::With:
      return with_statement(start, true);
    default:
      no_rule();
  }
}

const Stmt* Parser::function_definition(std::uint32_t start, ExprList decorators, bool is_async) {
  const std::uint32_t header = begin();
  advance();
  const Symbol name = expect_name();
  const TypeParamList type_params = type_parameters();
  if (kind() != TokenKind::LParen && kind() != TokenKind::Error) fail_here("expected '('");
  expect(TokenKind::LParen);
  const Arguments* args = parameters(TokenKind::RParen, false);
  expect(TokenKind::RParen);
  const Expr* returns = accept(TokenKind::Arrow) ? expression() : nullptr;
  expect_colon();
  const StmtList body = block("function definition", header);
  if (is_async) {
    return make<AsyncFunctionDef>(start, name, args, body, decorators, returns, type_params);
  }
  return make<FunctionDef>(start, name, args, body, decorators, returns, type_params);
}

const Stmt* Parser::class_definition(ExprList decorators) {
  const std::uint32_t start = begin();
  advance();
  const Symbol name = expect_name();
  const TypeParamList type_params = type_parameters();
  CallArguments arguments;
  if (kind() == TokenKind::LParen) arguments = call_arguments(true);
  expect_colon();
  const StmtList body = block("class definition", start);
  return make<ClassDef>(start, name, arguments.args, arguments.keywords, body, decorators,
                        type_params);
}

TypeParamList Parser::type_parameters() {
  if (!accept(TokenKind::LBracket)) return {};
  if (kind() == TokenKind::RBracket) fail_here("Type parameter list cannot be empty");
  ListBuilder<const TypeParam*> parameters(type_params_);
  do {
    if (kind() == TokenKind::RBracket) break;
    parameters.add(type_parameter());
  } while (accept(TokenKind::Comma));
  expect(TokenKind::RBracket);
  return parameters.copy_to(arena_);
}

const TypeParam* Parser::type_parameter() {
  const std::uint32_t start = begin();
  TypeParamKind type = TypeParamKind::TypeVar;
  if (accept(TokenKind::Star)) {
    type = TypeParamKind::TypeVarTuple;
  } else if (accept(TokenKind::DoubleStar)) {
    type = TypeParamKind::ParamSpec;
  }
  const Symbol name = expect_name();
  const Expr* bound = nullptr;
  const Token colon = current();
  if (accept(TokenKind::Colon)) {
    bound = expression();
    if (type != TypeParamKind::TypeVar) {
      const bool is_tuple = bound->kind == ExprKind::Tuple;
      fail(fmt::format("cannot use {} with {}", is_tuple ? "constraints" : "bound",
                       type == TypeParamKind::ParamSpec ? "ParamSpec" : "TypeVarTuple"),
           {colon.begin, colon.end});
    }
  }
  return arena_.make<TypeParam>(TypeParam{type, span_from(start), name, bound});
}

}  // namespace retort::python
