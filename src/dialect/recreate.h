// A database's shape as the SQL that makes it again in an empty database, in an order in which
// every object finds what it needs. No state; any thread.
#pragma once

#include <string>
#include <vector>

#include "schema/shape.h"

namespace retort::dialect {

/// The statements, each without its `;`. Errors: ErrorCode::unsupported for a dialect whose
/// databases are not read as a whole.
std::vector<std::string> recreate(const schema::shape::Inspection& inspection);

/// The statements of recreate() as a script for the database's own client, with `;` and blank
/// lines; MariaDB's takes bodies with `;` between changes of its DELIMITER.
std::string recreate_script(const schema::shape::Inspection& inspection);

/// Each dialect's.
std::vector<std::string> recreate_postgresql(const schema::shape::Inspection& inspection);
std::vector<std::string> recreate_sqlite(const schema::shape::Inspection& inspection);
std::vector<std::string> recreate_mariadb(const schema::shape::Inspection& inspection);

}  // namespace retort::dialect
