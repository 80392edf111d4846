// The order of the walk.
//
// Alembic keeps a list of current heads and an index into it. At the candidate under the index:
//   - if it is among the ancestors of another current head, the index jumps to the first such head
//     in the list;
//   - otherwise the candidate is emitted and replaced by its first parent that is wanted, not
//     emitted and not in the list; further such parents go to the end of the list. Without any, the
//     entry is deleted and the index steps back by one.
// It does so with a set of ancestors for each head, which costs the square of the graph. Here:
//
// 1. A candidate is among the ancestors of another current head exactly when one of its children in
//    the walk is not emitted yet: nothing is emitted before what comes after it, so all that is
//    left hangs below the current heads. One counter a revision tells. If the wanted set has gaps
//    (a history range), unwanted revisions between wanted ones count as children too; they are
//    released when the last of their own children is gone.
// 2. The list's entries keep their order, so each gets a rising number, its slot. "The first head
// in
//    the list" is the smallest slot above the candidate. The smallest slot above a revision only
//    ever grows: a slot moves down to an ancestor, and new slots get larger numbers. So a lower
//    bound, once computed, stays one. Each revision keeps its children in a heap by lower bound,
//    and only the child on top is looked at again: if its bound still holds, it is the answer. A
//    bound holds as long as its slot stands at the head where it was found, as everything between
//    that head and the revision is still there.
// 3. Where heads lie above one another in a long chain, all of the bounds below change with every
//    head that goes. So before a revision's children are asked, the first slot that its lower bound
//    leaves is tried: if a forest in the graph proves that its head is above, it is the answer.
#include <algorithm>
#include <functional>
#include <utility>

#include "revision/forest.h"
#include "revision/traversal.h"

namespace retort::revision {
namespace {

using Slot = Index;

/// For each revision its first or its last parent.
std::vector<Index> kept_parents(const Graph& graph, bool first) {
  std::vector<Index> kept(graph.size(), kNone);
  for (Index index = 0; index < graph.size(); ++index) {
    const Indices parents = graph[index].parents;
    if (!parents.empty()) kept[index] = first ? parents.front() : parents.back();
  }
  return kept;
}

class Walk {
 public:
  Walk(const Graph& graph, const Marks& wanted)
      : graph_(graph),
        wanted_(wanted),
        by_first_(kept_parents(graph, true)),
        by_last_(kept_parents(graph, false)),
        in_walk_(graph.size(), 0),
        left_(graph.size(), 0),
        gone_(graph.size(), 0),
        slot_of_(graph.size(), kNone),
        bounds_(graph.size()),
        released_by_(graph.size(), kNone) {}

  std::vector<Index> run(const std::vector<Index>& heads) {
    collect(heads);
    start(heads);
    Slot at = first_;
    while (at != kNone) {
      const Index candidate = head_[at];
      if (left_[candidate] > 0) {
        at = smallest_slot_above(candidate);
        continue;
      }
      emit(candidate);
      at = replace(at, candidate);
    }
    return std::move(output_);
  }

 private:
  /// What is known about the smallest slot at or above a revision.
  struct Bound {
    Slot slot = 0;        ///< At least this.
    Index head = kNone;   ///< Exactly this slot while it stands at this head.
    bool opened = false;  ///< Whether `children` is filled.
    std::vector<std::pair<Slot, Index>> children;  ///< A heap, smallest bound on top.
  };

  /// The walk covers the wanted revisions and what lies between them.
  void collect(const std::vector<Index>& heads) {
    std::vector<Index> tops;
    std::vector<Index> all;
    for (const Index head : heads) {
      if (wanted_[head] != 0) tops.push_back(head);
    }
    const Marks below = ancestors(graph_, tops, EdgeKind::real);
    for (Index index = 0; index < graph_.size(); ++index) {
      if (wanted_[index] != 0) all.push_back(index);
    }
    const Marks above = descendants(graph_, all, EdgeKind::real);
    for (Index index = 0; index < graph_.size(); ++index) {
      in_walk_[index] = static_cast<char>(below[index] != 0 && above[index] != 0);
    }
    for (Index index = 0; index < graph_.size(); ++index) {
      if (in_walk_[index] == 0) continue;
      for (const Index child : graph_[index].all_next) {
        if (in_walk_[child] != 0) ++left_[index];
      }
    }
  }

