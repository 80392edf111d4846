// Building the graph:
//
// 1. Every declared revision gets an index in load order; a repeated id takes the old index.
// 2. Branch labels become keys beside the ids; `down_revision` and `depends_on` become indices.
// 3. Loops are looked for in the versioned graph, then in the one with dependencies.
// 4. If anything was wrong so far, all of it is one Error. Otherwise children, heads, bases,
//    normalised parents and label sets are derived, each in one linear pass.
#include "revision/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "revision/forest.h"
#include "revision/loops.h"

namespace retort::revision {
namespace {

struct Problem {
  std::string message;
  Place place;
  std::string hint;
};

/// `versions/a.py:12`, or the id where no file is known.
std::string locate(const RevisionSpec& spec, const Mark& mark) {
  if (spec.file.empty()) return spec.id;
  const int line = place_of(spec, mark).line;
  return line > 0 ? fmt::format("{}:{}", spec.file, line) : spec.file;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

/// Long lists are cut in the middle, so that a message stays readable.
std::vector<std::string> shortened(std::vector<std::string> items) {
  constexpr std::size_t kFirst = 8;
  constexpr std::size_t kLast = 2;
  if (items.size() <= kFirst + kLast + 2) return items;
  const std::size_t hidden = items.size() - kFirst - kLast;
  items.erase(items.begin() + kFirst, items.end() - kLast);
  items.insert(items.begin() + kFirst, fmt::format("({} more)", hidden));
  return items;
}

Error to_error(std::vector<Problem> problems) {
  if (problems.size() == 1) {
    Problem& only = problems.front();
    Error error(ErrorCode::graph, std::move(only.message));
    if (!only.place.empty()) error.place = std::move(only.place);
    if (!only.hint.empty()) error.hints.push_back(std::move(only.hint));
    return error;
  }
  constexpr std::size_t kShown = 20;
  std::string text = fmt::format("The revision history has {} problems:", problems.size());
  for (std::size_t at = 0; at < problems.size() && at < kShown; ++at) {
    const Problem& problem = problems[at];
    const std::string where = problem.place.empty() ? "" : to_string(problem.place) + ": ";
    text += fmt::format("\n  {}{}", where, problem.message);
  }
  if (problems.size() > kShown) text += fmt::format("\n  ({} more)", problems.size() - kShown);
  Error error(ErrorCode::graph, std::move(text));
  for (const Problem& problem : problems) {
    if (!problem.hint.empty() && std::ranges::find(error.hints, problem.hint) == error.hints.end())
      error.hints.push_back(problem.hint);
  }
  return error;
}

/// Appends to lists without repetitions in constant time: one list at a time, each with an owner.
class UniqueLists {
 public:
  explicit UniqueLists(std::size_t size) : owner_(size, kNone) {}

  void add(Index owner, std::vector<Index>& list, Index value) {
    if (owner_[value] == owner) return;
    owner_[value] = owner;
    list.push_back(value);
  }

 private:
  std::vector<Index> owner_;
};

/// Parents before children, along `down` only. All loops must be excluded before.
std::vector<Index> order_from_bases(const std::vector<Revision>& revisions) {
  std::vector<Index> order;
  order.reserve(revisions.size());
  std::vector<std::size_t> waiting(revisions.size(), 0);
  for (const Revision& revision : revisions) {
    for (const Index child : revision.next) ++waiting[child];
  }
  for (Index index = 0; index < revisions.size(); ++index) {
    if (waiting[index] == 0) order.push_back(index);
  }
  for (std::size_t at = 0; at < order.size(); ++at) {
    for (const Index child : revisions[order[at]].next) {
      if (--waiting[child] == 0) order.push_back(child);
    }
  }
  return order;
}

}  // namespace

class GraphBuilder {
 public:
  GraphBuilder(Graph& graph, std::vector<std::string>& warnings)
      : graph_(graph), warnings_(warnings) {}

  void build(std::vector<RevisionSpec> specs) {
    load(std::move(specs));
    check_ids();
    declare_labels();
    resolve_edges();
    report_loops();
    if (!problems_.empty()) throw to_error(std::move(problems_));
    derive();
  }

 private:
  /// One declaration; of those with the same id only the last is live.
  struct Loaded {
    Index index;
    bool is_base;
    bool live;
  };

