// What a repair means for databases: for each revision that one may be stamped at, what an upgrade
// would run before and after.
//
// A database stamped at a revision has that revision's past, as the files told it before the
// repair. Work is told by its file, so that a revision that gets another id stays the same work.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "doctor/history.h"
#include "doctor/repair.h"
#include "revision/graph.h"

namespace retort::doctor {

/// The least and the most of several numbers.
struct Amount {
  std::size_t least = std::numeric_limits<std::size_t>::max();
  std::size_t most = 0;

  void add(std::size_t value);
  friend bool operator==(const Amount&, const Amount&) = default;
};

/// States for which the repair means the same.
struct StateGroup {
  /// Version rows of each state; more than one where branches are applied side by side.
  std::vector<std::vector<std::string>> states;
  /// Applied, and an upgrade would run them again.
  std::vector<std::string> repeats;
  /// Not applied, and no upgrade would run them any more.
  std::vector<std::string> skips;
  /// Rows that no file defines after the repair, or that overlap: why no upgrade would run.
  std::string blocked;
  Amount before;  ///< How many revisions `upgrade heads` ran.
  Amount after;   ///< How many it would run.

  bool is_harmful() const { return !repeats.empty() || !skips.empty() || !blocked.empty(); }
};

struct StateEffects {
  std::vector<StateGroup> changed;    ///< Harmful groups; the largest first.
  std::size_t same = 0;               ///< States for which nothing but new files changes.
  std::vector<std::string> new_work;  ///< Ids of files that are new: every upgrade runs them.
  /// Revisions whose past the files did not tell before (circles, missing parents): nothing is
  /// known of a database that is stamped there.
  std::vector<std::string> unknown;

  bool is_harmful() const { return !changed.empty(); }
};

/// `after` is the history that the repair leads to. Cost: revisions x edges / 64.
StateEffects state_effects(const History& before, const History& after, const RepairPlan& plan);

}  // namespace retort::doctor
