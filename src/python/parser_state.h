// The parser's working state and its rules, one method a rule of CPython's grammar (whose names
// they keep). The rules live in parser_statements.cc, parser_compound.cc, parser_expressions.cc,
// parser_atoms.cc, parser_arguments.cc, parser_patterns.cc and parser_strings.cc; parser.cc holds
// the entry and the errors. Internal to the parser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "python/ast.h"
#include "python/token.h"

namespace retort::python {

/// Collects the items of one list on a stack that all lists of that type share, so that nested
/// lists cost no allocation of their own.
template <class T>
class ListBuilder {
 public:
  explicit ListBuilder(std::vector<T>& stack) : stack_(stack), start_(stack.size()) {}
  ~ListBuilder() {
    stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(start_), stack_.end());
  }
  ListBuilder(const ListBuilder&) = delete;
  ListBuilder& operator=(const ListBuilder&) = delete;

  void add(const T& item) { stack_.push_back(item); }
  std::size_t size() const { return stack_.size() - start_; }
  bool empty() const { return size() == 0; }
  const T& back() const { return stack_.back(); }
  std::span<const T> copy_to(Arena& arena) const {
    return arena.copy(std::span<const T>(stack_).subspan(start_));
  }

 private:
  std::vector<T>& stack_;
  std::size_t start_;
};

/// Thrown where the grammar has no rule for the current token.
struct NoRule {};

class Parser {
 public:
  Parser(Module& module, const TokenStream& stream)
      : module_(module),
        arena_(module.arena),
        text_(module.source->text),
        stream_(stream),
        tokens_(stream.tokens) {}

  /// Parses the whole file. Throws SyntaxFailure, or NoRule at token `farthest()`. With `diagnose`
  /// it also looks for what the author may have meant, which costs time: for a file known broken.
  StmtList parse_file(bool diagnose);
  std::size_t farthest() const { return farthest_; }

 private:
  using ExprBuilder = ListBuilder<const Expr*>;

  struct TargetPurpose {
    enum Kind : std::uint8_t { Assign, Delete, For };
  };

  // ---- Tokens.
  const Token& current() const { return tokens_[index_]; }
  TokenKind kind() const { return tokens_[index_].kind; }
  TokenKind kind_after(std::size_t ahead = 1) const {
    const std::size_t last = tokens_.size() - 1;
    return tokens_[index_ + ahead < last ? index_ + ahead : last].kind;
  }
  std::uint32_t begin() const { return tokens_[index_].begin; }
  std::string_view text_of(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  bool at_name(std::string_view name) const {
    return kind() == TokenKind::Name && text_of(current()) == name;
  }
  void advance() {
    if (index_ + 1 < tokens_.size()) ++index_;
  }
  void advance_if(bool condition) {
    if (condition) advance();
  }
  bool accept(TokenKind expected) {
    if (kind() != expected) return false;
    advance();
    return true;
  }
  void expect(TokenKind expected) {
    if (!accept(expected)) no_rule();
  }
  Symbol expect_name();
  /// The end of the last token that is not layout.
  std::uint32_t previous_end() const;
  /// Level of brackets at the current token, 0 outside (slow: only for diagnosis).
  bool inside_brackets() const;

  // ---- Errors (parser.cc).
  [[noreturn]] void no_rule();
  [[noreturn]] void fail(std::string message, Span span,
                         SyntaxErrorKind kind = SyntaxErrorKind::Syntax) const;
  [[noreturn]] void fail_here(std::string message);
  void expect_colon();
  void forgotten_comma(const Expr* left, std::size_t first_token);
  void check_maybe_equality(const Expr* left, std::size_t first_token);
  void suggest_equality(const Expr* target);
  void check_legacy_statement(const Expr* value);
  void give_up_attempt(std::size_t start, int depth);
  void check_height(const Stmt* statement) const;

  /// Bounds the recursion of the rules that can nest without brackets or blocks.
  class DepthGuard {
   public:
    explicit DepthGuard(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > kMaxDepth) parser_.fail_too_deep();
    }
    ~DepthGuard() { --parser_.depth_; }
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;

   private:
    Parser& parser_;
  };
  static constexpr int kMaxDepth = 1000;
#if defined(__SANITIZE_ADDRESS__)  // its stack frames are several times as large
  static constexpr std::size_t kMaxHeight = 1000;
#else
  static constexpr std::size_t kMaxHeight = 2500;
#endif
  [[noreturn]] void fail_too_deep();

