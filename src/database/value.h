// Values that go to a database as parameters and come back as cells, and results made of them.
// Plain values: owned by whoever holds them, free of any connection.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retort::database {

/// SQL's NULL.
struct Null {
  friend bool operator==(const Null&, const Null&) = default;
};

/// Binary data: bytea, BLOB.
struct Bytes {
  std::string data;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};

/// A parameter or a cell. Everything that is neither a number, a boolean nor binary (numeric,
/// dates, uuid, json, arrays, enums) is text as the server writes it; the column's type name says
/// what it is.
using Value = std::variant<Null, bool, std::int64_t, double, std::string, Bytes>;

using Row = std::vector<Value>;

/// A column of a result.
struct ResultColumn {
  std::string name;
  /// PostgreSQL: the short type name (`int4`, `numeric`, `timestamptz`, `jsonb`, `text[]`), empty
  /// for types that are not built in. SQLite: the declared type as written, empty for expressions.
  std::string type;
  friend bool operator==(const ResultColumn&, const ResultColumn&) = default;
};

/// What a statement gave back.
struct Result {
  std::vector<ResultColumn> columns;  ///< Empty if the statement returns no rows at all.
  std::vector<Row> rows;
  /// Rows that the statement changed or returned; -1 where the database does not say (DDL).
  std::int64_t row_count = -1;
  /// SQLite, MySQL: the row id or AUTO_INCREMENT value that an INSERT made; else nothing.
  std::optional<std::int64_t> last_insert_id = std::nullopt;

  /// What the statement reads is not there, and it had leave to say so (`may_be_missing`).
  bool missing = false;

  bool returns_rows() const { return !columns.empty(); }
  friend bool operator==(const Result&, const Result&) = default;
};

/// The text of a cell as a person would see it (`NULL`, `true`, `12`, `\x00ff`).
std::string to_string(const Value& value);

/// The cell as text; empty for NULL. Numbers and booleans are formatted.
std::string text_or_empty(const Value& value);
/// The cell as an integer: integers, booleans, and text that is a decimal integer.
std::optional<std::int64_t> as_integer(const Value& value);
/// The cell as a boolean: booleans, integers other than 0, and PostgreSQL's `t`/`f`.
bool as_boolean(const Value& value);
/// The cell as text, or nothing if it is NULL.
std::optional<std::string> optional_text(const Value& value);
inline bool is_null(const Value& value) {
  return std::holds_alternative<Null>(value);
}

}  // namespace retort::database
