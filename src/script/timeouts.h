// How long a migration's statements may wait for locks, and how long they may run.
#pragma once

#include <optional>
#include <string_view>

#include "base/source.h"

namespace retort::script {

/// Seconds. Unset: what holds otherwise; 0: no limit.
struct Timeouts {
  std::optional<double> lock;       ///< For the lock of a table or a row.
  std::optional<double> statement;  ///< For a whole statement.
  friend bool operator==(const Timeouts&, const Timeouts&) = default;

  /// These, and the other's where this has none.
  Timeouts over(const Timeouts& other) const {
    return {lock ? lock : other.lock, statement ? statement : other.statement};
  }
};

/// `2`, `2.5`, `2s`, `500ms`, `5min`, as seconds; nothing for anything else.
std::optional<double> parse_seconds(std::string_view text);

/// What a migration file says of itself: `retort_lock_timeout = 2` and `retort_statement_timeout =
/// "5min"` at the module level of a script, `-- retort: lock_timeout 2s` in an SQL file. Errors:
/// ErrorCode::parse with the place of a value that is no time.
Timeouts timeouts_in(const Source& source, bool sql);

}  // namespace retort::script
