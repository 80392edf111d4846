// The abstract syntax of Python 3.12, node for node and field for field as CPython's `ast` module
// names them (identifiers that C++ reserves end in an underscore).
//
// A Module owns every node of its tree in its arena. Nodes are plain structs, never destroyed one
// by one, and immutable once parse_module has returned: any number of threads may read a tree.
// Lists are spans into the arena. A pointer that may be null says so.
//
// Every node starts with its kind. Switch on `node.kind`, then `as<Call>(node)`; or ask
// `try_as<Call>(node)`, which is null for another kind.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/source.h"
#include "python/arena.h"
#include "python/symbol.h"

namespace retort::python {

enum class ExprKind : std::uint8_t {
  BoolOp,
  NamedExpr,
  BinOp,
  UnaryOp,
  Lambda,
  IfExp,
  Dict,
  Set,
  ListComp,
  SetComp,
  DictComp,
  GeneratorExp,
  Await,
  Yield,
  YieldFrom,
  Compare,
  Call,
  FormattedValue,
  JoinedStr,
  Constant,
  Attribute,
  Subscript,
  Starred,
  Name,
  List,
  Tuple,
  Slice,
};

enum class StmtKind : std::uint8_t {
  FunctionDef,
  AsyncFunctionDef,
  ClassDef,
  Return,
  Delete,
  Assign,
  TypeAlias,
  AugAssign,
  AnnAssign,
  For,
  AsyncFor,
  While,
  If,
  With,
  AsyncWith,
  Match,
  Raise,
  Try,
  TryStar,
  Assert,
  Import,
  ImportFrom,
  Global,
  Nonlocal,
  Expr,
  Pass,
  Break,
  Continue,
};

enum class PatternKind : std::uint8_t {
  MatchValue,
  MatchSingleton,
  MatchSequence,
  MatchMapping,
  MatchClass,
  MatchStar,
  MatchAs,
  MatchOr,
};

enum class TypeParamKind : std::uint8_t { TypeVar, ParamSpec, TypeVarTuple };

enum class ExprContext : std::uint8_t { Load, Store, Del };
enum class BoolOperator : std::uint8_t { And, Or };
enum class Operator : std::uint8_t {
  Add,
  Sub,
  Mult,
  MatMult,
  Div,
  Mod,
  Pow,
  LShift,
  RShift,
  BitOr,
  BitXor,
  BitAnd,
  FloorDiv,
};
enum class UnaryOperator : std::uint8_t { Invert, Not, UAdd, USub };
enum class CompareOperator : std::uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };

struct Expr {
  ExprKind kind;
  Span span;  ///< Byte offsets into Module::source, without enclosing parentheses.
};

struct Stmt {
  StmtKind kind;
  Span span;  ///< As CPython's: a decorated definition starts at `def` or `class`.
};

struct Pattern {
  PatternKind kind;
  Span span;
};

struct TypeParam {
  TypeParamKind kind;
  Span span;
  Symbol name;
  const Expr* bound = nullptr;  ///< Null without one; only of a TypeVar.
};

using ExprList = std::span<const Expr* const>;
using StmtList = std::span<const Stmt* const>;
using PatternList = std::span<const Pattern* const>;
using SymbolList = std::span<const Symbol>;
using TypeParamList = std::span<const TypeParam* const>;

// ---- Parts that are neither expression nor statement.

struct Comprehension {
  const Expr* target;
  const Expr* iter;
  ExprList ifs;
  bool is_async = false;
};

struct Arg {
  Symbol arg;
  const Expr* annotation = nullptr;  ///< Null without one.
  Span span;
};

/// The parameters of a function. `defaults` belong to the last of posonlyargs + args;
/// `kw_defaults` is parallel to kwonlyargs, null where a parameter is required.
struct Arguments {
  std::span<const Arg> posonlyargs;
  std::span<const Arg> args;
  const Arg* vararg = nullptr;  ///< Null without one.
  std::span<const Arg> kwonlyargs;
  ExprList kw_defaults;
  const Arg* kwarg = nullptr;  ///< Null without one.
  ExprList defaults;
};

struct Keyword {
  Symbol arg;  ///< Empty for `**value`.
  const Expr* value;
  Span span;
};

struct Alias {
  Symbol name;    ///< May be dotted (`a.b`), or `*`.
  Symbol asname;  ///< Empty without one.
  Span span;
};

