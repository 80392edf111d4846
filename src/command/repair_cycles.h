// The parts of `repair break-cycles` that need the files: the edits that a set of changes means,
// and what the operations of the revisions say of it.
#pragma once

#include <vector>

#include "command/session.h"
#include "doctor/break_cycles.h"
#include "doctor/repair.h"

namespace retort::command {

/// Adds the edits of `chosen` to `repairs`.
void change_edges(doctor::Repairs& repairs, const doctor::CycleBreak& chosen);

/// Replays the history over a schema model with each alternative: one with which operations lack
/// what they need loses points, one with which none does gains some, and the evidence says so. Puts
/// the best first and keeps as many as a person looks at. Where there are too many revisions and
/// alternatives for the time that this takes, the files alone decide.
void weigh_by_replay(Session& session, const doctor::History& history,
                     std::vector<doctor::BrokenComponent>& circles);

}  // namespace retort::command
