// What libpq hands back, as values and errors. No state; any thread.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string_view>

#include "base/error.h"
#include "database/connection.h"

namespace retort::database {

struct ClearResult {
  void operator()(PGresult* result) const;
};
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

/// Columns of a result that has rows; empty otherwise.
std::vector<ResultColumn> columns_of(const PGresult* result);
/// One row as typed values.
Row row_of(const PGresult* result, int row);
/// The result without its rows.
Result read_summary(const PGresult* result);
/// The whole result.
Result read_result(const PGresult* result);

/// The server's refusal of `statement`, with its fields and the place in the statement.
Error server_error(const PGresult* result, std::string_view statement);
/// A notice's fields.
Notice read_notice(const PGresult* result);

/// Errors: ErrorCode::database for a statement that holds a character 0.
void refuse_nul(std::string_view text);

/// The parameters in libpq's form; the pointers point into this object and into the values.
class ParameterArrays {
 public:
  /// REQUIRES: `values` outlives this object. Errors: ErrorCode::database for text with a
  /// character 0, which PostgreSQL cannot hold.
  explicit ParameterArrays(const std::vector<Value>& values);

  int count() const { return static_cast<int>(pointers_.size()); }
  const Oid* types() const { return types_.data(); }
  const char* const* values() const { return pointers_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }
  /// What all values take on their way.
  std::size_t bytes() const { return bytes_; }

 private:
  std::vector<std::string> texts_;
  std::vector<const char*> pointers_;
  std::vector<Oid> types_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  std::size_t bytes_ = 0;
};

}  // namespace retort::database
