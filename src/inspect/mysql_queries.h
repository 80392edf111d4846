// The catalog queries on MySQL and MariaDB: one a kind of thing, for one table or for all of a
// schema.
#pragma once

#include <string>

#include "database/connection.h"

namespace retort::inspect {

/// Which tables a query is about. An empty schema means the connection's database; an empty table
/// means all.
struct MysqlScope {
  std::string schema;
  std::string table;
};

/// Name, kind (`BASE TABLE`, `VIEW`, ...), collation and comment of tables and views.
database::Result query_mysql_tables(database::Connection& connection, const MysqlScope& scope);
/// Columns in the order of the reader in mysql_catalog.cc; rows by table and position.
database::Result query_mysql_columns(database::Connection& connection, const MysqlScope& scope);
/// Table, name, NON_UNIQUE, column, length, type and comment; a row for each element, in order.
database::Result query_mysql_indexes(database::Connection& connection, const MysqlScope& scope);
/// Table, name, column, the referred schema (NULL if it is the same), table and column, the rules
/// for UPDATE and DELETE; a row for each column, in order.
database::Result query_mysql_foreign_keys(database::Connection& connection,
                                          const MysqlScope& scope);
/// Table, name and condition of the CHECK constraints of tables (not of columns); none on a server
/// that does not have them.
database::Result query_mysql_checks(database::Connection& connection, const MysqlScope& scope);

}  // namespace retort::inspect
