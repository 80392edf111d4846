// The graph's part of checks.h.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/file.h"
#include "doctor/checks.h"
#include "doctor/words.h"

namespace retort::doctor {
namespace {

constexpr std::size_t kShownLoops = 5;

std::string joined(const std::vector<std::string>& items, std::string_view separator = ", ") {
  return fmt::format("{}", fmt::join(items, separator));
}

std::string located(const Place& place) {
  return place.line > 0 ? fmt::format("{}:{}", place.file, place.line) : place.file;
}

class GraphChecks {
 public:
  GraphChecks(const History& history, Findings& findings)
      : history_(history), findings_(findings) {}

  void missing_references(const LostAndFound& git) {
    std::map<std::string, std::vector<const MissingReference*>> by_id;
    std::vector<std::string> ids;
    for (const MissingReference& missing : history_.missing()) {
      if (by_id[missing.id].empty()) ids.push_back(missing.id);
      by_id[missing.id].push_back(&missing);
    }
    lost_ = git.find(std::move(ids));
    for (const auto& [id, references] : by_id) {
      for (const bool dependency : {false, true}) report_missing(id, references, dependency);
    }
  }

  /// One finding for every strongly connected component, with its shortest loops.
  void loops() {
    std::set<Index> versioned;
    for (const std::vector<Index>& component : revision::cyclic_components(history_.down())) {
      versioned.insert(component.begin(), component.end());
      report_component(history_.down(), component, false);
    }
    const revision::Edges all = history_.all_edges();
    for (const std::vector<Index>& component : revision::cyclic_components(all)) {
      if (std::ranges::any_of(component, [&](Index node) { return versioned.contains(node); })) {
        continue;
      }
      report_component(all, component, true);
    }
  }

  void duplicate_ids() {
    for (const std::vector<std::size_t>& places : history_.duplicates()) {
      const RevisionSpec& kept = *history_.files()[places.back()].spec;
      Finding& finding = findings_.add(
          "RT105", fmt::format("Revision {} is defined by {} files", kept.id, places.size()),
          place_of(kept, kept.id_mark));
      finding.revisions = {kept.id};
      for (const std::size_t at : places) {
        const RevisionSpec& spec = *history_.files()[at].spec;
        finding.evidence.push_back(
            fmt::format("{}: revises {}, \"{}\"{}", located(place_of(spec, spec.id_mark)),
                        spec.down_revisions.empty() ? "<base>" : joined(spec.down_revisions),
                        spec.doc(), at == places.back() ? " (this one counts)" : " (never runs)"));
      }
      finding.repair = repair_of_duplicates(places);
    }
  }

  /// Copies to the byte go first: another id would make the same work run twice.
  std::string repair_of_duplicates(const std::vector<std::size_t>& places) const {
    std::set<std::string_view> texts;
    for (const std::size_t at : places) texts.insert(history_.files()[at].source->text);
    const RevisionSpec& lost = *history_.files()[places.front()].spec;
    if (texts.size() < places.size())
      return fmt::format("retort repair drop-copies {}", shell_word(lost.id));
    return fmt::format("retort repair reid {} --file {}", shell_word(lost.id),
                       shell_word(lost.file()));
  }

  void label_clashes() {
    for (const auto& [label, nodes] : history_.labels()) {
      const std::optional<Index> id = history_.find(label);
      if (nodes.size() < 2 && !id) continue;
      const Index last = nodes.back();
      const RevisionSpec& spec = history_[last];
      Finding& finding = findings_.add(
          "RT106",
          id ? fmt::format("Branch label '{}' of revision {} is a revision's id", label, spec.id)
             : fmt::format("Branch label '{}' is used by {} revisions", label, nodes.size()),
          place_of(spec, spec.labels_mark));
      finding.revisions = history_.ids(nodes);
      for (const Index node : nodes) {
        const RevisionSpec& user = history_[node];
        finding.evidence.push_back(located(place_of(user, user.labels_mark)));
      }
      if (id) finding.evidence.push_back(located(history_.place_of_id(*id)));
      finding.repair = fmt::format("retort repair unlabel {}", shell_word(spec.id));
    }
  }

