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
#include <numeric>
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
  if (spec.path.empty()) return spec.id;
  const Place place = place_of(spec, mark);
  return place.line > 0 ? fmt::format("{}:{}", place.file, place.line) : place.file;
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

/// Finds repetitions in constant time: one list at a time, each with an owner.
class Repetitions {
 public:
  explicit Repetitions(std::size_t size) : owner_(size, kNone) {}

  /// Whether this owner's list has the value for the first time.
  bool is_new(Index owner, Index value) { return std::exchange(owner_[value], owner) != owner; }

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
    if (!spec.path.empty()) place = place_of(spec, mark);
    problems_.push_back({std::move(message), std::move(place), std::move(hint)});
  }

  void load(std::vector<RevisionSpec> specs) {
    std::unordered_map<std::string_view, Index>& keys = graph_.keys_;
    keys.reserve(specs.size());
    loaded_.reserve(specs.size());
    std::vector<std::size_t> repeated;
    for (std::size_t at = 0; at < specs.size(); ++at) {
      const RevisionSpec& spec = specs[at];
      const auto [found, is_new] = keys.emplace(spec.id, at - repeated.size());
      const Index index = found->second;
      loaded_.push_back({index, spec.down_revisions.empty(), true});
      for (const std::string& label : spec.branch_labels) labels_.emplace_back(label, index);
      if (!is_new) repeated.push_back(at);
    }
    graph_.specs_ = std::move(specs);
    if (!repeated.empty()) replace(repeated);
    graph_.revisions_.reserve(graph_.specs_.size());
    for (const RevisionSpec& spec : graph_.specs_) graph_.revisions_.push_back({spec});
  }

  /// Gives each repeated declaration the place of the first.
  void replace(const std::vector<std::size_t>& repeated) {
    std::vector<RevisionSpec> specs;
    std::vector<std::size_t> live_at;
    auto next = repeated.begin();
    for (std::size_t at = 0; at < graph_.specs_.size(); ++at) {
      RevisionSpec& spec = graph_.specs_[at];
      if (next == repeated.end() || *next != at) {
        live_at.push_back(at);
        specs.push_back(std::move(spec));
        continue;
      }
      ++next;
      const Index index = loaded_[at].index;
      RevisionSpec& old = specs[index];
      warnings_.push_back(fmt::format(
          "Revision {} is present more than once{}", spec.id,
          old.path.empty() ? ""
                           : fmt::format(": {} is replaced by {}", locate(old, old.id_mark),
                                         locate(spec, spec.id_mark))));
      loaded_[live_at[index]].live = false;
      live_at[index] = at;
      old = std::move(spec);
    }
    graph_.specs_ = std::move(specs);
    graph_.keys_.clear();
    for (const RevisionSpec& spec : graph_.specs_) {
      graph_.keys_.emplace(spec.id, static_cast<Index>(graph_.keys_.size()));
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

  /// Appends the revisions that the names of a variable stand for; returns them.
  Indices resolve(const RevisionSpec& spec, const std::vector<std::string>& names, const Mark& mark,
                  std::string_view variable, std::vector<Index>& edges) {
    const std::size_t begin = edges.size();
    for (const std::string& name : names) {
      if (const std::optional<Index> index = graph_.find(name)) {
        edges.push_back(*index);
        continue;
      }
      report(
          fmt::format("Revision {} referenced from revision {} ({}) is not present", name, spec.id,
                      locate(spec, mark)),
          spec, mark,
          fmt::format(
              "Restore the file of revision {} (`retort doctor` looks for it in git), or correct "
              "`{}`.",
              name, variable));
    }
    return Indices(edges).subspan(begin);
  }

  void resolve_edges() {
    std::size_t count = 0;
    for (const RevisionSpec& spec : graph_.specs_) {
      count += spec.down_revisions.size() + spec.depends_on.size();
    }
    std::vector<Index>& edges = list_of(count);
    for (Revision& revision : graph_.revisions_) {
      const RevisionSpec& spec = revision.spec;
      revision.down = resolve(spec, spec.down_revisions, spec.down_mark, "down_revision", edges);
      revision.dependencies =
          resolve(spec, spec.depends_on, spec.depends_mark, "depends_on", edges);
    }
  }

  /// Room for so many edges, which stays where it is.
  std::vector<Index>& list_of(std::size_t count) {
    std::vector<Index>& edges = graph_.edges_.emplace_back();
    edges.reserve(count);
    return edges;
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
    for (Index index = 0; index < graph_.size(); ++index) {
      const Indices down = graph_[index].down;
      edges[index].assign(down.begin(), down.end());
    }
    std::set<Index> reported;
    for (const std::vector<Index>& loop : find_loops(edges, kLimit)) {
      report_loop(loop, loop.size() == 1 ? "Self-loop" : "Cycle");
      reported.insert(loop.begin(), loop.end());
    }
    for (Index index = 0; index < graph_.size(); ++index) {
      const Indices more = graph_[index].dependencies;
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
    const bool depends = std::ranges::any_of(
        revisions, [](const Revision& revision) { return !revision.dependencies.empty(); });
    derive_children(&Revision::next, false);
    if (depends) {
      derive_children(&Revision::all_next, true);
    } else {
      for (Revision& revision : revisions) revision.all_next = revision.next;
    }
    for (const Loaded& loaded : loaded_) {
      const Revision& revision = revisions[loaded.index];
      if (!loaded.live || revision.is_head()) graph_.heads_.push_back(loaded.index);
      if (!loaded.live || revision.is_real_head()) graph_.real_heads_.push_back(loaded.index);
      if (loaded.is_base) graph_.bases_.push_back(loaded.index);
    }
    const std::vector<Index> order = order_from_bases(revisions);
    normalise_parents(depends ? dropped_dependencies(order) : Dropped());
    graph_.labels_ = LabelSets(revisions, order, graph_.label_keys_);
  }

  /// Sets of each revision those that name it, in map order: in `down`, or in its dependencies too.
  void derive_children(Indices Revision::*children, bool with_dependencies) {
    std::vector<Revision>& revisions = graph_.revisions_;
    const auto visit = [&](auto each) {
      Repetitions seen(revisions.size());
      for (Index index = 0; index < revisions.size(); ++index) {
        const auto take = [&](Index parent) {
          if (seen.is_new(index, parent)) each(parent, index);
        };
        std::ranges::for_each(revisions[index].down, take);
        if (with_dependencies) std::ranges::for_each(revisions[index].dependencies, take);
      }
    };
    std::vector<std::size_t> ends(revisions.size() + 1, 0);
    visit([&](Index parent, Index) { ++ends[parent + 1]; });
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    std::vector<Index>& edges = list_of(ends.back());
    edges.resize(ends.back());
    for (Index index = 0; index < revisions.size(); ++index) {
      revisions[index].*children =
          Indices(edges).subspan(ends[index], ends[index + 1] - ends[index]);
    }
    visit([&](Index parent, Index child) { edges[ends[parent]++] = child; });
  }

  using Dropped = std::vector<std::set<Index>>;

  /// Parents are what a revision names, without repetitions and without what is dropped; `dropped`
  /// is empty where nothing is.
  void normalise_parents(const Dropped& dropped) {
    std::vector<Revision>& revisions = graph_.revisions_;
    std::vector<Index>& edges = list_of(graph_.edges_.front().size());
    Repetitions seen(revisions.size());
    for (Index index = 0; index < revisions.size(); ++index) {
      Revision& revision = revisions[index];
      const std::size_t begin = edges.size();
      for (const Index parent : revision.down) {
        if (seen.is_new(index, parent)) edges.push_back(parent);
      }
      for (const Index parent : revision.dependencies) {
        if (!dropped[index].contains(parent) && seen.is_new(index, parent)) edges.push_back(parent);
      }
      revision.parents = Indices(edges).subspan(begin);
    }
  }

  /// Of each revision the dependencies to drop: of the revisions that depend on the same one, those
  /// that come after another of them drop it.
  Dropped dropped_dependencies(const std::vector<Index>& order) const {
    const std::vector<Revision>& revisions = graph_.revisions_;
    std::vector<Index> first_parents(revisions.size(), kNone);
    std::vector<Index> level(revisions.size(), 0);
    std::vector<std::vector<Index>> dependants(revisions.size());
    for (const Index index : order) {
      const Indices down = revisions[index].down;
      if (!down.empty()) first_parents[index] = down.front();
      for (const Index parent : down) level[index] = std::max(level[index], level[parent] + 1);
      for (const Index target : revisions[index].dependencies) {
        add_unique_last(dependants[target], index);
      }
    }
    const Forest forest(first_parents);
    Dropped dropped(revisions.size());
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

std::vector<std::string> Graph::ids(Indices indices) const {
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
