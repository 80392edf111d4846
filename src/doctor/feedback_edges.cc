// A minimum feedback arc set, in three steps:
//
// 1. Nodes with one way in and one way out are taken out: a chain of edges becomes one arc, whose
//    cost is that of its cheapest edge. A history's circle is mostly chains, so little is left.
// 2. Iterative deepening: for k = 1, 2, ... every set of k arcs that breaks all cycles is found by
//    taking a shortest cycle that is left and trying each of its arcs. Exact, and gives all sets of
//    that size; the work is bounded.
// 3. Where that bound is met: with 20 nodes or fewer a table over all subsets (the best order of a
//    subset, extended by one node) is exact for one set. Else an order of the nodes that puts those
//    with more ways in than out last, improved by moving single nodes; the arcs against it are cut,
//    and those that turn out to be needless are put back.
#include "doctor/feedback_edges.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace retort::doctor {
namespace {

using revision::Index;

constexpr std::size_t kTableNodes = 20;
constexpr std::size_t kSearchWork = 100'000'000;  // looks at an arc
constexpr std::int64_t kCount = 1'000'000;  // one more arc costs more than any difference in costs

/// A chain of edges between two nodes of the core.
struct Arc {
  std::size_t from = 0;
  std::size_t to = 0;
  std::vector<std::pair<int, Edge>> edges;  ///< With their costs, cheapest first.

  int cost() const { return edges.front().first; }
};

class Core {
 public:
  Core(const revision::Edges& edges, const EdgeCost& cost, const std::vector<Index>& component) {
    std::map<Index, std::size_t> number;
    for (const Index node : component) number.emplace(node, number.size());
    for (const Index node : component) {
      for (std::size_t at = 0; at < edges[node].size(); ++at) {
        const auto target = number.find(edges[node][at]);
        if (target == number.end()) continue;
        arcs_.push_back(
            {number.at(node), target->second, {{cost[node][at], {node, edges[node][at]}}}});
      }
    }
    size_ = component.size();
    contract();
    renumber();
  }

  std::size_t size() const { return size_; }
  const std::vector<Arc>& arcs() const { return arcs_; }
  const std::vector<std::vector<std::size_t>>& out() const { return out_; }

 private:
  /// Joins the arcs at nodes with one way in and one way out.
  void contract() {
    std::vector<std::vector<std::size_t>> in(size_);
    std::vector<std::vector<std::size_t>> out(size_);
    for (std::size_t arc = 0; arc < arcs_.size(); ++arc) {
      out[arcs_[arc].from].push_back(arc);
      in[arcs_[arc].to].push_back(arc);
    }
    std::vector<char> gone(arcs_.size(), 0);
    for (std::size_t node = 0; node < size_; ++node) {
      if (in[node].size() != 1 || out[node].size() != 1 || in[node] == out[node]) continue;
      Arc& first = arcs_[in[node].front()];
      const std::size_t second_at = out[node].front();
      Arc& second = arcs_[second_at];
      first.edges.insert(first.edges.end(), second.edges.begin(), second.edges.end());
      first.to = second.to;
      std::ranges::replace(in[second.to], second_at, in[node].front());
      gone[second_at] = 1;
      in[node].clear();
      out[node].clear();
    }
    std::vector<Arc> kept;
    for (std::size_t arc = 0; arc < arcs_.size(); ++arc) {
      if (gone[arc] != 0) continue;
      std::ranges::sort(arcs_[arc].edges);
      kept.push_back(std::move(arcs_[arc]));
    }
    arcs_ = std::move(kept);
  }

  void renumber() {
    std::map<std::size_t, std::size_t> number;
    for (const Arc& arc : arcs_) number.emplace(arc.from, number.size());
    for (const Arc& arc : arcs_) number.emplace(arc.to, number.size());
    for (Arc& arc : arcs_) {
      arc.from = number.at(arc.from);
      arc.to = number.at(arc.to);
    }
    size_ = number.size();
    out_.assign(size_, {});
    for (std::size_t arc = 0; arc < arcs_.size(); ++arc) out_[arcs_[arc].from].push_back(arc);
  }

