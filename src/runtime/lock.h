// One run at a time on one version table.
#pragma once

#include "database/connection.h"
#include "runtime/version_table.h"

namespace retort::runtime {

/// PostgreSQL and MySQL: takes a session lock (pg_advisory_lock, GET_LOCK) whose key is made of the
/// version table's name; it ends with the connection. Waits up to `timeout` seconds. Errors:
/// ErrorCode::locked, naming who holds it. SQLite needs nothing: its transactions begin with the
/// write lock.
void lock_version_table(database::Connection& connection, const VersionTable& table,
                        double timeout);
/// Ends the lock before the connection ends, on a session that somebody else goes on using. Throws
/// nothing: a lost connection has lost its locks.
void unlock_version_table(database::Connection& connection, const VersionTable& table) noexcept;

}  // namespace retort::runtime
