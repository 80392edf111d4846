#include "command/squash_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "revision/plan.h"
#include "revision/targets.h"

namespace retort::command {
namespace {

using revision::Graph;
using revision::Index;

/// What is reached from a revision, itself among it: by `parents` what it needs, by `all_next` what
/// needs it.
std::set<Index> reached_by(const Graph& graph, Index from,
                           revision::Indices revision::Revision::*step) {
  std::set<Index> out = {from};
  std::vector<Index> open = {from};
  while (!open.empty()) {
    const Index at = open.back();
    open.pop_back();
    for (const Index other : graph[at].*step) {
      if (out.insert(other).second) open.push_back(other);
    }
  }
  return out;
}

Index find_one(const Graph& graph, const std::string& text) {
  if (text == "head" || text == "heads") {
    if (graph.heads().size() == 1) return graph.heads().front();
    if (graph.heads().empty()) {
      throw Error(ErrorCode::command, "There are no revisions to squash")
          .with_hint("`retort history` lists the revisions.");
    }
    throw Error(ErrorCode::command, "There are several heads")
        .with_hint("Name the last revision of the range.");
  }
  if (const auto exact = graph.find(text)) return *exact;
  const auto found = graph.find_prefix(text);
  if (found.size() == 1) return found.front().second;
  throw Error(ErrorCode::command, fmt::format("No such revision: {}", text))
      .with_hint("`retort history` lists the revisions.");
}

Error hindered(const std::string& why) {
  return Error(ErrorCode::command, fmt::format("The range cannot be squashed: {}", why))
      .with_hint(
          "Choose a range that only its first revision leads into and only its last one "
          "leads out of. `retort graph` shows it.");
}

void check_edges(const Graph& graph, const std::set<Index>& inside, Index first, Index last) {
  for (const Index index : inside) {
    const auto& revision = graph[index];
    for (const Index child : revision.all_next) {
      if (index == last || inside.contains(child)) continue;
      const bool revises = std::ranges::find(graph[child].down, index) != graph[child].down.end();
      throw hindered(fmt::format("{} outside of it {} {}, which is inside", graph.id(child),
                                 revises ? "revises" : "depends on", graph.id(index)));
    }
    if (index == first || first == revision::kNone) continue;
    for (const Index parent : revision.down) {
      if (inside.contains(parent)) continue;
      throw hindered(fmt::format("{} inside of it revises {}, which is not", graph.id(index),
                                 graph.id(parent)));
    }
    for (const Index parent : revision.dependencies) {
      if (inside.contains(parent)) continue;
      throw hindered(fmt::format("{} inside of it depends on {}, which is not", graph.id(index),
                                 graph.id(parent)));
    }
  }
}

}  // namespace

SquashRange find_squash_range(const Graph& graph, const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon + 1 == text.size()) {
    throw Error(ErrorCode::usage, fmt::format("'{}' is no range", text))
        .with_hint("Write FIRST:LAST; `base:LAST` begins at the first revision.");
  }
  const std::string start = text.substr(0, colon);
  const Index last = find_one(graph, text.substr(colon + 1));
  const bool from_base = start.empty() || start == "base";
  const Index first = from_base ? revision::kNone : find_one(graph, start);
  std::set<Index> inside = reached_by(graph, last, &revision::Revision::parents);
  if (!from_base) {
    const std::set<Index> later = reached_by(graph, first, &revision::Revision::all_next);
    std::erase_if(inside, [&](Index index) { return !later.contains(index); });
  }
  if (!from_base && !inside.contains(first)) {
    throw Error(ErrorCode::command,
                fmt::format("Revision {} does not come before {}", graph.id(first), graph.id(last)))
        .with_hint("Write the older one first.");
  }
  if (inside.size() < 2) throw hindered("there is one revision in it");
  check_edges(graph, inside, first, last);
  SquashRange out;
  for (const Index index : revision::whole_history(graph)) {
    if (inside.contains(index)) out.revisions.push_back(index);
  }
  std::ranges::reverse(out.revisions);
  if (!from_base) {
    out.parents = graph[first].spec.down_revisions;
    out.depends_on = graph[first].spec.depends_on;
  }
  for (const Index index : out.revisions) {
    const auto& labels = graph[index].spec.branch_labels;
    out.labels.insert(out.labels.end(), labels.begin(), labels.end());
  }
  return out;
}

}  // namespace retort::command
