// Pasts are compared in columns of 64 revisions: one word for each node holds which of the 64 are
// in its past, and spreads from parents to children in topological order. For each state the words
// before and after differ where an upgrade would repeat (applied, but not in the new past) or skip
// (in the new past, but not applied) work.
#include "doctor/repair_states.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <map>
#include <unordered_map>

namespace retort::doctor {
namespace {

using Word = std::uint64_t;
constexpr std::size_t kWordBits = 64;

/// Parents and dependencies, in an order in which they come before their children; nodes in or
/// above a circle, or above something that is missing, are not sound.
struct Order {
  revision::Edges edges;
  std::vector<Index> nodes;  ///< Sound ones only.
  std::vector<char> sound;

  explicit Order(const History& history) : edges(history.down()), sound(history.size(), 0) {
    std::vector<char> broken(history.size(), 0);
    for (const MissingReference& missing : history.missing()) broken[missing.from] = 1;
    std::vector<std::size_t> waiting(history.size(), 0);
    revision::Edges children(history.size());
    for (Index node = 0; node < history.size(); ++node) {
      const std::vector<Index>& more = history.depends()[node];
      edges[node].insert(edges[node].end(), more.begin(), more.end());
      waiting[node] = edges[node].size();
      for (const Index parent : edges[node]) children[parent].push_back(node);
    }
    for (Index node = 0; node < history.size(); ++node) {
      if (waiting[node] == 0 && broken[node] == 0) nodes.push_back(node);
    }
    for (std::size_t at = 0; at < nodes.size(); ++at) {
      sound[nodes[at]] = 1;
      for (const Index child : children[nodes[at]]) {
        if (--waiting[child] == 0 && broken[child] == 0) nodes.push_back(child);
      }
    }
  }
};

/// For one column, which of its work is in the past of each node, itself included.
std::vector<Word> column_of(const Order& order, const std::vector<std::size_t>& work,
                            std::size_t column) {
  std::vector<Word> out(order.sound.size(), 0);
  for (const Index node : order.nodes) {
    Word past = 0;
    for (const Index parent : order.edges[node]) past |= out[parent];
    if (work[node] / kWordBits == column) past |= Word{1} << (work[node] % kWordBits);
    out[node] = past;
  }
  return out;
}

class Comparison {
 public:
  Comparison(const History& before, const History& after, const RepairPlan& plan)
      : before_(before), after_(after), old_order_(before), new_order_(after) {
    number_work(plan);
    collect_states();
  }

  StateEffects run() {
    for (std::size_t column = 0; column * kWordBits < names_.size(); ++column) compare(column);
    check_rows();
    return summary();
  }

 private:
  struct State {
    std::vector<Index> rows;      ///< Nodes of the old history.
    std::vector<Index> new_rows;  ///< The same in the new one; shorter when some are gone.
    std::vector<std::size_t> repeats;
    std::vector<std::size_t> skips;
    std::string blocked;
    std::size_t applied = 0;
    std::size_t considered = 0;  ///< In the new past.
  };

  /// Work is a file; a moved one stays the same, and so does one whose copy takes its place.
  void number_work(const RepairPlan& plan) {
    std::unordered_map<std::string, std::size_t> by_path;
    const auto number = [&](const std::string& path, const std::string& id) {
      const auto [at, is_new] = by_path.emplace(path, names_.size());
      if (is_new) names_.push_back(id);
      return at->second;
    };
    for (Index node = 0; node < before_.size(); ++node) {
      const std::string& path = before_.file(node).path;
      const auto moved = plan.moved.find(path);
      old_work_.push_back(
          number(moved == plan.moved.end() ? path : moved->second, before_.id(node)));
    }
    const std::size_t known = names_.size();
    for (Index node = 0; node < after_.size(); ++node) {
      const std::optional<Index> old = before_.find(after_.id(node));
      const bool same = old && before_.file(*old).source != nullptr &&
                        after_.file(node).source != nullptr &&
                        before_.file(*old).source->text == after_.file(node).source->text;
      new_work_.push_back(same ? old_work_[*old] : number(after_.file(node).path, after_.id(node)));
      if (new_work_.back() >= known) new_files_.push_back(after_.id(node));
    }
  }

  void add_state(std::vector<Index> rows) {
    State state;
    for (const Index row : rows) {
      // No program loads a history with such an id, so no database has it.
      const bool possible = before_.id(row).find_first_of("+-:@") == std::string::npos;
      if (old_order_.sound[row] == 0 || !possible) return;
      if (const std::optional<Index> same = after_.find(before_.id(row))) {
        state.new_rows.push_back(*same);
      } else {
        state.blocked = fmt::format("no file defines the row {} any more; `retort stamp` it anew",
                                    before_.id(row));
      }
    }
    state.rows = std::move(rows);
    states_.push_back(std::move(state));
  }

