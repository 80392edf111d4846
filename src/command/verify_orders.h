// Whether the order in which branches run matters.
#pragma once

#include <vector>

#include "command/scratch_history.h"
#include "command/verify.h"

namespace retort::command {

/// Every revision of the graph after those that it needs, branch by branch. Two revisions of which
/// neither needs the other stand the other way round with `reversed`, in histories whose branches
/// only fork and merge.
std::vector<revision::Index> branch_order(const revision::Graph& graph, bool reversed);

/// Runs both orders, and compares the schemas where they have run the same revisions. `usual`: an
/// order in which all of them run. Both databases are empty.
std::vector<VerifyFinding> compare_orders(ScratchHistory& first, ScratchHistory& second,
                                          const std::vector<revision::Index>& usual);

}  // namespace retort::command
