// Finding cycles in a directed graph and the shortest loop of each.
#pragma once

#include <vector>

#include "revision/revision.h"

namespace retort::revision {

/// Targets of each node's edges.
using Edges = std::vector<std::vector<Index>>;

/// Up to `limit` loops that share no node, shortest first, ties by their smallest node. A loop is
/// listed in the direction of its edges, starts with its smallest node and does not repeat it.
/// Empty if and only if the graph has no cycle. The work is bounded: in a large, densely knotted
/// graph a loop that is reported may not be the very shortest.
std::vector<std::vector<Index>> find_loops(const Edges& edges, std::size_t limit);

/// The strongly connected components that hold a cycle, each sorted; in the order of their
/// smallest node.
std::vector<std::vector<Index>> cyclic_components(const Edges& edges);

/// The distinct loops that are shortest through some node of `component`, shortest first. In a
/// component of over a thousand nodes only some of them are looked at.
std::vector<std::vector<Index>> shortest_loops(const Edges& edges,
                                               const std::vector<Index>& component);

}  // namespace retort::revision
