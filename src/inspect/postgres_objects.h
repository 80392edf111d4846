// Which object an oid of PostgreSQL's catalogs means, and with it what pg_depend says. Belongs to
// one reading of a database.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "database/value.h"
#include "schema/shape.h"

namespace retort::inspect {

class PostgresObjects {
 public:
  /// `catalog`: `pg_class`, `pg_type`, ...
  void add(std::string_view catalog, std::int64_t oid, schema::shape::Object object);
  /// Null when it was not read.
  const schema::shape::Object* find(std::string_view catalog, std::int64_t oid) const;
  /// The name of a relation; empty when it was not read.
  schema::shape::Name relation(std::int64_t oid) const;

  /// The rows of PostgresShapeQueries::dependencies() as far as both sides were read: sorted,
  /// without what an object needs of itself and its own table.
  std::vector<schema::shape::Dependency> dependencies(const database::Result& rows) const;

 private:
  std::unordered_map<std::uint64_t, schema::shape::Object> objects_;
};

}  // namespace retort::inspect
