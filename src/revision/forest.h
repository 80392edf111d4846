// Quick proofs that one revision comes after another.
#pragma once

#include <cstdint>
#include <vector>

#include "revision/graph.h"

namespace retort::revision {

/// The graph cut down to a forest: of each revision's parents (dependencies too) one is kept, the
/// first or the last. What is above a revision in the forest is above it in the graph, and that
/// takes two comparisons to see; the converse does not hold.
class Forest {
 public:
  enum class Keep { first_parent, last_parent };
  Forest(const Graph& graph, Keep keep);

  /// Whether the forest shows that `upper` is `lower` or comes after it.
  bool is_at_or_above(Index upper, Index lower) const {
    return enter_[lower] <= enter_[upper] && enter_[upper] < leave_[lower];
  }

 private:
  std::vector<std::uint32_t> enter_;  ///< Position in a walk that visits a tree from its root.
  std::vector<std::uint32_t> leave_;  ///< The position after the last one of its subtree.
};

}  // namespace retort::revision
