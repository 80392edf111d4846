// Kahn's algorithm with a queue by rank and name. When nothing is ready, one object of a circle
// that waits for nothing else comes first: Tarjan's algorithm finds such a circle.
#include "dialect/object_order.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace retort::dialect {

using schema::shape::Object;

void ObjectOrder::add(Object object, int rank) {
  const auto [place, is_new] = places_.emplace(object, nodes_.size());
  if (is_new) nodes_.push_back({std::move(object), rank, {}, {}});
}

void ObjectOrder::need(const Object& object, const Object& needs) {
  const auto from = places_.find(object);
  const auto to = places_.find(needs);
  if (from == places_.end() || to == places_.end() || from == to) return;
  std::vector<std::size_t>& known = nodes_[from->second].needs;
  if (std::ranges::find(known, to->second) != known.end()) return;
  known.push_back(to->second);
  nodes_[to->second].needed_by.push_back(from->second);
}

/// Objects that need each other and nothing else that is not placed: what the depth
/// first search from `start` along the needs completes first.
std::vector<std::size_t> ObjectOrder::circle(std::size_t start,
                                             const std::vector<bool>& placed) const {
  struct Visit {
    std::size_t node;
    std::size_t next = 0;  ///< Of its needs.
  };
  std::map<std::size_t, std::size_t> found, lowest;
  std::vector<std::size_t> stack;
  std::vector<Visit> path;
  const auto enter = [&](std::size_t node) {
    lowest[node] = found.emplace(node, found.size()).first->second;
    stack.push_back(node);
    path.push_back({node});
  };
  enter(start);
  while (true) {
    Visit& visit = path.back();
    const std::vector<std::size_t>& needs = nodes_[visit.node].needs;
    if (visit.next < needs.size()) {
      const std::size_t need = needs[visit.next++];
      if (placed[need]) continue;
      if (const auto known = found.find(need); known != found.end()) {
        lowest[visit.node] = std::min(lowest[visit.node], known->second);
      } else {
        enter(need);
      }
      continue;
    }
    if (lowest[visit.node] == found[visit.node]) {
      return {std::ranges::find(stack, visit.node), stack.end()};
    }
    const std::size_t low = lowest[visit.node];
    path.pop_back();
    lowest[path.back().node] = std::min(lowest[path.back().node], low);
  }
}

void ObjectOrder::sort() {
  const auto earlier = [this](std::size_t left, std::size_t right) {
    return std::tie(nodes_[left].rank, nodes_[left].object) <
           std::tie(nodes_[right].rank, nodes_[right].object);
  };
  std::set<std::size_t, decltype(earlier)> ready(earlier);
  std::set<std::size_t, decltype(earlier)> waiting(earlier);
  std::vector<std::size_t> missing(nodes_.size());
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    missing[at] = nodes_[at].needs.size();
    (missing[at] == 0 ? ready : waiting).insert(at);
  }
  done_.assign(nodes_.size(), false);
  std::vector<bool> placed(nodes_.size(), false);
  order_.clear();
  while (!ready.empty() || !waiting.empty()) {
    if (ready.empty()) {
      const std::vector<std::size_t> objects = circle(*waiting.begin(), placed);
      const std::size_t first = *std::ranges::min_element(objects, earlier);
      waiting.erase(first);
      ready.insert(first);
    }
    const std::size_t at = *ready.begin();
    ready.erase(ready.begin());
    placed[at] = true;
    order_.push_back(at);
    for (const std::size_t next : nodes_[at].needed_by) {
      if (--missing[next] == 0 && waiting.erase(next) != 0) ready.insert(next);
    }
  }
}

bool ObjectOrder::take_along(const Object& part, const Object& whole) {
  const auto place = places_.find(part);
  if (place == places_.end()) return false;
  for (const std::size_t need : nodes_[place->second].needs) {
    if (!done_[need] && nodes_[need].object != whole) return false;
  }
  done_[place->second] = true;
  return true;
}

}  // namespace retort::dialect
