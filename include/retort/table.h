// SQL texts, columns, constraints and indexes, for retort::Operations.
//
// Column, Constraint, Index and Sql are immutable values: a call such as `.nullable(false)` returns
// a changed copy.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "retort/type.h"
#include "retort/value.h"

namespace retort {

namespace schema {
struct Column;
}

/// SQL as it stands. With parameters, `:name` in the text is one; a colon that is none is then
/// written `\:` (casts with `::` and colons in times need nothing).
class Sql {
 public:
  explicit Sql(std::string text) : text_(std::move(text)) {}

  /// Gives the parameter `:name` its value: it is bound on-line, and written into offline SQL.
  [[nodiscard]] Sql bind(std::string name, Value value) const;

  const std::string& text() const { return text_; }
  const std::vector<std::pair<std::string, Value>>& parameters() const { return parameters_; }

 private:
  std::string text_;
  std::vector<std::pair<std::string, Value>> parameters_;
};

/// An option of one dialect, by SQLAlchemy's full name: `{"postgresql_using", "gin"}`,
/// `{"mysql_engine", "InnoDB"}`. Other dialects leave it out.
struct DialectOption {
  std::string name;
  std::variant<bool, std::int64_t, std::string, std::vector<std::string>,
               std::vector<std::pair<std::string, std::string>>, Sql>
      value;
};
using DialectOptions = std::vector<DialectOption>;

/// Numbers of a sequence or an identity column; unset ones are the database's own.
struct SequenceOptions {
  std::optional<std::int64_t> start = {}, increment = {}, min_value = {}, max_value = {},
                              cache = {};
  std::optional<bool> cycle = {};
};
/// GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY.
struct Identity {
  bool always = false;
  SequenceOptions options = {};
};
/// GENERATED ALWAYS AS (expression); unset `persisted`: the database's own way of keeping it.
struct Computed {
  Sql expression;
  std::optional<bool> persisted = std::nullopt;
};
/// No default: for alter_column(), which then drops the one that is there.
struct NoDefault {};
/// What the database puts into a column that an INSERT leaves out. A plain text stands in quotes:
/// `"new"` is DEFAULT 'new', `Sql("now()")` is DEFAULT now().
using ServerDefault = std::variant<NoDefault, std::string, Sql, Identity, Computed>;

/// What happens to rows that refer to a row: `"CASCADE"`, `"SET NULL"`, `"RESTRICT"`, ...
struct ForeignKeyOptions {
  std::optional<std::string> name = {};
  std::optional<std::string> on_delete = {}, on_update = {};
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};  ///< `"DEFERRED"` or `"IMMEDIATE"`.
  std::optional<std::string> match = {};
  std::string schema = {};           ///< Of the own table, for Operations::create_foreign_key().
  std::string referred_schema = {};  ///< Of the other table; empty: the default one.
  DialectOptions dialect = {};
};

/// A column of a table.
class Column {
 public:
  Column(std::string name, const Type& type);

  /// NOT NULL unless `value`. Without this call a primary key is NOT NULL and the rest are not.
  [[nodiscard]] Column nullable(bool value) const;
  [[nodiscard]] Column not_null() const { return nullable(false); }
  [[nodiscard]] Column primary_key(bool value = true) const;
  /// Whether an integer primary key is numbered by the database; by default it is when it stands
  /// alone and refers to nothing.
  [[nodiscard]] Column autoincrement(bool value) const;
  [[nodiscard]] Column server_default(ServerDefault value) const;
  /// An unnamed UNIQUE constraint on this column alone.
  [[nodiscard]] Column unique(bool value = true) const;
  /// An index on this column alone, named `ix_<table>_<column>`, created with the table.
  [[nodiscard]] Column index(bool value = true) const;
  /// REFERENCES table (column).
  [[nodiscard]] Column references(std::string table, std::string column,
                                  ForeignKeyOptions options = {}) const;
  [[nodiscard]] Column check(Sql condition, std::optional<std::string> name = std::nullopt) const;
  [[nodiscard]] Column comment(std::string text) const;
  [[nodiscard]] Column dialect_option(DialectOption option) const;

  const std::string& name() const;
  /// For the library itself.
  const schema::Column& definition() const { return *column_; }

 private:
  explicit Column(schema::Column column);
  std::shared_ptr<const schema::Column> column_;
};

/// What UNIQUE, PRIMARY KEY and CHECK constraints have in common.
struct ConstraintOptions {
  std::optional<std::string> name = {};
  std::optional<bool> deferrable = {};
  std::optional<std::string> initially = {};
  std::string schema = {};  ///< Of the table, for the create_..._constraint() calls.
  DialectOptions dialect = {};
};

/// A constraint inside create_table().
struct PrimaryKey {
  std::vector<std::string> columns;
  ConstraintOptions options = {};
};
struct Unique {
  std::vector<std::string> columns;
  ConstraintOptions options = {};
};
struct Check {
  Sql condition;
  ConstraintOptions options = {};
};
struct ForeignKey {
  std::vector<std::string> columns;
  std::string referred_table;
  std::vector<std::string> referred_columns;
  ForeignKeyOptions options = {};
};
/// PostgreSQL's EXCLUDE: elements with the operators that compare them.
struct Exclude {
  struct Element {
    std::variant<std::string, Sql> expression;  ///< A column's name, or SQL.
    std::string with;                           ///< `"="`, `"&&"`.
  };
  std::vector<Element> elements;
  std::string using_method = "gist";
  std::optional<Sql> where = std::nullopt;
  ConstraintOptions options = {};
};

/// What stands between the parentheses of CREATE TABLE.
using TableItem = std::variant<Column, PrimaryKey, Unique, Check, ForeignKey, Exclude>;

/// One part of an index: a column's name, or SQL such as `lower(name)` or `created_at DESC`.
using IndexElement = std::variant<std::string, Sql>;

}  // namespace retort
