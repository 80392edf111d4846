#include "database/connection.h"

#include <utility>

#include "base/error.h"
#include "database/mysql_connection.h"
#include "database/postgres_connection.h"
#include "database/sqlite_connection.h"

namespace retort::database {

Result Connection::execute(std::string text, std::vector<Value> parameters) {
  Statement statement;
  statement.text = std::move(text);
  statement.parameters = std::move(parameters);
  return execute(statement);
}

std::unique_ptr<Connection> connect(const Url& url, const ConnectOptions& options) {
  const std::string_view dialect = canonical_dialect(url);
  if (dialect == "postgresql") return connect_postgres(url, options);
  if (dialect == "sqlite") return connect_sqlite(url, options);
  if (dialect == "mysql" || dialect == "mariadb") return connect_mysql(url, options);
  if (dialect.empty()) {
    throw Error(ErrorCode::unsupported,
                "The database URL names the unknown dialect '" + url.dialect + "'")
        .with_hint("Use a URL that starts with postgresql://, mysql://, mariadb:// or sqlite://.");
  }
  throw Error(ErrorCode::internal, "No driver for " + std::string(dialect));
}

}  // namespace retort::database
