// The missing revisions are nodes beside those of the files. Who names them are their first edges;
// `after` adds the others, and where everything else follows a revision, it is a base.
#include "command/missing_place.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/error.h"
#include "doctor/repair.h"

namespace retort::command {
namespace {

using doctor::History;
using doctor::Index;

std::string joined(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, ", "));
}

void check_missing(const History& history, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    const auto known = history.find(id);
    if (!known) continue;
    throw Error(
        ErrorCode::command,
        fmt::format("Revision {} is not missing: {} defines it", id, history[*known].file()),
        history.place_of_id(*known))
        .with_hint(
            "Give an id that other files name and no file defines; `retort doctor` lists "
            "them.");
  }
  std::vector<std::string> others;
  for (const doctor::MissingReference& missing : history.missing()) {
    if (std::ranges::find(ids, missing.id) != ids.end()) continue;
    if (std::ranges::find(others, missing.id) == others.end()) others.push_back(missing.id);
  }
  if (others.empty()) return;
  throw Error(ErrorCode::command,
              fmt::format("Other revisions are missing, too: {}", joined(others)))
      .with_hint(
          "Give all of them: the history cannot be replayed while one is. Or restore or re-link "
          "them first (`retort doctor`).");
}

class Places {
 public:
  Places(const History& history, const std::vector<std::string>& ids)
      : history_(history), next_(history.size() + ids.size()), placed_(ids.size(), false) {
    const revision::Edges parents = history.all_edges();
    for (Index node = 0; node < parents.size(); ++node) {
      for (const Index parent : parents[node]) next_[parent].push_back(node);
    }
    for (const std::string& id : ids) {
      MissingPlace place;
      place.id = id;
      out_.push_back(std::move(place));
    }
    for (const doctor::MissingReference& missing : history.missing()) {
      follow(missing.from, *missing_node(missing.id));
    }
  }

  void take(const std::vector<std::string>& after) {
    for (const std::string& word : after) {
      const auto [node, parent] = parted(word);
      const std::size_t at = node - history_.size();
      placed_[at] = true;
      if (parent == "base") continue;
      const Index above = find(parent);
      if (above == node || later(node).contains(above)) {
        throw Error(ErrorCode::command,
                    fmt::format("Revision {} comes after {}, and cannot be its parent", id(above),
                                out_[at].id))
            .with_hint("Give one that does not follow the missing revision.");
      }
      follow(node, above);
      out_[at].parents.push_back(id(above));
    }
  }

  std::vector<MissingPlace> in_order() && {
    for (std::size_t at = 0; at < out_.size(); ++at) require_place(at);
    std::vector<MissingPlace> out;
    std::set<Index> done;
    while (out.size() < out_.size()) {
      for (std::size_t at = 0; at < out_.size(); ++at) {
        const Index node = node_of(at);
        if (done.contains(node) || !is_next(node, done)) continue;
        done.insert(node);
        out.push_back(std::move(out_[at]));
        break;
      }
    }
    return out;
  }

 private:
  Index node_of(std::size_t at) const { return static_cast<Index>(history_.size() + at); }
  std::optional<Index> missing_node(const std::string& name) const {
    for (std::size_t at = 0; at < out_.size(); ++at) {
      if (out_[at].id == name) return node_of(at);
    }
    return std::nullopt;
  }
  Index find(const std::string& word) const {
    const auto missing = missing_node(word);
    return missing ? *missing : doctor::find_revision(history_, word);
  }
  const std::string& id(Index node) const {
    return node < history_.size() ? history_.id(node) : out_[node - history_.size()].id;
  }

  /// `ID=PARENT`, or a parent of the only one.
  std::pair<Index, std::string> parted(const std::string& word) const {
    const std::size_t sign = word.find('=');
    if (sign == word.npos && out_.size() == 1) return {node_of(0), word};
    const auto node = missing_node(word.substr(0, sign));
    if (sign != word.npos && node) return {*node, word.substr(sign + 1)};
    throw Error(ErrorCode::usage, fmt::format("--after {} does not say what follows it", word))
        .with_hint("Write which of the missing revisions: --after ID=REVISION.");
  }

  void follow(Index node, Index parent) {
    next_[parent].push_back(node);
    if (parent < history_.size()) return;
    MissingPlace& place = out_[parent - history_.size()];
    if (std::ranges::find(place.children, id(node)) == place.children.end()) {
      place.children.push_back(id(node));
    }
    if (node < history_.size()) place.child_path = history_.file(node).path;
  }

  std::set<Index> later(Index node) const {
    std::set<Index> found;
    std::vector<Index> open = {node};
    while (!open.empty()) {
      const Index at = open.back();
      open.pop_back();
      for (const Index other : next_[at]) {
        if (found.insert(other).second) open.push_back(other);
      }
    }
    return found;
  }

  bool is_next(Index node, const std::set<Index>& done) const {
    for (std::size_t at = 0; at < out_.size(); ++at) {
      const Index other = node_of(at);
      if (other != node && !done.contains(other) && later(other).contains(node)) return false;
    }
    return true;
  }

  void require_place(std::size_t at) const {
    const MissingPlace& place = out_[at];
    const std::string of = out_.size() == 1 ? "" : place.id + "=";
    if (placed_[at]) return;
    if (place.children.empty()) {
      throw Error(ErrorCode::command, fmt::format("No file names revision {}", place.id))
          .with_hint(fmt::format(
              "Give the revision that it follows with --after{0}, or `--after {1}base`.",
              of.empty() ? "" : fmt::format(" {}REVISION", of), of));
    }
    const Index node = node_of(at);
    const std::set<Index> after = later(node);
    std::vector<Index> others;
    for (Index other = 0; other < next_.size(); ++other) {
      if (other != node && !after.contains(other)) others.push_back(other);
    }
    if (others.empty()) return;
    Index best = others.front();
    bool ends = false;
    for (const Index other : others) {
      const bool end = std::ranges::all_of(
          next_[other], [&](Index one) { return one == node || after.contains(one); });
      if (!end || (ends && other >= history_.size())) continue;
      if (!ends) best = other;
      ends = true;
    }
    throw Error(ErrorCode::command,
                fmt::format("Which revision {} follows is not known: {} of the other revisions do "
                            "not come after it",
                            place.id, others.size()))
        .with_hint(fmt::format(
            "Probably `--after {0}{1}`: {2}. Else give another one, or `--after {0}base`.", of,
            id(best),
            next_[best].empty() ? "nothing follows it"
                                : "nothing but what follows the missing one does"));
  }

  const History& history_;
  revision::Edges next_;  ///< What follows each node; those of the missing come last.
  std::vector<bool> placed_;
  std::vector<MissingPlace> out_;
};

}  // namespace

std::vector<MissingPlace> find_missing_places(const History& history,
                                              const std::vector<std::string>& ids,
                                              const std::vector<std::string>& after) {
  check_missing(history, ids);
  Places places(history, ids);
  places.take(after);
  return std::move(places).in_order();
}

}  // namespace retort::command
