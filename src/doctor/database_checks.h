// The checks of a live database against the files. They only read.
#pragma once

#include <string>
#include <vector>

#include "database/connection.h"
#include "doctor/finding.h"
#include "doctor/history.h"
#include "doctor/lost_and_found.h"

namespace retort::doctor {

/// What of the database is looked at.
struct DatabaseState {
  database::Connection* connection = nullptr;
  std::string version_table;
  std::string version_schema;     ///< Empty: the default schema.
  std::vector<std::string> rows;  ///< Of the version table, as they are.
};

/// Version rows against the history, the version table itself, leftovers of interrupted runs, and
/// sequences. Errors: `database`, `connection`.
void check_database(const History& history, const LostAndFound& git, const DatabaseState& state,
                    Findings& findings);

}  // namespace retort::doctor
