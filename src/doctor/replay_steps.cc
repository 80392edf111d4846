#include "doctor/replay_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace retort::doctor {
namespace {

using revision::Index;

bool comes_before(const revision::Graph& graph, Index ancestor, Index index) {
  std::vector<char> seen(graph.size(), 0);
  std::vector<Index> open = {index};
  while (!open.empty()) {
    const Index next = open.back();
    open.pop_back();
    if (next == ancestor) return true;
    if (std::exchange(seen[next], 1) != 0) continue;
    for (const Index parent : graph[next].parents) open.push_back(parent);
  }
  return false;
}

}  // namespace

std::string line_of_place(const Place& place) {
  return place.line == 0 ? place.file : fmt::format("{}:{}", place.file, place.line);
}

std::string step_for(const Problem& problem, const std::string& line) {
  if (problem.kind == Problem::Kind::exists) {
    return fmt::format("Take the call at {} out, or give what it creates another name.", line);
  }
  if (problem.other != revision::kNone) {
    return fmt::format("Take the call at {} out, or create again above it what was dropped.", line);
  }
  return fmt::format("Write the name that is there into {}, or create above it what is missing.",
                     line);
}

std::string step_to_order(const revision::Graph& graph, Index index, Index creator,
                          const Place& header) {
  if (comes_before(graph, index, creator)) {
    return fmt::format("Move the call from {} to {} or to a revision after it.", graph.id(index),
                       graph.id(creator));
  }
  return fmt::format("Write depends_on = \"{}\" into the header at {}.", graph.id(creator),
                     line_of_place(header));
}

std::string step_for_downgrade(const Trace& downgrade, const std::string& line,
                               const std::vector<std::string>& missing) {
  constexpr std::size_t kMost = 3;
  for (const Problem& problem : downgrade.problems) {
    if (problem.unnamed) {
      return fmt::format(
          "Give the constraint a name where upgrade() creates it, and write that name in {}.",
          line);
    }
    if (problem.kind == Problem::Kind::missing) {
      return fmt::format("Write the name that upgrade() leaves into {}, or take the call out.",
                         line);
    }
    if (problem.kind == Problem::Kind::exists) {
      return fmt::format("Drop above {} what is in the way, or correct the name there.", line);
    }
  }
  const std::size_t shown = std::min(missing.size(), kMost);
  std::string out = fmt::format("Write into downgrade() at {}: ", line);
  for (std::size_t i = 0; i < shown; ++i) out += (i == 0 ? "" : "; ") + missing[i];
  if (missing.size() > shown) out += fmt::format("; and so on for {} more", missing.size() - shown);
  return out;
}

std::string step_for_missing(const std::string& file, bool is_sql) {
  return is_sql ? fmt::format(
                      "Add the section `downgrade` at the end of {}, with the reverse of "
                      "its statements.",
                      file)
                : fmt::format(
                      "Write `def downgrade():` at the end of {}, with the reverse of "
                      "upgrade().",
                      file);
}

std::string step_for_way_back(const std::string& line, bool raises) {
  return raises ? fmt::format(
                      "None where that is meant; else write the reverse of upgrade() at {}.", line)
                : fmt::format(
                      "Write the reverse of upgrade() at {}, or `raise` where there is no "
                      "way back.",
                      line);
}

}  // namespace retort::doctor
