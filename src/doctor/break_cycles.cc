// What speaks against an edge is counted in points; the sums rank sets of the same size.
//
//   docstring    `Revises:` names another parent: the file was chained again by hand +300/-200
//   dates        it was made before what it revises                                        +150/-50
//   numbers      its file's number is lower than that of what it revises                   +120/-80
//   repository   its file named another parent before                                      +300
//   repository   it is the edge of the circle that was written last                        +100
//   target       a plausible new parent is known (docstring, number, a head that would
//                have no child otherwise), with one head and one base                      up to
//                +300
//   heads, bases each one beyond the first afterwards                                      -60
//
// The repository is asked about the most likely edges only, as each answer takes a while.
#include "doctor/break_cycles.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/file.h"
#include "doctor/feedback_edges.h"
#include "doctor/header_edit.h"

namespace retort::doctor {
namespace {

constexpr std::size_t kAlternatives = 12;
constexpr std::size_t kBlamed = 12;
constexpr std::size_t kMostAsked = 500;  // revisions whose earlier contents are looked for
constexpr int kMostScore = 2000;

/// The numbers that a file's name begins with: `0012_users`, `2024_05_01-ae10_users`.
std::vector<int> numbers_of(const script::MigrationFile& file) {
  std::vector<int> out;
  std::string_view name = file_name(file.path);
  while (!name.empty()) {
    const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
    if (digits == 0 || digits > 8) break;
    if (digits < name.size() && std::string_view("_-.").find(name[digits]) == name.npos) break;
    out.push_back(std::stoi(std::string(name.substr(0, digits))));
    name.remove_prefix(std::min(digits + 1, name.size()));
  }
  return out;
}

class Breaker {
 public:
  Breaker(const History& history, Blame* blame) : history_(history), blame_(blame) {
    edges_ = history.down();
    for (Index node = 0; node < history.size(); ++node) {
      const std::vector<Index>& more = history.depends()[node];
      edges_[node].insert(edges_[node].end(), more.begin(), more.end());
      std::ranges::sort(edges_[node]);
      const auto twice = std::ranges::unique(edges_[node]);
      edges_[node].erase(twice.begin(), twice.end());
      dates_.push_back(told_date(history.file(node).source->text));
      numbers_.push_back(numbers_of(history.file(node)));
      told_.push_back(told_parents(history.file(node).source->text));
    }
    heads_ = history.heads().size();
    for (const Index base : history.bases()) bases_.insert(base);
  }

  std::vector<BrokenComponent> run() {
    std::vector<BrokenComponent> out;
    for (const std::vector<Index>& nodes : revision::cyclic_components(edges_)) {
      out.push_back(break_component(nodes));
    }
    return out;
  }

 private:
  BrokenComponent break_component(const std::vector<Index>& nodes) {
    EdgeCost cost(edges_.size());
    std::map<Edge, EdgeChange> known;
    std::vector<EdgeChange*> ranked;
    const std::set<Index> inside(nodes.begin(), nodes.end());
    ask_for_earlier_parents(nodes);
    for (const Index from : nodes) {
      for (const Index to : edges_[from]) {
        if (!inside.contains(to)) continue;
        EdgeChange& change = known[{from, to}];
        change = judged({from, to});
        choose_target(change, {{from, to}});
        ranked.push_back(&change);
      }
    }
    ask_repository(ranked);
    for (const Index from : nodes) {
      for (const Index to : edges_[from]) {
        const auto found = known.find({from, to});
        const int score = found == known.end() ? 0 : found->second.score;
        cost[from].push_back(std::clamp(kMostScore - score, 0, 2 * kMostScore));
      }
    }
    const FeedbackSets sets = feedback_edges(edges_, cost, nodes, kAlternatives);
    BrokenComponent out{nodes, sets.exact, {}};
    for (const std::vector<Edge>& set : sets.sets) out.alternatives.push_back(as_break(set));
    std::ranges::stable_sort(out.alternatives, std::greater(), &CycleBreak::score);
    return out;
  }

