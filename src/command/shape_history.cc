// The search:
//
//   1. Names and texts of items become numbers, so that a schema is an array of numbers.
//   2. Tried are: no revision; every beginning of the order; every revision with all that it needs.
//   3. In histories that branch, the best of them are then extended: whichever revision, with all
//      that it needs, brings the state closest to the live one is added, for as long as one does.
//   4. All states that are as near as the nearest are kept, those included that one more revision
//      without any change of the schema leads to.
#include "command/shape_history.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace retort::command {
namespace {

using revision::Index;
using schema::shape::Item;
using schema::shape::Items;

constexpr int kAbsent = -1;
/// States that are extended.
constexpr std::size_t kMostStarts = 4;

auto key(const Item& item) {
  return std::tie(item.kind, item.name);
}

class Numbers {
 public:
  int of(const std::string& text) {
    return numbers_.try_emplace(text, static_cast<int>(numbers_.size())).first->second;
  }
  std::size_t size() const { return numbers_.size(); }

 private:
  std::unordered_map<std::string, int> numbers_;
};

class Search {
 public:
  using Set = std::vector<bool>;  ///< By position in the order.

  Search(const revision::Graph& graph, const ShapeHistory& history, const Items& live)
      : graph_(graph), history_(history), position_(graph.size(), 0) {
    for (std::size_t i = 0; i < history.order.size(); ++i) position_[history.order[i]] = i;
    number_deltas();
    live_ = state_of(live);
    base_ = state_of(history.base);
    live_.resize(keys_.size(), kAbsent);
    base_.resize(keys_.size(), kAbsent);
    for (std::size_t i = 0; i < live_.size(); ++i) unmatched_ += live_[i] != base_[i] ? 1 : 0;
    find_closures();
  }

  std::vector<HistoryState> run() && {
    try_beginnings();
    if (branches_) {
      for (const Set& closure : closures_) note(closure);
      extend();
    }
    const Found nearest = found_;
    for (const auto& [set, distance] : nearest) extend_evenly(set, distance);
    return states();
  }

 private:
  using Found = std::map<Set, std::size_t>;
  struct Change {
    std::size_t key;
    int text;
  };

  std::size_t number_of(const Item& item) {
    return static_cast<std::size_t>(keys_.of(item.kind + '\n' + item.name));
  }

  std::vector<int> state_of(const Items& items) {
    std::vector<int> out(keys_.size() + items.size(), kAbsent);
    for (const Item& item : items) out[number_of(item)] = texts_.of(text_of(item));
    out.resize(keys_.size());
    return out;
  }

  static std::string text_of(const Item& item) { return item.kind + '\n' + item.text; }

  void number_deltas() {
    for (const ShapeDelta& delta : history_.deltas) {
      std::vector<Change>& out = changes_.emplace_back();
      for (const auto& [kind, name] : delta.removed) {
        out.push_back({number_of({kind, name, {}, {}}), kAbsent});
      }
      for (const Item& item : delta.set) {
        out.push_back({number_of(item), texts_.of(text_of(item))});
      }
    }
  }

  void find_closures() {
    const std::size_t count = history_.order.size();
    closures_.assign(count, Set(count, false));
    for (std::size_t i = 0; i < count; ++i) {
      Set& closure = closures_[i];
      closure[i] = true;
      for (const Index parent : graph_[history_.order[i]].parents) {
        const Set& below = closures_[position_[parent]];
        for (std::size_t at = 0; at < count; ++at) closure[at] = closure[at] || below[at];
      }
      const auto size = static_cast<std::size_t>(std::ranges::count(closure, true));
      branches_ = branches_ || size != i + 1;
    }
  }

  /// The distance as changes are applied one after the other, from an empty database.
  struct Walk {
    std::vector<int> state;
    std::size_t distance;
  };

  Walk begin() const { return {base_, unmatched_}; }

  void step(Walk& walk, std::size_t position) const {
    for (const Change& change : changes_[position]) {
      int& now = walk.state[change.key];
      walk.distance -= now != live_[change.key] ? 1 : 0;
      now = change.text;
      walk.distance += now != live_[change.key] ? 1 : 0;
    }
  }

  std::size_t distance(const Set& set) const {
    Walk walk = begin();
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (set[i]) step(walk, i);
    }
    return walk.distance;
  }

  void keep(const Set& set, std::size_t distance) {
    if (distance > nearest_) return;
    if (distance < nearest_) found_.clear();
    nearest_ = distance;
    found_.emplace(set, distance);
  }

