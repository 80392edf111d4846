// MySQL and MariaDB behind the Connection seam, over libmariadb.
#pragma once

#include <memory>

#include "database/connection.h"

namespace retort::database {

/// Connects. Parts that the URL leaves out come from option files and MYSQL_* variables. Errors:
/// ErrorCode::connection; ErrorCode::config for a mariadb:// URL of a server that is none.
std::unique_ptr<Connection> connect_mysql(const Url& url, const ConnectOptions& options);

}  // namespace retort::database
