// Upgrade, downgrade and stamp (Alembic: RevisionMap._collect_upgrade_revisions and
// _collect_downgrade_revisions, ScriptDirectory._stamp_revs):
//
// - An upgrade needs the ancestors of its targets less the ancestors of the current rows.
// - A downgrade drops what is applied of the descendants of the target's children.
// - Both are walked from the heads downwards; an upgrade runs the walk backwards.
#include "revision/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "revision/failure.h"
#include "revision/targets.h"
#include "revision/traversal.h"

namespace retort::revision {
namespace {

bool contains(const std::vector<Index>& list, Index index) {
  return std::ranges::find(list, index) != list.end();
}

/// Keeps the flags of `marks` that `other` has (or has not).
void keep(Marks& marks, const Marks& other, bool has) {
  for (Index index = 0; index < marks.size(); ++index) {
    if ((other[index] != 0) != has) marks[index] = 0;
  }
}

FailureTexts texts_for(std::string_view command, const std::vector<std::string>& rows,
                       const std::string& target) {
  FailureTexts texts;
  texts.rows = rows;
  texts.ancestor =
      fmt::format("Destination {{end}} is not a valid {} target from current head(s)", command);
  texts.end = target;
  return texts;
}

Step step_of(const Graph& graph, Index index, Operation operation) {
  const std::vector<std::string> self = {graph.id(index)};
  std::vector<std::string> down = graph.ids(graph[index].down);
  if (operation == Operation::upgrade) return {operation, index, std::move(down), self, {}};
  return {operation, index, self, std::move(down), {}};
}

std::vector<Index> upgrade_order(const Graph& graph, const Targets& resolve,
                                 const std::vector<std::string>& rows, const std::string& target) {
  const std::vector<Index> targets = resolve.upgrade_targets(rows, target, true);
  Marks needed = ancestors_without_overlap(graph, targets);
  const std::vector<Index> current = indices_of(resolve.revisions(rows));
  keep(needed, ancestors_without_overlap(graph, current), false);
  std::vector<Index> order = order_downwards(graph, needed, targets);
  std::ranges::reverse(order);
  return order;
}

/// The revisions whose descendants are dropped.
std::vector<Index> downgrade_roots(const Graph& graph, const Targets& resolve,
                                   const Targets::DowngradeTarget& target) {
  std::vector<Index> roots;
  if (target.point.is_revision()) {
    const Indices next = graph[target.point.index].next;
    roots.assign(next.begin(), next.end());
  } else {
    for (Index index = 0; index < graph.size(); ++index) {
      if (graph[index].is_base()) roots.push_back(index);
    }
    // Labels are keys like ids, so a base with a label counts twice below: then a wrong label in
    // `label@base` is refused even if there is a single base.
    for (const auto& [label, index] : graph.declared_labels()) {
      if (graph[index].is_base()) roots.push_back(index);
    }
  }
  if (!target.label || target.label->empty() || roots.size() < 2) return roots;
  const Marks on_branch = ancestors(graph, {resolve.branch(*target.label)}, EdgeKind::versioned);
  std::erase_if(roots, [&](Index root) { return on_branch[root] == 0; });
  if (roots.empty()) throw Failure("Not a valid downgrade target from current heads");
  return roots;
}

std::vector<Index> downgrade_order(const Graph& graph, const Targets& resolve,
                                   const std::vector<std::string>& rows, const std::string& target,
                                   std::vector<std::string>& warnings) {
  const Targets::DowngradeTarget found = resolve.downgrade_target(rows, target, true, warnings);
  const std::vector<Index> roots = downgrade_roots(graph, resolve, found);
  const std::vector<Index> heads = indices_of(resolve.revisions(rows));
  Marks dropped = descendants(graph, roots, EdgeKind::real);
  keep(dropped, ancestors(graph, heads, EdgeKind::real), true);
  const bool nothing = std::ranges::none_of(dropped, [](char mark) { return mark != 0; });
  if (found.point.is_revision() && nothing && !contains(heads, found.point.index)) {
    throw Failure::range("Nothing to drop", fmt::format("{}", fmt::join(rows, ", ")));
  }
  return order_downwards(graph, dropped, heads);
}

/// Python's text of a tuple of strings.
std::string tuple_text(const std::vector<std::string>& items) {
  std::string text = "(";
  for (std::size_t at = 0; at < items.size(); ++at) {
    text += fmt::format("{}'{}'", at == 0 ? "" : ", ", items[at]);
  }
  return text + (items.size() == 1 ? ",)" : ")");
}

std::string text_of(const RangeEnd& end) {
  if (const auto* identifier = std::get_if<std::string>(&end)) return *identifier;
  return tuple_text(std::get<std::vector<std::string>>(end));
}

std::vector<std::string> identifiers_of(const RangeEnd& end) {
  if (const auto* identifier = std::get_if<std::string>(&end)) return {*identifier};
  return std::get<std::vector<std::string>>(end);
}

/// With a lower end `branch@...` only the targets on that branch count. An id in front of the `@`
/// stands for its only label.
std::vector<Index> on_branch_of(const Graph& graph, const Targets& resolve,
                                const std::string& lower, std::vector<Index> targets) {
  std::string branch = lower.substr(0, lower.find('@'));
  const std::optional<Index> named = resolve.revision(branch);
  if (named && graph.id(*named) == branch) {
    const std::vector<std::string> labels = graph.labels(*named);
    if (labels.size() != 1) {
      throw Failure(fmt::format("Revision {} has {} branch labels, so '{}' names no branch", branch,
                                labels.size(), lower));
    }
    branch = labels.front();
  }
  std::erase_if(targets, [&](Index target) {
    const std::vector<std::string> labels = graph.labels(target);
    return std::ranges::find(labels, branch) == labels.end();
  });
  return targets;
}

class HistoryRange {
 public:
  HistoryRange(const Graph& graph, const RangeEnd& lower, const RangeEnd& upper)
      : graph_(graph), resolve_(graph), lower_(lower), upper_(upper) {}

