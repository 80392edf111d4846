// Where the database is, and what a run would do.
#pragma once

#include <string>
#include <vector>

#include "command/session.h"
#include "revision/plan.h"

namespace retort::command {

struct CurrentReport {
  std::string url;                ///< Password hidden.
  std::vector<std::string> rows;  ///< Of the version table.
};
CurrentReport current(Session& session);

/// What a run would do. `from`: the rows assumed; empty: the database's.
struct PlanRequest {
  std::string operation;  ///< upgrade, downgrade or stamp.
  std::vector<std::string> targets;
  std::vector<std::string> from;
  bool purge = false;
};
revision::Plan plan(Session& session, const PlanRequest& request);

}  // namespace retort::command