  std::size_t size_ = 0;
  std::vector<Arc> arcs_;
  std::vector<std::vector<std::size_t>> out_;
};

/// A shortest cycle among the arcs that are not cut; empty if there is none.
std::vector<std::size_t> shortest_cycle(const Core& core, const std::vector<char>& cut) {
  std::vector<std::size_t> best;
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  for (std::size_t start = 0; start < core.size(); ++start) {
    std::vector<std::size_t> by(core.size(), kNone);  // the arc that reached a node
    std::vector<std::size_t> queue = {start};
    std::size_t closing = kNone;
    for (std::size_t at = 0; at < queue.size() && closing == kNone; ++at) {
      for (const std::size_t arc : core.out()[queue[at]]) {
        if (cut[arc] != 0) continue;
        const std::size_t to = core.arcs()[arc].to;
        if (to == start) {
          closing = arc;
          break;
        }
        if (by[to] != kNone) continue;
        by[to] = arc;
        queue.push_back(to);
      }
    }
    if (closing == kNone) continue;
    std::vector<std::size_t> cycle = {closing};
    for (std::size_t node = core.arcs()[closing].from; node != start;) {
      cycle.push_back(by[node]);
      node = core.arcs()[by[node]].from;
    }
    if (best.empty() || cycle.size() < best.size()) best = std::move(cycle);
    if (best.size() == 1) break;
  }
  return best;
}

/// All sets of k arcs, for the smallest k that has one.
class Search {
 public:
  explicit Search(const Core& core) : core_(core), cut_(core.arcs().size(), 0) {}

  bool run() {
    for (std::size_t size = 1; size <= core_.arcs().size(); ++size) {
      if (!extend(size)) return false;
      if (!found_.empty()) return true;
    }
    return false;
  }
  const std::set<std::vector<std::size_t>>& found() const { return found_; }

 private:
  /// False when there is too much to do.
  bool extend(std::size_t left) {
    work_ += (core_.size() + 1) * (core_.arcs().size() + 1);
    if (work_ > kSearchWork || found_.size() > 5000) return false;
    const std::vector<std::size_t> cycle = shortest_cycle(core_, cut_);
    if (cycle.empty()) {
      std::vector<std::size_t> set = chosen_;
      std::ranges::sort(set);
      found_.insert(std::move(set));
      return true;
    }
    if (left == 0) return true;
    for (const std::size_t arc : cycle) {
      cut_[arc] = 1;
      chosen_.push_back(arc);
      const bool done = extend(left - 1);
      chosen_.pop_back();
      cut_[arc] = 0;
      if (!done) return false;
    }
    return true;
  }

