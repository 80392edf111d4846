// A live database's shape, read from its catalogs: `schema::Catalog` over a connection.
//
// A catalog borrows its connection and uses it on the caller's thread; nothing is read before it
// is asked for. On PostgreSQL the first question about a table reads that table only; when a
// second table is asked about, the whole schema is read at once, so the number of queries does not
// grow with the number of tables. Answers are kept until invalidate().
#pragma once

#include <memory>

#include "database/connection.h"
#include "schema/catalog.h"

namespace retort::inspect {

/// The catalog for the connection's dialect. REQUIRES: `connection` outlives it. Errors:
/// ErrorCode::unsupported for a dialect that cannot be read.
std::unique_ptr<schema::Catalog> open_catalog(database::Connection& connection);

}  // namespace retort::inspect
