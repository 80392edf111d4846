// Expressions from the loosest binding to the tightest operator, and assignment targets.
//
// Binary operators are parsed by climbing a table of precedences; chains of equal precedence are
// loops, so that only what really nests uses the stack.
#include <fmt/format.h>

#include <optional>

#include "python/parser_state.h"

namespace retort::python {
namespace {

struct BinaryRow {
  int precedence;
  Operator op;
};

std::optional<BinaryRow> binary_row(TokenKind kind) {
  switch (kind) {
    case TokenKind::VBar:
      return BinaryRow{0, Operator::BitOr};
    case TokenKind::Circumflex:
      return BinaryRow{1, Operator::BitXor};
    case TokenKind::Amper:
      return BinaryRow{2, Operator::BitAnd};
    case TokenKind::LeftShift:
      return BinaryRow{3, Operator::LShift};
    case TokenKind::RightShift:
      return BinaryRow{3, Operator::RShift};
    case TokenKind::Plus:
      return BinaryRow{4, Operator::Add};
    case TokenKind::Minus:
      return BinaryRow{4, Operator::Sub};
    case TokenKind::Star:
      return BinaryRow{5, Operator::Mult};
    case TokenKind::Slash:
      return BinaryRow{5, Operator::Div};
    case TokenKind::DoubleSlash:
      return BinaryRow{5, Operator::FloorDiv};
    case TokenKind::Percent:
      return BinaryRow{5, Operator::Mod};
    case TokenKind::At:
      return BinaryRow{5, Operator::MatMult};
    default:
      return std::nullopt;
  }
}

}  // namespace

bool Parser::at_expression_start() const {
  switch (kind()) {
    case TokenKind::Name:
    case TokenKind::Number:
    case TokenKind::String:
    case TokenKind::FStringStart:
    case TokenKind::LParen:
    case TokenKind::LBracket:
    case TokenKind::LBrace:
    case TokenKind::Ellipsis:
    case TokenKind::Tilde:
    case TokenKind::Plus:
    case TokenKind::Minus:
    case TokenKind::False:
    case TokenKind::None:
    case TokenKind::True:
    case TokenKind::Await:
    case TokenKind::Lambda:
    case TokenKind::Not:
      return true;
    default:
      return false;
  }
}

// A token that is an atom by itself (an empty tuple or list is two).
bool Parser::at_single_token_atom() const {
  switch (kind()) {
    case TokenKind::Name:
    case TokenKind::Number:
    case TokenKind::String:
    case TokenKind::None:
    case TokenKind::True:
    case TokenKind::False:
      return true;
    default:
      return false;
  }
}

// Whether nothing more of an expression list can follow a comma here.
bool Parser::ends_expression_list() const {
  return !at_expression_start() && kind() != TokenKind::Star;
}

const Expr* Parser::star_expressions() {
  const std::uint32_t start = begin();
  const Expr* first = star_expression();
  if (kind() != TokenKind::Comma) return first;
  ExprBuilder elements(exprs_);
  elements.add(first);
  while (accept(TokenKind::Comma)) {
    if (ends_expression_list()) break;
    elements.add(star_expression());
  }
  return make<Tuple>(start, elements.copy_to(arena_), ExprContext::Load);
}

const Expr* Parser::star_expression() {
  if (kind() != TokenKind::Star) return expression();
  const std::uint32_t start = begin();
  advance();
  const Expr* value = bitwise_or();
  return make<Starred>(start, value, ExprContext::Load);
}

const Expr* Parser::star_named_expression() {
  if (kind() == TokenKind::Star) return star_expression();
  return named_expression();
}

const Expr* Parser::named_expression() {
  const std::size_t first = index_;
  const std::uint32_t start = begin();
  if (kind() == TokenKind::Name && kind_after() == TokenKind::ColonEqual) {
    const Expr* target = name();
    set_context(target, ExprContext::Store);
    advance();
    const Expr* value = expression();
    return make<NamedExpr>(start, target, value);
  }
  const Expr* result = expression();
  if (kind() == TokenKind::ColonEqual) {
    fail(fmt::format("cannot use assignment expressions with {}", describe_kind(*result)),
         result->span);
  }
  if (kind() == TokenKind::Equal && diagnose_) check_maybe_equality(result, first);
  return result;
}

const Expr* Parser::expression() {
  // Most expressions in a script are a lone name or literal.
  switch (kind_after()) {
    case TokenKind::Comma:
    case TokenKind::RParen:
    case TokenKind::Newline:
    case TokenKind::RBracket:
      if (at_single_token_atom()) return atom();
      break;
    default:
      break;
  }
  if (kind() == TokenKind::Lambda) return lambda();
  const std::size_t first = index_;
  const std::uint32_t start = begin();
  const Expr* body = disjunction();
  if (kind() != TokenKind::If) {
    if (diagnose_ && at_expression_start()) forgotten_comma(body, first);
    return body;
  }
  const DepthGuard guard(*this);
  advance();
  const Expr* test = disjunction();
  if (kind() != TokenKind::Else) {
    if (kind() != TokenKind::Colon) {
      if (diagnose_ && at_expression_start()) forgotten_comma(test, first);
      if (kind() != TokenKind::Error) {
        fail("expected 'else' after 'if' expression", {start, test->span.end});
      }
    }
    no_rule();
  }
  advance();
  const Expr* orelse = expression();
  return make<IfExp>(start, test, body, orelse);
}

const Expr* Parser::lambda() {
  const DepthGuard guard(*this);
  const std::uint32_t start = begin();
  advance();
  const Arguments* args = parameters(TokenKind::Colon, true);
  expect(TokenKind::Colon);
  const Expr* body = expression();
  return make<Lambda>(start, args, body);
}

const Expr* Parser::disjunction() {
  const std::uint32_t start = begin();
  const Expr* first = conjunction();
  if (kind() != TokenKind::Or) return first;
  ExprBuilder values(exprs_);
  values.add(first);
  while (accept(TokenKind::Or)) values.add(conjunction());
  return make<BoolOp>(start, BoolOperator::Or, values.copy_to(arena_));
}

const Expr* Parser::conjunction() {
  const std::uint32_t start = begin();
  const Expr* first = inversion();
  if (kind() != TokenKind::And) return first;
  ExprBuilder values(exprs_);
  values.add(first);
  while (accept(TokenKind::And)) values.add(inversion());
  return make<BoolOp>(start, BoolOperator::And, values.copy_to(arena_));
}

const Expr* Parser::inversion() {
  if (kind() != TokenKind::Not) return comparison();
  const DepthGuard guard(*this);
  const std::uint32_t start = begin();
  advance();
  const Expr* operand = inversion();
  return make<UnaryOp>(start, UnaryOperator::Not, operand);
}

// Consumes a comparison operator, if one is here.
bool Parser::accept_comparison(CompareOperator& op) {
  switch (kind()) {
    case TokenKind::EqEqual:
      op = CompareOperator::Eq;
      break;
    case TokenKind::NotEqual:
      if (text_of(current()) == "<>") no_rule();
      op = CompareOperator::NotEq;
      break;
    case TokenKind::Less:
      op = CompareOperator::Lt;
      break;
    case TokenKind::LessEqual:
      op = CompareOperator::LtE;
      break;
    case TokenKind::Greater:
      op = CompareOperator::Gt;
      break;
    case TokenKind::GreaterEqual:
      op = CompareOperator::GtE;
      break;
    case TokenKind::In:
      op = CompareOperator::In;
      break;
    case TokenKind::Is:
      op = CompareOperator::Is;
      if (kind_after() == TokenKind::Not) {
        advance();
        op = CompareOperator::IsNot;
      }
      break;
    case TokenKind::Not:
      if (kind_after() != TokenKind::In) {
        advance();  // No expression goes on with `not` alone.
        no_rule();
      }
      advance();
      op = CompareOperator::NotIn;
      break;
    default:
      return false;
  }
  advance();
  return true;
}

const Expr* Parser::comparison() {
  const std::uint32_t start = begin();
  const Expr* left = bitwise_or();
  CompareOperator op;
  if (!accept_comparison(op)) return left;
  ListBuilder<CompareOperator> ops(compare_ops_);
  ExprBuilder comparators(exprs_);
  do {
    ops.add(op);
    comparators.add(bitwise_or());
  } while (accept_comparison(op));
  return make<Compare>(start, left, ops.copy_to(arena_), comparators.copy_to(arena_));
}

const Expr* Parser::binary(int lowest) {
  const std::uint32_t start = begin();
  const Expr* left = factor();
  while (const std::optional<BinaryRow> row = binary_row(kind())) {
    if (row->precedence < lowest) break;
    ++chain_steps_;
    advance();
    const Expr* right = binary(row->precedence + 1);
    left = make<BinOp>(start, left, row->op, right);
  }
  return left;
}

const Expr* Parser::factor() {
  UnaryOperator op;
  switch (kind()) {
    case TokenKind::Plus:
      op = UnaryOperator::UAdd;
      break;
    case TokenKind::Minus:
      op = UnaryOperator::USub;
      break;
    case TokenKind::Tilde:
      op = UnaryOperator::Invert;
      break;
    default:
      return power();
  }
  const DepthGuard guard(*this);
  const std::uint32_t start = begin();
  advance();
  const Expr* operand = factor();
  return make<UnaryOp>(start, op, operand);
}

const Expr* Parser::power() {
  const std::uint32_t start = begin();
  const Expr* base = await_primary();
  if (kind() != TokenKind::DoubleStar) return base;
  const DepthGuard guard(*this);
  advance();
  const Expr* exponent = factor();
  return make<BinOp>(start, base, Operator::Pow, exponent);
}

const Expr* Parser::yield_expression() {
  const std::uint32_t start = begin();
  advance();
  if (accept(TokenKind::From)) {
    const Expr* value = expression();
    return make<YieldFrom>(start, value);
  }
  const Expr* value = ends_expression_list() ? nullptr : star_expressions();
  return make<Yield>(start, value);
}

// ---- Targets.

// The targets of `for`: parsed as operands, so that `in` is left alone, then checked.
const Expr* Parser::star_targets() {
  const std::uint32_t start = begin();
  const Expr* first = star_target();
  const Expr* result = first;
  if (kind() == TokenKind::Comma) {
    ExprBuilder elements(exprs_);
    elements.add(first);
    while (accept(TokenKind::Comma)) {
      if (ends_expression_list()) break;
      elements.add(star_target());
    }
    result = make<Tuple>(start, elements.copy_to(arena_), ExprContext::Load);
  }
  check_target(result, TargetPurpose::For);
  set_context(result, ExprContext::Store);
  return result;
}

const Expr* Parser::star_target() {
  if (kind() == TokenKind::Star) return star_expression();
  return bitwise_or();
}

void Parser::set_context(const Expr* expr, ExprContext context) const {
  // The node was made by this parser and is not shared yet.
  Expr* node = const_cast<Expr*>(expr);
  switch (expr->kind) {
    case ExprKind::Name:
      static_cast<Name*>(node)->ctx = context;
      break;
    case ExprKind::Attribute:
      static_cast<Attribute*>(node)->ctx = context;
      break;
    case ExprKind::Subscript:
      static_cast<Subscript*>(node)->ctx = context;
      break;
    case ExprKind::Starred:
      static_cast<Starred*>(node)->ctx = context;
      set_context(as<Starred>(*expr).value, context);
      break;
    case ExprKind::List:
      static_cast<List*>(node)->ctx = context;
      for (const Expr* element : as<List>(*expr).elts) set_context(element, context);
      break;
    case ExprKind::Tuple:
      static_cast<Tuple*>(node)->ctx = context;
      for (const Expr* element : as<Tuple>(*expr).elts) set_context(element, context);
      break;
    default:
      break;
  }
}

// The part of `expr` that cannot be a target; null when all can.
const Expr* Parser::invalid_target(const Expr* expr, TargetPurpose::Kind purpose) const {
  const auto first_invalid = [&](ExprList elements) -> const Expr* {
    for (const Expr* element : elements) {
      if (const Expr* found = invalid_target(element, purpose)) return found;
    }
    return nullptr;
  };
  switch (expr->kind) {
    case ExprKind::Name:
    case ExprKind::Attribute:
    case ExprKind::Subscript:
      return nullptr;
    case ExprKind::Starred:
      if (purpose == TargetPurpose::Delete) return expr;
      return invalid_target(as<Starred>(*expr).value, purpose);
    case ExprKind::List:
      return first_invalid(as<List>(*expr).elts);
    case ExprKind::Tuple:
      return first_invalid(as<Tuple>(*expr).elts);
    default:
      return expr;
  }
}

void Parser::check_target(const Expr* expr, TargetPurpose::Kind purpose) const {
  const Expr* found = invalid_target(expr, purpose);
  if (found == nullptr) return;
  fail(fmt::format("cannot {} {}", purpose == TargetPurpose::Delete ? "delete" : "assign to",
                   describe_kind(*found)),
       found->span);
}

std::string_view describe_kind(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::BoolOp:
    case ExprKind::BinOp:
    case ExprKind::UnaryOp:
      return "expression";
    case ExprKind::NamedExpr:
      return "named expression";
    case ExprKind::Lambda:
      return "lambda";
    case ExprKind::IfExp:
      return "conditional expression";
    case ExprKind::Dict:
      return "dict literal";
    case ExprKind::Set:
      return "set display";
    case ExprKind::ListComp:
      return "list comprehension";
    case ExprKind::SetComp:
      return "set comprehension";
    case ExprKind::DictComp:
      return "dict comprehension";
    case ExprKind::GeneratorExp:
      return "generator expression";
    case ExprKind::Await:
      return "await expression";
    case ExprKind::Yield:
    case ExprKind::YieldFrom:
      return "yield expression";
    case ExprKind::Compare:
      return "comparison";
    case ExprKind::Call:
      return "function call";
    case ExprKind::FormattedValue:
    case ExprKind::JoinedStr:
      return "f-string expression";
    case ExprKind::Attribute:
      return "attribute";
    case ExprKind::Subscript:
      return "subscript";
    case ExprKind::Starred:
      return "starred";
    case ExprKind::Name:
      return "name";
    case ExprKind::List:
      return "list";
    case ExprKind::Tuple:
      return "tuple";
    case ExprKind::Slice:
      return "slice";
    case ExprKind::Constant:
      break;
  }
  switch (as<Constant>(expr).type) {
    case ConstantKind::None:
      return "None";
    case ConstantKind::True:
      return "True";
    case ConstantKind::False:
      return "False";
    case ConstantKind::Ellipsis:
      return "ellipsis";
    default:
      return "literal";
  }
}

}  // namespace retort::python