  void ids(std::size_t version_column) {
    for (Index node = 0; node < history_.size(); ++node) {
      const std::string& id = history_.id(node);
      std::string illegal;
      for (const char c : std::string_view("+-:@")) {
        if (id.find(c) != std::string::npos) illegal += illegal.empty() ? "" : ", ", illegal += c;
      }
      if (!illegal.empty()) {
        Finding& finding = findings_.add(
            "RT107",
            fmt::format("Revision id '{}' has characters that may not be in it: {}", id, illegal),
            history_.place_of_id(node));
        finding.revisions = {id};
        finding.repair = fmt::format("retort repair reid {}", shell_word(id));
      }
      if (id.size() > version_column) {
        Finding& finding = findings_.add(
            "RT115",
            fmt::format("Revision id '{}' has {} characters, and the version column takes {}", id,
                        id.size(), version_column),
            history_.place_of_id(node));
        finding.revisions = {id};
        finding.repair = fmt::format("retort repair reid {}", shell_word(id));
      }
    }
    prefixes();
  }

  void heads() {
    const std::vector<Index> heads = history_.heads();
    // The child of one of them may be what is missing.
    std::set<std::string_view> missing;
    for (const MissingReference& reference : history_.missing()) missing.insert(reference.id);
    if (heads.size() < 2 + missing.size()) return;
    std::vector<Index> plain;
    for (const Index head : heads) {
      if (!has_label(head)) plain.push_back(head);
    }
    const bool by_design = plain.empty();
    const Index newest = heads.back();
    Finding& finding = findings_.add(
        "RT109",
        fmt::format("The history has {} heads: {}", heads.size(), joined(history_.ids(heads))),
        history_.place_of_id(newest));
    finding.revisions = history_.ids(heads);
    if (by_design) {
      finding.severity = Severity::info;
      finding.evidence.emplace_back("Each head is on a branch with a label of its own.");
    }
    for (const Index head : heads) {
      const RevisionSpec& spec = history_[head];
      finding.evidence.push_back(
          fmt::format("{}: {} \"{}\"", located(history_.place_of_id(head)), spec.id, spec.doc()));
    }
    if (!by_design) finding.repair = "retort merge heads";
  }

  void bases() {
    const std::vector<Index> bases = history_.bases();
    if (bases.size() < 2) return;
    std::vector<Index> joined_bases;
    for (const Index base : bases) {
      if (history_.next()[base].empty()) {
        Finding& finding = findings_.add(
            "RT111", fmt::format("Revision {} has neither a parent nor a child", history_.id(base)),
            history_.place_of_id(base));
        finding.revisions = {history_.id(base)};
        if (!history_[base].branch_labels.empty()) finding.severity = Severity::info;
        finding.repair =
            fmt::format("retort repair relink {} --onto REVISION", shell_word(history_.id(base)));
      } else {
        joined_bases.push_back(base);
      }
    }
    if (joined_bases.size() < 2) return;
    Finding& finding =
        findings_.add("RT110",
                      fmt::format("The history has {} first revisions: {}", joined_bases.size(),
                                  joined(history_.ids(joined_bases))),
                      history_.place_of_id(joined_bases.back()));
    finding.revisions = history_.ids(joined_bases);
    const bool labelled = std::ranges::all_of(
        joined_bases, [&](Index base) { return !history_[base].branch_labels.empty(); });
    if (labelled) finding.severity = Severity::info;
    for (const Index base : joined_bases) {
      finding.evidence.push_back(located(history_.place_of_id(base)));
    }
  }

  void merges() {
    for (Index node = 0; node < history_.size(); ++node) {
      const std::vector<Index>& parents = history_.down()[node];
      const std::size_t declared = history_[node].down_revisions.size();
      if (declared < 2 || parents.size() < declared) continue;
      std::vector<Index> redundant = redundant_parents(node);
      if (redundant.empty()) continue;
      const bool all = parents.size() - redundant.size() == 1;
      Finding& finding = findings_.add(
          all ? "RT112" : "RT113",
          all ? fmt::format("Revision {} merges nothing: {} {} already in the past of {}",
                            history_.id(node), joined(history_.ids(redundant)),
                            redundant.size() == 1 ? "is" : "are",
                            joined(history_.ids(rest(parents, redundant))))
              : fmt::format("Revision {} names {}, which {} in the past of its other parents",
                            history_.id(node), joined(history_.ids(redundant)),
                            redundant.size() == 1 ? "is" : "are"),
          history_.place_of_edge(node, history_.id(redundant.front())));
      finding.revisions = history_.ids(redundant);
      finding.revisions.insert(finding.revisions.begin(), history_.id(node));
      finding.repair =
          fmt::format("retort repair drop-redundant {}", shell_word(history_.id(node)));
    }
  }

