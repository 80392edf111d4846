// The catalog of an SQLite database.
#pragma once

#include <memory>

#include "database/connection.h"
#include "schema/catalog.h"

namespace retort::inspect {

/// REQUIRES: `connection` outlives the catalog and speaks SQLite.
std::unique_ptr<schema::Catalog> open_sqlite_catalog(database::Connection& connection);

}  // namespace retort::inspect
