// Who migrates a database just now, for those who wait or only look.
#pragma once

#include <cstdint>
#include <string>

#include "database/connection.h"
#include "runtime/version_table.h"

namespace retort::runtime {

/// Who holds the lock of the version table, in a sentence; empty when nobody does.
std::string lock_holder(database::Connection& connection, const VersionTable& table);

/// The same of PostgreSQL's advisory lock, and of MySQL's named lock.
std::string postgres_lock_holder(database::Connection& connection, std::int64_t key);
std::string mysql_lock_holder(database::Connection& connection, const std::string& name);

}  // namespace retort::runtime