  void dependencies() {
    for (Index node = 0; node < history_.size(); ++node) {
      for (const Index target : history_.depends()[node]) {
        if (target == node || !history_.is_ancestor(target, node)) continue;
        Finding& finding =
            findings_.add("RT114",
                          fmt::format("Revision {} depends on {}, which is in its past anyway",
                                      history_.id(node), history_.id(target)),
                          place_of(history_[node], history_[node].depends_mark));
        finding.revisions = {history_.id(node), history_.id(target)};
        finding.repair =
            fmt::format("retort repair drop-redundant {}", shell_word(history_.id(node)));
      }
    }
  }

 private:
  void report_missing(const std::string& id, const std::vector<const MissingReference*>& all,
                      bool dependency) {
    std::vector<Index> users;
    for (const MissingReference* reference : all) {
      if (reference->dependency == dependency) users.push_back(reference->from);
    }
    if (users.empty()) return;
    Finding& finding =
        findings_.add(dependency ? "RT108" : "RT101",
                      fmt::format("No file defines revision {}, which {} {}", id,
                                  dependency ? "is a dependency of" : "is the parent of",
                                  joined(history_.ids(users))),
                      history_.place_of_edge(users.front(), id, dependency));
    finding.revisions = history_.ids(users);
    finding.revisions.insert(finding.revisions.begin(), id);
    for (const Index user : users) {
      finding.evidence.push_back(
          fmt::format("{} refers to it", located(history_.place_of_edge(user, id, dependency))));
    }
    for (const script::MigrationFile& file : history_.files()) {
      if (!file_name(file.path).starts_with(id)) continue;
      finding.evidence.push_back(fmt::format(
          "{} claims its name, but {}", file.file,
          file.spec ? fmt::format("declares revision {}", file.spec->id) : "cannot be read"));
    }
    const auto lost = lost_.find(id);
    if (lost == lost_.end()) {
      finding.repair = dependency
                           ? fmt::format("Restore its file, or take {} out of `depends_on`.", id)
                           : fmt::format("retort reconstruct {}", shell_word(id));
      return;
    }
    for (std::string& line : evidence_of(lost->second.front())) {
      finding.evidence.push_back(std::move(line));
    }
    if (lost->second.size() > 1) {
      finding.evidence.push_back(
          fmt::format("({} other versions of it are in git)", lost->second.size() - 1));
    }
    finding.repair = fmt::format("retort repair restore {}", shell_word(id));
  }

  void report_component(const revision::Edges& edges, const std::vector<Index>& component,
                        bool with_dependencies) {
    const std::vector<std::vector<Index>> loops = revision::shortest_loops(edges, component);
    const std::vector<Index>& shortest = loops.front();
    const bool self = component.size() == 1;
    const char* code = with_dependencies ? "RT104" : self ? "RT103" : "RT102";
    std::string message =
        self ? fmt::format("Revision {} {} itself", history_.id(component.front()),
                           with_dependencies ? "depends on" : "revises")
             : fmt::format("{} revisions come before themselves; the shortest loop has {}: {}",
                           component.size(), shortest.size(), shortened_path_of(shortest));
    Finding& finding = findings_.add(code, std::move(message), place_of_step(shortest, 0));
    finding.revisions = history_.ids(component);
    for (std::size_t at = 0; at < std::min(loops.size(), kShownLoops); ++at) {
      finding.evidence.push_back("loop: " + path_of(loops[at]));
    }
    if (loops.size() > kShownLoops) {
      finding.evidence.push_back(fmt::format("({} more loops)", loops.size() - kShownLoops));
    }
    for (std::string& line : common_edges(loops)) finding.evidence.push_back(std::move(line));
    finding.repair = "retort repair break-cycles";
  }

  std::vector<std::string> places_of(const std::vector<Index>& loop) const {
    std::vector<std::string> places;
    for (std::size_t at = 0; at < loop.size(); ++at) {
      places.push_back(located(place_of_step(loop, at)));
    }
    places.push_back(places.front());
    return places;
  }

  /// `a.py:12 -> b.py:9 -> a.py:12`.
  std::string path_of(const std::vector<Index>& loop) const {
    return joined(places_of(loop), " -> ");
  }

  /// The same as a line that can be read, however long the loop.
  std::string shortened_path_of(const std::vector<Index>& loop) const {
    constexpr std::ptrdiff_t kFirst = 6;
    constexpr std::ptrdiff_t kLast = 2;
    std::vector<std::string> places = places_of(loop);
    const std::ptrdiff_t hidden = std::ssize(places) - kFirst - kLast;
    if (hidden > 2) {
      places.erase(places.begin() + kFirst, places.end() - kLast);
      places.insert(places.begin() + kFirst, fmt::format("({} more)", hidden));
    }
    return joined(places, " -> ");
  }

