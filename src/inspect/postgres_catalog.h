// The catalog of a PostgreSQL database.
#pragma once

#include <memory>

#include "database/connection.h"
#include "schema/catalog.h"

namespace retort::inspect {

/// REQUIRES: `connection` outlives the catalog and speaks PostgreSQL.
std::unique_ptr<schema::Catalog> open_postgres_catalog(database::Connection& connection);

}  // namespace retort::inspect
