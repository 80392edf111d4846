// A MySQL or MariaDB database as `schema::Catalog`.
#pragma once

#include <memory>

#include "database/connection.h"
#include "schema/catalog.h"

namespace retort::inspect {

std::unique_ptr<schema::Catalog> open_mysql_catalog(database::Connection& connection);

}  // namespace retort::inspect
