// What of a database's shape is the migrations' matter, and where two shapes differ.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "command/session.h"
#include "database/connection.h"
#include "runtime/settings.h"
#include "schema/shape.h"

namespace retort::command {

/// Takes out the objects of these names.
void leave_out_objects(schema::shape::Inspection& inspection,
                       const std::set<schema::shape::Name>& names);
/// Takes out the version table. Without a schema of its own it is wherever the search path of the
/// project's connection leads.
void leave_out_version_table(schema::shape::Inspection& inspection,
                             const runtime::Settings& settings);
/// The version table's name with the schema that it is in, on this connection.
schema::shape::Name version_table_of(const runtime::Settings& settings,
                                     database::Connection& connection);
/// The session's database without its version table, within these schemas (none: all).
schema::shape::Inspection read_scope(Session& session,
                                     const std::vector<std::string>& schemas = {});
/// Takes out what is in other schemas than these. Extensions stay.
void keep_schemas(schema::shape::Inspection& inspection, const std::vector<std::string>& schemas);

/// Takes out everything but tables and enums, for what says nothing of the rest.
void keep_tables(schema::shape::Inspection& inspection);

/// How `have` differs from `want`, a line for each difference; see schema/shape_changes.h.
std::vector<std::string> shape_differences(const schema::shape::Database& have,
                                           const schema::shape::Database& want);
/// Tables whose columns stand in another order, and nothing else may be different about them.
std::vector<std::string> reordered_tables(const schema::shape::Database& have,
                                          const schema::shape::Database& want);

}  // namespace retort::command
