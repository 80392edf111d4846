// The text of a new SQL migration.
#pragma once

#include <string>

#include "script/template.h"

namespace retort::script {

/// A header that says what the revision is, and two empty sections.
std::string render_sql_revision(const NewRevision& revision);

}  // namespace retort::script
