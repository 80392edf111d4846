// The only outside interface is repair.h; repair_draft.cc plans the changes.
#include "command/repair.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/overlay_files.h"
#include "command/repair_names.h"
#include "command/work_tree.h"
#include "doctor/checks.h"
#include "doctor/lost_and_found.h"

namespace retort::command {
namespace {

using doctor::History;
using doctor::Index;

constexpr std::size_t kShownChains = 12;
constexpr std::size_t kChainEnds = 4;

std::string joined(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, ", "));
}

/// The history as lines `a -> b -> c`, each as long as there is one way to go.
class Chains {
 public:
  explicit Chains(const History& history) : history_(history), seen_(history.size(), 0) {}

  /// Those that have one of `shown`.
  std::vector<std::string> lines(const std::set<std::string>& shown) {
    std::vector<std::string> out;
    for (const bool circles : {false, true}) {
      for (Index node = 0; node < history_.size(); ++node) {
        if (seen_[node] != 0 || (!circles && !begins_chain(node))) continue;
        const std::vector<Index> chain = follow(node);
        const bool wanted = std::ranges::any_of(
            chain, [&](Index member) { return shown.contains(history_.id(member)); });
        if (!wanted) continue;
        if (out.size() == kShownChains) {
          out.emplace_back("...");
          return out;
        }
        out.push_back(text_of(chain, shown));
      }
    }
    return out;
  }

 private:
  bool begins_chain(Index node) const {
    const std::vector<Index>& parents = history_.down()[node];
    return parents.size() != 1 || history_.next()[parents.front()].size() != 1;
  }

  std::vector<Index> follow(Index node) {
    std::vector<Index> chain = {node};
    seen_[node] = 1;
    while (history_.next()[chain.back()].size() == 1) {
      const Index next = history_.next()[chain.back()].front();
      if (seen_[next] != 0 || history_.down()[next].size() != 1) break;
      chain.push_back(next);
      seen_[next] = 1;
    }
    return chain;
  }

  std::string text_of(const std::vector<Index>& chain, const std::set<std::string>& shown) const {
    std::string out;
    const History& history = history_;
    const std::vector<std::string>& parents = history[chain.front()].down_revisions;
    const std::vector<Index>& next = history.next()[chain.back()];
    const bool circle = next.size() == 1 && next.front() == chain.front();
    if (!circle) out += (parents.empty() ? "<base>" : joined(parents)) + " -> ";
    std::size_t hidden = 0;
    for (std::size_t at = 0; at < chain.size(); ++at) {
      const std::string& id = history.id(chain[at]);
      const bool end = at < kChainEnds || at + kChainEnds >= chain.size();
      if (!end && !shown.contains(id)) {
        ++hidden;
        continue;
      }
      if (hidden > 0) out += fmt::format(" -> ({} more)", hidden);
      hidden = 0;
      out += (at == 0 ? "" : " -> ") + id;
    }
    if (next.empty()) {
      out += " (head)";
    } else if (circle) {
      out += fmt::format(" -> {} (a circle)", history.id(chain.front()));
    } else if (next.size() > 1) {
      out += fmt::format(" (then {})", joined(history.ids(next)));
    }
    return out;
  }

  const History& history_;
  std::vector<char> seen_;
};

}  // namespace

std::vector<doctor::Finding> graph_findings(const History& history) {
  doctor::Findings findings;
  doctor::check_graph(history, doctor::LostAndFound({}), findings);  // nothing is to be found
  return std::move(findings).sorted();
}

bool hinders_loading(const doctor::Finding& finding) {
  return finding.kind->code < "RT109" && finding.kind->code != "RT105";
}

namespace {

std::string line_of(const doctor::Finding& finding) {
  return fmt::format("{} {}", finding.kind->code, finding.message);
}

HistoryShape shape_of(const History& history, const std::vector<doctor::Finding>& findings,
                      const std::set<std::string>& shown) {
  HistoryShape out;
  out.revisions = history.size();
  out.heads = history.ids(history.heads());
  out.bases = history.ids(history.bases());
  for (const doctor::Finding& finding : findings) {
    const std::string_view code = finding.kind->code;
    if (code == "RT102" || code == "RT103" || code == "RT104") out.acyclic = false;
    if (hinders_loading(finding)) out.hindrances.push_back(line_of(finding));
  }
  out.chains = Chains(history).lines(shown);
  return out;
}

/// The ids of the files that a plan touches, and of those that they name, on either side.
std::set<std::string> touched(const History& history, const doctor::RepairPlan& plan) {
  std::set<std::string> paths;
  for (const FileChange& change : plan.changes) paths.insert(change.path);
  std::set<std::string> out;
  for (const script::MigrationFile& file : history.files()) {
    if (!file.spec || !paths.contains(file.path)) continue;
    out.insert(file.spec->id);
    out.insert(file.spec->down_revisions.begin(), file.spec->down_revisions.end());
  }
  return out;
}

}  // namespace