  // ---- Nodes.
  template <class Node>
  using BaseOf =
      std::conditional_t<std::is_base_of_v<Expr, Node>, Expr,
                         std::conditional_t<std::is_base_of_v<Stmt, Node>, Stmt, Pattern>>;

  /// A node from `begin` to the end of the last token.
  template <class Node, class... Fields>
  const Node* make(std::uint32_t begin, Fields... fields) {
    return arena_.make<Node>(BaseOf<Node>{Node::kKind, {begin, previous_end()}}, fields...);
  }
  Span span_from(std::uint32_t begin) const {
    return {begin, previous_end()};
  }

  // ---- Statements (parser_statements.cc).
  void statement(ListBuilder<const Stmt*>& out);
  void simple_statements(ListBuilder<const Stmt*>& out);
  const Stmt* simple_statement();
  const Stmt* expression_statement();
  const Stmt* assignment(const Expr* first, std::uint32_t begin, std::size_t first_token);
  const Stmt* annotated_assignment(const Expr* target, std::uint32_t begin, bool parenthesised);
  const Stmt* augmented_assignment(const Expr* target, std::uint32_t begin, Operator op);
  const Expr* assigned_value();
  const Stmt* return_statement();
  const Stmt* raise_statement();
  const Stmt* delete_statement();
  const Stmt* assert_statement();
  const Stmt* import_statement();
  const Stmt* import_from_statement();
  std::span<const Alias> import_from_names();
  Symbol dotted_name();
  SymbolList name_list();
  const Stmt* type_alias_statement();
  bool at_type_alias() const;

  // ---- Compound statements (parser_compound.cc).
  StmtList block(std::string_view after, std::uint32_t header);
  const Stmt* compound_statement();
  const Stmt* if_statement();
  const Stmt* while_statement();
  const Stmt* for_statement(std::uint32_t begin, bool is_async);
  const Stmt* with_statement(std::uint32_t begin, bool is_async);
  std::span<const WithItem> with_items();
  bool with_items_in_parentheses(ListBuilder<WithItem>& items);
  WithItem with_item(bool in_parentheses);
  const Stmt* try_statement();
  ExceptHandler except_handler(bool& is_star);
  StmtList optional_else(std::string_view after);
  const Stmt* decorated();
  const Stmt* async_statement(ExprList decorators);
  const Stmt* function_definition(std::uint32_t begin, ExprList decorators, bool is_async);
  const Stmt* class_definition(ExprList decorators);
  TypeParamList type_parameters();
  const TypeParam* type_parameter();

  // ---- Patterns (parser_patterns.cc).
  bool at_match_statement() const;
  void diagnose_match();
  const Stmt* match_statement();
  MatchCase case_block();
  const Pattern* patterns();
  const Pattern* as_pattern();
  const Pattern* or_pattern();
  const Pattern* closed_pattern();
  const Pattern* maybe_star_pattern();
  const Pattern* group_or_sequence_pattern();
  const Pattern* list_pattern();
  const Pattern* mapping_pattern();
  const Pattern* name_or_class_pattern();
  const Pattern* class_pattern(const Expr* cls, std::uint32_t begin);
  const Pattern* literal_pattern();
  const Expr* literal_pattern_value();
  const Expr* signed_number();
  Symbol capture_target();

  // ---- Expressions (parser_expressions.cc).
  const Expr* star_expressions();
  const Expr* star_expression();
  const Expr* named_expression();
  const Expr* star_named_expression();
  const Expr* expression();
  const Expr* lambda();
  const Expr* disjunction();
  const Expr* conjunction();
  const Expr* inversion();
  const Expr* comparison();
  bool accept_comparison(CompareOperator& op);
  const Expr* bitwise_or() {
    return binary(0);
  }
  const Expr* binary(int lowest);
  const Expr* factor();
  const Expr* power();
  const Expr* yield_expression();
  bool at_expression_start() const;
  bool at_single_token_atom() const;
  /// Whether `expr` stands in brackets of its own that began at token `first`.
  bool parenthesised(const Expr* expr, std::size_t first) const {
    return tokens_[first].kind == TokenKind::LParen && tokens_[first].begin != expr->span.begin;
  }
  bool ends_expression_list() const;

