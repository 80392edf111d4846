// What `retort repair` and `retort doctor --fix` print.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "command/repair.h"

namespace retort::command {

/// Everything about one repair. `history`: for the names of circles' revisions.
struct RepairReport {
  RepairDraft draft;
  Examination examination;
  std::optional<Proof> proof;
  std::string backup;  ///< Empty: nothing was written.
};

/// The diff, the evidence, the histories, the databases, the proof; for people.
std::string repair_text(const RepairReport& report, const doctor::History& history);
/// The shape is in docs/json.md.
Json repair_json(const RepairReport& report, const doctor::History& history);

std::string fix_text(const FixReport& report, bool written);
Json fix_json(const FixReport& report);

}  // namespace retort::command
