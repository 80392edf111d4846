#include "revision/rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"

namespace retort::revision {

VersionRows::VersionRows(const Graph& graph, const std::vector<Index>& rows)
    : graph_(graph),
      is_row_(graph.size(), 0),
      applied_(ancestors(graph, rows, EdgeKind::real)),
      applied_children_(graph.size(), 0),
      witness_(graph.size(), kNone),
      seen_by_(graph.size(), 0),
      reached_from_(graph.size(), kNone) {
  for (const Index row : rows) {
    if (!has(row)) ++count_;
    is_row_[row] = 1;
  }
  for (Index index = 0; index < graph.size(); ++index) {
    if (applied_[index] == 0) continue;
    for (const Index parent : graph[index].parents) ++applied_children_[parent];
  }
}

RowChange VersionRows::insert(Index revision) {
  is_row_[revision] = 1;
  ++count_;
  return {RowChange::Kind::insert, {}, graph_.id(revision)};
}

RowChange VersionRows::remove(Index revision) {
  is_row_[revision] = 0;
  --count_;
  return {RowChange::Kind::remove, graph_.id(revision), {}};
}

RowChange VersionRows::update(Index from, Index to) {
  is_row_[from] = 0;
  is_row_[to] = 1;
  return {RowChange::Kind::update, graph_.id(from), graph_.id(to)};
}

std::vector<RowChange> VersionRows::upgrade(Index revision) {
  std::vector<Index> replaced;
  for (const Index parent : graph_[revision].parents) {
    if (has(parent)) replaced.push_back(parent);
  }
  std::vector<RowChange> changes;
  if (replaced.empty()) {
    changes.push_back(insert(revision));
    return changes;
  }
  const Index last = replaced.back();
  replaced.pop_back();
  for (const Index row : replaced) changes.push_back(remove(row));
  changes.push_back(update(last, revision));
  return changes;
}

std::vector<RowChange> VersionRows::downgrade(Index revision) {
  need_row(revision);
  std::vector<Index> below = rows_below(revision);
  applied_[revision] = 0;
  for (const Index parent : graph_[revision].parents) --applied_children_[parent];
  std::vector<RowChange> changes;
  if (below.empty()) {
    changes.push_back(remove(revision));
    return changes;
  }
  const Index last = below.back();
  below.pop_back();
  for (const Index row : below) changes.push_back(insert(row));
  changes.push_back(update(revision, last));
  return changes;
}

/// The parents that become rows: those that no other row stands for.
std::vector<Index> VersionRows::rows_below(Index revision) {
  std::vector<Index> below;
  for (const Index parent : graph_[revision].parents) {
    if (!is_covered(parent, revision)) below.push_back(parent);
  }
  return below;
}

/// Whether `parent` is applied without its child `without`, which is a row. With other rows, when
/// one of them stands for it; when there is no other row, when another parent of the child does.
/// Only a child with several parents can have a grandparent among them, so that an applied child
/// of `parent` proves nothing; all other cases are decided by looking at the children.
bool VersionRows::is_covered(Index parent, Index without) {
  if (has(parent)) return true;
  if (applied_children_[parent] <= 1) return false;
  if (count_ == 1 || graph_[without].parents.size() == 1) return true;
  return reaches_row(parent, without);
}

bool VersionRows::has_witness(Index revision, Index without) const {
  const Index row = witness_[revision];
  return row != kNone && row != without && has(row);
}

/// Looks upwards for a row. What it finds is kept for all revisions on the way, so that ladders of
/// dependencies are not climbed again for each rung.
bool VersionRows::reaches_row(Index from, Index without) {
  ++search_;
  std::vector<Index> todo = {from};
  seen_by_[from] = search_;
  reached_from_[from] = kNone;
  while (!todo.empty()) {
    const Index at = todo.back();
    todo.pop_back();
    if (has(at) || has_witness(at, without)) {
      const Index row = has(at) ? at : witness_[at];
      for (Index back = at; back != kNone; back = reached_from_[back]) witness_[back] = row;
      return true;
    }
    for (const Index child : graph_[at].all_next) {
      if (child == without || applied_[child] == 0 || seen_by_[child] == search_) continue;
      seen_by_[child] = search_;
      reached_from_[child] = at;
      todo.push_back(child);
    }
  }
  return false;
}

std::vector<RowChange> VersionRows::stamp(const std::vector<Index>& from,
                                          const std::vector<Index>& to, bool is_upgrade,
                                          bool branch_move) {
  std::vector<RowChange> changes;
  if (!is_upgrade && branch_move) {
    need_row(from.front());
    changes.push_back(remove(from.front()));
    return changes;
  }
  const bool moved = std::ranges::any_of(from, [&](Index row) { return !has(row); });
  if (is_upgrade && (branch_move || moved) && !has(to.front())) {
    changes.push_back(insert(to.front()));
    return changes;
  }
  for (const Index row : from) need_row(row);
  if (from.empty() || has(to.front())) need_row(kNone);
  for (std::size_t at = 0; at + 1 < from.size(); ++at) changes.push_back(remove(from[at]));
  changes.push_back(update(from.back(), to.front()));
  return changes;
}

void VersionRows::need_row(Index revision) const {
  if (revision != kNone && has(revision)) return;
  const std::string row = revision == kNone ? "" : fmt::format(" '{}'", graph_.id(revision));
  throw Error(ErrorCode::command,
              fmt::format("The version row{} that this step replaces is already gone", row))
      .with_hint("Stamp the targets one after the other, or use --purge.");
}

std::vector<Index> VersionRows::rows() const {
  std::vector<Index> rows;
  for (Index index = 0; index < graph_.size(); ++index) {
    if (has(index)) rows.push_back(index);
  }
  return rows;
}

}  // namespace retort::revision