struct WithItem {
  const Expr* context_expr;
  const Expr* optional_vars = nullptr;  ///< Null without `as`.
};

struct ExceptHandler {
  const Expr* type = nullptr;  ///< Null for a bare `except:`.
  Symbol name;                 ///< Empty without `as`.
  StmtList body;
  Span span;
};

struct MatchCase {
  const Pattern* pattern;
  const Expr* guard = nullptr;  ///< Null without `if`.
  StmtList body;
};

// ---- Expressions.

struct BoolOp : Expr {
  static constexpr ExprKind kKind = ExprKind::BoolOp;
  BoolOperator op;
  ExprList values;  ///< Two or more.
};

struct NamedExpr : Expr {
  static constexpr ExprKind kKind = ExprKind::NamedExpr;
  const Expr* target;
  const Expr* value;
};

struct BinOp : Expr {
  static constexpr ExprKind kKind = ExprKind::BinOp;
  const Expr* left;
  Operator op;
  const Expr* right;
};

struct UnaryOp : Expr {
  static constexpr ExprKind kKind = ExprKind::UnaryOp;
  UnaryOperator op;
  const Expr* operand;
};

struct Lambda : Expr {
  static constexpr ExprKind kKind = ExprKind::Lambda;
  const Arguments* args;
  const Expr* body;
};

struct IfExp : Expr {
  static constexpr ExprKind kKind = ExprKind::IfExp;
  const Expr* test;
  const Expr* body;
  const Expr* orelse;
};

struct Dict : Expr {
  static constexpr ExprKind kKind = ExprKind::Dict;
  ExprList keys;  ///< Null where the value is unpacked (`**value`).
  ExprList values;
};

struct Set : Expr {
  static constexpr ExprKind kKind = ExprKind::Set;
  ExprList elts;
};

struct ListComp : Expr {
  static constexpr ExprKind kKind = ExprKind::ListComp;
  const Expr* elt;
  std::span<const Comprehension> generators;
};

struct SetComp : Expr {
  static constexpr ExprKind kKind = ExprKind::SetComp;
  const Expr* elt;
  std::span<const Comprehension> generators;
};

struct DictComp : Expr {
  static constexpr ExprKind kKind = ExprKind::DictComp;
  const Expr* key;
  const Expr* value;
  std::span<const Comprehension> generators;
};

struct GeneratorExp : Expr {
  static constexpr ExprKind kKind = ExprKind::GeneratorExp;
  const Expr* elt;
  std::span<const Comprehension> generators;
};

struct Await : Expr {
  static constexpr ExprKind kKind = ExprKind::Await;
  const Expr* value;
};

struct Yield : Expr {
  static constexpr ExprKind kKind = ExprKind::Yield;
  const Expr* value;  ///< Null for a bare `yield`.
};

struct YieldFrom : Expr {
  static constexpr ExprKind kKind = ExprKind::YieldFrom;
  const Expr* value;
};

struct Compare : Expr {
  static constexpr ExprKind kKind = ExprKind::Compare;
  const Expr* left;
  std::span<const CompareOperator> ops;
  ExprList comparators;  ///< Parallel to ops.
};

struct Call : Expr {
  static constexpr ExprKind kKind = ExprKind::Call;
  const Expr* func;
  ExprList args;
  std::span<const Keyword> keywords;
};

struct JoinedStr;

/// A replacement field of an f-string.
struct FormattedValue : Expr {
  static constexpr ExprKind kKind = ExprKind::FormattedValue;
  const Expr* value;
  char conversion;               ///< `s`, `r`, `a`, or 0.
  const JoinedStr* format_spec;  ///< Null without `:`.
};

/// An f-string: string Constants and FormattedValues.
struct JoinedStr : Expr {
  static constexpr ExprKind kKind = ExprKind::JoinedStr;
  ExprList values;
};

enum class ConstantKind : std::uint8_t {
  None,
  True,
  False,
  Ellipsis,
  Str,
  Bytes,
  Int,
  BigInt,
  Float,
  Complex,
};

struct Constant : Expr {
  static constexpr ExprKind kKind = ExprKind::Constant;
  ConstantKind type;
  bool u_prefix = false;  ///< CPython's `kind`: the (first) literal was written u"...".
  /// Str: decoded text as UTF-8; a lone surrogate (only from an escape) is three bytes in the same
  /// scheme. Bytes: the bytes. BigInt: the digits as written without underscores, with 0x/0o/0b.
  std::string_view text;
  std::int64_t integer = 0;  ///< Int.
  double number = 0;         ///< Float; Complex: the imaginary part (the real part is zero).
};

