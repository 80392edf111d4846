// SQL expressions and statements as immutable trees of plain values.
//
// A tree is shared, never changed: script values hold parts of each other's trees, so nodes are
// reached through a shared pointer to const. Reading from several threads is safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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

// Names. A table's alias, a label or a column of a subquery may have no name of its own: it then
// has an anonymous one, which becomes `base_1`, `base_2`, ... in the order in which a statement's
// printing meets them.

/// A new anonymous name. It may be part of a longer one.
std::string anonymous_name(std::string_view base);
/// The anonymous name that the same `identity` and base always have.
std::string anonymous_name(std::string_view base, std::string_view identity);
bool is_anonymous(std::string_view name);

/// Raw SQL from `text()`: `:name` are bind parameters, `\:` is a colon. `literal_column()` sets
/// verbatim.
struct TextClause {
  std::string text;
  bool verbatim = false;  ///< literal_column(): no parameters inside.
  std::vector<std::pair<std::string, ExprPtr>>
      binds;  ///< From bindparams(): name -> Constant or BindParam.
  Type type;  ///< Of a literal_column().
  /// From columns(): what the text selects.
  std::vector<std::pair<std::string, Type>> columns;
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
/// A str in ORDER BY or GROUP BY: the name of a label or a column of the SELECT.
struct NameRef {
  std::string name;
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
  std::string escape;   ///< LIKE's escape character; the flags of a regular expression.
  Type type;            ///< Result type; Null kind when not known.
  bool custom = false;  ///< From `.op("...")`: printed as it stands.
  int precedence = 0;   ///< Of a custom operator.
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
/// ROWS, RANGE or GROUPS BETWEEN: offsets from the current row, nothing for UNBOUNDED.
struct Frame {
  std::string unit;
  std::optional<std::int64_t> start;
  std::optional<std::int64_t> end;
};
struct Over {
  ExprPtr operand;
  std::vector<ExprPtr> partition_by;
  std::vector<ExprPtr> order_by;
  std::optional<Frame> frame;
};
/// function WITHIN GROUP (ORDER BY ...).
struct WithinGroup {
  ExprPtr operand;
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
/// `VALUES (...), (...)`.
struct Values {
  std::vector<std::vector<ExprPtr>> rows;
};
/// A subquery, alias, function or CTE in FROM.
struct Subquery {
  ExprPtr
      source;  ///< Select, TextClause, Values, Function; Insert, Update, Delete as a CTE; a CTE.
  std::string alias;
  bool cte = false;
  bool recursive = false;
  bool nesting = false;
  bool lateral = false;
  std::string prefix;                ///< CTE: MATERIALIZED, NOT MATERIALIZED.
  std::vector<std::string> columns;  ///< Printed behind the name, when there are any.
  std::vector<Type> column_types;    ///< Printed behind `columns`, when there are any.
  std::string suffix;                ///< WITH ORDINALITY, between a function and its name.
  ExprPtr sample;                    ///< TABLESAMPLE: the method, a function; null without one.
  ExprPtr sample_seed;               ///< REPEATABLE (...).
};
/// with_hint(): words for one table of the statement, in FROM or as the target of a change.
struct Hint {
  ExprPtr table;
  std::string text;
  std::string dialect;  ///< `*`: every one.
};
struct ForUpdate {
  bool read = false;
  bool key_share = false;
  bool nowait = false;
  bool skip_locked = false;
  std::vector<ExprPtr> of;  ///< Tables or columns.
};
struct Select {
  std::vector<ExprPtr> columns;
  /// What select_from() and join() gave, in order: TableRef, Join, Subquery or TextClause. The
  /// tables of columns and conditions are added when the statement is printed.
  std::vector<ExprPtr> from;
  std::vector<ExprPtr> where;
  std::vector<ExprPtr> group_by;
  std::vector<ExprPtr> having;
  std::vector<ExprPtr> order_by;
  ExprPtr limit;
  ExprPtr offset;
  bool fetch = false;  ///< `limit` is FETCH FIRST n ROWS.
  bool with_ties = false;
  bool distinct = false;
  std::vector<ExprPtr> distinct_on;
  std::optional<ForUpdate> for_update;
  /// Tables of enclosing statements that are left out of FROM: those named, all but those named,
  /// or, without either, those that the directly enclosing statement has.
  std::optional<std::vector<ExprPtr>> correlate;
  std::optional<std::vector<ExprPtr>> correlate_except;
  bool qualified_labels = false;                              ///< LABEL_STYLE_TABLENAME_PLUS_COL.
  std::vector<std::pair<std::string, std::string>> prefixes;  ///< Text and dialect, or no dialect.
  std::vector<std::pair<std::string, std::string>> suffixes;
  std::vector<Hint> hints;
  std::vector<ExprPtr> ctes;  ///< add_cte().
  std::string compound_op;    ///< "UNION", "UNION ALL", ...: then `compound` holds the parts.
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
  ExprPtr from_text;                          ///< text().columns() instead of rows.
  std::optional<OnConflict> on_conflict;
  std::vector<ExprPtr> returning;
  std::vector<std::pair<std::string, std::string>> prefixes;  ///< Text and dialect, or no dialect.
  std::vector<ExprPtr> ctes;                                  ///< add_cte().
};
struct Update {
  TableRef table;
  std::vector<std::pair<std::string, ExprPtr>> values;
  std::vector<Type> types;  ///< Parallel to `values`.
  std::vector<ExprPtr> where;
  std::vector<ExprPtr> returning;
  std::vector<ExprPtr> ctes;                                  ///< add_cte().
  std::vector<std::pair<std::string, std::int64_t>> limits;   ///< Numbers of rows by dialect.
  std::vector<std::pair<std::string, std::string>> prefixes;  ///< Text and dialect, or no dialect.
  std::vector<Hint> hints;
};
struct Delete {
  TableRef table;
  std::vector<ExprPtr> where;
  std::vector<ExprPtr> returning;
  std::vector<ExprPtr> ctes;                                  ///< add_cte().
  std::vector<std::pair<std::string, std::int64_t>> limits;   ///< Numbers of rows by dialect.
  std::vector<std::pair<std::string, std::string>> prefixes;  ///< Text and dialect, or no dialect.
  std::vector<Hint> hints;
};

struct Expr {
  std::variant<TextClause, Constant, BindParam, ColumnRef, NameRef, Keyword, Function, Unary,
               Binary, Junction, Cast, ExprList, Label, Case, Over, WithinGroup, Extract,
               ArrayLiteral, TableRef, Join, Values, Subquery, SubSelect, Insert, Update, Delete,
               Select>
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
