// Which revisions a squash takes together.
#pragma once

#include <string>
#include <vector>

#include "revision/graph.h"

namespace retort::command {

struct SquashRange {
  std::vector<revision::Index> revisions;  ///< In the order in which they run; the last one last.
  std::vector<std::string> parents;        ///< What the whole follows.
  std::vector<std::string> depends_on;
  std::vector<std::string> labels;  ///< Of all of them.
};

/// Errors: see squash.h.
SquashRange find_squash_range(const revision::Graph& graph, const std::string& text);

}  // namespace retort::command
