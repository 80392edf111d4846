#include "runtime/lock_holder.h"

#include <fmt/format.h>

#include <utility>

#include "base/file_locks.h"
#include "runtime/lease.h"

namespace retort::runtime {
namespace {

std::string postgres_holder(database::Connection& connection, const VersionTable& table) {
  const database::Result found = connection.execute(
      fmt::format("SELECT name, key, to_regclass('retort.lease') IS NOT NULL FROM ({}) AS keyed",
                  kPostgresLockKey),
      {table.schema(), table.name(), table.qualified_name()});
  const database::Row& row = found.rows.at(0);
  std::string out = postgres_lock_holder(connection, database::as_integer(row[1]).value_or(0));
  if (out.empty() && database::as_boolean(row[2])) {
    out = Lease::holder(connection, database::text_or_empty(row[0]));
  }
  return out;
}

std::string mysql_holder(database::Connection& connection, const VersionTable& table) {
  const database::Result found = connection.execute(
      "SELECT n.name, CONCAT('retort:', SHA1(n.name)) FROM (SELECT "
      "CONCAT(COALESCE(NULLIF(?, ''), DATABASE(), ''), '.', ?) AS name) AS n",
      {table.schema(), table.name()});
  const database::Row& row = found.rows.at(0);
  std::string out = mysql_lock_holder(connection, database::text_or_empty(row[1]));
  if (out.empty() && Lease::exists(connection)) {
    out = Lease::holder(connection, database::text_or_empty(row[0]));
  }
  return out;
}

std::string sqlite_holder(database::Connection& connection) {
  const database::Result databases = connection.execute("PRAGMA database_list");
  for (const database::Row& row : databases.rows) {
    const std::string file = database::text_or_empty(row.at(2));
    if (database::text_or_empty(row.at(1)) != "main" || file.empty()) continue;
    std::string found = file_lock_holder(file);
    if (found.empty()) found = file_lock_holder(file + "-shm");
    if (!found.empty()) return "It is held by " + found + ".";
  }
  return {};
}

}  // namespace

std::string postgres_lock_holder(database::Connection& connection, std::int64_t key) {
  const database::Result result =
      connection.execute(fmt::format(fmt::runtime(kPostgresLockSession), "$1"), {key});
  return result.rows.empty() ? std::string() : postgres_session_text(result.rows.front(), 0);
}

std::vector<Blocker> postgres_lock_sessions(database::Connection& connection, std::int64_t key) {
  const database::Result result =
      connection.execute(fmt::format(fmt::runtime(kPostgresLockSession), "$1"), {key});
  std::vector<Blocker> out;
  for (const database::Row& row : result.rows) {
    Blocker one;
    one.pid = database::as_integer(row.at(0)).value_or(0);
    one.application = database::text_or_empty(row.at(1));
    one.user = database::text_or_empty(row.at(2));
    one.address = database::text_or_empty(row.at(3));
    one.lock = "advisory";
    out.push_back(std::move(one));
  }
  return out;
}

std::string postgres_session_text(const database::Row& row, std::size_t first) {
  const auto cell = [&](std::size_t i) { return database::to_string(row.at(first + i)); };
  return fmt::format("It is held by server process {} ({}, user {}, from {}), connected since {}.",
                     cell(0), cell(1), cell(2), cell(3), cell(4));
}

std::string mysql_lock_holder(database::Connection& connection, const std::string& name) {
  const database::Result result = connection.execute(
      "SELECT IS_USED_LOCK(?), p.USER, p.HOST, p.COMMAND, p.TIME FROM (SELECT 1) AS one LEFT JOIN "
      "information_schema.PROCESSLIST AS p ON p.ID = IS_USED_LOCK(?)",
      {name, name});
  if (result.rows.empty() || database::is_null(result.rows[0][0])) return {};
  const database::Row& row = result.rows.front();
  const std::string id = database::to_string(row[0]);
  // Other users' connections are shown to those with the privilege PROCESS only.
  if (database::is_null(row[1])) return fmt::format("It is held by connection {}.", id);
  return fmt::format("It is held by connection {} (user {}, from {}).", id,
                     database::to_string(row[1]), database::to_string(row[2]));
}

std::string lock_holder(database::Connection& connection, const VersionTable& table) {
  if (connection.dialect_name() == "postgresql") return postgres_holder(connection, table);
  if (connection.dialect_name() == "sqlite") return sqlite_holder(connection);
  return mysql_holder(connection, table);
}

}  // namespace retort::runtime
