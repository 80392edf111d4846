// From each row back along the parents that are known, until a revision of the files is met. A way
// that ends anywhere else leaves the row a stranger. Git is asked once, for all ids that the
// journal says nothing of; what it finds may have parents that it is asked for again.
#include "command/unknown_rows.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "doctor/lost_and_found.h"

namespace retort::command {
namespace {

struct Origin {
  std::vector<std::string> parents;
  std::string evidence;
};
using Origins = std::map<std::string, Origin, std::less<>>;

std::vector<std::string> split_ids(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t comma = text.find(", ");
    out.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 2);
  }
  std::erase(out, "");
  return out;
}

Origins origins_in_journal(const std::vector<runtime::AppliedStep>& applied) {
  Origins out;
  for (const runtime::AppliedStep& step : applied) {
    const std::size_t arrow = step.rows.find(" -> ");
    if (step.operation != "upgrade" || arrow == std::string::npos) continue;
    out[step.revision] = {
        split_ids(std::string_view(step.rows).substr(0, arrow)),
        fmt::format("the journal: applied {} from {}", step.started.substr(0, 19), step.file.path)};
  }
  return out;
}

/// Adds what git knows of the ids and of their unknown parents.
void add_origins_in_git(Session& session, std::vector<std::string> ids, Origins& origins) {
  const doctor::LostAndFound git(session.project().version_locations);
  if (git.repository() == nullptr) return;
  const revision::Graph& graph = session.graph();
  std::set<std::string> asked;
  while (!ids.empty()) {
    asked.insert(ids.begin(), ids.end());
    std::vector<std::string> next;
    for (const auto& [id, found] : git.find(ids)) {
      const doctor::LostRevision& newest = found.front();
      origins[id] = {newest.spec.down_revisions,
                     fmt::format("{}", fmt::join(doctor::evidence_of(newest), "; "))};
      for (const std::string& parent : newest.spec.down_revisions) {
        const bool known = graph.find(parent) || origins.contains(parent);
        if (!known && asked.insert(parent).second) next.push_back(parent);
      }
    }
    ids = std::move(next);
  }
}

UnknownRow trace(const revision::Graph& graph, const Origins& origins, const std::string& id) {
  UnknownRow out;
  out.id = id;
  out.is_descendant = true;
  if (const auto found = origins.find(id); found != origins.end()) {
    out.evidence = found->second.evidence;
  }
  std::vector<std::string> open{id};
  std::set<std::string> seen;
  while (!open.empty()) {
    const std::string current = std::move(open.back());
    open.pop_back();
    if (!seen.insert(current).second) continue;
    if (const auto known = graph.find(current); known && current != id) {
      out.after.push_back(*known);
      continue;
    }
    const auto found = origins.find(current);
    if (found == origins.end() || found->second.parents.empty()) {
      out.is_descendant = false;
      continue;
    }
    for (const std::string& parent : found->second.parents) open.push_back(parent);
  }
  return out;
}

}  // namespace

std::vector<UnknownRow> find_origins(Session& session, const std::vector<std::string>& ids,
                                     const std::vector<runtime::AppliedStep>& applied) {
  Origins origins = origins_in_journal(applied);
  const revision::Graph& graph = session.graph();
  std::vector<UnknownRow> out;
  std::vector<std::string> strangers;
  for (const std::string& id : ids) {
    out.push_back(trace(graph, origins, id));
    if (!out.back().is_descendant) strangers.push_back(id);
  }
  if (strangers.empty() || session.request().program != nullptr) return out;
  add_origins_in_git(session, std::move(strangers), origins);
  for (UnknownRow& row : out) {
    if (!row.is_descendant) row = trace(graph, origins, row.id);
  }
  return out;
}

}  // namespace retort::command