  // Targets.
  const Expr* star_targets();
  const Expr* star_target();
  void set_context(const Expr* expr, ExprContext context) const;
  const Expr* invalid_target(const Expr* expr, TargetPurpose::Kind purpose) const;
  void check_target(const Expr* expr, TargetPurpose::Kind purpose) const;

  // ---- Atoms (parser_atoms.cc).
  const Expr* await_primary();
  const Expr* primary();
  const Expr* atom();
  const Expr* simple_constant(ConstantKind type);
  const Expr* name();
  const Expr* parenthesised_atom();
  const Expr* list_atom();
  const Expr* brace_atom();
  const Expr* dict_rest(std::uint32_t begin, const Expr* key);
  const Expr* set_rest(std::uint32_t begin, const Expr* first);
  void check_comprehension_target(const ExprBuilder& elements) const;
  const Expr* slices();
  const Expr* slice();
  std::span<const Comprehension> comprehensions();
  bool at_comprehension() const {
    return kind() == TokenKind::For ||
           (kind() == TokenKind::Async && kind_after() == TokenKind::For);
  }

  // ---- Arguments and parameters (parser_arguments.cc).
  struct CallArguments {
    ExprList args;
    std::span<const Keyword> keywords;
  };
  /// From `(` to `)`.
  CallArguments call_arguments(bool of_class = false);
  void call_argument(ExprBuilder& args, ListBuilder<Keyword>& keywords, std::uint32_t open,
                     bool of_class);
  void keyword_argument(ListBuilder<Keyword>& keywords);
  const Arguments* parameters(TokenKind end, bool is_lambda);
  Arg parameter(bool is_lambda, bool is_vararg);
  [[noreturn]] void fail_parenthesised_parameters(bool is_lambda);

  // ---- Literals (parser_strings.cc, parser_numbers.cc).
  const Expr* number();
  const Expr* strings();
  const Expr* joined_strings(std::uint32_t start);
  void append_literal(std::string& out, const Token& token) const;
  /// Text of an f-string that is not a Constant yet, as more may follow.
  struct PendingText {
    std::string text;
    Span span;
    void add(std::string_view more, Span where);
  };
  void flush(ExprBuilder& parts, PendingText& pending, bool u_prefix);
  void fstring_parts(ExprBuilder& parts, PendingText& pending, bool raw, bool u_prefix);
  void fstring_field(ExprBuilder& parts, PendingText& pending, bool raw, bool u_prefix);
  void check_field_start();
  const JoinedStr* format_spec(bool raw);
  const Constant* make_text(std::string_view decoded, Span span, ConstantKind type, bool u_prefix);

  Module& module_;
  Arena& arena_;
  std::string_view text_;
  const TokenStream& stream_;
  std::span<const Token> tokens_;
  std::size_t index_ = 0;
  std::size_t farthest_ = 0;
  int depth_ = 0;
  std::size_t chain_steps_ = 0;  ///< Steps of the current statement that deepen the tree by loop.
  bool diagnose_ = false;

  std::vector<const Expr*> exprs_;
  std::vector<const Expr*> dict_values_;
  std::vector<const Stmt*> stmts_;
  std::vector<const Pattern*> patterns_;
  std::vector<const Pattern*> keyword_patterns_;
  std::vector<Keyword> keywords_;
  std::vector<Comprehension> comprehensions_;
  std::vector<CompareOperator> compare_ops_;
  std::vector<Arg> args_;
  std::vector<Arg> kwonly_args_;
  std::vector<Alias> aliases_;
  std::vector<Symbol> symbols_;
  std::vector<WithItem> with_items_;
  std::vector<WithItem> accepted_items_;
  std::vector<ExceptHandler> handlers_;
  std::vector<MatchCase> cases_;
  std::vector<const TypeParam*> type_params_;
};

/// CPython's words for a kind of expression ("function call"), as in "cannot assign to ...".
std::string_view describe_kind(const Expr& expr);

}  // namespace retort::python
