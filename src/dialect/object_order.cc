// Kahn's algorithm with a queue by rank and name.
#include "dialect/object_order.h"

#include <algorithm>
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
  order_.clear();
  while (!ready.empty() || !waiting.empty()) {
    auto& source = ready.empty() ? waiting : ready;
    const std::size_t at = *source.begin();
    source.erase(source.begin());
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
