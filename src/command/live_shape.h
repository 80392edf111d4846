// The schema of a live database as `locate` compares it; nothing is written to the database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/session.h"
#include "schema/shape_changes.h"

namespace retort::command {

struct LiveShape {
  schema::shape::Database database;
  schema::shape::Name version_table;             ///< With the schema that it is in.
  std::optional<std::vector<std::string>> rows;  ///< Of the version table; unset: there is none.
  database::ServerVersion version;
  std::string collation;           ///< See scratch_collation.h.
  std::vector<std::string> roles;  ///< That a replay on another server needs; see scratch_roles.h.
};

/// Reads it in one transaction that cannot write, on `session`'s connection.
LiveShape read_live_shape(Session& session);

/// Without what says nothing of the revision: grants, and versions of extensions.
schema::shape::Database for_location(schema::shape::Database database);

}  // namespace retort::command
