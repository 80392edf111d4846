// The text of a new SQL migration.
#pragma once

#include <string>

#include "script/template.h"

namespace retort::script {

/// What stands in the two sections: statements with their ends.
struct SqlSections {
  std::string upgrade;
  std::string downgrade;
  bool transaction_off = false;  ///< Whether each statement runs by itself.
};

/// A header that says what the revision is, and the two sections.
std::string render_sql_revision(const NewRevision& revision, const SqlSections& sections = {});

}  // namespace retort::script
