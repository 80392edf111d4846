#include "database/connection.h"

#include <utility>

#include "base/error.h"
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
  if (dialect.empty()) {
    throw Error(ErrorCode::unsupported,
                "The database URL names the unknown dialect '" + url.dialect + "'")
        .with_hint("Use a URL that starts with postgresql:// or sqlite://.");
  }
  throw Error(ErrorCode::unsupported,
              "This program cannot connect to " + std::string(dialect) + " yet")
      .with_hint(
          "Use a URL that starts with postgresql:// or sqlite://, or render the SQL with --sql.");
}

}  // namespace retort::database
