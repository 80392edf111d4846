// The only outside interface is live_shape.h.
#include "command/live_shape.h"

#include "base/error.h"
#include "command/shape_scope.h"
#include "database/connection.h"
#include "inspect/database.h"
#include "runtime/run.h"
#include "runtime/version_table.h"
#include "schema/shape_objects.h"

namespace retort::command {
namespace {

/// A transaction that cannot write, and ends without a trace.
class ReadOnly {
 public:
  explicit ReadOnly(database::Connection& connection) : connection_(connection) {
    if (connection.dialect_name() == "sqlite") {
      connection_.execute("PRAGMA query_only = ON");
    } else if (connection.dialect_name() != "postgresql") {
      connection_.execute("SET SESSION TRANSACTION READ ONLY");
    }
    connection_.begin();
    if (connection.dialect_name() == "postgresql") {
      connection_.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }
  }
  ~ReadOnly() {
    connection_.rollback();
    try {
      if (connection_.dialect_name() == "sqlite") {
        connection_.execute("PRAGMA query_only = OFF");
      } else if (connection_.dialect_name() != "postgresql") {
        connection_.execute("SET SESSION TRANSACTION READ WRITE");
      }
    } catch (const Error&) {
      return;  // The connection is lost; whoever uses it next is told.
    }
  }
  ReadOnly(const ReadOnly&) = delete;
  ReadOnly& operator=(const ReadOnly&) = delete;

 private:
  database::Connection& connection_;
};

bool has_table(const schema::shape::Database& database, const schema::shape::Name& name) {
  for (const schema::shape::Table& table : database.tables) {
    if (table.name == name) return true;
  }
  return false;
}

}  // namespace

LiveShape read_live_shape(Session& session) {
  database::Connection& connection = session.connection(false);
  const runtime::Settings& settings = session.settings(Mode::online);
  LiveShape out;
  out.version = connection.server_version();
  const ReadOnly transaction(connection);
  out.version_table = version_table_of(settings, connection);
  out.database = inspect::inspect_database(connection).database;
  if (!has_table(out.database, out.version_table)) return out;
  const runtime::VersionTable table(session.dialect(Mode::online), settings);
  out.rows.emplace();
  try {
    for (const database::Row& row : connection.execute(table.select()).rows) {
      out.rows->push_back(database::text_or_empty(row.front()));
    }
  } catch (Error& error) {
    if (error.server.sqlstate == "42501") {
      error.with_hint("Nothing else is needed: GRANT SELECT on the version table to this user.");
    }
    throw;
  }
  return out;
}

schema::shape::Database for_location(schema::shape::Database database) {
  const auto strip = [](auto& objects) {
    if constexpr (requires { objects.front().grants; }) {
      for (auto& object : objects) object.grants.clear();
    }
  };
  each_list(database, [&](schema::shape::Kind, auto& objects) { strip(objects); });
  for (schema::shape::Table& table : database.tables) {
    strip(table.columns);
    for (schema::shape::Column& column : table.columns) {
      if (column.identity) column.identity->grants.clear();
    }
  }
  for (schema::shape::View& view : database.views) strip(view.columns);
  for (schema::shape::Extension& extension : database.extensions) extension.version.clear();
  return database;
}

}  // namespace retort::command
