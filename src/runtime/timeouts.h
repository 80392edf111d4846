// The database's own time-outs for locks and statements, as SQL.
#pragma once

#include <string>
#include <vector>

#include "database/connection.h"
#include "script/timeouts.h"

namespace retort::runtime {

/// Seconds that a statement waits for the lock of a table or row when nobody says otherwise,
/// neither to Retort nor to the server: while it waits, everybody who comes later waits behind it.
inline constexpr double kTableLockTimeout = 10;

/// Sets the time-outs for the transaction that has begun (PostgreSQL), or from now on for the
/// session (MySQL, MariaDB). What is unset leaves what the session has; a lock time-out that nobody
/// has set becomes kTableLockTimeout. SQLite: none, its only lock is that of the file.
std::vector<std::string> timeout_settings(const database::Connection& connection,
                                          const script::Timeouts& timeouts);

/// Around a statement outside of transactions on PostgreSQL: sets what is given, and takes it back.
/// There is no default: CREATE INDEX CONCURRENTLY waits for old transactions, and hinders nobody.
class SessionTimeouts {
 public:
  SessionTimeouts(database::Connection& connection, const script::Timeouts& timeouts);
  ~SessionTimeouts();
  SessionTimeouts(const SessionTimeouts&) = delete;
  SessionTimeouts& operator=(const SessionTimeouts&) = delete;

 private:
  database::Connection& connection_;
  std::vector<std::string> resets_;
};

}  // namespace retort::runtime
