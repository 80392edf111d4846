// Positions by a depth-first walk: the subtree of a revision takes the positions [enter, leave).
#include "revision/forest.h"

namespace retort::revision {
namespace {

Index kept_parent(const Revision& revision, Forest::Keep keep) {
  if (revision.parents.empty()) return kNone;
  return keep == Forest::Keep::first_parent ? revision.parents.front() : revision.parents.back();
}

}  // namespace

Forest::Forest(const Graph& graph, Keep keep) : enter_(graph.size(), 0), leave_(graph.size(), 0) {
  std::vector<Index> first_child(graph.size(), kNone);
  std::vector<Index> next_sibling(graph.size(), kNone);
  std::vector<Index> todo;
  for (Index index = 0; index < graph.size(); ++index) {
    const Index parent = kept_parent(graph[index], keep);
    if (parent == kNone) {
      todo.push_back(index);
      continue;
    }
    next_sibling[index] = first_child[parent];
    first_child[parent] = index;
  }
  std::uint32_t position = 0;
  std::vector<char> entered(graph.size(), 0);
  while (!todo.empty()) {
    const Index at = todo.back();
    if (entered[at] == 0) {
      entered[at] = 1;
      enter_[at] = position++;
      for (Index child = first_child[at]; child != kNone; child = next_sibling[child]) {
        todo.push_back(child);
      }
      continue;
    }
    leave_[at] = position;
    todo.pop_back();
  }
}

}  // namespace retort::revision
