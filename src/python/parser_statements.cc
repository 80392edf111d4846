// Simple statements.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "python/parser_state.h"

namespace retort::python {
namespace {

std::optional<Operator> augmented_operator(TokenKind kind) {
  switch (kind) {
    case TokenKind::PlusEqual:
      return Operator::Add;
    case TokenKind::MinusEqual:
      return Operator::Sub;
    case TokenKind::StarEqual:
      return Operator::Mult;
    case TokenKind::AtEqual:
      return Operator::MatMult;
    case TokenKind::SlashEqual:
      return Operator::Div;
    case TokenKind::PercentEqual:
      return Operator::Mod;
    case TokenKind::AmperEqual:
      return Operator::BitAnd;
    case TokenKind::VBarEqual:
      return Operator::BitOr;
    case TokenKind::CircumflexEqual:
      return Operator::BitXor;
    case TokenKind::LeftShiftEqual:
      return Operator::LShift;
    case TokenKind::RightShiftEqual:
      return Operator::RShift;
    case TokenKind::DoubleStarEqual:
      return Operator::Pow;
    case TokenKind::DoubleSlashEqual:
      return Operator::FloorDiv;
    default:
      return std::nullopt;
  }
}

}  // namespace

void Parser::statement(ListBuilder<const Stmt*>& out) {
  switch (kind()) {
    case TokenKind::If:
    case TokenKind::While:
    case TokenKind::For:
    case TokenKind::With:
    case TokenKind::Try:
    case TokenKind::Def:
    case TokenKind::Class:
    case TokenKind::Async:
    case TokenKind::At:
      return out.add(compound_statement());
    case TokenKind::Name:
      if (at_name("match")) {
        if (at_match_statement()) return out.add(match_statement());
        if (diagnose_) diagnose_match();
      }
      [[fallthrough]];
    default:
      return simple_statements(out);
  }
}

void Parser::simple_statements(ListBuilder<const Stmt*>& out) {
  do {
    if (kind() == TokenKind::Newline && !out.empty()) break;
    out.add(simple_statement());
  } while (accept(TokenKind::Semicolon));
  expect(TokenKind::Newline);
}

const Stmt* Parser::simple_statement() {
  const std::uint32_t start = begin();
  switch (kind()) {
    case TokenKind::Pass:
      advance();
      return make<Pass>(start);
    case TokenKind::Break:
      advance();
      return make<Break>(start);
    case TokenKind::Continue:
      advance();
      return make<Continue>(start);
    case TokenKind::Return:
      return return_statement();
    case TokenKind::Raise:
      return raise_statement();
    case TokenKind::Del:
      return delete_statement();
    case TokenKind::Assert:
      return assert_statement();
    case TokenKind::Import:
      return import_statement();
    case TokenKind::From:
      return import_from_statement();
    case TokenKind::Global: {
      advance();
      const SymbolList names = name_list();
      return make<Global>(start, names);
    }
    case TokenKind::Nonlocal: {
      advance();
      const SymbolList names = name_list();
      return make<Nonlocal>(start, names);
    }
    default:
      return at_type_alias() ? type_alias_statement() : expression_statement();
  }
}

const Stmt* Parser::expression_statement() {
  const std::size_t first = index_;
  const std::uint32_t start = begin();
  const Expr* value = kind() == TokenKind::Yield ? yield_expression() : star_expressions();
  if (kind() == TokenKind::Equal) return assignment(value, start, first);
  if (kind() == TokenKind::Colon) {
    return annotated_assignment(value, start, parenthesised(value, first));
  }
  if (const auto op = augmented_operator(kind())) return augmented_assignment(value, start, *op);
  if (diagnose_) check_legacy_statement(value);
  if (diagnose_ && kind() == TokenKind::ColonEqual && value->kind != ExprKind::Name) {
    fail(fmt::format("cannot use assignment expressions with {}", describe_kind(*value)),
         value->span);
  }
  return make<ExprStmt>(start, value);
}

const Expr* Parser::assigned_value() {
  return kind() == TokenKind::Yield ? yield_expression() : star_expressions();
}

const Stmt* Parser::assignment(const Expr* first, std::uint32_t start, std::size_t first_token) {
  ExprBuilder targets(exprs_);
  const Expr* value = first;
  std::size_t value_token = first_token;
  while (kind() == TokenKind::Equal) {
    const bool is_yield = value->kind == ExprKind::Yield || value->kind == ExprKind::YieldFrom;
    if (is_yield && !parenthesised(value, value_token)) {
      fail("assignment to yield expression not possible", value->span);
    }
    if (invalid_target(value, TargetPurpose::Assign) != nullptr) {
      if (targets.empty()) suggest_equality(value);
      check_target(value, TargetPurpose::Assign);
    }
    set_context(value, ExprContext::Store);
    targets.add(value);
    advance();
    value_token = index_;
    value = assigned_value();
  }
  return make<Assign>(start, targets.copy_to(arena_), value);
}

const Stmt* Parser::annotated_assignment(const Expr* target, std::uint32_t start,
                                         bool in_parentheses) {
  switch (target->kind) {
    case ExprKind::Name:
    case ExprKind::Attribute:
    case ExprKind::Subscript:
      break;
    case ExprKind::List:
      fail("only single target (not list) can be annotated", target->span);
    case ExprKind::Tuple: {
      const bool bare = !in_parentheses && text_[start] != '(';
      const auto elements = as<Tuple>(*target).elts;
      fail("only single target (not tuple) can be annotated",
           bare && !elements.empty() ? elements[0]->span : target->span);
    }
    default:
      if (target->kind == ExprKind::Yield || target->kind == ExprKind::YieldFrom) no_rule();
      advance();
      expression();
      fail("illegal target for annotation", target->span);
  }
  set_context(target, ExprContext::Store);
  advance();
  const Expr* annotation = expression();
  const Expr* value = accept(TokenKind::Equal) ? assigned_value() : nullptr;
  const bool simple = target->kind == ExprKind::Name && !in_parentheses;
  return make<AnnAssign>(start, target, annotation, value, simple);
}

const Stmt* Parser::augmented_assignment(const Expr* target, std::uint32_t start, Operator op) {
  switch (target->kind) {
    case ExprKind::Name:
    case ExprKind::Attribute:
    case ExprKind::Subscript:
      break;
    default:
      fail(fmt::format("'{}' is an illegal expression for augmented assignment",
                       describe_kind(*target)),
           target->span);
  }
  set_context(target, ExprContext::Store);
  advance();
  const Expr* value = assigned_value();
  return make<AugAssign>(start, target, op, value);
}

const Stmt* Parser::return_statement() {
  const std::uint32_t start = begin();
  advance();
  const Expr* value = ends_expression_list() ? nullptr : star_expressions();
  return make<Return>(start, value);
}

const Stmt* Parser::raise_statement() {
  const std::uint32_t start = begin();
  advance();
  const Expr* exception = at_expression_start() ? expression() : nullptr;
  const Expr* cause = nullptr;
  if (exception != nullptr && accept(TokenKind::From)) cause = expression();
  return make<Raise>(start, exception, cause);
}

const Stmt* Parser::delete_statement() {
  const std::uint32_t start = begin();
  advance();
  ExprBuilder targets(exprs_);
  do {
    if (!targets.empty() && (kind() == TokenKind::Newline || kind() == TokenKind::Semicolon)) break;
    targets.add(star_expression());
  } while (accept(TokenKind::Comma));
  for (std::size_t i = exprs_.size() - targets.size(); i < exprs_.size(); ++i) {
    check_target(exprs_[i], TargetPurpose::Delete);
    set_context(exprs_[i], ExprContext::Del);
  }
  return make<Delete>(start, targets.copy_to(arena_));
}

const Stmt* Parser::assert_statement() {
  const std::uint32_t start = begin();
  advance();
  const Expr* test = expression();
  const Expr* message = accept(TokenKind::Comma) ? expression() : nullptr;
  return make<Assert>(start, test, message);
}

// The text of the name is that of the source unless there is space around a dot.
Symbol Parser::dotted_name() {
  const std::uint32_t start = begin();
  expect_name();
  std::size_t length = previous_end() - start;
  const std::size_t first = index_ - 1;
  while (accept(TokenKind::Dot)) {
    length += 1 + text_of(current()).size();
    expect_name();
  }
  const std::string_view written = text_.substr(start, previous_end() - start);
  if (written.size() == length) return intern(written);
  std::string joined;
  for (std::size_t i = first; i < index_; ++i) joined += text_of(tokens_[i]);
  return intern(joined);
}

const Stmt* Parser::import_statement() {
  const std::uint32_t start = begin();
  advance();
  ListBuilder<Alias> names(aliases_);
  do {
    const std::uint32_t alias_start = begin();
    const Symbol name = dotted_name();
    const Symbol asname = accept(TokenKind::As) ? expect_name() : Symbol();
    names.add({name, asname, span_from(alias_start)});
  } while (accept(TokenKind::Comma));
  return make<Import>(start, names.copy_to(arena_));
}

const Stmt* Parser::import_from_statement() {
  const std::uint32_t start = begin();
  advance();
  int level = 0;
  while (kind() == TokenKind::Dot || kind() == TokenKind::Ellipsis) {
    level += kind() == TokenKind::Dot ? 1 : 3;
    advance();
  }
  Symbol module;
  if (kind() == TokenKind::Name) {
    module = dotted_name();
  } else if (level == 0) {
    no_rule();
  }
  expect(TokenKind::Import);
  const auto names = import_from_names();
  return make<ImportFrom>(start, module, names, level);
}

std::span<const Alias> Parser::import_from_names() {
  ListBuilder<Alias> names(aliases_);
  const std::uint32_t start = begin();
  if (accept(TokenKind::Star)) {
    names.add({intern("*"), Symbol(), span_from(start)});
    return names.copy_to(arena_);
  }
  const bool in_parentheses = accept(TokenKind::LParen);
  while (true) {
    const std::uint32_t alias_start = begin();
    const Symbol name = expect_name();
    const Symbol asname = accept(TokenKind::As) ? expect_name() : Symbol();
    names.add({name, asname, span_from(alias_start)});
    if (!accept(TokenKind::Comma)) break;
    if (in_parentheses && kind() == TokenKind::RParen) break;
    if (!in_parentheses && kind() == TokenKind::Newline) {
      fail_here("trailing comma not allowed without surrounding parentheses");
    }
  }
  if (in_parentheses) expect(TokenKind::RParen);
  return names.copy_to(arena_);
}

SymbolList Parser::name_list() {
  ListBuilder<Symbol> names(symbols_);
  do {
    names.add(expect_name());
  } while (accept(TokenKind::Comma));
  return names.copy_to(arena_);
}

// `type` is a name unless a name and `=` or `[` follow.
bool Parser::at_type_alias() const {
  return kind() == TokenKind::Name && kind_after(1) == TokenKind::Name && at_name("type") &&
         (kind_after(2) == TokenKind::Equal || kind_after(2) == TokenKind::LBracket);
}

const Stmt* Parser::type_alias_statement() {
  const std::uint32_t start = begin();
  advance();
  const Expr* alias = name();
  set_context(alias, ExprContext::Store);
  const TypeParamList type_params = type_parameters();
  expect(TokenKind::Equal);
  const Expr* value = expression();
  return make<TypeAlias>(start, alias, type_params, value);
}

}  // namespace retort::python
