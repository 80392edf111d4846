// Walks over the graph: ancestors, descendants, and the order in which revisions run.
#pragma once

#include <string>
#include <vector>

#include "revision/graph.h"

namespace retort::revision {

/// Which revisions are in a set: one flag for each index.
using Marks = std::vector<char>;

/// Which edges a walk follows.
enum class EdgeKind {
  versioned,  ///< `down_revision` only.
  real,       ///< `down_revision` and dependencies.
};

/// The starts and all that comes before them.
Marks ancestors(const Graph& graph, const std::vector<Index>& starts, EdgeKind kind);
/// The starts and all that comes after them.
Marks descendants(const Graph& graph, const std::vector<Index>& starts, EdgeKind kind);
/// `ancestors`, but a start that another one reaches is refused with Alembic's text
/// "Requested revision x overlaps with other requested revisions y" (throws Failure).
Marks ancestors_without_overlap(const Graph& graph, const std::vector<Index>& starts);
/// The same for versioned descendants.
Marks descendants_without_overlap(const Graph& graph, const std::vector<Index>& starts);

/// The wanted revisions from the heads downwards, in the order in which Alembic walks them
/// (RevisionMap._topological_sort); upgrades run it backwards. `heads` not wanted are ignored.
/// The time is nearly linear in the graph, whatever its shape.
std::vector<Index> order_downwards(const Graph& graph, const Marks& wanted,
                                   const std::vector<Index>& heads);

}  // namespace retort::revision
