// The catalog queries on PostgreSQL: one a kind of thing, for one table or for all of a schema.
#pragma once

#include <string>

#include "database/connection.h"

namespace retort::inspect {

/// Which tables a query is about. An empty schema means what the search path finds, without the
/// system catalog; an empty table means all.
struct QueryScope {
  std::string schema;
  std::string table;
};

/// Columns in the order of the reader in postgres_catalog.cc; rows by table and position.
database::Result query_columns(database::Connection& connection, const QueryScope& scope);
/// Primary key, unique, foreign key and check constraints; rows by table and name.
database::Result query_constraints(database::Connection& connection, const QueryScope& scope);
/// Indexes that are not primary keys; rows by table and name.
database::Result query_indexes(database::Connection& connection, const QueryScope& scope);
/// Names of relations whose pg_class.relkind is in `kinds` (`'r', 'p'`), by name.
database::Result query_relations(database::Connection& connection, const QueryScope& scope,
                                 const std::string& kinds);
/// The same relations with their comments, null where there is none.
database::Result query_comments(database::Connection& connection, const QueryScope& scope,
                                const std::string& kinds);
/// Schema, name, visibility and labels of enum types; the schema `*` means all.
database::Result query_enums(database::Connection& connection, const QueryScope& scope);

}  // namespace retort::inspect