  std::vector<Index> order() {
    std::vector<Index> targets = resolve_targets();
    Marks needed = ancestors_without_overlap(graph_, targets);
    const std::vector<Index> current = resolve_lower(needed);
    keep(needed, ancestors_without_overlap(graph_, current), false);
    for (const Index index : current) needed[index] = 1;
    if (!current.empty()) keep(needed, descendants_without_overlap(graph_, current), true);
    return order_downwards(graph_, needed, targets);
  }

 private:
  std::vector<Index> resolve_targets() const {
    const auto* upper = std::get_if<std::string>(&upper_);
    std::vector<Index> targets =
        upper != nullptr ? resolve_.upgrade_targets(identifiers_of(lower_), *upper, false)
                         : indices_of(resolve_.revisions(identifiers_of(upper_)));
    const auto* lower = std::get_if<std::string>(&lower_);
    if (lower != nullptr && lower->find('@') != std::string::npos) {
      targets = on_branch_of(graph_, resolve_, *lower, std::move(targets));
    }
    return targets;
  }

  std::vector<Index> resolve_lower(const Marks& required) const {
    const std::vector<Point> points = resolve_.revisions(identifiers_of(lower_));
    for (const Point& point : points) {
      const bool is_outside =
          point.kind == Point::Kind::base || (point.is_revision() && required[point.index] == 0);
      if (is_outside) throw Failure::range(text_of(lower_), text_of(upper_));
    }
    if (points.empty() || points.front().is_revision()) return indices_of(points);
    // A walk from the heads that went too far: once more, relative to the upper end.
    std::vector<std::string> unused;
    const Targets::DowngradeTarget found = resolve_.downgrade_target(
        identifiers_of(upper_), std::get<std::string>(lower_), false, unused);
    return indices_of({found.point});
  }