  CycleBreak as_break(const std::vector<Edge>& set) {
    CycleBreak out;
    std::vector<EdgeChange> done;
    for (const Edge& edge : set) {
      EdgeChange change = judged(edge);
      add_authorship(change);
      choose_target(change, set, out.changes);
      out.score += change.score;
      out.changes.push_back(std::move(change));
    }
    return out;
  }

  /// What the files said last before they said what they say.
  void ask_for_earlier_parents(const std::vector<Index>& nodes) {
    if (blame_ == nullptr || nodes.size() > kMostAsked) return;
    for (auto& [id, versions] : blame_->earlier_parents(history_.ids(nodes))) {
      const std::optional<Index> node = history_.find(id);
      if (!node) continue;
      const auto other = std::ranges::find_if(versions, [&](const EarlierParents& version) {
        return version.parents != history_[*node].down_revisions;
      });
      if (other != versions.end()) earlier_[*node] = std::move(*other);
    }
  }

  /// Null if it always named this parent, as far as is known.
  const EarlierParents* earlier_of(Index node, Index parent) const {
    const auto found = earlier_.find(node);
    if (found == earlier_.end()) return nullptr;
    const std::vector<std::string>& parents = found->second.parents;
    const bool same = std::ranges::find(parents, history_.id(parent)) != parents.end();
    return same ? nullptr : &found->second;
  }

  bool is_dependency(const Edge& edge) const {
    const std::vector<Index>& down = history_.down()[edge.first];
    return std::ranges::find(down, edge.second) == down.end();
  }

  /// What the files say about an edge.
  EdgeChange judged(const Edge& edge) const {
    const auto [from, to] = edge;
    EdgeChange out{from, to, is_dependency(edge), revision::kNone, {}, 0, {}};
    const auto weigh = [&](int points, std::string why) {
      out.score += points;
      out.evidence.push_back(fmt::format("{}: {}", points > 0 ? "for" : "against", std::move(why)));
    };
    if (from == to) weigh(100, "no revision can follow itself");
    if (!out.dependency && told_[from]) {
      const bool agrees = std::ranges::find(*told_[from], history_.id(to)) != told_[from]->end();
      if (agrees) {
        weigh(-200, fmt::format("the docstring says `Revises: {}` too", history_.id(to)));
      } else {
        weigh(300, told_[from]->empty() ? "the docstring says that it is the first revision"
                                        : fmt::format("the docstring says `Revises: {}`",
                                                      fmt::join(*told_[from], ", ")));
      }
    }
    if (const EarlierParents* earlier = out.dependency ? nullptr : earlier_of(from, to)) {
      const Authorship& changed = earlier->changed;
      weigh(300, fmt::format("it revised {} until {}",
                             earlier->parents.empty()
                                 ? "nothing"
                                 : fmt::format("{}", fmt::join(earlier->parents, ", ")),
                             changed.commit.empty()
                                 ? "somebody changed it"
                                 : fmt::format("commit {} of {} by {}", changed.commit,
                                               changed.date, changed.author)));
    }
    const std::string& own = dates_[from];
    const std::string& theirs = dates_[to];
    if (own.size() >= 10 && theirs.size() >= 10 && own != theirs) {
      weigh(own < theirs ? 150 : -50,
            fmt::format("{} is of {}, {} of {}", history_.id(from), own, history_.id(to), theirs));
    }
    if (!numbers_[from].empty() && numbers_[from].size() == numbers_[to].size() &&
        numbers_[from] != numbers_[to]) {
      weigh(numbers_[from] < numbers_[to] ? 120 : -80,
            fmt::format("the files are {} and {}", file_name(history_.file(from).path),
                        file_name(history_.file(to).path)));
    }
    return out;
  }

  int line_of_edge(const EdgeChange& change) const {
    return history_.place_of_edge(change.from, history_.id(change.to), change.dependency).line;
  }

