#include "runtime/sight.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "runtime/lease.h"
#include "runtime/lock_holder.h"

namespace retort::runtime {
namespace {

using database::Value;

/// One row: the key's schema, version table?, journal?, other tables?, TLS, repeatable scripts?;
/// then the lock's name, leases?, and the session that holds the lock ({0}: the lock's key, {1}:
/// that session). Parameters: the version table's schema, its name, its qualified name.
constexpr std::string_view kPostgres =
    "SELECT coalesce(nullif($1, ''), current_schema()), to_regclass($3) IS NOT NULL, "
    "to_regclass('retort.statement') IS NOT NULL, "
    "EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'p') AND c.relname <> $2 AND n.nspname <> 'retort' "
    "AND (CASE WHEN $1 = '' THEN n.nspname = ANY (current_schemas(false)) "
    "ELSE n.nspname = $1 END) "
    "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass "
    "AND d.objid = c.oid AND d.deptype = 'e')), "
    "(SELECT version || ', ' || cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl), "
    "to_regclass('retort.repeatable') IS NOT NULL, "
    "keyed.name, to_regclass('retort.lease') IS NOT NULL, holder.* "
    "FROM ({0}) AS keyed LEFT JOIN LATERAL ({1}) AS holder ON true";
constexpr std::size_t kRepeatables = 5;
constexpr std::size_t kLockName = 6;
constexpr std::size_t kLeases = 7;
constexpr std::size_t kHolder = 8;

constexpr std::string_view kSqlite =
    "SELECT coalesce(nullif($1, ''), 'main'), "
    "EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $2), "
    "EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'retort_statement'), "
    "EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name <> $2 "
    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'retort\\_%' ESCAPE '\\' "
    "AND $3 <> ''), '', "
    "EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'retort_repeatable')";

constexpr std::string_view kMysql =
    "SELECT coalesce(nullif($1, ''), database()), "
    "EXISTS (SELECT 1 FROM information_schema.TABLES WHERE TABLE_NAME = $2 "
    "AND TABLE_SCHEMA = coalesce(nullif($1, ''), database())), "
    "EXISTS (SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = database() "
    "AND TABLE_NAME = 'retort_statement'), "
    "EXISTS (SELECT 1 FROM information_schema.TABLES WHERE TABLE_NAME <> $2 AND $3 <> '' "
    "AND TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA = coalesce(nullif($1, ''), database()) "
    "AND TABLE_NAME NOT IN ('retort_run', 'retort_step', 'retort_statement', 'retort_lease', "
    "'retort_repeatable')), '', "
    "EXISTS (SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = database() "
    "AND TABLE_NAME = 'retort_repeatable')";

std::string mysql_tls(database::Connection& connection) {
  std::string out;
  const database::Result result = connection.execute(
      "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_cipher', 'Ssl_version')");
  for (const database::Row& row : result.rows) {
    const std::string value = database::text_or_empty(row.at(1));
    const bool version = database::text_or_empty(row.at(0)) == "Ssl_version";
    if (value.empty()) continue;
    out = out.empty() ? value : version ? value + ", " + out : out + ", " + value;
  }
  return out;
}

/// Queries that are sent together, where the database can do that: in a transaction. On the others
/// there is none, for SQLite's would wait for whoever writes.
class Queries {
 public:
  explicit Queries(database::Connection& connection)
      : connection_(connection), together_(connection.dialect_name() == "postgresql") {
    if (together_) connection_.begin();
  }
  ~Queries() {
    if (together_ && connection_.in_transaction()) connection_.rollback();
  }
  Queries(const Queries&) = delete;
  Queries& operator=(const Queries&) = delete;

  template <typename Take>
  void ask(std::string text, std::vector<Value> parameters, Take take) {
    database::Statement statement;
    statement.text = std::move(text);
    statement.parameters = std::move(parameters);
    statement.on_result = std::move(take);
    statement.judged = false;
    connection_.enqueue(std::move(statement));
  }
  /// With the end of the transaction, in one round trip.
  void wait() {
    if (together_) {
      connection_.commit();
    } else {
      connection_.flush();
    }
  }

 private:
  database::Connection& connection_;
  bool together_;
};

std::string first_query(std::string_view dialect) {
  if (dialect == "sqlite") return std::string(kSqlite);
  if (dialect != "postgresql") return std::string(kMysql);
  return fmt::format(fmt::runtime(kPostgres), kPostgresLockKey,
                     fmt::format(fmt::runtime(kPostgresLockSession), "keyed.key"));
}

}  // namespace

Sight look_at(database::Connection& connection, const RunContext& context, bool with_applied) {
  const VersionTable table(context.dialect, context.settings);
  const std::string_view dialect = connection.dialect_name();
  const bool postgres = dialect == "postgresql";
  const database::Result first = connection.execute(
      first_query(dialect), {table.schema(), table.name(), table.qualified_name()});
  const database::Row& row = first.rows.at(0);
  Sight out;
  out.key = database::text_or_empty(row.at(0)) + "." + table.name();
  out.version_table = database::as_boolean(row.at(1));
  out.journal = database::as_boolean(row.at(2)) && context.settings.journal;
  out.tables = database::as_boolean(row.at(3));
  out.tls = database::text_or_empty(row.at(4));
  const bool repeatables = database::as_boolean(row.at(kRepeatables));
  if (!postgres && dialect != "sqlite") out.tls = mysql_tls(connection);
  if (!postgres) out.running = lock_holder(connection, table);
  const bool held = postgres && !database::is_null(row.at(kHolder));
  if (held) out.running = postgres_session_text(row, kHolder);
  const bool leases = postgres && !held && database::as_boolean(row.at(kLeases));
  if (!out.version_table && !out.journal && !leases && !repeatables) return out;

  Queries queries(connection);
  if (out.version_table) {
    queries.ask(table.select(), {}, [&out](const database::Result& result) {
      for (const database::Row& found : result.rows) {
        out.rows.push_back(database::text_or_empty(found.at(0)));
      }
    });
  }
  if (out.journal) {
    const JournalTables tables = journal_tables(dialect);
    queries.ask(unfinished_query(tables), {out.key},
                [&out](const database::Result& result) { out.unfinished = unfinished_of(result); });
    if (with_applied) {
      queries.ask(applied_query(tables), {out.key},
                  [&out](const database::Result& result) { out.applied = applied_of(result); });
    }
  }
  if (repeatables) {
    queries.ask(RepeatableTable(dialect, context.settings).select(), {},
                [&out](const database::Result& result) {
                  out.repeatables = RepeatableTable::records_of(result);
                });
  }
  if (leases) {
    queries.ask(Lease::holder_query(true), {database::text_or_empty(row.at(kLockName))},
                [&out](const database::Result& result) { out.running = Lease::holder_of(result); });
  }
  queries.wait();
  return out;
}

}  // namespace retort::runtime
