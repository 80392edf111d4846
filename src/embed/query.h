// Results of queries in C++ migrations.
#pragma once

#include <memory>

#include "retort/query.h"
#include "script/host.h"

namespace retort {

/// Rows of the engine, given out as the library's.
class QueryResult::Source {
 public:
  explicit Source(std::unique_ptr<script::RowSource> rows);

  std::optional<Row> next();
  const std::vector<std::string>& columns() const { return *columns_; }
  std::int64_t row_count() const { return rows_->row_count(); }

 private:
  std::unique_ptr<script::RowSource> rows_;
  std::shared_ptr<const std::vector<std::string>> columns_;
};

}  // namespace retort