struct Attribute : Expr {
  static constexpr ExprKind kKind = ExprKind::Attribute;
  const Expr* value;
  Symbol attr;
  ExprContext ctx;
};

struct Subscript : Expr {
  static constexpr ExprKind kKind = ExprKind::Subscript;
  const Expr* value;
  const Expr* slice;
  ExprContext ctx;
};

struct Starred : Expr {
  static constexpr ExprKind kKind = ExprKind::Starred;
  const Expr* value;
  ExprContext ctx;
};

struct Name : Expr {
  static constexpr ExprKind kKind = ExprKind::Name;
  Symbol id;
  ExprContext ctx;
};

struct List : Expr {
  static constexpr ExprKind kKind = ExprKind::List;
  ExprList elts;
  ExprContext ctx;
};

struct Tuple : Expr {
  static constexpr ExprKind kKind = ExprKind::Tuple;
  ExprList elts;
  ExprContext ctx;
};

struct Slice : Expr {
  static constexpr ExprKind kKind = ExprKind::Slice;
  const Expr* lower;  ///< Each null where absent.
  const Expr* upper;
  const Expr* step;
};

// ---- Statements.

struct FunctionDef : Stmt {
  static constexpr StmtKind kKind = StmtKind::FunctionDef;
  Symbol name;
  const Arguments* args;
  StmtList body;
  ExprList decorator_list;
  const Expr* returns;  ///< Null without `->`.
  TypeParamList type_params;
};

struct AsyncFunctionDef : Stmt {
  static constexpr StmtKind kKind = StmtKind::AsyncFunctionDef;
  Symbol name;
  const Arguments* args;
  StmtList body;
  ExprList decorator_list;
  const Expr* returns;  ///< Null without `->`.
  TypeParamList type_params;
};

struct ClassDef : Stmt {
  static constexpr StmtKind kKind = StmtKind::ClassDef;
  Symbol name;
  ExprList bases;
  std::span<const Keyword> keywords;
  StmtList body;
  ExprList decorator_list;
  TypeParamList type_params;
};

struct Return : Stmt {
  static constexpr StmtKind kKind = StmtKind::Return;
  const Expr* value;  ///< Null for a bare `return`.
};

struct Delete : Stmt {
  static constexpr StmtKind kKind = StmtKind::Delete;
  ExprList targets;
};

struct Assign : Stmt {
  static constexpr StmtKind kKind = StmtKind::Assign;
  ExprList targets;  ///< `a = b = value` has two.
  const Expr* value;
};

struct TypeAlias : Stmt {
  static constexpr StmtKind kKind = StmtKind::TypeAlias;
  const Expr* name;
  TypeParamList type_params;
  const Expr* value;
};

struct AugAssign : Stmt {
  static constexpr StmtKind kKind = StmtKind::AugAssign;
  const Expr* target;
  Operator op;
  const Expr* value;
};

struct AnnAssign : Stmt {
  static constexpr StmtKind kKind = StmtKind::AnnAssign;
  const Expr* target;
  const Expr* annotation;
  const Expr* value;  ///< Null without `=`.
  bool simple;        ///< The target is a name without parentheses.
};

struct For : Stmt {
  static constexpr StmtKind kKind = StmtKind::For;
  const Expr* target;
  const Expr* iter;
  StmtList body;
  StmtList orelse;
};

struct AsyncFor : Stmt {
  static constexpr StmtKind kKind = StmtKind::AsyncFor;
  const Expr* target;
  const Expr* iter;
  StmtList body;
  StmtList orelse;
};

struct While : Stmt {
  static constexpr StmtKind kKind = StmtKind::While;
  const Expr* test;
  StmtList body;
  StmtList orelse;
};

struct If : Stmt {
  static constexpr StmtKind kKind = StmtKind::If;
  const Expr* test;
  StmtList body;
  StmtList orelse;  ///< An `elif` is a single If in here.
};

struct With : Stmt {
  static constexpr StmtKind kKind = StmtKind::With;
  std::span<const WithItem> items;
  StmtList body;
};

struct AsyncWith : Stmt {
  static constexpr StmtKind kKind = StmtKind::AsyncWith;
  std::span<const WithItem> items;
  StmtList body;
};