  void start(std::vector<Index> heads) {
    std::ranges::sort(heads);
    heads.erase(std::ranges::unique(heads).begin(), heads.end());
    for (const Index head : heads) {
      if (wanted_[head] != 0) append(head);
    }
  }

  void append(Index head) {
    const Slot slot = static_cast<Slot>(head_.size());
    head_.push_back(head);
    next_slot_.push_back(slot + 1);
    before_.push_back(last_);
    after_.push_back(kNone);
    if (last_ == kNone) first_ = slot;
    if (last_ != kNone) after_[last_] = slot;
    last_ = slot;
    slot_of_[head] = slot;
  }

  void emit(Index revision) {
    output_.push_back(revision);
    slot_of_[revision] = kNone;
    release(revision);
  }

  /// Takes a revision out of the walk, and the unwanted ones that only led to it.
  void release(Index revision) {
    std::vector<Index> todo = {revision};
    while (!todo.empty()) {
      const Index at = todo.back();
      todo.pop_back();
      gone_[at] = 1;
      bounds_[at] = Bound();
      release_parents(at, graph_[at].down, todo);
      release_parents(at, graph_[at].dependencies, todo);
    }
  }

  /// The edges of `all_next` backwards: each parent once.
  void release_parents(Index at, Indices parents, std::vector<Index>& todo) {
    for (const Index parent : parents) {
      if (in_walk_[parent] == 0 || released_by_[parent] == at) continue;
      released_by_[parent] = at;
      if (left_[parent] > 0 && --left_[parent] == 0 && wanted_[parent] == 0) todo.push_back(parent);
    }
  }

  /// Moves the slot to the candidate's parents; returns the slot to go on with.
  Slot replace(Slot at, Index candidate) {
    bool placed = false;
    for (const Index parent : graph_[candidate].parents) {
      if (wanted_[parent] == 0 || gone_[parent] != 0 || slot_of_[parent] != kNone) continue;
      if (placed) {
        append(parent);
        continue;
      }
      placed = true;
      head_[at] = parent;
      slot_of_[parent] = at;
    }
    return placed ? at : remove(at);
  }

  Slot remove(Slot at) {
    const Slot before = before_[at];
    const Slot after = after_[at];
    (before == kNone ? first_ : after_[before]) = after;
    (after == kNone ? last_ : before_[after]) = before;
    head_[at] = kNone;
    return before == kNone ? first_ : before;
  }

  bool holds(Index revision) const {
    const Bound& bound = bounds_[revision];
    return bound.head != kNone && (bound.slot == kNone || head_[bound.slot] == bound.head);
  }

  void open(Index revision) {
    Bound& bound = bounds_[revision];
    bound.opened = true;
    for (const Index child : graph_[revision].all_next) {
      if (in_walk_[child] != 0 && gone_[child] == 0) {
        bound.children.emplace_back(bounds_[child].slot, child);
      }
    }
    std::ranges::make_heap(bound.children, std::greater<>());
  }

  void push(Bound& bound, Slot slot, Index child) {
    bound.children.emplace_back(slot, child);
    std::ranges::push_heap(bound.children, std::greater<>());
  }

  void pop(Bound& bound) {
    std::ranges::pop_heap(bound.children, std::greater<>());
    bound.children.pop_back();
  }

  /// Brings the top of a revision's heap up to date. Returns a child whose bound has to be
  /// computed first, or kNone when the top is exact or the heap is empty.
  Index settle_top(Index revision) {
    if (!bounds_[revision].opened) open(revision);
    Bound& bound = bounds_[revision];
    while (!bound.children.empty()) {
      const auto [slot, child] = bound.children.front();
      if (gone_[child] != 0) {
        pop(bound);
      } else if (!holds(child)) {
        return child;
      } else if (bounds_[child].slot != slot) {
        pop(bound);
        push(bound, bounds_[child].slot, child);
      } else {
        return kNone;
      }
    }
    return kNone;
  }

