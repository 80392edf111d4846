// One migration as the difference of two live databases: what autogenerate can say as its
// operations, everything else as SQL.
#pragma once

#include <string>
#include <vector>

#include "command/session.h"
#include "diff/changes.h"

namespace retort::command {

/// How a migration says what it does.
enum class StepStyle {
  operations,  ///< As autogenerate would, and SQL for the rest.
  sql,         ///< All in SQL.
};

/// What leads from the database of `have` to that of `want`, within these schemas (none: all).
/// `renames`: what has only another name, as diff::Answers::declared. `have` is changed: afterwards
/// it is as far as the result leads. Errors: those of a statement that the server refuses.
diff::Changes step_between(Session& have, Session& want, const std::vector<std::string>& schemas,
                           StepStyle style, const std::vector<std::string>& renames = {});

}  // namespace retort::command
