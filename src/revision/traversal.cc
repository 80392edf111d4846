#include "revision/traversal.h"

#include <fmt/format.h>

#include <algorithm>

#include "revision/failure.h"

namespace retort::revision {
namespace {

using EdgesOf = Indices (*)(const Revision&);

Indices down_of(const Revision& revision) {
  return revision.down;
}
Indices parents_of(const Revision& revision) {
  return revision.parents;
}
Indices next_of(const Revision& revision) {
  return revision.next;
}
Indices all_next_of(const Revision& revision) {
  return revision.all_next;
}

Marks reach(const Graph& graph, const std::vector<Index>& starts, EdgesOf edges) {
  Marks seen(graph.size(), 0);
  std::vector<Index> todo = starts;
  while (!todo.empty()) {
    const Index at = todo.back();
    todo.pop_back();
    if (seen[at] != 0) continue;
    seen[at] = 1;
    for (const Index next : edges(graph[at])) {
      if (seen[next] == 0) todo.push_back(next);
    }
  }
  return seen;
}

[[noreturn]] void fail_overlap(const Graph& graph, Index start, std::vector<Index> others) {
  std::ranges::sort(others);
  others.erase(std::ranges::unique(others).begin(), others.end());
  throw Failure(fmt::format("Requested revision {} overlaps with other requested revisions {}",
                            graph.id(start), fmt::join(graph.ids(others), ", ")));
}

/// Each start is walked in turn; what an earlier one reached is not walked again, as it would have
/// been refused then.
Marks reach_without_overlap(const Graph& graph, const std::vector<Index>& starts, EdgesOf edges) {
  Marks seen(graph.size(), 0);
  Marks is_start(graph.size(), 0);
  for (const Index start : starts) is_start[start] = 1;
  for (const Index start : starts) {
    std::vector<Index> todo = {start};
    std::vector<Index> others;
    while (!todo.empty()) {
      const Index at = todo.back();
      todo.pop_back();
      if (is_start[at] != 0 && at != start) others.push_back(at);
      if (seen[at] != 0) continue;
      seen[at] = 1;
      const Indices more = edges(graph[at]);
      todo.insert(todo.end(), more.begin(), more.end());
    }
    if (!others.empty()) fail_overlap(graph, start, std::move(others));
  }
  return seen;
}

}  // namespace

Marks ancestors(const Graph& graph, const std::vector<Index>& starts, EdgeKind kind) {
  return reach(graph, starts, kind == EdgeKind::versioned ? down_of : parents_of);
}

Marks descendants(const Graph& graph, const std::vector<Index>& starts, EdgeKind kind) {
  return reach(graph, starts, kind == EdgeKind::versioned ? next_of : all_next_of);
}

Marks ancestors_without_overlap(const Graph& graph, const std::vector<Index>& starts) {
  return reach_without_overlap(graph, starts, parents_of);
}

Marks descendants_without_overlap(const Graph& graph, const std::vector<Index>& starts) {
  return reach_without_overlap(graph, starts, next_of);
}

}  // namespace retort::revision