  /// Every single row, the parents of every merge together, and all heads together.
  void collect_states() {
    for (Index node = 0; node < before_.size(); ++node) {
      if (old_order_.sound[node] != 0) {
        add_state({node});
      } else {
        unknown_.push_back(before_.id(node));
      }
    }
    for (Index node = 0; node < before_.size(); ++node) {
      if (before_.down()[node].size() > 1) add_state(before_.down()[node]);
    }
    if (const std::vector<Index> heads = before_.heads(); heads.size() > 1) add_state(heads);
  }

  void compare(std::size_t column) {
    const std::vector<Word> old_past = column_of(old_order_, old_work_, column);
    const std::vector<Word> new_past = column_of(new_order_, new_work_, column);
    Word there = 0;  // work whose file is still a revision
    for (const std::size_t work : new_work_) {
      if (work / kWordBits == column) there |= Word{1} << (work % kWordBits);
    }
    for (State& state : states_) {
      Word applied = 0;
      Word considered = 0;
      for (const Index row : state.rows) applied |= old_past[row];
      for (const Index row : state.new_rows) considered |= new_past[row];
      state.applied += static_cast<std::size_t>(std::popcount(applied));
      state.considered += static_cast<std::size_t>(std::popcount(considered));
      if (!state.blocked.empty()) continue;
      add_bits(applied & ~considered & there, column, state.repeats);
      add_bits(considered & ~applied, column, state.skips);
    }
  }

  static void add_bits(Word word, std::size_t column, std::vector<std::size_t>& out) {
    for (; word != 0; word &= word - 1) {
      out.push_back(column * kWordBits + static_cast<std::size_t>(std::countr_zero(word)));
    }
  }

  /// Rows side by side that were unrelated may be ancestor and descendant now.
  void check_rows() {
    for (State& state : states_) {
      if (state.rows.size() < 2 || !state.blocked.empty()) continue;
      for (const Index row : state.new_rows) {
        for (const Index other : state.new_rows) {
          if (row == other || !after_.is_ancestor(row, other)) continue;
          // A merge that names an ancestor had such rows before.
          if (was_ancestor(row, other)) continue;
          state.blocked = fmt::format(
              "the rows {} and {} would overlap: {} is in the past of {} "
              "then; `retort stamp --purge {}` puts it right",
              after_.id(row), after_.id(other), after_.id(row), after_.id(other), after_.id(other));
        }
      }
    }
  }

  bool was_ancestor(Index row, Index other) const {
    const std::optional<Index> old_row = before_.find(after_.id(row));
    const std::optional<Index> old_other = before_.find(after_.id(other));
    return old_row && old_other && before_.is_ancestor(*old_row, *old_other);
  }

  std::vector<std::string> named(const std::vector<std::size_t>& work) const {
    std::vector<std::string> out;
    out.reserve(work.size());
    for (const std::size_t at : work) out.push_back(names_[at]);
    return out;
  }

  StateEffects summary() {
    StateEffects out;
    out.new_work = new_files_;
    out.unknown = unknown_;
    std::map<std::tuple<std::vector<std::size_t>, std::vector<std::size_t>, std::string>,
             std::size_t>
        groups;
    for (const State& state : states_) {
      if (state.repeats.empty() && state.skips.empty() && state.blocked.empty()) {
        ++out.same;
        continue;
      }
      const auto [at, is_new] =
          groups.emplace(std::tuple(state.repeats, state.skips, state.blocked), out.changed.size());
      if (is_new) {
        StateGroup& group = out.changed.emplace_back();
        group.repeats = named(state.repeats);
        group.skips = named(state.skips);
        group.blocked = state.blocked;
      }
      StateGroup& group = out.changed[at->second];
      group.before.add(before_.size() - state.applied);
      group.after.add(after_.size() - state.considered);
      group.states.push_back(before_.ids(state.rows));
    }
    std::ranges::stable_sort(out.changed, std::greater(),
                             [](const StateGroup& group) { return group.states.size(); });
    return out;
  }

  const History& before_;
  const History& after_;
  const Order old_order_;
  const Order new_order_;
  std::vector<std::string> names_;  ///< Of work.
  std::vector<std::size_t> old_work_;
  std::vector<std::size_t> new_work_;
  std::vector<std::string> new_files_;
  std::vector<std::string> unknown_;
  std::vector<State> states_;
};

}  // namespace

void Amount::add(std::size_t value) {
  least = std::min(least, value);
  most = std::max(most, value);
}

StateEffects state_effects(const History& before, const History& after, const RepairPlan& plan) {
  return Comparison(before, after, plan).run();
}

}  // namespace retort::doctor
