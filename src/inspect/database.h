// A whole live database as `schema::shape`, read in a constant number of queries that are sent
// together: one a kind of object, whatever the number of objects.
//
// Uses the connection on the caller's thread. Outside of a transaction the queries get one of their
// own that sees one state and writes nothing; inside of one they are part of it, and the search
// path is put back afterwards. Retort's own tables are left out; the version table is not.
#pragma once

#include "database/connection.h"
#include "schema/shape.h"

namespace retort::inspect {

/// Errors: ErrorCode::unsupported for a dialect that cannot be read, `database`, `connection`.
schema::shape::Inspection inspect_database(database::Connection& connection);

}  // namespace retort::inspect
