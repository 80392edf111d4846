// A reverse postorder of a depth-first search is an order in which the revisions can run; searched
// with the children the other way round it has the branches the other way round.
//
// Both orders run side by side. After each revision a balance tells of how many revisions only one
// of the two has run; where it is 0 and was not before, the schemas are compared.
#include "command/verify_orders.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "command/verify_staircase.h"
#include "inspect/database.h"

namespace retort::command {
namespace {

using revision::Index;
using schema::shape::Change;

class Search {
 public:
  Search(const revision::Graph& graph, bool reversed)
      : graph_(graph), reversed_(reversed), seen_(graph.size(), false) {}

  std::vector<Index> order() && {
    std::vector<Index> roots;
    for (Index i = 0; i < graph_.size(); ++i) {
      if (graph_[i].parents.empty()) roots.push_back(i);
    }
    for (const Index root : arranged(roots)) visit(root);
    std::ranges::reverse(out_);
    return std::move(out_);
  }

 private:
  std::vector<Index> arranged(revision::Indices revisions) const {
    std::vector<Index> out(revisions.begin(), revisions.end());
    if (!reversed_) std::ranges::reverse(out);
    return out;
  }

  void visit(Index root) {
    struct Level {
      Index revision;
      std::vector<Index> next;
      std::size_t at = 0;
    };
    if (seen_[root]) return;
    seen_[root] = true;
    std::vector<Level> path{{root, arranged(graph_[root].all_next)}};
    while (!path.empty()) {
      Level& level = path.back();
      if (level.at == level.next.size()) {
        out_.push_back(level.revision);
        path.pop_back();
        continue;
      }
      const Index next = level.next[level.at++];
      if (seen_[next]) continue;
      seen_[next] = true;
      path.push_back({next, arranged(graph_[next].all_next)});
    }
  }

  const revision::Graph& graph_;
  const bool reversed_;
  std::vector<bool> seen_;
  std::vector<Index> out_;
};

class OrderComparison {
 public:
  OrderComparison(ScratchHistory& first, ScratchHistory& second, const std::vector<Index>& usual)
      : graph_(first.graph()),
        usual_(usual),
        balance_(graph_.size(), 0),
        sides_{Side{first, branch_order(graph_, false), {}},
               Side{second, branch_order(graph_, true), {}}} {}

  std::vector<VerifyFinding> run() && {
    for (std::size_t i = 0; i < graph_.size(); ++i) {
      for (int side = 0; side < 2; ++side) {
        if (!step(sides_[side], i, side == 0 ? 1 : -1)) return std::move(findings_);
      }
      const bool apart = unequal_ != 0;
      if (!apart && were_apart_) compare(i + 1);
      if (!apart) begin_ = i + 1;
      were_apart_ = apart;
    }
    return std::move(findings_);
  }

 private:
  struct Side {
    ScratchHistory& history;
    std::vector<Index> order;
    std::vector<Index> done;
  };

  bool step(Side& side, std::size_t position, int sign) {
    const Index revision = side.order[position];
    const int before = balance_[revision];
    balance_[revision] += sign;
    if (before == 0) ++unequal_;
    if (balance_[revision] == 0) --unequal_;
    try {
      side.history.upgrade(revision);
      side.done.push_back(revision);
      return true;
    } catch (const Error& error) {
      tell_failure(side, revision, error);
      return false;
    }
  }

  VerifyFinding& add(Index revision, std::string message) {
    VerifyFinding finding;
    finding.code = "order-dependent";
    finding.revision = graph_.id(revision);
    finding.file = graph_[revision].spec.file();
    finding.message = std::move(message);
    findings_.push_back(std::move(finding));
    return findings_.back();
  }

  std::string named(const std::vector<Index>& revisions) const {
    constexpr std::size_t kMost = 5;
    std::vector<std::string> ids = graph_.ids(revisions);
    const std::size_t count = ids.size();
    if (count > kMost) ids.resize(kMost);
    std::string out = fmt::format("{}", fmt::join(ids, ", "));
    if (count > kMost) out += fmt::format(" and {} more", count - kMost);
    return out;
  }

  void tell_failure(const Side& side, Index revision, const Error& error) {
    std::vector<Index> missing;
    for (const Index other : usual_) {
      if (other == revision) break;
      if (std::ranges::find(side.done, other) == side.done.end()) missing.push_back(other);
    }
    VerifyFinding& finding = add(
        revision,
        fmt::format("upgrade() fails when the branch of {} has not run before", named(missing)));
    tell_error(finding, error);
    finding.repair = "Name what it needs in depends_on.";
  }

  void compare(std::size_t end) {
    std::vector<Change> changes =
        changes_between(sides_[0].history.items(), sides_[1].history.items());
    std::vector<Change> fresh;
    std::ranges::set_difference(changes, known_, std::back_inserter(fresh));
    known_ = std::move(changes);
    if (fresh.empty()) return;
    const auto begin = static_cast<std::ptrdiff_t>(begin_);
    const auto stop = static_cast<std::ptrdiff_t>(end);
    const auto part = [&](const std::vector<Index>& order) {
      return std::vector<Index>(order.begin() + begin, order.begin() + stop);
    };
    VerifyFinding& finding =
        add(sides_[0].order[end - 1],
            fmt::format("The schema depends on the order of branches: {}; or {}",
                        named(part(sides_[0].order)), named(part(sides_[1].order))));
    finding.changes = std::move(fresh);
    finding.repair = "Let one branch follow the other, or name it in depends_on.";
  }

  const revision::Graph& graph_;
  const std::vector<Index>& usual_;
  std::vector<int> balance_;  ///< 1: only the first has run it, -1: only the second.
  Side sides_[2];
  std::size_t unequal_ = 0;
  bool were_apart_ = false;
  std::size_t begin_ = 0;  ///< Where they began to differ.
  std::vector<Change> known_;
  std::vector<VerifyFinding> findings_;
};

}  // namespace

std::vector<Index> branch_order(const revision::Graph& graph, bool reversed) {
  return Search(graph, reversed).order();
}

std::vector<VerifyFinding> compare_orders(ScratchHistory& first, ScratchHistory& second,
                                          const std::vector<Index>& usual) {
  return OrderComparison(first, second, usual).run();
}

}  // namespace retort::command
