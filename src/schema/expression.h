// SQL expressions and statements as immutable trees of plain values.
//
// A tree is shared, never changed: script values hold parts of each other's trees, so nodes are
// reached through a shared pointer to const. Reading from several threads is safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "schema/type.h"

namespace retort::schema {

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

struct Decimal {
  std::string text;
  friend bool operator==(const Decimal&, const Decimal&) = default;
};
struct Bytes {
  std::string data;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};
/// A date, time, timestamp or interval in the text that Python's str() gives it (ISO with a blank);
/// an interval is a number of seconds with fraction in `text`.
struct Temporal {
  enum class Kind : std::uint8_t { date, time, datetime, interval };
  Kind kind = Kind::date;
  std::string text;
  friend bool operator==(const Temporal&, const Temporal&) = default;
};
struct UuidValue {
  std::string text;  ///< 36 characters with dashes.
  friend bool operator==(const UuidValue&, const UuidValue&) = default;
};
/// A dict or list bound to a JSON column, already serialised as Python's json.dumps would.
struct JsonText {
  std::string text;
  friend bool operator==(const JsonText&, const JsonText&) = default;
};
struct Literal;
using LiteralList = std::vector<Literal>;

/// A constant. monostate is SQL NULL.
struct Literal {
  std::variant<std::monostate, bool, std::int64_t, double, Decimal, std::string, Bytes, Temporal,
               UuidValue, JsonText, LiteralList>
      value;
  friend bool operator==(const Literal&, const Literal&) = default;
};

/// Raw SQL from `text()`: `:name` are bind parameters, `\:` is a colon. `literal_column()` sets
/// verbatim.
struct TextClause {
  std::string text;
  bool verbatim = false;  ///< literal_column(): no parameters inside.
  std::vector<std::pair<std::string, ExprPtr>>
      binds;  ///< From bindparams(): name -> Constant or BindParam.
};
/// A value given in the script, `inline_literal`, or the right side of a comparison.
struct Constant {
  Literal value;
  Type type;                    ///< Null kind: taken from the other side or the value.
  bool inline_literal = false;  ///< op.inline_literal: printed in the SQL on-line too.
};
struct BindParam {
  std::string name;
  std::optional<Literal> value;
  Type type;
  bool expanding = false;
};
/// A column, optionally qualified by its table (or alias) name.
struct ColumnRef {
  std::string table;   ///< Empty for a bare column().
  std::string schema;  ///< Of the table.
  std::string name;
  Type type;
  ExprPtr from = nullptr;  ///< The alias or subquery it belongs to; null: the table of that name.
};
struct Keyword {
  enum class Kind : std::uint8_t { null, true_, false_, default_, star };
  Kind kind = Kind::null;
};
/// `func.name(args)`; `packages` are dotted prefixes: func.pg_catalog.x(). Known generic functions
/// (now, current_timestamp, count, ...) print in their own way.
struct Function {
  std::vector<std::string> packages;
  std::string name;
  std::vector<ExprPtr> args;
  Type type;
};
/// Prefix or postfix operator: NOT, -, ASC, DESC, NULLS FIRST, NULLS LAST, DISTINCT, EXISTS, IS
/// NULL is Binary.
struct Unary {
  std::string op;
  bool postfix = false;
  ExprPtr operand;
};
/// Infix operator with SQLAlchemy's precedence: "=", "!=", "<", "AND"/"OR" are Junction, "IS", "IS
/// NOT", "IN", "NOT IN", "LIKE", "ILIKE", "||", "+", "->", "->>", "@>", "COLLATE", ...; `escape`
/// for LIKE.
struct Binary {
  std::string op;
  ExprPtr left;
  ExprPtr right;
  std::string escape;
  Type type;            ///< Result type; Null kind when not known.
  bool custom = false;  ///< From `.op("...")`: printed as it stands.
};
/// and_() / or_() over two or more, flattened as SQLAlchemy does.
struct Junction {
  bool is_or = false;
  std::vector<ExprPtr> items;
};
struct Cast {
  ExprPtr operand;
  Type type;
  bool printed = true;  ///< false for type_coerce().
};
/// A parenthesised or bare comma list: tuple_(), IN lists.
struct ExprList {
  std::vector<ExprPtr> items;
  bool parenthesised = true;
};
struct Label {
  std::string name;
  ExprPtr operand;
};
struct Case {
  ExprPtr subject;  ///< May be null.
  std::vector<std::pair<ExprPtr, ExprPtr>> whens;
  ExprPtr otherwise;  ///< May be null.
};
struct Over {
  ExprPtr operand;
  std::vector<ExprPtr> partition_by;
  std::vector<ExprPtr> order_by;
};
struct Extract {
  std::string field;
  ExprPtr operand;
};
/// postgresql.array([...]).
struct ArrayLiteral {
  std::vector<ExprPtr> items;
  Type item_type;
};

/// A table name in FROM, or as the target of DML.
struct TableRef {
  std::string schema;
  std::string name;
  std::string alias;
};
struct Join {
  ExprPtr left;
  ExprPtr right;
  ExprPtr on;
  bool outer = false;
  bool full = false;
};
struct Select;
/// A subquery, alias or CTE in FROM.
struct Subquery {
  std::shared_ptr<const Select> select;
  std::string alias;
  bool cte = false;
  bool recursive = false;
  bool lateral = false;
};
struct Select {
  std::vector<ExprPtr> columns;
  std::vector<ExprPtr> from;  ///< TableRef, Join, Subquery or TextClause; in order.
  std::vector<ExprPtr> where;
  std::vector<ExprPtr> group_by;
  std::vector<ExprPtr> having;
  std::vector<ExprPtr> order_by;
  ExprPtr limit;
  ExprPtr offset;
  bool distinct = false;
  std::vector<ExprPtr> distinct_on;
  bool for_update = false;
  bool skip_locked = false;
  bool nowait = false;
  std::string compound_op;  ///< "UNION", "UNION ALL", ...: then `compound` holds the parts.
  std::vector<std::shared_ptr<const Select>> compound;
};
/// A scalar subquery or an EXISTS operand: a SELECT in parentheses.
struct SubSelect {
  std::shared_ptr<const Select> select;
};
struct OnConflict {
  std::vector<ExprPtr> index_elements;
  std::string constraint;
  ExprPtr index_where;
  bool do_nothing = false;
  std::vector<std::pair<std::string, ExprPtr>> set;
  ExprPtr where;
};
struct Insert {
  TableRef table;
  std::vector<std::string> columns;  ///< In table order, as SQLAlchemy prints them.
  std::vector<Type> types;           ///< Column types, parallel to `columns` (Null when unknown).
  std::vector<std::vector<ExprPtr>> rows;     ///< One or more VALUES rows.
  std::shared_ptr<const Select> from_select;  ///< Instead of rows.
  std::optional<OnConflict> on_conflict;
  std::vector<ExprPtr> returning;
};
struct Update {
  TableRef table;
  std::vector<std::pair<std::string, ExprPtr>> values;
  std::vector<Type> types;  ///< Parallel to `values`.
  std::vector<ExprPtr> where;
  std::vector<ExprPtr> from;  ///< Further tables (UPDATE ... FROM).
  std::vector<ExprPtr> returning;
};
struct Delete {
  TableRef table;
  std::vector<ExprPtr> where;
  std::vector<ExprPtr> using_tables;
  std::vector<ExprPtr> returning;
};

struct Expr {
  std::variant<TextClause, Constant, BindParam, ColumnRef, Keyword, Function, Unary, Binary,
               Junction, Cast, ExprList, Label, Case, Over, Extract, ArrayLiteral, TableRef, Join,
               Subquery, SubSelect, Insert, Update, Delete, Select>
      node;
};

template <class Node>
ExprPtr make_expr(Node node) {
  return std::make_shared<const Expr>(Expr{std::move(node)});
}

/// text("...").
ExprPtr text_expr(std::string sql);
/// A bare column name.
ExprPtr column_expr(std::string name);

}  // namespace retort::schema
