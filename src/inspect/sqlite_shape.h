// A whole SQLite database; see database.h.
#pragma once

#include "database/connection.h"
#include "schema/shape.h"

namespace retort::inspect {

/// REQUIRES: `connection` speaks SQLite.
schema::shape::Inspection inspect_sqlite(database::Connection& connection);

}  // namespace retort::inspect
