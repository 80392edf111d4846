// The only outside interface is database.h.
#include "inspect/database.h"

#include <fmt/format.h>

#include "base/error.h"
#include "inspect/mariadb_shape.h"
#include "inspect/postgres_shape.h"
#include "inspect/sqlite_shape.h"

namespace retort::inspect {

schema::shape::Inspection inspect_database(database::Connection& connection) {
  if (connection.dialect_name() == "postgresql") return inspect_postgres(connection);
  if (connection.dialect_name() == "sqlite") return inspect_sqlite(connection);
  if (connection.is_mariadb()) return inspect_mariadb(connection);
  throw Error(ErrorCode::unsupported,
              fmt::format("{} databases cannot be inspected as a whole", connection.dialect_name()))
      .with_hint("Those of PostgreSQL, MariaDB and SQLite can.");
}

schema::shape::Database ShapeReader::read() {
  if (connection_.dialect_name() == "postgresql") {
    return read_postgres_again(connection_, prepared_);
  }
  return inspect_database(connection_).database;
}

}  // namespace retort::inspect
