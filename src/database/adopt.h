// Connections over what a program has opened itself, for the embedded library.
//
// The handle is used and never closed; it must outlive the Connection, and nobody else may use it
// meanwhile. Its own settings (busy handlers, notice receivers) stay as they are.
#pragma once

#include <memory>

#include "database/connection.h"

struct sqlite3;
struct pg_conn;

namespace retort::database {

/// `busy_timeout`: seconds to wait for another process's lock, after the handle's own busy handler
/// has given up. Errors: ErrorCode::usage if a transaction is open.
std::unique_ptr<Connection> adopt_sqlite(sqlite3* handle, double busy_timeout);
/// Errors: ErrorCode::usage if a transaction is open or the connection is not usable,
/// ErrorCode::connection if libpq is not installed.
std::unique_ptr<Connection> adopt_postgres(pg_conn* handle);

}  // namespace retort::database
