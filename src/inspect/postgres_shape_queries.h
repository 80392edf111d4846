// The catalog queries behind a whole PostgreSQL database: one a kind of thing, for all of them at
// once. Their columns are named, and in the order of, the readers in postgres_shape*.cc. No state.
#pragma once

#include <string>

namespace retort::inspect {

/// The texts for one release of the server (its major version).
class PostgresShapeQueries {
 public:
  explicit PostgresShapeQueries(int release) : release_(release) {}

  std::string schemas() const;
  std::string extensions() const;
  std::string collations() const;
  std::string types() const;
  std::string sequences() const;
  std::string relations() const;
  std::string columns() const;
  std::string constraints() const;
  std::string indexes() const;
  /// The names of the collations and operator classes that indexes have.
  std::string index_words() const;
  std::string routines() const;
  std::string triggers() const;
  std::string policies() const;
  std::string rules() const;
  std::string statistics() const;
  std::string event_triggers() const;
  /// Which object cannot be there without which.
  std::string dependencies() const;
  /// Kinds of objects that are not read, with their number.
  std::string unread() const;

 private:
  int release_;
};

}  // namespace retort::inspect
