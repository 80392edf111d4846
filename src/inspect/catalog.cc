#include "inspect/catalog.h"

#include "base/error.h"
#include "inspect/mysql_catalog.h"
#include "inspect/postgres_catalog.h"
#include "inspect/sqlite_catalog.h"

namespace retort::inspect {

std::unique_ptr<schema::Catalog> open_catalog(database::Connection& connection) {
  if (connection.dialect_name() == "postgresql") return open_postgres_catalog(connection);
  if (connection.dialect_name() == "sqlite") return open_sqlite_catalog(connection);
  if (connection.dialect_name() == "mysql" || connection.dialect_name() == "mariadb") {
    return open_mysql_catalog(connection);
  }
  throw Error(ErrorCode::unsupported, "This program cannot read the schema of a " +
                                          std::string(connection.dialect_name()) + " database")
      .with_hint("Use a PostgreSQL, MySQL, MariaDB or SQLite database.");
}

}  // namespace retort::inspect
