// The only outside interface is ask_database.h.
#include "command/ask_database.h"

#include <utility>

#include "base/error.h"
#include "command/known_dialect.h"
#include "database/connection.h"
#include "inspect/catalog.h"
#include "runtime/online_host.h"

namespace retort::command {
namespace {

/// What a host stands on.
struct Looking {
  Looking(std::unique_ptr<database::Connection> opened, const dialect::Dialect& dialect,
          runtime::Reporter& reporter)
      : connection(std::move(opened)),
        catalog(inspect::open_catalog(*connection)),
        host(*connection, dialect, *catalog, settings, reporter) {}

  std::unique_ptr<database::Connection> connection;
  std::unique_ptr<schema::Catalog> catalog;
  runtime::Settings settings;
  runtime::OnlineHost host;
};

/// The session's transactions change nothing from now on.
void make_read_only(database::Connection& connection) {
  if (connection.dialect_name() == "sqlite") {
    connection.execute("PRAGMA query_only = ON");
  } else if (connection.dialect_name() == "postgresql") {
    connection.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
  } else {
    connection.execute("SET SESSION TRANSACTION READ ONLY");
  }
}

}  // namespace

std::shared_ptr<script::Host> ask_database(Session& session, const std::string& url) {
  const project::Environment given =
      project::explicit_environment(session.request().overrides, session.project().config);
  database::Url place = database::parse_url(given.url.given() ? given.url.value.reveal() : url);
  session.add_password(place);
  database::ConnectOptions options;
  options.create = false;
  std::unique_ptr<database::Connection> connection = database::connect(place, options);
  make_read_only(*connection);
  const std::string_view name = database::canonical_dialect(place);
  auto looking =
      std::make_shared<Looking>(std::move(connection), known_dialect(name), session.reporter());
  if (name != "sqlite") looking->host.begin();  // There it would be one that writes.
  return {looking, &looking->host};
}

}  // namespace retort::command