  const std::optional<Authorship>& authorship(const EdgeChange& change) {
    const auto [at, is_new] = authors_.try_emplace(Edge(change.from, change.to));
    if (is_new && blame_ != nullptr) {
      at->second = blame_->line(history_.file(change.from).path, line_of_edge(change));
    }
    return at->second;
  }

  /// The newest of the likely edges closed the circle.
  void ask_repository(std::vector<EdgeChange*>& ranked) {
    if (blame_ == nullptr) return;
    std::ranges::stable_sort(ranked, std::greater(),
                             [](const EdgeChange* change) { return change->score; });
    EdgeChange* newest = nullptr;
    std::string date;
    for (std::size_t at = 0; at < std::min(ranked.size(), kBlamed); ++at) {
      const std::optional<Authorship>& author = authorship(*ranked[at]);
      if (author && author->date > date) {
        date = author->date;
        newest = ranked[at];
      } else if (author && author->date == date) {
        newest = nullptr;
      }
    }
    if (newest == nullptr) return;
    newest->score += 100;
    newest_.insert({newest->from, newest->to});
  }

  void add_authorship(EdgeChange& change) {
    const bool newest = newest_.contains({change.from, change.to});
    if (newest) change.score += 100;
    if (const std::optional<Authorship>& author = authorship(change)) {
      change.evidence.push_back(fmt::format("{}written by {} on {} in commit {}{}",
                                            newest ? "for: " : "", author->author, author->date,
                                            author->commit, newest ? ", after the others" : ""));
    }
  }

  /// What follows `node` when the edges of `cut` are gone and those of `added` are there.
  std::vector<char> descendants(Index node, const std::vector<Edge>& cut,
                                const std::vector<EdgeChange>& added) const {
    std::vector<char> seen(history_.size(), 0);
    std::vector<Index> todo = {node};
    const std::set<Edge> gone(cut.begin(), cut.end());
    if (children_.empty()) {
      children_.resize(history_.size());
      for (Index from = 0; from < history_.size(); ++from) {
        for (const Index to : edges_[from]) children_[to].push_back(from);
      }
    }
    while (!todo.empty()) {
      const Index at = todo.back();
      todo.pop_back();
      if (seen[at] != 0) continue;
      seen[at] = 1;
      for (const Index child : children_[at]) {
        if (!gone.contains({child, at})) todo.push_back(child);
      }
      for (const EdgeChange& change : added) {
        if (change.target == at) todo.push_back(change.from);
      }
    }
    return seen;
  }

  /// The most plausible new parent, and what it adds to the score.
  void choose_target(EdgeChange& change, const std::vector<Edge>& cut,
                     const std::vector<EdgeChange>& added = {}) const {
    if (change.dependency) {
      change.target_reason = "a dependency can go without another taking its place";
      return;
    }
    const std::vector<char> below = descendants(change.from, cut, added);
    std::map<Index, std::pair<int, std::string>> offers;
    const auto offer = [&](Index target, int points, std::string reason) {
      if (target != revision::kNone && below[target] != 0) return;
      const auto [at, is_new] = offers.try_emplace(target, points, reason);
      if (is_new) return;
      at->second.first += points;
      at->second.second += "; " + reason;
    };
    const std::vector<Index>& parents = history_.down()[change.from];
    const bool merge = parents.size() > 1;
    offer(revision::kNone, merge ? 60 : 0,
          merge ? "its other parents remain" : "it becomes the first revision");
    offer_told(change, offer);
    offer_earlier(change, offer);
    offer_open_heads(change, cut, added, offer);
    const std::pair<int, std::string>* best = nullptr;
    int best_points = 0;
    for (const auto& [target, points_and_reason] : offers) {
      const int points = points_and_reason.first - 60 * loose_ends(change, cut, added, target);
      if (best != nullptr && points <= best_points) continue;
      best = &points_and_reason;
      best_points = points;
      change.target = target;
    }
    change.score += best_points;
    change.target_reason = best->second;
  }

