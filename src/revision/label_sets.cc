// How the sets are found, in one pass from the bases upwards:
//
// 1. A revision is in a *run* if it and everything above it up to its head is a plain line: no
//    branch point (dependants count), no merge point. All revisions of a run have the same labels:
//    those of the run's lower end's parent and all that are declared inside the run.
// 2. Any other revision has the labels of its parents and its own.
// 3. A set that adds nothing to a single other set is that set.
#include "revision/label_sets.h"

#include <algorithm>

namespace retort::revision {
namespace {

bool is_plain(const Revision& revision) {
  return revision.all_next.size() <= 1 && !revision.is_merge_point();
}

/// For every revision in a run, the head of that run; kNone for the others. Children come first.
std::vector<Index> find_runs(const std::vector<Revision>& revisions,
                             const std::vector<Index>& order) {
  std::vector<Index> run(revisions.size(), kNone);
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    const Revision& revision = revisions[*at];
    if (!is_plain(revision)) continue;
    run[*at] = revision.is_head() ? *at : run[revision.next.front()];
  }
  return run;
}

}  // namespace

LabelSets::LabelSets(const std::vector<Revision>& revisions, const std::vector<Index>& order,
                     const std::vector<std::pair<std::string, Index>>& declared) {
  if (declared.empty()) return;
  const std::vector<Index> run = find_runs(revisions, order);
  std::vector<std::vector<Index>> own(revisions.size());
  for (const auto& [name, index] : declared) {
    own[run[index] == kNone ? index : run[index]].push_back(static_cast<Index>(names_.size()));
    names_.push_back(name);
  }
  sets_.emplace_back();
  set_of_.assign(revisions.size(), 0);
  for (const Index index : order) {
    const Revision& revision = revisions[index];
    if (run[index] != kNone && !revision.is_base() && run[revision.down.front()] == run[index]) {
      set_of_[index] = set_of_[revision.down.front()];
      continue;
    }
    Set set;
    for (const Index parent : revision.down) {
      if (set_of_[parent] != 0) set.parts.push_back(set_of_[parent]);
    }
    std::ranges::sort(set.parts);
    set.parts.erase(std::ranges::unique(set.parts).begin(), set.parts.end());
    set.own = own[run[index] == kNone ? index : run[index]];
    set_of_[index] = add(std::move(set));
  }
}

Index LabelSets::add(Set set) {
  if (set.own.empty() && set.parts.empty()) return 0;
  if (set.own.empty() && set.parts.size() == 1) return set.parts.front();
  sets_.push_back(std::move(set));
  return static_cast<Index>(sets_.size() - 1);
}

std::vector<std::string> LabelSets::of(Index index) const {
  if (names_.empty() || set_of_[index] == 0) return {};
  std::vector<Index> todo = {set_of_[index]};
  std::vector<char> seen(sets_.size(), 0);
  std::vector<Index> labels;
  while (!todo.empty()) {
    const Index at = todo.back();
    todo.pop_back();
    if (seen[at] != 0) continue;
    seen[at] = 1;
    labels.insert(labels.end(), sets_[at].own.begin(), sets_[at].own.end());
    todo.insert(todo.end(), sets_[at].parts.begin(), sets_[at].parts.end());
  }
  std::ranges::sort(labels);
  std::vector<std::string> names;
  names.reserve(labels.size());
  for (const Index label : labels) names.push_back(names_[label]);
  return names;
}

}  // namespace retort::revision