  const Graph& graph_;
  Targets resolve_;
  const RangeEnd& lower_;
  const RangeEnd& upper_;
};

struct StampMove {
  std::vector<Index> from;
  std::vector<Index> to;
  bool is_upgrade;
  bool branch_move;
};

std::vector<StampMove> stamp_moves(const Graph& graph, const std::vector<std::string>& rows,
                                   const std::vector<std::string>& targets) {
  const Targets resolve(graph);
  const std::vector<Index> heads = indices_of(resolve.revisions(rows));
  std::vector<Index> affected;
  for (const std::string& target : targets) {
    for (const Index head : resolve.filter_lineage(heads, target, EdgeKind::real)) {
      if (!contains(affected, head)) affected.push_back(head);
    }
  }
  std::vector<Point> points = resolve.revisions(targets);
  if (points.empty()) points.push_back(Point::none());
  std::vector<StampMove> moves;
  for (const Point& point : points) {
    if (!point.is_revision()) {
      for (const Index head : affected) moves.push_back({{head}, {}, false, true});
      continue;
    }
    if (contains(affected, point.index)) continue;
    const Marks above = descendants(graph, {point.index}, EdgeKind::real);
    const Marks below = ancestors(graph, {point.index}, EdgeKind::real);
    const auto any_in = [&](const Marks& marks) {
      return std::ranges::any_of(affected, [&](Index head) { return marks[head] != 0; });
    };
    if (any_in(above)) {
      moves.push_back({affected, {point.index}, false, false});
    } else if (any_in(below)) {
      moves.push_back({affected, {point.index}, true, false});
    } else {
      moves.push_back({{}, {point.index}, true, true});
    }
  }
  return moves;
}

std::string joined(const std::vector<std::string>& ids) {
  return ids.size() == 1 ? ids.front() : fmt::format("{}", fmt::join(ids, ", "));
}

}  // namespace

std::string_view name_of(Operation operation) {
  switch (operation) {
    case Operation::upgrade:
      return "upgrade";
    case Operation::downgrade:
      return "downgrade";
    case Operation::stamp:
      return "stamp";
  }
  return {};
}

Plan plan_upgrade(const Graph& graph, const std::vector<std::string>& rows,
                  const std::string& target) {
  return with_texts(texts_for("upgrade", rows, target), [&] {
    const Targets resolve(graph);
    Plan plan;
    const std::vector<Index> order = upgrade_order(graph, resolve, rows, target);
    VersionRows state(graph, indices_of(resolve.revisions(rows)));
    plan.steps.reserve(order.size());
    for (const Index index : order) {
      plan.steps.push_back(step_of(graph, index, Operation::upgrade));
      plan.steps.back().rows = state.upgrade(index);
    }
    plan.heads = graph.ids(state.rows());
    return plan;
  });
}

Plan plan_downgrade(const Graph& graph, const std::vector<std::string>& rows,
                    const std::string& target) {
  return with_texts(texts_for("downgrade", rows, target), [&] {
    const Targets resolve(graph);
    Plan plan;
    const std::vector<Index> order = downgrade_order(graph, resolve, rows, target, plan.warnings);
    VersionRows state(graph, indices_of(resolve.revisions(rows)));
    plan.steps.reserve(order.size());
    for (const Index index : order) {
      plan.steps.push_back(step_of(graph, index, Operation::downgrade));
      plan.steps.back().rows = state.downgrade(index);
    }
    plan.heads = graph.ids(state.rows());
    return plan;
  });
}

Plan plan_stamp(const Graph& graph, const std::vector<std::string>& rows,
                const std::vector<std::string>& targets, bool purge) {
  FailureTexts texts;
  texts.multiple_heads = "Multiple heads are present; please specify a single target revision";
  texts.rows = rows;
  return with_texts(texts, [&] {
    Plan plan;
    if (purge) plan.purged = rows;
    const std::vector<std::string> start = purge ? std::vector<std::string>() : rows;
    VersionRows state(graph, indices_of(Targets(graph).revisions(start)));
    const std::vector<std::string> wanted =
        targets.empty() ? std::vector<std::string>{"base"} : targets;
    for (const StampMove& move : stamp_moves(graph, start, wanted)) {
      Step step{Operation::stamp, kNone, graph.ids(move.from), graph.ids(move.to), {}};
      step.rows = state.stamp(move.from, move.to, move.is_upgrade, move.branch_move);
      plan.steps.push_back(std::move(step));
    }
    plan.heads = graph.ids(state.rows());
    return plan;
  });
}

std::vector<std::string> starting_rows(const Graph& graph, const std::vector<std::string>& from) {
  return with_texts({}, [&] {
    std::vector<std::string> rows;
    for (const std::string& identifier : from) {
      const std::optional<Index> index = Targets(graph).revision(identifier);
      if (index && std::ranges::find(rows, graph.id(*index)) == rows.end()) {
        rows.push_back(graph.id(*index));
      }
    }
    return rows;
  });
}

std::string describe(const Graph& graph, const Step& step) {
  std::string text = describe_short(step);
  if (step.revision == kNone || graph[step.revision].spec.doc().empty()) return text;
  return text.append(", ").append(graph[step.revision].spec.doc());
}

std::string describe_short(const Step& step) {
  const bool stamps = step.operation == Operation::stamp;
  constexpr std::size_t kUsual = 128;
  std::string text;
  text.reserve(kUsual);
  text.append(stamps ? "stamp_revision" : name_of(step.operation)).append(" ");
  return text.append(joined(step.from)).append(" -> ").append(joined(step.to));
}

std::vector<Index> history_range(const Graph& graph, const RangeEnd& lower, const RangeEnd& upper) {
  FailureTexts texts;
  texts.start = text_of(lower);
  texts.end = text_of(upper);
  return with_texts(texts, [&] { return HistoryRange(graph, lower, upper).order(); });
}

std::vector<Index> whole_history(const Graph& graph) {
  return history_range(graph, "base", "heads");
}

std::vector<Index> named_revisions(const Graph& graph,
                                   const std::vector<std::string>& identifiers) {
  return with_texts({}, [&] { return indices_of(Targets(graph).revisions(identifiers)); });
}

std::vector<Index> parents_of_new(const Graph& graph, const std::vector<std::string>& identifiers) {
  FailureTexts texts;
  texts.multiple_heads =
      "Multiple heads are present; please specify the head revision on which the new revision "
      "should be based, or perform a merge.";
  std::vector<Index> parents =
      with_texts(texts, [&] { return indices_of(Targets(graph).revisions(identifiers)); });
  std::vector<Index> sorted = parents;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end()) {
    throw Error(ErrorCode::command, "Duplicate head revisions specified")
        .with_hint("Name each revision once; `heads` stands for all heads.");
  }
  return parents;
}

std::vector<std::string> dependencies_of_new(const Graph& graph,
                                             const std::vector<std::string>& identifiers) {
  return with_texts({}, [&] {
    std::vector<std::string> out;
    for (const std::string& identifier : identifiers) {
      const std::optional<Index> index = Targets(graph).revision(identifier);
      if (!index) {
        throw Error(ErrorCode::command,
                    fmt::format("'{}' is no revision to depend on.", identifier))
            .with_hint("Name a revision or a branch label.");
      }
      const bool label = std::ranges::count(graph.labels(*index), identifier) > 0;
      out.push_back(label ? identifier : graph.id(*index));
    }
    return out;
  });
}

std::vector<Index> current_tips(const Graph& graph, const std::vector<std::string>& rows) {
  FailureTexts texts;
  texts.rows = rows;
  return with_texts(texts, [&] { return Targets(graph).all_current(rows); });
}

}  // namespace retort::revision