  void offer_told(const EdgeChange& change, const auto& offer) const {
    if (!told_[change.from]) return;
    if (told_[change.from]->empty()) {
      offer(revision::kNone, 200, "the docstring says so");
    }
    for (const std::string& id : *told_[change.from]) {
      const std::optional<Index> target = history_.find(id);
      const std::vector<Index>& parents = history_.down()[change.from];
      if (target && std::ranges::find(parents, *target) == parents.end()) {
        offer(*target, 250, "the docstring says so");
      }
    }
  }

  void offer_earlier(const EdgeChange& change, const auto& offer) const {
    const EarlierParents* earlier = earlier_of(change.from, change.to);
    if (earlier == nullptr) return;
    if (earlier->parents.empty()) offer(revision::kNone, 200, "it was the first one before");
    for (const std::string& id : earlier->parents) {
      const std::optional<Index> target = history_.find(id);
      const std::vector<Index>& parents = history_.down()[change.from];
      if (target && std::ranges::find(parents, *target) == parents.end()) {
        offer(*target, 250, "it did so before");
      }
    }
  }

  bool is_open(Index node, const std::vector<Edge>& cut,
               const std::vector<EdgeChange>& added) const {
    for (const Index child : history_.next()[node]) {
      if (std::ranges::find(cut, Edge(child, node)) == cut.end()) return false;
    }
    return std::ranges::none_of(added,
                                [&](const EdgeChange& change) { return change.target == node; });
  }

  void offer_open_heads(const EdgeChange& change, const std::vector<Edge>& cut,
                        const std::vector<EdgeChange>& added, const auto& offer) const {
    for (Index node = 0; node < history_.size(); ++node) {
      if (node == change.from) continue;
      const bool previous = !numbers_[node].empty() && !numbers_[change.from].empty() &&
                            numbers_[node].size() == 1 && numbers_[change.from].size() == 1 &&
                            numbers_[node].front() + 1 == numbers_[change.from].front();
      if (previous) offer(node, 120, "its file's number is the one before");
      if (!is_open(node, cut, added)) continue;
      const std::string& own = dates_[change.from];
      const std::string& theirs = dates_[node];
      const bool dated = own.size() >= 10 && theirs.size() >= 10;
      offer(node, dated ? (theirs < own ? 110 : 10) : 80, "nothing else would follow it");
    }
  }

  /// How many heads and bases there would be beyond the first.
  int loose_ends(const EdgeChange& change, const std::vector<Edge>& cut,
                 const std::vector<EdgeChange>& added, Index target) const {
    std::size_t heads = heads_;
    std::set<Index> opened;
    for (const auto& [from, to] : cut) {
      if (is_open(to, cut, added) && !history_.next()[to].empty()) opened.insert(to);
    }
    heads += opened.size();
    if (target != revision::kNone && is_open(target, cut, added)) --heads;
    for (const EdgeChange& other : added) {
      const bool was_head =
          other.target != revision::kNone && history_.next()[other.target].empty();
      if (was_head) --heads;
    }
    std::set<Index> bases = bases_;
    const auto add_base = [&](Index from, Index to) {
      if (to == revision::kNone && history_.down()[from].size() < 2) bases.insert(from);
    };
    for (const EdgeChange& other : added) add_base(other.from, other.target);
    add_base(change.from, target);
    return static_cast<int>(std::max<std::size_t>(heads, 1) - 1 +
                            std::max<std::size_t>(bases.size(), 1) - 1);
  }

  const History& history_;
  Blame* blame_;
  revision::Edges edges_;
  mutable revision::Edges children_;
  std::vector<std::string> dates_;
  std::vector<std::vector<int>> numbers_;
  std::vector<std::optional<std::vector<std::string>>> told_;
  std::size_t heads_ = 0;
  std::set<Index> bases_;
  std::map<Edge, std::optional<Authorship>> authors_;
  std::set<Edge> newest_;
  std::map<Index, EarlierParents> earlier_;
};

}  // namespace

std::vector<BrokenComponent> break_cycles(const History& history, Blame* blame) {
  return Breaker(history, blame).run();
}

}  // namespace retort::doctor
