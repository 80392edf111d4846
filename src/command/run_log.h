// `log`: what has run on the database, as its journal tells.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/json.h"
#include "command/session.h"
#include "runtime/journal_reading.h"

namespace retort::command {

/// The newest runs first. Empty where nothing was recorded.
std::vector<runtime::LoggedRun> run_log(Session& session, std::size_t limit, bool with_steps);

std::string log_text(const std::vector<runtime::LoggedRun>& runs, bool with_steps);
Json log_json(const std::vector<runtime::LoggedRun>& runs);

}  // namespace retort::command
