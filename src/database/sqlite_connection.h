// SQLite behind the Connection seam.
#pragma once

#include <memory>

#include "database/connection.h"

namespace retort::database {

/// Opens the file that the URL names (or a database in memory), as pysqlite would. Errors:
/// ErrorCode::config for a URL that SQLite cannot have, ErrorCode::connection if the file cannot
/// be opened.
std::unique_ptr<Connection> connect_sqlite(const Url& url, const ConnectOptions& options);

}  // namespace retort::database