  /// The first slot in use, from this one on.
  Slot slot_in_use(Slot slot) {
    while (slot < head_.size() && head_[slot] == kNone) {
      Slot& next = next_slot_[slot];
      if (next < head_.size() && head_[next] == kNone) next = next_slot_[next];
      slot = next;
    }
    return slot;
  }

  /// Whether the lower bound of a revision, moved up to a slot in use, is seen to be exact.
  bool prove_bound(Index at, Index candidate) {
    Bound& bound = bounds_[at];
    if (bound.slot == kNone) return false;
    const Slot slot = slot_in_use(bound.slot);
    if (slot != bound.slot) bound.head = kNone;
    bound.slot = slot;
    if (slot >= head_.size()) return false;
    const Index head = head_[slot];
    if (head == candidate) return false;
    if (!by_first_.is_at_or_above(head, at) && !by_last_.is_at_or_above(head, at)) return false;
    bound.head = head;
    return true;
  }

  /// The smallest slot of a current head above `candidate`, which has children left.
  Slot smallest_slot_above(Index candidate) {
    std::vector<Index> path = {candidate};
    while (true) {
      const Index at = path.back();
      if (prove_bound(at, candidate)) {
        if (at == candidate) return bounds_[at].slot;
        path.pop_back();
        continue;
      }
      if (at != candidate && slot_of_[at] != kNone && slot_of_[at] <= bounds_[at].slot) {
        bounds_[at].slot = slot_of_[at];
        bounds_[at].head = at;
        path.pop_back();
        continue;
      }
      const Index open_child = settle_top(at);
      if (open_child != kNone) {
        path.push_back(open_child);
        continue;
      }
      const Index top = bounds_[at].children.empty() ? kNone : bounds_[at].children.front().second;
      if (at == candidate) {
        const bool found = top != kNone && bounds_[top].slot != kNone;
        return found ? bounds_[top].slot : unblock(candidate);
      }
      take_bound(at, top);
      path.pop_back();
    }
  }

  /// The bound of a revision from its best child and its own slot.
  void take_bound(Index at, Index child) {
    Bound& bound = bounds_[at];
    const Slot own = slot_of_[at];
    if (child != kNone && (own == kNone || bounds_[child].slot < own)) {
      bound.slot = bounds_[child].slot;
      bound.head = bounds_[child].head;
      return;
    }
    bound.slot = own;
    bound.head = at;
  }

  /// No head is above although a child is left: the wanted set has a gap that cuts that child off.
  Slot unblock(Index candidate) {
    left_[candidate] = 0;
    return slot_of_[candidate];
  }

  const Graph& graph_;
  const Marks& wanted_;
  Forest by_first_;
  Forest by_last_;
  Marks in_walk_;
  std::vector<Index> left_;  ///< Children in the walk that are not emitted or released.
  Marks gone_;
  std::vector<Slot> slot_of_;
  std::vector<Bound> bounds_;
  std::vector<Index> released_by_;  ///< The last one, so that parallel edges count once.
  std::vector<Index> head_;         ///< By slot.
  std::vector<Slot> next_slot_;     ///< Towards the next slot in use, for a slot that is not.
  std::vector<Slot> before_;
  std::vector<Slot> after_;
  Slot first_ = kNone;
  Slot last_ = kNone;
  std::vector<Index> output_;
};

}  // namespace

std::vector<Index> order_downwards(const Graph& graph, const Marks& wanted,
                                   const std::vector<Index>& heads) {
  std::vector<Index> order = Walk(graph, wanted).run(heads);
  Marks rest = wanted;
  for (const Index index : order) rest[index] = 0;
  const auto is_left = [&](Index index) { return rest[index] != 0; };
  std::vector<Index> tops;
  for (Index index = 0; index < graph.size(); ++index) {
    if (is_left(index) && std::ranges::none_of(graph[index].all_next, is_left)) {
      tops.push_back(index);
    }
  }
  // Only a history range can leave something (Alembic stops with an assertion there).
  if (!tops.empty()) {
    const std::vector<Index> more = order_downwards(graph, rest, tops);
    order.insert(order.end(), more.begin(), more.end());
  }
  return order;
}

}  // namespace retort::revision