Examination examine(Session& session, const doctor::RepairPlan& plan) {
  std::vector<std::string> warnings;
  const History before(session.inspect_files(warnings));
  const OverlayFiles files(session.files(), plan.changes);
  Session view(session.request(), session.reporter());
  view.use_files(files);
  const History after(view.inspect_files(warnings));
  Examination out;
  std::set<std::string> shown = touched(before, plan);
  shown.merge(touched(after, plan));
  const std::vector<doctor::Finding> old_findings = graph_findings(before);
  const std::vector<doctor::Finding> new_findings = graph_findings(after);
  out.before = shape_of(before, old_findings, shown);
  out.after = shape_of(after, new_findings, shown);
  for (const doctor::Finding& finding : new_findings) {
    if (!hinders_loading(finding)) continue;
    // The same between fewer revisions is not new.
    const bool known = std::ranges::any_of(old_findings, [&](const doctor::Finding& old) {
      return old.kind == finding.kind &&
             std::ranges::all_of(finding.revisions, [&](const std::string& id) {
               return std::ranges::find(old.revisions, id) != old.revisions.end();
             });
    });
    // A smaller circle than before is progress.
    const bool progress = !out.before.acyclic && finding.kind->code == "RT102";
    if (!known && !progress) out.new_findings.push_back(line_of(finding));
  }
  out.states = doctor::state_effects(before, after, plan);
  std::vector<std::string> paths;
  for (const FileChange& change : plan.changes) paths.push_back(change.path);
  out.dirty = dirty_files(paths);
  return out;
}

void check_writable(const Examination& examination, const WriteOptions& options) {
  if (!examination.dirty.empty() && !options.allow_dirty) {
    throw Error(ErrorCode::command,
                fmt::format("Files with changes that are not committed would be changed: {}",
                            joined(examination.dirty)))
        .with_hint("Nothing was written. Commit them first, or give --allow-dirty.");
  }
  if (!examination.new_findings.empty() && !options.force) {
    throw Error(ErrorCode::command, fmt::format("The repair would break the history: {}",
                                                examination.new_findings.front()))
        .with_hint("Nothing was written. --force writes it all the same.");
  }
  if (examination.states.is_harmful() && !options.force) {
    std::size_t states = 0;
    for (const doctor::StateGroup& group : examination.states.changed) {
      states += group.states.size();
    }
    throw Error(ErrorCode::command,
                fmt::format("Databases in {} of the possible states would repeat or skip work, or "
                            "could not be upgraded",
                            states))
        .with_hint(
            "Nothing was written. The states are listed above; if no database is in one of "
            "them, --force writes the repair.");
  }
}

std::string backup_root(Session& session) {
  const project::Config& config = session.project().config;
  const std::string& file = config.ini_exists() ? config.ini_path() : config.toml_path();
  return join_path(parent_path(absolute_path(file)), ".retort-backup");
}

std::string write_repair(Session& session, const doctor::RepairPlan& plan) {
  return write_file_set(plan.changes, backup_root(session));
}

void recover_repair(Session& session) {
  const std::optional<FileSetRecovery> recovery = recover_file_set(backup_root(session));
  if (!recovery) return;
  std::string text = "A repair that was killed has been taken back";
  for (const std::string& path : recovery->restored) text += "; restored " + display_path(path);
  for (const std::string& path : recovery->kept) {
    text += fmt::format("; {} was changed since and left alone (original in {})",
                        display_path(path), display_path(recovery->backup));
  }
  session.reporter().log("WARNING", "retort", text);
}

FileSetRecovery undo_repair(Session& session, const std::string& stamp) {
  return undo_file_set(backup_root(session), stamp);
}

}  // namespace retort::command