  void report(std::string message, const RevisionSpec& spec, const Mark& mark,
              std::string hint = {}) {
    Place place;
    if (!spec.file.empty()) place = place_of(spec, mark);
    problems_.push_back({std::move(message), std::move(place), std::move(hint)});
  }

  void load(std::vector<RevisionSpec> specs) {
    std::vector<Revision>& revisions = graph_.revisions_;
    revisions.reserve(specs.size());
    std::unordered_map<std::string, Index> seen;
    seen.reserve(specs.size());
    std::vector<std::size_t> live_at;
    for (RevisionSpec& spec : specs) {
      const auto [found, is_new] = seen.emplace(spec.id, static_cast<Index>(revisions.size()));
      const Index index = found->second;
      loaded_.push_back({index, spec.down_revisions.empty(), true});
      for (const std::string& label : spec.branch_labels) labels_.emplace_back(label, index);
      if (is_new) {
        live_at.push_back(loaded_.size() - 1);
        revisions.emplace_back().spec = std::move(spec);
        continue;
      }
      RevisionSpec& old = revisions[index].spec;
      warnings_.push_back(fmt::format(
          "Revision {} is present more than once{}", spec.id,
          old.file.empty() ? ""
                           : fmt::format(": {} is replaced by {}", locate(old, old.id_mark),
                                         locate(spec, spec.id_mark))));
      loaded_[live_at[index]].live = false;
      live_at[index] = loaded_.size() - 1;
      old = std::move(spec);
    }
    graph_.keys_.reserve(revisions.size() + labels_.size());
    for (Index index = 0; index < revisions.size(); ++index) {
      graph_.keys_.emplace(revisions[index].spec.id, index);
    }
  }

  void check_ids() {
    for (const Revision& revision : graph_.revisions_) {
      const RevisionSpec& spec = revision.spec;
      std::vector<std::string> illegal;
      for (const char character : std::string_view("+-:@")) {
        if (spec.id.find(character) != std::string::npos) illegal.emplace_back(1, character);
      }
      if (illegal.empty()) continue;
      report(fmt::format("Character(s) '{}' not allowed in revision identifier '{}'",
                         joined(illegal, ", "), spec.id),
             spec, spec.id_mark, "Rename the revision, also in the files that refer to it.");
    }
  }

  void declare_labels() {
    graph_.label_keys_.reserve(labels_.size());
    for (auto& [label, index] : labels_) {
      if (const std::optional<Index> used = graph_.find(label)) {
        const RevisionSpec& spec = graph_[index].spec;
        const RevisionSpec& other = graph_[*used].spec;
        report(fmt::format("Branch name '{}' in revision {} already used by revision {}", label,
                           spec.id, other.id),
               spec, spec.labels_mark,
               fmt::format("The other declaration is {}.",
                           locate(other, label == other.id ? other.id_mark : other.labels_mark)));
        continue;
      }
      const auto& key = graph_.label_keys_.emplace_back(std::move(label), index);
      graph_.keys_.emplace(key.first, index);
    }
  }

  std::vector<Index> resolve(const Revision& revision, const std::vector<std::string>& names,
                             const Mark& mark, std::string_view variable) {
    std::vector<Index> found;
    for (const std::string& name : names) {
      const std::optional<Index> index = graph_.find(name);
      if (index) {
        found.push_back(*index);
        continue;
      }
      report(
          fmt::format("Revision {} referenced from revision {} ({}) is not present", name,
                      revision.spec.id, locate(revision.spec, mark)),
          revision.spec, mark,
          fmt::format(
              "Restore the file of revision {} (`retort doctor` looks for it in git), or correct "
              "`{}`.",
              name, variable));
    }
    return found;
  }

  void resolve_edges() {
    for (Revision& revision : graph_.revisions_) {
      const RevisionSpec& spec = revision.spec;
      revision.down = resolve(revision, spec.down_revisions, spec.down_mark, "down_revision");
      revision.dependencies = resolve(revision, spec.depends_on, spec.depends_mark, "depends_on");
    }
  }

  std::string describe_loop(const std::vector<Index>& loop) const {
    std::vector<std::string> ids = graph_.ids(loop);
    std::vector<std::string> places;
    for (std::size_t at = 0; at < loop.size(); ++at) {
      places.push_back(locate(graph_[loop[at]].spec, mark_of_edge(loop, at)));
    }
    places.push_back(places.front());
    return fmt::format("({}): {}", joined(shortened(std::move(ids)), ", "),
                       joined(shortened(std::move(places)), " -> "));
  }

