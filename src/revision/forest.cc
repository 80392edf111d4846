// Positions by a depth-first walk: the subtree of a revision takes the positions [enter, leave).
#include "revision/forest.h"

namespace retort::revision {

Forest::Forest(const std::vector<Index>& parents)
    : enter_(parents.size(), 0), leave_(parents.size(), 0) {
  std::vector<Index> first_child(parents.size(), kNone);
  std::vector<Index> next_sibling(parents.size(), kNone);
  std::vector<Index> todo;
  for (Index index = 0; index < parents.size(); ++index) {
    const Index parent = parents[index];
    if (parent == kNone) {
      todo.push_back(index);
      continue;
    }
    next_sibling[index] = first_child[parent];
    first_child[parent] = index;
  }
  std::uint32_t position = 0;
  std::vector<char> entered(parents.size(), 0);
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