  const Core& core_;
  std::vector<char> cut_;
  std::vector<std::size_t> chosen_;
  std::set<std::vector<std::size_t>> found_;
  std::size_t work_ = 0;
};

std::int64_t weight(const Arc& arc) {
  return kCount + arc.cost();
}

/// The arcs that lead back in an order, cut; each is put back where the rest breaks all cycles.
std::vector<std::size_t> arcs_against(const Core& core, const std::vector<std::size_t>& order) {
  std::vector<std::size_t> place(core.size());
  for (std::size_t at = 0; at < order.size(); ++at) place[order[at]] = at;
  std::vector<std::size_t> out;
  std::vector<char> cut(core.arcs().size(), 0);
  for (std::size_t arc = 0; arc < core.arcs().size(); ++arc) {
    if (place[core.arcs()[arc].from] < place[core.arcs()[arc].to]) continue;
    out.push_back(arc);
    cut[arc] = 1;
  }
  if (out.size() > 200) return out;
  std::erase_if(out, [&](std::size_t arc) {
    cut[arc] = 0;
    if (shortest_cycle(core, cut).empty()) return true;
    cut[arc] = 1;
    return false;
  });
  return out;
}

/// Exact: best[S] is the least weight of arcs that lead back within an order that begins with S.
std::vector<std::size_t> by_table(const Core& core) {
  const std::size_t size = core.size();
  std::vector<std::vector<std::pair<std::size_t, std::int64_t>>> to(size);
  for (const Arc& arc : core.arcs()) to[arc.from].emplace_back(arc.to, weight(arc));
  const std::size_t all = (std::size_t{1} << size) - 1;
  std::vector<std::int64_t> best(all + 1, std::numeric_limits<std::int64_t>::max());
  std::vector<std::uint8_t> last(all + 1, 0);
  best[0] = 0;
  for (std::size_t set = 0; set < all; ++set) {
    for (std::size_t node = 0; node < size; ++node) {
      if (((set >> node) & 1U) != 0) continue;
      std::int64_t sum = best[set];
      for (const auto& [target, more] : to[node]) {
        if (((set >> target) & 1U) != 0 || target == node) sum += more;
      }
      const std::size_t bigger = set | (std::size_t{1} << node);
      if (sum < best[bigger]) {
        best[bigger] = sum;
        last[bigger] = static_cast<std::uint8_t>(node);
      }
    }
  }
  std::vector<std::size_t> order;
  for (std::size_t set = all; set != 0; set &= ~(std::size_t{1} << last[set])) {
    order.push_back(last[set]);
  }
  std::ranges::reverse(order);
  return arcs_against(core, order);
}

/// By the difference of ways out and in, then by moving nodes one by one to their best place.
std::vector<std::size_t> by_heuristic(const Core& core) {
  const std::size_t size = core.size();
  std::vector<std::int64_t> balance(size, 0);
  for (const Arc& arc : core.arcs()) {
    balance[arc.from] += weight(arc);
    balance[arc.to] -= weight(arc);
  }
  std::vector<std::size_t> order(size);
  for (std::size_t node = 0; node < size; ++node) order[node] = node;
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t node) { return balance[node]; });
  std::vector<std::vector<std::size_t>> in(size);
  for (std::size_t arc = 0; arc < core.arcs().size(); ++arc) in[core.arcs()[arc].to].push_back(arc);
  bool better = size <= 2000;
  for (int round = 0; better && round < 20; ++round) {
    better = false;
    for (std::size_t node = 0; node < size; ++node) {
      // gain[p]: what the arcs of `node` cost when it stands before the p-th of the others
      std::vector<std::size_t> others;
      std::size_t now = 0;
      for (const std::size_t other : order) {
        if (other == node) {
          now = others.size();
        } else {
          others.push_back(other);
        }
      }
      std::vector<std::int64_t> change(size, 0);
      std::vector<std::size_t> place(size, 0);
      for (std::size_t at = 0; at < others.size(); ++at) place[others[at]] = at;
      std::int64_t cost = 0;
      for (const std::size_t arc : in[node]) {
        if (core.arcs()[arc].from == node) continue;
        cost += weight(core.arcs()[arc]);  // before it: the arc leads back
        change[place[core.arcs()[arc].from]] -= weight(core.arcs()[arc]);
      }
      for (const std::size_t arc : core.out()[node]) {
        if (core.arcs()[arc].to != node)
          change[place[core.arcs()[arc].to]] += weight(core.arcs()[arc]);
      }
      std::int64_t least = cost;
      std::size_t best = 0;
      std::int64_t here = cost;
      for (std::size_t at = 0; at <= others.size(); ++at) {
        if (at == now) here = cost;
        if (cost < least) {
          least = cost;
          best = at;
        }
        if (at < others.size()) cost += change[at];
      }
      if (least >= here) continue;
      others.insert(others.begin() + static_cast<std::ptrdiff_t>(best), node);
      order = std::move(others);
      better = true;
    }
  }
  return arcs_against(core, order);
}

/// Sets of edges from one set of arcs: the cheapest edge of each, and for a single arc every edge.
void add_edges(const Core& core, const std::vector<std::size_t>& arcs,
               std::vector<std::pair<std::int64_t, std::vector<Edge>>>& out) {
  std::vector<Edge> cheapest;
  std::int64_t cost = 0;
  for (const std::size_t arc : arcs) {
    cheapest.push_back(core.arcs()[arc].edges.front().second);
    cost += core.arcs()[arc].cost();
  }
  // One arc's edge at a time is another one: enough to choose from.
  for (std::size_t at = 0; at < arcs.size(); ++at) {
    const Arc& arc = core.arcs()[arcs[at]];
    for (std::size_t edge = 1; edge < arc.edges.size(); ++edge) {
      std::vector<Edge> other = cheapest;
      other[at] = arc.edges[edge].second;
      out.emplace_back(cost - arc.cost() + arc.edges[edge].first, std::move(other));
    }
  }
  out.emplace_back(cost, std::move(cheapest));
}

}  // namespace

FeedbackSets feedback_edges(const revision::Edges& edges, const EdgeCost& cost,
                            const std::vector<Index>& component, std::size_t limit) {
  const Core core(edges, cost, component);
  FeedbackSets out;
  std::vector<std::pair<std::int64_t, std::vector<Edge>>> ranked;
  Search search(core);
  if (core.size() <= 400 && search.run()) {
    out.exact = true;
    for (const std::vector<std::size_t>& arcs : search.found()) add_edges(core, arcs, ranked);
  } else {
    out.exact = core.size() <= kTableNodes;
    add_edges(core, out.exact ? by_table(core) : by_heuristic(core), ranked);
  }
  for (auto& [sum, set] : ranked) std::ranges::sort(set);
  std::ranges::sort(ranked);
  for (auto& [sum, set] : ranked) {
    if (out.sets.size() == limit) break;
    if (std::ranges::find(out.sets, set) == out.sets.end()) out.sets.push_back(std::move(set));
  }
  return out;
}

}  // namespace retort::doctor
