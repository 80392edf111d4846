// The rows of a result, in a bounded amount of memory: the first few megabytes are kept, the rest
// goes to a temporary file and comes back as it is read. Everything that a statement returned is
// thus there when the statement has ended, as with Python's drivers, and the connection is free.
//
// Owned by whoever reads the result; free of any connection. Belongs to one thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/temporary_file.h"
#include "database/connection.h"

namespace retort::database {

class RowSpool final : public RowReceiver {
 public:
  /// Bytes that stay in memory.
  static constexpr std::size_t kDefaultLimit = std::size_t{4} << 20;
  explicit RowSpool(std::size_t limit = kDefaultLimit) : limit_(limit) {}

  void start(const std::vector<ResultColumn>& columns) override;
  void row(Row& row) override;

  const std::vector<ResultColumn>& columns() const { return columns_; }
  /// The next row, in the order in which they came; nothing at the end.
  std::optional<Row> next();

 private:
  /// Has at least `size` bytes in `loaded_` behind `position_`; false when there are no more.
  bool load(std::size_t size);

  std::size_t limit_;
  std::vector<ResultColumn> columns_;
  std::string written_;  ///< Rows that are not in the file, which is before them.
  std::optional<TemporaryFile> file_;
  bool no_file_ = false;       ///< None can be made: everything stays in memory.
  std::size_t in_file_ = 0;    ///< Bytes of the file.
  std::size_t from_file_ = 0;  ///< How many of them have been loaded.
  std::string loaded_;
  std::size_t position_ = 0;  ///< What of `loaded_` has been read.
};

}  // namespace retort::database
