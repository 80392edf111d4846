// The next step for what the replay finds: which line to write what in. A person decides these, so
// there is no command for them.
#pragma once

#include <string>
#include <vector>

#include "doctor/applier.h"
#include "revision/graph.h"

namespace retort::doctor {

/// `FILE:LINE`.
std::string line_of_place(const Place& place);

/// For a call of upgrade() that finds something there already, or does not find what it needs.
std::string step_for(const Problem& problem, const std::string& line);

/// For a revision that uses a table which `creator` creates, and that does not come after it.
std::string step_to_order(const revision::Graph& graph, revision::Index index,
                          revision::Index creator, const Place& header);

/// For a downgrade() that does not fit. `missing`: the calls that it lacks.
std::string step_for_downgrade(const Trace& downgrade, const std::string& line,
                               const std::vector<std::string>& missing);

/// For a file without downgrade().
std::string step_for_missing(const std::string& file, bool is_sql);

/// For a downgrade() that raises or does nothing.
std::string step_for_way_back(const std::string& line, bool raises);

}  // namespace retort::doctor
