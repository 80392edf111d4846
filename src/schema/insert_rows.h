// Many INSERTs of one row as few INSERTs of many: databases take them many times faster.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "schema/expression.h"

namespace retort::schema {

/// As many rows as SQLAlchemy puts into one statement.
constexpr std::size_t kMostInsertRows = 1000;
/// Servers bound the size of a statement: no more rows once the values have so many bytes.
constexpr std::size_t kMostInsertBytes = std::size_t{1} << 20;
/// The bytes of a row's values, roughly.
std::size_t size_of_row(const std::vector<ExprPtr>& row);

/// Joins consecutive statements that write the same columns of the same table.
class InsertJoiner {
 public:
  /// Without `joining` every statement stays as it is.
  explicit InsertJoiner(bool joining) : joining_(joining) {}
  /// Takes the next statement, and gives the one before it when that takes no more rows.
  std::optional<Insert> add(Insert insert);
  /// What is left.
  std::optional<Insert> take();

 private:
  bool joins(const Insert& insert) const;

  bool joining_;
  std::optional<Insert> open_;
  bool open_is_plain_ = false;
  std::size_t size_ = 0;  ///< Of the values in `open_`, in bytes, roughly.
};

}  // namespace retort::schema