  Place place_of_step(const std::vector<Index>& loop, std::size_t at) const {
    return history_.place_of_edge(loop[at], history_.id(loop[(at + 1) % loop.size()]));
  }

  /// Which edges most of the loops go through: the first candidates for a change.
  std::vector<std::string> common_edges(const std::vector<std::vector<Index>>& loops) const {
    if (loops.size() < 2) return {};
    std::map<std::pair<Index, Index>, std::size_t> uses;
    for (const std::vector<Index>& loop : loops) {
      for (std::size_t at = 0; at < loop.size(); ++at) {
        ++uses[{loop[at], loop[(at + 1) % loop.size()]}];
      }
    }
    std::vector<std::pair<std::size_t, std::pair<Index, Index>>> ranked;
    for (const auto& [edge, count] : uses) ranked.emplace_back(count, edge);
    std::ranges::stable_sort(ranked, std::greater(), [](const auto& entry) { return entry.first; });
    std::vector<std::string> lines;
    for (const auto& [count, edge] : ranked) {
      if (lines.size() == 3 || 2 * count <= loops.size()) break;
      lines.push_back(
          fmt::format("{} -> {} at {} is part of {} of {} loops", history_.id(edge.first),
                      history_.id(edge.second),
                      located(history_.place_of_edge(edge.first, history_.id(edge.second))), count,
                      loops.size()));
    }
    return lines;
  }

  /// An id is a prefix of another one if and only if it is one of the next in sorted order.
  void prefixes() {
    constexpr std::size_t kShortest = 4;  // what a partial id has at least
    std::vector<Index> order(history_.size());
    for (Index node = 0; node < history_.size(); ++node) order[node] = node;
    std::ranges::sort(order, {},
                      [&](Index node) -> const std::string& { return history_.id(node); });
    for (std::size_t at = 0; at + 1 < order.size(); ++at) {
      const std::string& id = history_.id(order[at]);
      const std::string& longer = history_.id(order[at + 1]);
      if (id.size() < kShortest || !longer.starts_with(id)) continue;
      Finding& finding =
          findings_.add("RT116", fmt::format("Revision id {} is the beginning of {}", id, longer),
                        history_.place_of_id(order[at]));
      finding.revisions = {id, longer};
      finding.repair = fmt::format("retort repair reid {}", shell_word(id));
    }
  }

  /// Whether a branch label applies to a head: its own, or one of its past that no other head has.
  bool has_label(Index head) const {
    std::vector<char> seen(history_.size(), 0);
    std::vector<Index> todo = {head};
    while (!todo.empty()) {
      const Index at = todo.back();
      todo.pop_back();
      if (seen[at] != 0) continue;
      seen[at] = 1;
      if (!history_[at].branch_labels.empty()) return true;
      todo.insert(todo.end(), history_.down()[at].begin(), history_.down()[at].end());
    }
    return false;
  }

  /// Those of the parents that one walk from above all of them meets; not those of a loop.
  std::vector<Index> redundant_parents(Index node) const {
    const std::vector<Index>& parents = history_.down()[node];
    std::vector<char> seen(history_.size(), 0);
    std::vector<Index> todo;
    for (const Index parent : parents) {
      const std::vector<Index>& above = history_.down()[parent];
      todo.insert(todo.end(), above.begin(), above.end());
    }
    while (!todo.empty()) {
      const Index at = todo.back();
      todo.pop_back();
      if (seen[at] != 0) continue;
      seen[at] = 1;
      todo.insert(todo.end(), history_.down()[at].begin(), history_.down()[at].end());
    }
    std::vector<Index> out;
    if (seen[node] != 0) return out;
    for (const Index parent : parents) {
      if (seen[parent] != 0) out.push_back(parent);
    }
    return out;
  }

  static std::vector<Index> rest(std::vector<Index> parents, const std::vector<Index>& without) {
    std::erase_if(
        parents, [&](Index parent) { return std::ranges::find(without, parent) != without.end(); });
    return parents;
  }

  const History& history_;
  Findings& findings_;
  std::map<std::string, std::vector<LostRevision>> lost_;
};

}  // namespace

void check_graph(const History& history, const LostAndFound& git, Findings& findings,
                 std::size_t version_column) {
  GraphChecks checks(history, findings);
  checks.missing_references(git);
  checks.loops();
  checks.duplicate_ids();
  checks.label_clashes();
  checks.ids(version_column);
  checks.heads();
  checks.bases();
  checks.merges();
  checks.dependencies();
}

}  // namespace retort::doctor
