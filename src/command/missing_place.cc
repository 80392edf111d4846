#include "command/missing_place.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "doctor/repair.h"

namespace retort::command {
namespace {

using doctor::History;
using doctor::Index;

std::string joined(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, ", "));
}

/// What comes after the missing revision.
std::set<Index> descendants(const History& history, const std::string& id) {
  std::set<Index> found;
  std::vector<Index> open;
  const auto add = [&](Index node) {
    if (found.insert(node).second) open.push_back(node);
  };
  for (const doctor::MissingReference& missing : history.missing()) {
    if (missing.id == id) add(missing.from);
  }
  const revision::Edges edges = history.all_edges();
  while (!open.empty()) {
    const Index at = open.back();
    open.pop_back();
    for (Index node = 0; node < history.size(); ++node) {
      if (std::ranges::find(edges[node], at) != edges[node].end()) add(node);
    }
  }
  return found;
}

void check_missing(const History& history, const std::string& id, bool named, bool placed) {
  if (const auto known = history.find(id)) {
    throw Error(ErrorCode::command,
                fmt::format("Revision {} is not missing: {} defines it", id, history[*known].file),
                history.place_of_id(*known))
        .with_hint(
            "Give an id that other files name and no file defines; `retort doctor` lists "
            "them.");
  }
  std::vector<std::string> others;
  for (const doctor::MissingReference& missing : history.missing()) {
    if (missing.id != id && std::ranges::find(others, missing.id) == others.end()) {
      others.push_back(missing.id);
    }
  }
  if (!others.empty()) {
    throw Error(ErrorCode::command,
                fmt::format("Other revisions are missing, too: {}", joined(others)))
        .with_hint(
            "The history cannot be replayed while more than one is. Restore or re-link them "
            "first (`retort doctor`).");
  }
  if (!named && !placed) {
    throw Error(ErrorCode::command, fmt::format("No file names revision {}", id))
        .with_hint("Give the revision that it follows with --after, or `--after base`.");
  }
}

}  // namespace

MissingPlace find_missing_place(const History& history, const std::string& id,
                                const std::vector<std::string>& after) {
  MissingPlace out;
  for (const doctor::MissingReference& missing : history.missing()) {
    if (missing.id != id) continue;
    out.children.push_back(history.id(missing.from));
    out.child_path = history.file(missing.from).path;
  }
  check_missing(history, id, !out.children.empty(), !after.empty());
  const std::set<Index> later = descendants(history, id);
  for (const std::string& word : after) {
    if (word == "base") continue;
    const Index parent = doctor::find_revision(history, word);
    if (later.contains(parent)) {
      throw Error(ErrorCode::command, fmt::format("Revision {} comes after {}, and cannot be its "
                                                  "parent",
                                                  history.id(parent), id))
          .with_hint("Give one that does not follow the missing revision.");
    }
    out.parents.push_back(history.id(parent));
  }
  if (!after.empty() || later.size() == history.size()) return out;
  std::vector<std::string> ends, others;
  for (Index node = 0; node < history.size(); ++node) {
    if (later.contains(node)) continue;
    others.push_back(history.id(node));
    const bool end =
        std::ranges::all_of(history.next()[node], [&](Index next) { return later.contains(next); });
    if (end) ends.push_back(history.id(node));
  }
  if (ends.empty()) ends.push_back(others.front());
  const std::string proposal = history.next()[*history.find(ends.front())].empty()
                                   ? "nothing follows it"
                                   : "nothing but what follows the missing one does";
  throw Error(ErrorCode::command,
              fmt::format("Which revision {} follows is not known: {} of the other revisions do "
                          "not come after it",
                          id, others.size()))
      .with_hint(fmt::format("Probably `--after {}`: {}. Else give another one, or `--after base`.",
                             ends.front(), proposal));
}

}  // namespace retort::command
