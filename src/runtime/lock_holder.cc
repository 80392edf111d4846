#include "runtime/lock_holder.h"

#include <fmt/format.h>

#include "base/file_locks.h"
#include "runtime/lease.h"

namespace retort::runtime {
namespace {

std::string postgres_holder(database::Connection& connection, const VersionTable& table) {
  // The key is made as lock.cc makes it.
  const database::Result found = connection.execute(
      "WITH found AS (SELECT coalesce((SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n "
      "ON n.oid = c.relnamespace WHERE c.oid = to_regclass($3)), nullif($1, ''), "
      "current_schema()::text, '') || '.' || $2::text AS name) "
      "SELECT name, ('x' || substr(md5('retort:' || name), 1, 16))::bit(64)::bigint, "
      "to_regclass('retort.lease') IS NOT NULL FROM found",
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
  const database::Result result = connection.execute(
      "SELECT a.pid, a.application_name, a.usename, coalesce(a.client_addr::text, CASE WHEN "
      "a.query = '<insufficient privilege>' THEN 'an address not shown' ELSE 'local' END), "
      "coalesce(to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS'), 'a time not shown') "
      "FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
      "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
      "AND ((l.classid::bigint << 32) | l.objid::bigint) = $1 "
      "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      {key});
  if (result.rows.empty()) return {};
  const database::Row& row = result.rows.front();
  const auto cell = [&](std::size_t i) { return database::to_string(row[i]); };
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
