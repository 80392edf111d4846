// The smallest sets of edges without which a graph has no cycle.
#pragma once

#include <utility>
#include <vector>

#include "revision/loops.h"

namespace retort::doctor {

using Edge = std::pair<revision::Index, revision::Index>;
/// Costs of edges, to choose among sets of the same size.
using EdgeCost = std::vector<std::vector<int>>;  ///< Parallel to Edges; each at least 0.

struct FeedbackSets {
  bool exact = false;                   ///< Whether no smaller set exists for certain.
  std::vector<std::vector<Edge>> sets;  ///< All of the same size, cheapest first; at least one.
};

/// For one strongly connected component. At most `limit` sets are returned; if `exact` the first
/// one is cheapest of all of its size, unless there are more sets than can be looked at.
FeedbackSets feedback_edges(const revision::Edges& edges, const EdgeCost& cost,
                            const std::vector<revision::Index>& component, std::size_t limit);

}  // namespace retort::doctor