struct Match : Stmt {
  static constexpr StmtKind kKind = StmtKind::Match;
  const Expr* subject;
  std::span<const MatchCase> cases;
};

struct Raise : Stmt {
  static constexpr StmtKind kKind = StmtKind::Raise;
  const Expr* exc;    ///< Null for a bare `raise`.
  const Expr* cause;  ///< Null without `from`.
};

struct Try : Stmt {
  static constexpr StmtKind kKind = StmtKind::Try;
  StmtList body;
  std::span<const ExceptHandler> handlers;
  StmtList orelse;
  StmtList finalbody;
};

/// `try` with `except*` handlers.
struct TryStar : Stmt {
  static constexpr StmtKind kKind = StmtKind::TryStar;
  StmtList body;
  std::span<const ExceptHandler> handlers;
  StmtList orelse;
  StmtList finalbody;
};

struct Assert : Stmt {
  static constexpr StmtKind kKind = StmtKind::Assert;
  const Expr* test;
  const Expr* msg;  ///< Null without one.
};

struct Import : Stmt {
  static constexpr StmtKind kKind = StmtKind::Import;
  std::span<const Alias> names;
};

struct ImportFrom : Stmt {
  static constexpr StmtKind kKind = StmtKind::ImportFrom;
  Symbol module;  ///< Empty for `from . import x`.
  std::span<const Alias> names;
  int level;  ///< Number of leading dots.
};

struct Global : Stmt {
  static constexpr StmtKind kKind = StmtKind::Global;
  SymbolList names;
};

struct Nonlocal : Stmt {
  static constexpr StmtKind kKind = StmtKind::Nonlocal;
  SymbolList names;
};

/// CPython's `Expr`: an expression as a statement.
struct ExprStmt : Stmt {
  static constexpr StmtKind kKind = StmtKind::Expr;
  const Expr* value;
};

struct Pass : Stmt {
  static constexpr StmtKind kKind = StmtKind::Pass;
};

struct Break : Stmt {
  static constexpr StmtKind kKind = StmtKind::Break;
};

struct Continue : Stmt {
  static constexpr StmtKind kKind = StmtKind::Continue;
};

// ---- Patterns.

struct MatchValue : Pattern {
  static constexpr PatternKind kKind = PatternKind::MatchValue;
  const Expr* value;
};

/// None, True or False, compared by identity.
struct MatchSingleton : Pattern {
  static constexpr PatternKind kKind = PatternKind::MatchSingleton;
  ConstantKind value;
};

struct MatchSequence : Pattern {
  static constexpr PatternKind kKind = PatternKind::MatchSequence;
  PatternList patterns;
};

struct MatchMapping : Pattern {
  static constexpr PatternKind kKind = PatternKind::MatchMapping;
  ExprList keys;
  PatternList patterns;
  Symbol rest;  ///< Empty without `**rest`.
};

struct MatchClass : Pattern {
  static constexpr PatternKind kKind = PatternKind::MatchClass;
  const Expr* cls;
  PatternList patterns;
  SymbolList kwd_attrs;
  PatternList kwd_patterns;  ///< Parallel to kwd_attrs.
};

struct MatchStar : Pattern {
  static constexpr PatternKind kKind = PatternKind::MatchStar;
  Symbol name;  ///< Empty for `*_`.
};

struct MatchAs : Pattern {
  static constexpr PatternKind kKind = PatternKind::MatchAs;
  const Pattern* pattern;  ///< Null for a bare capture.
  Symbol name;             ///< Empty for the wildcard `_`.
};

struct MatchOr : Pattern {
  static constexpr PatternKind kKind = PatternKind::MatchOr;
  PatternList patterns;
};

// ---- The tree.

/// A parsed file. Movable; node addresses stay valid.
struct Module {
  /// The text that every Span refers to. The source as given, unless that had a byte order mark, CR
  /// line ends or another encoding than UTF-8: then a copy in UTF-8 with `\n` only, so that lines
  /// and columns count as in the file.
  SourcePtr source;
  Arena arena;
  StmtList body;
};

/// REQUIRES: node.kind == Node::kKind.
template <class Node, class Base>
const Node& as(const Base& node) {
  return static_cast<const Node&>(node);
}

/// Null for another kind (and for a null node).
template <class Node, class Base>
const Node* try_as(const Base* node) {
  return node != nullptr && node->kind == Node::kKind ? static_cast<const Node*>(node) : nullptr;
}

}  // namespace retort::python
