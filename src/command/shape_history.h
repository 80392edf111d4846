// The schemas that a history goes through, as what each revision changes, and the search in them
// for the state that a live database is in.
//
// What a revision changes was seen once, in the order of `upgrade heads`. The schemas after each
// beginning of that order are therefore known. That of any other set of revisions (one branch
// without another) is put together from the same changes, which holds unless branches change the
// same object: such a state counts as proven only after a replay.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "revision/graph.h"
#include "schema/shape_changes.h"

namespace retort::command {

/// What a revision changes.
struct ShapeDelta {
  schema::shape::Items set;                                  ///< New, or new texts.
  std::vector<std::pair<std::string, std::string>> removed;  ///< Kinds and names.
  bool ran_statements = false;  ///< Whether the script did anything at all.
  friend bool operator==(const ShapeDelta&, const ShapeDelta&) = default;
};

ShapeDelta delta_between(const schema::shape::Items& before, const schema::shape::Items& after);

struct ShapeHistory {
  schema::shape::Items base;           ///< What an empty database has.
  std::vector<revision::Index> order;  ///< That of `upgrade heads`.
  std::vector<ShapeDelta> deltas;      ///< One for each of `order`.

  /// The schema after those revisions.
  schema::shape::Items items(const std::vector<revision::Index>& revisions) const;
};

/// A set of revisions that a database can have.
struct HistoryState {
  std::vector<revision::Index> revisions;  ///< In the order of the history.
  std::vector<revision::Index> tips;       ///< What the version table would hold.
  bool seen = false;                       ///< Whether its schema is known, and not put together.
  std::size_t distance = 0;                ///< Items that differ from the live ones.
};

/// The states with the smallest distance from `live`, those with the fewest revisions first; one
/// without any revision is among what is tried. Not empty.
std::vector<HistoryState> nearest_states(const revision::Graph& graph, const ShapeHistory& history,
                                         const schema::shape::Items& live);

}  // namespace retort::command