  /// Where the revision at position `at` of a loop names the next one.
  const Mark& mark_of_edge(const std::vector<Index>& loop, std::size_t at) const {
    const Revision& revision = graph_[loop[at]];
    const Index target = loop[(at + 1) % loop.size()];
    const bool versioned = std::ranges::find(revision.down, target) != revision.down.end();
    return versioned ? revision.spec.down_mark : revision.spec.depends_mark;
  }

  /// Whether taking away revision after revision that none names any more leaves none.
  bool is_acyclic() const {
    std::vector<std::size_t> named(graph_.size(), 0);
    const auto visit_parents = [&](const Revision& revision, auto visit) {
      for (const Index parent : revision.down) visit(parent);
      for (const Index parent : revision.dependencies) visit(parent);
    };
    for (const Revision& revision : graph_.revisions_) {
      visit_parents(revision, [&](Index parent) { ++named[parent]; });
    }
    std::vector<Index> taken;
    taken.reserve(graph_.size());
    for (Index index = 0; index < graph_.size(); ++index) {
      if (named[index] == 0) taken.push_back(index);
    }
    for (std::size_t at = 0; at < taken.size(); ++at) {
      visit_parents(graph_[taken[at]], [&](Index parent) {
        if (--named[parent] == 0) taken.push_back(parent);
      });
    }
    return taken.size() == graph_.size();
  }

  /// Reports the loops of a graph; those of the versioned graph are not reported again.
  void report_loops() {
    if (is_acyclic()) return;
    constexpr std::size_t kLimit = 10;
    Edges edges(graph_.size());
    for (Index index = 0; index < graph_.size(); ++index) edges[index] = graph_[index].down;
    std::set<Index> reported;
    for (const std::vector<Index>& loop : find_loops(edges, kLimit)) {
      report_loop(loop, loop.size() == 1 ? "Self-loop" : "Cycle");
      reported.insert(loop.begin(), loop.end());
    }
    for (Index index = 0; index < graph_.size(); ++index) {
      const std::vector<Index>& more = graph_[index].dependencies;
      edges[index].insert(edges[index].end(), more.begin(), more.end());
    }
    for (const std::vector<Index>& loop : find_loops(edges, kLimit)) {
      if (std::ranges::any_of(loop, [&](Index node) { return reported.contains(node); })) continue;
      report_loop(loop, loop.size() == 1 ? "Dependency self-loop" : "Dependency cycle");
    }
  }

  void report_loop(const std::vector<Index>& loop, std::string_view kind) {
    report(fmt::format("{} is detected in revisions {}", kind, describe_loop(loop)),
           graph_[loop.front()].spec, mark_of_edge(loop, 0),
           "Correct one of these lines so that no revision comes before itself; `retort repair "
           "break-cycles` proposes which.");
  }

  void derive() {
    std::vector<Revision>& revisions = graph_.revisions_;
    UniqueLists unique(revisions.size());
    for (Index index = 0; index < revisions.size(); ++index) {
      std::vector<Index> all;
      for (const Index parent : revisions[index].down) unique.add(index, all, parent);
      const std::size_t versioned = all.size();
      for (const Index parent : revisions[index].dependencies) unique.add(index, all, parent);
      for (std::size_t at = 0; at < all.size(); ++at) {
        revisions[all[at]].all_next.push_back(index);
        if (at < versioned) revisions[all[at]].next.push_back(index);
      }
    }
    for (const Loaded& loaded : loaded_) {
      const Revision& revision = revisions[loaded.index];
      if (!loaded.live || revision.is_head()) graph_.heads_.push_back(loaded.index);
      if (!loaded.live || revision.is_real_head()) graph_.real_heads_.push_back(loaded.index);
      if (loaded.is_base) graph_.bases_.push_back(loaded.index);
    }
    const std::vector<Index> order = order_from_bases(revisions);
    normalise_parents(order);
    graph_.labels_ = LabelSets(revisions, order, graph_.label_keys_);
  }

  /// Drops each dependency that a versioned ancestor has already.
  void normalise_parents(const std::vector<Index>& order) {
    std::vector<Revision>& revisions = graph_.revisions_;
    const bool any = std::ranges::any_of(
        revisions, [](const Revision& revision) { return !revision.dependencies.empty(); });
    const auto dropped = any ? dropped_dependencies(order) : std::vector<std::set<Index>>();
    UniqueLists unique(revisions.size());
    for (Index index = 0; index < revisions.size(); ++index) {
      Revision& revision = revisions[index];
      for (const Index parent : revision.down) unique.add(index, revision.parents, parent);
      for (const Index parent : revision.dependencies) {
        if (!dropped[index].contains(parent)) unique.add(index, revision.parents, parent);
      }
    }
  }

