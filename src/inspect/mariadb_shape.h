// A whole MariaDB database (a schema in MariaDB's own words); see database.h.
#pragma once

#include "database/connection.h"
#include "schema/shape.h"

namespace retort::inspect {

/// REQUIRES: `connection` speaks to a MariaDB server.
schema::shape::Inspection inspect_mariadb(database::Connection& connection);

}  // namespace retort::inspect
