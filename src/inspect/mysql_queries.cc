// Every condition names a schema and, where there is one, a table as constants: the server then
// opens these tables only.
#include "inspect/mysql_queries.h"

#include <utility>
#include <vector>

namespace retort::inspect {
namespace {

using database::Connection;
using database::Result;
using database::ServerVersion;

/// Runs `query`, where `{schema}` and `{table}` follow as conditions on the columns of that prefix.
Result run(Connection& connection, const MysqlScope& scope, std::string query,
           const std::string& prefix, const std::string& order,
           const std::string& schema_column = "TABLE_SCHEMA") {
  std::vector<database::Value> parameters;
  query += " WHERE " + prefix + schema_column + " = ";
  if (scope.schema.empty()) {
    query += "DATABASE()";
  } else {
    query += "?";
    parameters.emplace_back(scope.schema);
  }
  if (!scope.table.empty()) {
    query += " AND " + prefix + "TABLE_NAME = ?";
    parameters.emplace_back(scope.table);
  }
  return connection.execute(query + order, std::move(parameters));
}

bool has_checks(const Connection& connection) {
  const ServerVersion version = connection.server_version();
  if (!connection.is_mariadb()) return version >= ServerVersion{8, 0, 16};
  return version >= ServerVersion{10, 2, 22};
}

}  // namespace

Result query_mysql_tables(Connection& connection, const MysqlScope& scope) {
  return run(connection, scope,
             "SELECT TABLE_NAME, TABLE_TYPE, TABLE_COLLATION, TABLE_COMMENT"
             " FROM information_schema.TABLES",
             "", " ORDER BY TABLE_NAME");
}

Result query_mysql_columns(Connection& connection, const MysqlScope& scope) {
  return run(connection, scope,
             "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA,"
             " COLUMN_COMMENT, CHARACTER_SET_NAME, COLLATION_NAME, GENERATION_EXPRESSION"
             " FROM information_schema.COLUMNS",
             "", " ORDER BY TABLE_NAME, ORDINAL_POSITION");
}

Result query_mysql_indexes(Connection& connection, const MysqlScope& scope) {
  return run(connection, scope,
             "SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART, INDEX_TYPE"
             " FROM information_schema.STATISTICS",
             "", " ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX");
}

Result query_mysql_foreign_keys(Connection& connection, const MysqlScope& scope) {
  return run(connection, scope,
             "SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME,"
             " NULLIF(k.REFERENCED_TABLE_SCHEMA, k.TABLE_SCHEMA), k.REFERENCED_TABLE_NAME,"
             " k.REFERENCED_COLUMN_NAME, r.UPDATE_RULE, r.DELETE_RULE"
             " FROM information_schema.KEY_COLUMN_USAGE k"
             " JOIN information_schema.REFERENTIAL_CONSTRAINTS r"
             " ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.TABLE_NAME = k.TABLE_NAME"
             " AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME",
             "k.",
             " AND k.REFERENCED_TABLE_NAME IS NOT NULL"
             " ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION");
}

Result query_mysql_checks(Connection& connection, const MysqlScope& scope) {
  if (!has_checks(connection)) return {};
  if (connection.is_mariadb()) {
    // Releases without the column LEVEL tell the checks of a column by its name.
    const bool has_level = connection.server_version() >= ServerVersion{10, 5, 10};
    return run(connection, scope,
               "SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE"
               " FROM information_schema.CHECK_CONSTRAINTS",
               "",
               std::string(has_level ? " AND LEVEL = 'Table'" : "") +
                   " ORDER BY TABLE_NAME, CONSTRAINT_NAME",
               "CONSTRAINT_SCHEMA");
  }
  return run(connection, scope,
             "SELECT t.TABLE_NAME, t.CONSTRAINT_NAME, c.CHECK_CLAUSE"
             " FROM information_schema.TABLE_CONSTRAINTS t"
             " JOIN information_schema.CHECK_CONSTRAINTS c"
             " ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA"
             " AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME",
             "t.", " AND t.CONSTRAINT_TYPE = 'CHECK' ORDER BY t.TABLE_NAME, t.CONSTRAINT_NAME");
}

}  // namespace retort::inspect
