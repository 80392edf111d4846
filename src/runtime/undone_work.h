// What the open transaction holds of a run, and whether a script has rolled it back: a revision
// that undoes its own work, or that of the revisions before it, must not be noted as applied.
//
// One belongs to one host, on its thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "dialect/sql_scanner.h"

namespace retort::runtime {

class UndoneWork {
 public:
  using Tag = std::optional<std::uint64_t>;

  /// A statement that changes something is about to be sent. `failed`: the last one that the
  /// database has refused.
  void change(std::uint64_t tag, Tag failed);
  /// What was done so far is out of a rollback's reach.
  void out_of_reach() { first_change_.reset(); }
  /// The script rolls the transaction back at this place.
  void roll_back(const Origin& origin, Tag failed);
  /// Another script begins.
  void forget() { undone_at_.reset(); }
  /// The script has ended. Errors: ErrorCode::script if it has undone something.
  void check(const std::string& revision);

 private:
  Tag first_change_;
  std::optional<Origin> undone_at_;
};

/// Whether the statement is ROLLBACK, and not one to a savepoint.
bool rolls_back(std::string_view sql, dialect::SqlSyntax syntax);
/// Whether a statement that returns rows may change some: it is no mere question.
bool may_change(std::string_view sql, dialect::SqlSyntax syntax);

}  // namespace retort::runtime
