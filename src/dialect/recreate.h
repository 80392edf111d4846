// A database's shape as the SQL that makes it again in an empty database, in an order in which
// every object finds what it needs. No state; any thread.
#pragma once

#include <string>
#include <vector>

#include "schema/shape.h"

namespace retort::dialect {

/// The statements, each without its `;`. Errors: ErrorCode::unsupported for a dialect whose
/// databases are not read as a whole.
std::vector<std::string> recreate(const schema::shape::Inspection& inspection);

/// The statements of recreate() as a script for the database's own client, with `;` and blank
/// lines; MariaDB's takes bodies with `;` between changes of its DELIMITER.
std::string recreate_script(const schema::shape::Inspection& inspection);

/// A statement of such a script.
std::string script_text(const std::string& dialect, const std::string& statement);

/// What an ObjectVisitor can have written.
class ObjectWriter {
 public:
  virtual ~ObjectWriter() = default;
  /// The statements that make the object where all is there that it needs.
  virtual std::vector<std::string> make(const schema::shape::Object& object) = 0;
  /// A column as in CREATE TABLE, with its default if all is there that this needs: the default's
  /// own turn is over then.
  virtual std::string column_text(const schema::shape::Table& table,
                                  const schema::shape::Column& column) = 0;
};

/// Is told of each object in an order in which it could be made.
class ObjectVisitor {
 public:
  virtual ~ObjectVisitor() = default;
  virtual void turn(const schema::shape::Object& object, ObjectWriter& writer) = 0;
};

/// Shows the objects of a PostgreSQL database, and their parts, to the visitor. The statements that
/// come when all that made() was asked for is there.
std::vector<std::string> visit_postgresql(const schema::shape::Inspection& inspection,
                                          ObjectVisitor& visitor);

/// CREATE statements of single objects, and a column as they list it.
std::string sqlite_table(const schema::shape::Table& table);
std::string sqlite_column(const schema::shape::Table& table, const schema::shape::Column& column);
std::string sqlite_view(const schema::shape::View& view);
std::string mariadb_table(const schema::shape::Table& table);
/// A table's indexes as they can be made: ignored ones last, as the first unique one without NULLs
/// is the table's key, which the server does not ignore.
std::vector<const schema::shape::Index*> mariadb_index_order(const schema::shape::Table& table);
std::string mariadb_column(const schema::shape::Table& table, const schema::shape::Column& column);
std::string mariadb_view(const schema::shape::View& view);
/// The definition of a foreign key, made of its other members.
std::string mariadb_foreign_key(const schema::shape::Constraint& key);
/// The views in an order in which each finds those that it names.
std::vector<const schema::shape::View*> mariadb_view_order(const schema::shape::Database& database);

/// Each dialect's.
std::vector<std::string> recreate_postgresql(const schema::shape::Inspection& inspection);
std::vector<std::string> recreate_sqlite(const schema::shape::Inspection& inspection);
std::vector<std::string> recreate_mariadb(const schema::shape::Inspection& inspection);

}  // namespace retort::dialect
