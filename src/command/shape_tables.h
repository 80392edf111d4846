// Tables of a PostgreSQL database's shape as SQLAlchemy would reflect them, for Alembic's
// operations.
//
// A definition is taken only where it says no more than SQLAlchemy's classes do: what comes out is
// written down again and compared with what the server prints.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "schema/shape.h"
#include "schema/table.h"

namespace retort::command {

/// Looks into one shape, which must outlive it. Each answer is nothing where there is no such
/// thing, or an operation could not say all of it.
class ShapeTables {
 public:
  explicit ShapeTables(const schema::shape::Database& database);

  /// Null without one, also where others inherit from it or it is partitioned: operations would
  /// reach those, too.
  const schema::shape::Table* plain_table(const schema::shape::Name& name) const;
  /// Its columns; defaults and what belongs to the table are not said.
  std::optional<schema::Table> table(const schema::shape::Name& name) const;
  std::optional<schema::Column> column(const schema::shape::Name& table,
                                       const std::string& name) const;
  std::optional<schema::Constraint> constraint(const schema::shape::Name& table,
                                               const std::string& name) const;
  std::optional<schema::Index> index(const schema::shape::Name& table,
                                     const std::string& name) const;
  std::optional<schema::ServerDefault> server_default(const schema::shape::Name& table,
                                                      const std::string& column) const;

 private:
  std::optional<schema::Type> type(const schema::shape::Column& column) const;

  const schema::shape::Database& database_;
  std::map<schema::shape::Name, const schema::shape::Table*> plain_;
};

/// The schema as operations name it: empty for the default one.
std::string operation_schema(const schema::shape::Name& name);

}  // namespace retort::command
