// MySQL's dialect once the server is known.
#pragma once

#include "dialect/dialect.h"

namespace retort::dialect {

/// The dialect of a mysql:// URL whose server is a MariaDB, as SQLAlchemy treats it: named `mysql`,
/// with the options of that name, but with MariaDB's reserved words and statements.
const Dialect& mysql_on_mariadb();

}  // namespace retort::dialect
