// 1. Strongly connected components (Tarjan, without recursion) of the nodes not yet reported.
// 2. In each component with a cycle, breadth-first searches for the shortest way from a node back
//    to itself: from every node with a small depth limit first, then with larger ones, so that a
//    short loop is found before the budget of steps is gone; at last one without limits.
// 3. The loop's nodes are taken out and the search is repeated, until no cycle is left or enough
//    loops are found.
#include "revision/loops.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace retort::revision {
namespace {

class Components {
 public:
  Components(const Edges& edges, const std::vector<char>& removed)
      : edges_(edges),
        removed_(removed),
        order_(edges.size(), 0),
        low_(edges.size(), 0),
        on_stack_(edges.size(), 0) {
    for (Index node = 0; node < edges.size(); ++node) {
      if (order_[node] == 0 && removed[node] == 0) visit(node);
    }
  }

  /// Components that hold a cycle, each sorted.
  std::vector<std::vector<Index>> found;

 private:
  struct Frame {
    Index node;
    std::size_t edge;
  };

  void enter(Index node) {
    order_[node] = low_[node] = ++counter_;
    stack_.push_back(node);
    on_stack_[node] = 1;
    frames_.push_back({node, 0});
  }

  void visit(Index start) {
    enter(start);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const Index node = frame.node;
      if (frame.edge < edges_[node].size()) {
        const Index target = edges_[node][frame.edge++];
        if (removed_[target] != 0) continue;
        if (order_[target] == 0) {
          enter(target);
        } else if (on_stack_[target] != 0) {
          low_[node] = std::min(low_[node], order_[target]);
        }
        continue;
      }
      frames_.pop_back();
      if (!frames_.empty()) {
        Index& low = low_[frames_.back().node];
        low = std::min(low, low_[node]);
      }
      if (low_[node] == order_[node]) close(node);
    }
  }

  void close(Index root) {
    std::vector<Index> members;
    Index node = kNone;
    do {
      node = stack_.back();
      stack_.pop_back();
      on_stack_[node] = 0;
      members.push_back(node);
    } while (node != root);
    if (members.size() > 1 || std::ranges::find(edges_[root], root) != edges_[root].end()) {
      std::ranges::sort(members);
      found.push_back(std::move(members));
    }
  }

  const Edges& edges_;
  const std::vector<char>& removed_;
  std::vector<Index> order_;
  std::vector<Index> low_;
  std::vector<char> on_stack_;
  std::vector<Index> stack_;
  std::vector<Frame> frames_;
  Index counter_ = 0;
};

class LoopSearch {
 public:
  explicit LoopSearch(const Edges& edges)
      : edges_(edges), component_(edges.size(), kNone), before_(edges.size(), kNone) {}

  /// The shortest loop through `start`, inside of `members`, which it must be one of.
  std::vector<Index> through(Index start, const std::vector<Index>& members) {
    take(members);
    std::size_t unlimited = std::numeric_limits<std::size_t>::max();
    search(start, members.size(), unlimited);
    return best_;
  }

  std::vector<Index> shortest(const std::vector<Index>& members) {
    take(members);
    std::size_t budget = 20 * members.size() + 100'000;
    constexpr std::array<std::size_t, 3> kDepths = {3, 10, 40};
    for (const std::size_t depth : kDepths) {
      for (const Index node : members) {
        if (!search(node, depth, budget)) break;
      }
      if (!best_.empty()) return best_;
    }
    std::size_t unlimited = std::numeric_limits<std::size_t>::max();
    search(members.front(), members.size(), unlimited);
    for (const Index node : members) {
      if (!search(node, best_.size() - 1, budget)) break;
    }
    return best_;
  }

 private:
  void take(const std::vector<Index>& members) {
    ++current_;
    for (const Index node : members) component_[node] = current_;
    best_.clear();
  }

  /// Looks for a loop through `start` of at most `depth` edges that is shorter than the best so
  /// far. False if the budget is gone.
  bool search(Index start, std::size_t depth, std::size_t& budget) {
    if (!best_.empty()) depth = std::min(depth, best_.size() - 1);
    std::vector<Index> level = {start};
    std::vector<Index> touched = {start};
    bool found = false;
    for (std::size_t length = 1; length <= depth && !level.empty() && !found && budget > 0;
         ++length) {
      std::vector<Index> next;
      for (const Index node : level) {
        for (const Index target : edges_[node]) {
          if (budget > 0) --budget;
          if (component_[target] != current_ || found) continue;
          if (target == start) {
            record(start, node);
            found = true;
          } else if (before_[target] == kNone) {
            before_[target] = node;
            touched.push_back(target);
            next.push_back(target);
          }
        }
      }
      level = std::move(next);
    }
    for (const Index node : touched) before_[node] = kNone;
    return budget > 0;
  }

  void record(Index start, Index last) {
    best_.clear();
    for (Index node = last; node != start; node = before_[node]) best_.push_back(node);
    best_.push_back(start);
    std::ranges::reverse(best_);
    std::ranges::rotate(best_, std::ranges::min_element(best_));
  }

  const Edges& edges_;
  std::vector<Index> component_;
  std::vector<Index> before_;
  std::vector<Index> best_;
  Index current_ = 0;
};

}  // namespace

std::vector<std::vector<Index>> find_loops(const Edges& edges, std::size_t limit) {
  std::vector<std::vector<Index>> loops;
  std::vector<char> removed(edges.size(), 0);
  LoopSearch search(edges);
  while (loops.size() < limit) {
    const Components components(edges, removed);
    if (components.found.empty()) break;
    for (const std::vector<Index>& members : components.found) {
      loops.push_back(search.shortest(members));
      for (const Index node : loops.back()) removed[node] = 1;
    }
  }
  std::ranges::sort(loops, [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() < b.size() : a.front() < b.front();
  });
  if (loops.size() > limit) loops.resize(limit);
  return loops;
}

std::vector<std::vector<Index>> cyclic_components(const Edges& edges) {
  const std::vector<char> removed(edges.size(), 0);
  Components components(edges, removed);
  std::ranges::sort(components.found);
  return std::move(components.found);
}

std::vector<std::vector<Index>> shortest_loops(const Edges& edges,
                                               const std::vector<Index>& component) {
  constexpr std::size_t kStarts = 1000;
  const std::size_t stride = 1 + component.size() / kStarts;
  LoopSearch search(edges);
  std::set<std::vector<Index>> distinct;
  for (std::size_t at = 0; at < component.size(); at += stride) {
    distinct.insert(search.through(component[at], component));
  }
  std::vector<std::vector<Index>> loops(distinct.begin(), distinct.end());
  std::ranges::stable_sort(loops, {}, &std::vector<Index>::size);
  return loops;
}

}  // namespace retort::revision
