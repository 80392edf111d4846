// A whole PostgreSQL database; see database.h.
#pragma once

#include "database/connection.h"
#include "schema/shape.h"

namespace retort::inspect {

/// REQUIRES: `connection` speaks PostgreSQL.
schema::shape::Inspection inspect_postgres(database::Connection& connection);

}  // namespace retort::inspect