  /// Of each revision the dependencies to drop: of the revisions that depend on the same one, those
  /// that come after another of them drop it.
  std::vector<std::set<Index>> dropped_dependencies(const std::vector<Index>& order) const {
    const std::vector<Revision>& revisions = graph_.revisions_;
    std::vector<Index> first_parents(revisions.size(), kNone);
    std::vector<Index> level(revisions.size(), 0);
    std::vector<std::vector<Index>> dependants(revisions.size());
    for (const Index index : order) {
      const std::vector<Index>& down = revisions[index].down;
      if (!down.empty()) first_parents[index] = down.front();
      for (const Index parent : down) level[index] = std::max(level[index], level[parent] + 1);
      for (const Index target : revisions[index].dependencies) {
        add_unique_last(dependants[target], index);
      }
    }
    const Forest forest(first_parents);
    std::vector<std::set<Index>> dropped(revisions.size());
    std::vector<Index> seen(revisions.size(), kNone);
    for (Index target = 0; target < revisions.size(); ++target) {
      const auto drop = [&](Index user) { dropped[user].insert(target); };
      const std::vector<Index> lowest = drop_by_forest(forest, dependants[target], drop);
      if (lowest.size() > 1) drop_by_walk(level, lowest, target, seen, drop);
    }
    return dropped;
  }

  /// Drops the users that a forest proves to be above another one; returns the rest.
  template <typename Drop>
  static std::vector<Index> drop_by_forest(const Forest& forest, std::vector<Index> users,
                                           Drop drop) {
    std::ranges::sort(users, [&](Index a, Index b) { return forest.is_before(a, b); });
    std::vector<Index> rest;
    for (const Index user : users) {
      if (!rest.empty() && forest.is_at_or_above(user, rest.back())) {
        drop(user);
      } else {
        rest.push_back(user);
      }
    }
    return rest;
  }

  /// Drops the users that are above another one, found by one walk upwards from all of them that
  /// never goes above the highest.
  template <typename Drop>
  void drop_by_walk(const std::vector<Index>& level, const std::vector<Index>& users, Index target,
                    std::vector<Index>& seen, Drop drop) const {
    Index highest = 0;
    for (const Index user : users) highest = std::max(highest, level[user]);
    std::vector<Index> todo = users;
    while (!todo.empty()) {
      const Index at = todo.back();
      todo.pop_back();
      for (const Index child : graph_.revisions_[at].next) {
        if (seen[child] == target || level[child] > highest) continue;
        seen[child] = target;
        todo.push_back(child);
      }
    }
    for (const Index user : users) {
      if (seen[user] == target) drop(user);
    }
  }

  /// `order` visits each revision once, so a repeated user is the last one.
  static void add_unique_last(std::vector<Index>& list, Index value) {
    if (list.empty() || list.back() != value) list.push_back(value);
  }

  Graph& graph_;
  std::vector<std::string>& warnings_;
  std::vector<Loaded> loaded_;
  std::vector<std::pair<std::string, Index>> labels_;
  std::vector<Problem> problems_;
};

Graph::Graph(std::vector<RevisionSpec> specs, std::vector<std::string>& warnings) {
  GraphBuilder(*this, warnings).build(std::move(specs));
}

std::vector<std::string> Graph::ids(const std::vector<Index>& indices) const {
  std::vector<std::string> out;
  out.reserve(indices.size());
  for (const Index index : indices) out.push_back(id(index));
  return out;
}

std::optional<Index> Graph::find(std::string_view key) const {
  const auto found = keys_.find(key);
  if (found == keys_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::pair<std::string_view, Index>> Graph::find_prefix(std::string_view prefix) const {
  std::vector<std::pair<std::string_view, Index>> found;
  const auto consider = [&](std::string_view key, Index index) {
    if (key.size() > 3 && key.starts_with(prefix)) found.emplace_back(key, index);
  };
  for (Index index = 0; index < size(); ++index) consider(id(index), index);
  for (const auto& [label, index] : label_keys_) consider(label, index);
  return found;
}

}  // namespace retort::revision
