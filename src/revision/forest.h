// Quick proofs that one revision comes after another.
#pragma once

#include <cstdint>
#include <vector>

#include "revision/revision.h"

namespace retort::revision {

/// A graph cut down to a forest: each revision keeps at most one of its parents. What is above a
/// revision in the forest is above it in the graph, and that takes two comparisons to see; the
/// converse does not hold.
class Forest {
 public:
  /// `parents`: the parent that each revision keeps, or kNone. REQUIRES: no loops.
  explicit Forest(const std::vector<Index>& parents);

  /// Whether the forest shows that `upper` is `lower` or comes after it.
  bool is_at_or_above(Index upper, Index lower) const {
    return enter_[lower] <= enter_[upper] && enter_[upper] < leave_[lower];
  }

  /// Revisions in this order have all that is above one directly behind it.
  bool is_before(Index left, Index right) const { return enter_[left] < enter_[right]; }

 private:
  std::vector<std::uint32_t> enter_;  ///< Position in a walk that visits a tree from its root.
  std::vector<std::uint32_t> leave_;  ///< The position after the last one of its subtree.
};

}  // namespace retort::revision
