// A whole PostgreSQL database; see database.h.
#pragma once

#include "database/connection.h"
#include "schema/shape.h"

namespace retort::inspect {

/// REQUIRES: `connection` speaks PostgreSQL.
schema::shape::Inspection inspect_postgres(database::Connection& connection);

/// The shape alone, from statements that stay prepared in the session: for a session that reads it
/// often. `prepared`: whether they are; it is set. REQUIRES: no transaction is open.
schema::shape::Database read_postgres_again(database::Connection& connection, bool& prepared);

}  // namespace retort::inspect
