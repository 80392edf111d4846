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

bool try_lock(database::Connection& connection, std::int64_t key) {
  const database::Result result = connection.execute("SELECT pg_try_advisory_lock($1)", {key});
  return !result.rows.empty() && database::as_boolean(result.rows.front().front());
}

std::string holder_of(database::Connection& connection, std::int64_t key) {
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

}  // namespace

void lock_version_table(database::Connection& connection, const VersionTable& table,
                        double timeout) {
  if (connection.dialect_name() != "postgresql") return;
  const std::int64_t key = lock_key(table.qualified_name());
  let_server_watch(connection);
  const double deadline = monotonic_seconds() + timeout;
  double pause = kFirstPause;
  while (!try_lock(connection, key)) {
    stop_if_interrupted();
    const double left = deadline - monotonic_seconds();
    if (left <= 0) {
      Error error(ErrorCode::locked,
                  fmt::format("Another run holds the lock of {}; waited {} seconds. {}",
                              table.qualified_name(), timeout, holder_of(connection, key)));
      throw error.with_hint("Wait for it to end, or give a longer --lock-timeout.");
    }
    sleep_seconds(std::min(pause, left));
    pause = std::min(pause * 2, kLongestPause);
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