  void note(const Set& set) {
    const std::size_t away = distance(set);
    starts_.emplace(away, set);
    if (starts_.size() > kMostStarts) starts_.erase(std::prev(starts_.end()));
    keep(set, away);
  }

  void try_beginnings() {
    Walk walk = begin();
    Set set(history_.order.size(), false);
    keep(set, walk.distance);
    for (std::size_t i = 0; i < set.size(); ++i) {
      step(walk, i);
      set[i] = true;
      keep(set, walk.distance);
    }
  }

  static Set joined(Set left, const Set& right) {
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = left[i] || right[i];
    return left;
  }

  void extend() {
    const std::set<std::pair<std::size_t, Set>> starts = starts_;
    for (auto [away, set] : starts) {
      bool nearer = true;
      while (nearer) {
        nearer = false;
        Set best = set;
        for (std::size_t i = 0; i < set.size(); ++i) {
          if (set[i]) continue;
          Set candidate = joined(set, closures_[i]);
          const std::size_t reached = distance(candidate);
          if (reached >= away) continue;
          away = reached;
          best = std::move(candidate);
          nearer = true;
        }
        set = std::move(best);
      }
      keep(set, away);
    }
  }

  /// Adds what follows without making a difference: merges, revisions that change rows only.
  void extend_evenly(Set set, std::size_t away) {
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (set[i] || !changes_[i].empty()) continue;
      Set candidate = joined(set, closures_[i]);
      if (std::ranges::count(candidate, true) != std::ranges::count(set, true) + 1) continue;
      set = std::move(candidate);
      keep(set, away);
    }
  }

  std::vector<HistoryState> states() const {
    std::vector<HistoryState> out;
    for (const auto& [set, away] : found_) {
      HistoryState state;
      state.distance = away;
      std::set<Index> needed;
      for (std::size_t i = 0; i < set.size(); ++i) {
        if (!set[i]) continue;
        const Index revision = history_.order[i];
        state.revisions.push_back(revision);
        needed.insert(graph_[revision].parents.begin(), graph_[revision].parents.end());
      }
      for (const Index revision : state.revisions) {
        if (!needed.contains(revision)) state.tips.push_back(revision);
      }
      state.seen =
          std::equal(state.revisions.begin(), state.revisions.end(), history_.order.begin());
      out.push_back(std::move(state));
    }
    std::ranges::stable_sort(out, {}, [](const HistoryState& state) {
      return std::pair(state.revisions.size(), state.revisions);
    });
    return out;
  }

  const revision::Graph& graph_;
  const ShapeHistory& history_;
  std::vector<std::size_t> position_;  ///< In the order, by revision.
  Numbers keys_;
  Numbers texts_;
  std::vector<std::vector<Change>> changes_;
  std::vector<int> live_;
  std::vector<int> base_;
  std::size_t unmatched_ = 0;  ///< In which an empty database differs.
  std::vector<Set> closures_;
  bool branches_ = false;
  std::size_t nearest_ = static_cast<std::size_t>(-1);
  Found found_;
  std::set<std::pair<std::size_t, Set>> starts_;
};

}  // namespace

ShapeDelta delta_between(const Items& before, const Items& after) {
  ShapeDelta out;
  std::size_t left = 0;
  for (const Item& item : after) {
    while (left < before.size() && key(before[left]) < key(item)) {
      out.removed.emplace_back(before[left].kind, before[left].name);
      ++left;
    }
    if (left < before.size() && key(before[left]) == key(item)) {
      if (before[left++] == item) continue;
    }
    out.set.push_back(item);
  }
  for (; left < before.size(); ++left) {
    out.removed.emplace_back(before[left].kind, before[left].name);
  }
  return out;
}

Items ShapeHistory::items(const std::vector<Index>& revisions) const {
  const std::set<Index> wanted(revisions.begin(), revisions.end());
  std::map<std::pair<std::string, std::string>, const Item*> state;
  for (const Item& item : base) state[{item.kind, item.name}] = &item;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (!wanted.contains(order[i])) continue;
    for (const auto& name : deltas[i].removed) state.erase(name);
    for (const Item& item : deltas[i].set) state[{item.kind, item.name}] = &item;
  }
  Items out;
  for (const auto& [name, item] : state) out.push_back(*item);
  std::ranges::sort(out);
  return out;
}

std::vector<HistoryState> nearest_states(const revision::Graph& graph, const ShapeHistory& history,
                                         const Items& live) {
  return Search(graph, history, live).run();
}

}  // namespace retort::command
