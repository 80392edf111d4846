// Who migrates a database just now, for those who wait or only look.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"
#include "runtime/event.h"
#include "runtime/version_table.h"

namespace retort::runtime {

/// Who holds the lock of the version table, in a sentence; empty when nobody does.
std::string lock_holder(database::Connection& connection, const VersionTable& table);

/// The lock's name and key on PostgreSQL, as `name` and `key`: a query with the parameters $1, the
/// version table's schema, $2, its name, and $3, its qualified name.
inline constexpr std::string_view kPostgresLockKey =
    "SELECT name, ('x' || substr(md5('retort:' || name), 1, 16))::bit(64)::bigint AS key FROM "
    "(SELECT coalesce((SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n "
    "ON n.oid = c.relnamespace WHERE c.oid = to_regclass($3)), nullif($1, ''), "
    "current_schema()::text, '') || '.' || $2::text AS name) AS found";
/// The session that holds the advisory lock whose key is `{}`.
inline constexpr std::string_view kPostgresLockSession =
    "SELECT a.pid, a.application_name, a.usename, coalesce(a.client_addr::text, CASE WHEN "
    "a.query = '<insufficient privilege>' THEN 'an address not shown' ELSE 'local' END) AS "
    "address, "
    "coalesce(to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS'), 'a time not shown') AS since "
    "FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
    "AND ((l.classid::bigint << 32) | l.objid::bigint) = {} "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1";
/// The five columns of that, from column `first` on, in a sentence.
std::string postgres_session_text(const database::Row& row, std::size_t first);

/// The session that holds PostgreSQL's advisory lock, as events tell of it; none when nobody does.
std::vector<Blocker> postgres_lock_sessions(database::Connection& connection, std::int64_t key);

/// The same of PostgreSQL's advisory lock, and of MySQL's named lock.
std::string postgres_lock_holder(database::Connection& connection, std::int64_t key);
std::string mysql_lock_holder(database::Connection& connection, const std::string& name);

}  // namespace retort::runtime
