// PostgreSQL behind the Connection seam, over libpq.
#pragma once

#include <memory>

#include "database/connection.h"

namespace retort::database {

/// Connects. Parts that the URL leaves out come from PG* variables and ~/.pgpass. Errors:
/// ErrorCode::connection.
std::unique_ptr<Connection> connect_postgres(const Url& url, const ConnectOptions& options);

}  // namespace retort::database
