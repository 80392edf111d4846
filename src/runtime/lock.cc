// The only outside interface is lock.h.
#include "runtime/lock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "base/signals.h"

namespace retort::runtime {
namespace {

constexpr double kFirstPause = 0.02;
constexpr double kLongestPause = 0.5;

/// FNV-1a: the same key from every version of this program, on every machine.
std::int64_t lock_key(std::string_view name) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : fmt::format("retort:{}", name)) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211U;
  }
  return static_cast<std::int64_t>(hash);
}

bool try_postgres_lock(database::Connection& connection, std::int64_t key) {
  const database::Result result = connection.execute("SELECT pg_try_advisory_lock($1)", {key});
  return !result.rows.empty() && database::as_boolean(result.rows.front().front());
}

std::string postgres_holder(database::Connection& connection, std::int64_t key) {
  const database::Result result = connection.execute(
      "SELECT a.pid, a.application_name, a.usename, coalesce(a.client_addr::text, 'local'), "
      "to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS') "
      "FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
      "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
      "AND ((l.classid::bigint << 32) | l.objid::bigint) = $1 "
      "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      {key});
  if (result.rows.empty()) return "It was released just now.";
  const database::Row& row = result.rows.front();
  const auto cell = [&](std::size_t i) { return database::to_string(row[i]); };
  return fmt::format("It is held by server process {} ({}, user {}, from {}), connected since {}.",
                     cell(0), cell(1), cell(2), cell(3), cell(4));
}

/// Has the server look whether this client still lives while a statement runs, so that a killed run
/// frees the lock soon and not at the end of the statement that it left behind. Servers before
/// release 14 and some platforms cannot.
void let_server_watch(database::Connection& connection) {
  if (connection.server_version() < database::ServerVersion{14} || connection.is_adopted()) return;
  try {
    connection.execute("SET client_connection_check_interval = '2s'");
  } catch (const Error& error) {
    if (error.code != ErrorCode::database) throw;
  }
}

/// MySQL's locks are the whole server's: the name holds the database's.
std::string mysql_lock_name(database::Connection& connection, const VersionTable& table) {
  const database::Result result = connection.execute(
      "SELECT CONCAT('retort:', SHA1(CONCAT(COALESCE(NULLIF(?, ''), DATABASE(), ''), '.', ?)))",
      {table.schema(), table.name()});
  return database::text_or_empty(result.rows.at(0).at(0));
}

bool try_mysql_lock(database::Connection& connection, const std::string& name) {
  const database::Result result = connection.execute("SELECT GET_LOCK(?, 0)", {name});
  return !result.rows.empty() && database::as_boolean(result.rows.front().front());
}

std::string mysql_holder(database::Connection& connection, const std::string& name) {
  const database::Result result = connection.execute(
      "SELECT IS_USED_LOCK(?), p.USER, p.HOST FROM (SELECT 1) AS one LEFT JOIN "
      "information_schema.PROCESSLIST AS p ON p.ID = IS_USED_LOCK(?)",
      {name, name});
  if (result.rows.empty() || database::is_null(result.rows[0][0])) {
    return "It was released just now.";
  }
  const database::Row& row = result.rows.front();
  const std::string id = database::to_string(row[0]);
  // Other users' connections are shown to those with the privilege PROCESS only.
  if (database::is_null(row[1])) return fmt::format("It is held by connection {}.", id);
  return fmt::format("It is held by connection {} (user {}, from {}).", id,
                     database::to_string(row[1]), database::to_string(row[2]));
}

/// Tries until `try_lock` succeeds or the time is over.
template <typename TryLock, typename Holder>
void wait_for_lock(const VersionTable& table, double timeout, TryLock try_lock, Holder holder) {
  const double deadline = monotonic_seconds() + timeout;
  double pause = kFirstPause;
  while (!try_lock()) {
    stop_if_interrupted();
    const double left = deadline - monotonic_seconds();
    if (left <= 0) {
      Error error(ErrorCode::locked,
                  fmt::format("Another run holds the lock of {}; waited {} seconds. {}",
                              table.qualified_name(), timeout, holder()));
      throw error.with_hint("Wait for it to end, or give a longer --lock-timeout.");
    }
    sleep_seconds(std::min(pause, left));
    pause = std::min(pause * 2, kLongestPause);
  }
}

}  // namespace

void lock_version_table(database::Connection& connection, const VersionTable& table,
                        double timeout) {
  const std::string_view dialect = connection.dialect_name();
  if (dialect == "postgresql") {
    const std::int64_t key = lock_key(table.qualified_name());
    let_server_watch(connection);
    wait_for_lock(
        table, timeout, [&] { return try_postgres_lock(connection, key); },
        [&] { return postgres_holder(connection, key); });
  } else if (dialect == "mysql" || dialect == "mariadb") {
    const std::string name = mysql_lock_name(connection, table);
    wait_for_lock(
        table, timeout, [&] { return try_mysql_lock(connection, name); },
        [&] { return mysql_holder(connection, name); });
  }
}

void unlock_version_table(database::Connection& connection, const VersionTable& table) noexcept {
  if (connection.dialect_name() != "postgresql" || !connection.is_adopted()) return;
  try {
    connection.execute("SELECT pg_advisory_unlock($1)", {lock_key(table.qualified_name())});
  } catch (const std::exception&) {
    return;
  }
}

}  // namespace retort::runtime
