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

/// Reads the shape of one database again and again, on a session that nobody else uses.
class ShapeReader {
 public:
  /// `connection` must outlive it.
  explicit ShapeReader(database::Connection& connection) : connection_(connection) {}

  /// As inspect_database(), without dependencies and without what is not read.
  schema::shape::Database read();

 private:
  database::Connection& connection_;
  bool prepared_ = false;
};

}  // namespace retort::inspect
