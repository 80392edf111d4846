// What a comparison asks for and tells while it runs: the seam to connection, log and the
// application's own filters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "schema/table.h"

namespace retort::diff {

/// A column with its table.
struct ColumnOf {
  const schema::Table* table = nullptr;
  const schema::Column* column = nullptr;
};
struct IndexOf {
  const schema::Table* table = nullptr;
  const schema::Index* index = nullptr;
};
struct ConstraintOf {
  const schema::Table* table = nullptr;
  const schema::Constraint* constraint = nullptr;
};
/// What include_object is asked about.
using Object = std::variant<const schema::Table*, ColumnOf, IndexOf, ConstraintOf>;

/// A question to include_object.
struct ObjectQuestion {
  Object object;
  std::optional<std::string> name;
  std::string_view type;  ///< "table", "column", "index", "unique_constraint", ...
  bool reflected = false;
  std::optional<Object> compare_to;
};
/// A column that both sides have.
struct ColumnPair {
  ColumnOf live, desired;
};
/// What a function of the application says of a column's type or default.
struct Verdict {
  bool differs = false;
  std::string by;  ///< The function, for the log.
};
/// A question to include_name.
struct NameQuestion {
  std::optional<std::string> name;  ///< Unset: the default schema, or a constraint without a name.
  std::string_view type;            ///< "schema", "table", "column", ...
  std::string schema;               ///< Of the table; empty for the default one.
  std::string table;                ///< Of what belongs to a table.
};

class Host {
 public:
  using Rows = std::vector<std::vector<std::optional<std::string>>>;
  virtual ~Host() = default;

  /// A line of the log, under the name of Alembic's logger below `alembic.`.
  virtual void log(std::string_view logger, const std::string& message) = 0;
  /// What Python's warnings would say.
  virtual void warn(const std::string& message) = 0;
  /// Asks the server; booleans are `t` and `f` or whatever it says.
  virtual Rows query(const std::string& sql) = 0;
  /// Whether two expressions are equal to the server; nothing when it cannot compare them.
  virtual std::optional<bool> equal(const std::string& left, const std::string& right) = 0;
  virtual bool includes_name(const NameQuestion&) { return true; }
  virtual bool includes_object(const ObjectQuestion&) { return true; }
  /// compare_type, where it is a function; nothing when it leaves that to the dialect.
  virtual std::optional<Verdict> types_differ(const ColumnPair&) { return std::nullopt; }
  /// compare_server_default, in the same way; the defaults as text or SQL, unset without one.
  virtual std::optional<Verdict> defaults_differ(const ColumnPair&,
                                                 const std::optional<std::string>& /*live*/,
                                                 const std::optional<std::string>& /*desired*/) {
    return std::nullopt;
  }
};

}  // namespace retort::diff
