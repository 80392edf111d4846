// `doctor --fix` of repair.h: the repairs that are safe and certain.
//
// Files get their names last, as findings name them as they are. What one repair has written counts
// for the next: the history is read again when a finding is about a file that has changed, or about
// the graph after it has.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "command/repair.h"
#include "command/repair_names.h"
#include "command/work_tree.h"

namespace retort::command {
namespace {

using doctor::History;
using doctor::Index;

bool is_about_graph(const doctor::Finding& finding) {
  return finding.kind->code < "RT200";
}

/// Plans what repairs a finding for certain; else `reason` says why not.
class SafeFixes {
 public:
  SafeFixes(Session& session, const History& history, bool sound)
      : session_(session), history_(history), sound_(sound) {}

  std::optional<doctor::RepairPlan> plan(const doctor::Finding& finding, std::string& reason) {
    const std::string_view code = finding.kind->code;
    const std::optional<Index> node =
        finding.revisions.empty() ? std::nullopt : history_.find(finding.revisions.front());
    const bool in_file = node && (code == "RT205" || code == "RT206" || code == "RT207");
    if (in_file && history_.file(*node).file != finding.place.file) {
      reason = "another file has the same id";
      return std::nullopt;
    }
    if (node && (code == "RT206" || code == "RT207")) return docstring(*node, reason);
    if (node && code == "RT205") return rename(*node, reason);
    if (node && (code == "RT112" || code == "RT113" || code == "RT114")) {
      return redundant(*node, reason);
    }
    reason = "it needs a decision";
    return std::nullopt;
  }

 private:
  std::optional<doctor::RepairPlan> docstring(Index node, std::string& reason) {
    if (!sound_) {
      reason = "the docstring is evidence as long as the history does not load";
      return std::nullopt;
    }
    doctor::Repairs repairs(history_);
    repairs.correct_docstrings(node);
    return std::move(repairs).take(
        fmt::format("Make the docstring of {} say what its code says", history_.id(node)));
  }

  std::optional<doctor::RepairPlan> rename(Index node, std::string& reason) {
    const script::MigrationFile& file = history_.file(node);
    const std::string path = proper_path(session_.project(), file, history_.id(node));
    if (path == file.path) {
      reason = "file_template gives it this very name";
      return std::nullopt;
    }
    if (path_exists(path)) {
      reason = fmt::format("{} exists", display_path(path));
      return std::nullopt;
    }
    doctor::Repairs repairs(history_);
    repairs.move(file, path);
    return std::move(repairs).take(fmt::format("Name the file of {} for it", history_.id(node)));
  }

  std::optional<doctor::RepairPlan> redundant(Index node, std::string& reason) {
    doctor::Repairs repairs(history_);
    repairs.drop_redundant(node);
    doctor::RepairPlan plan =
        std::move(repairs).take(fmt::format("Drop what {} names needlessly", history_.id(node)));
    const Examination examination = examine(session_, plan);
    if (!examination.states.is_harmful() && examination.new_findings.empty()) return plan;
    reason = "some databases would repeat or skip work";
    return std::nullopt;
  }

  Session& session_;
  const History& history_;
  bool sound_;
};

class Fixer {
 public:
  Fixer(Session& session, bool write, bool allow_dirty)
      : session_(session), write_(write), allow_dirty_(allow_dirty) {
    read();
  }

  void repair(const doctor::Finding& finding) {
    if (is_outdated(finding)) read();
    std::string reason;
    std::optional<doctor::RepairPlan> plan;
    try {
      plan = SafeFixes(session_, *history_, sound_).plan(finding, reason);
    } catch (const Error& error) {
      reason = error.message;
    }
    // One repair may be that of several findings.
    if (plan && (plan->empty() || !titles_.insert(plan->title).second)) return;
    if (plan && write_ && !allow_dirty_) reason = what_is_dirty(*plan);
    if (!plan || !reason.empty()) {
      report_.left.emplace_back(finding, reason);
      return;
    }
    Fix made{*std::move(plan), {}};
    if (write_) {
      made.backup = write_repair(session_, made.plan);
      for (const FileChange& change : made.plan.changes) changed_.insert(change.path);
      graph_changed_ = graph_changed_ || is_about_graph(finding);
    }
    report_.done.push_back(std::move(made));
  }

  FixReport report() && { return std::move(report_); }

 private:
  void read() {
    std::vector<std::string> warnings;
    history_ = std::make_unique<History>(session_.inspect_files(warnings));
    sound_ = std::ranges::none_of(graph_findings(*history_), hinders_loading);
    graph_changed_ = false;
  }

  bool is_outdated(const doctor::Finding& finding) const {
    if (graph_changed_ && is_about_graph(finding)) return true;
    if (finding.revisions.empty()) return false;
    const std::optional<Index> node = history_->find(finding.revisions.front());
    if (!node) return false;
    const script::MigrationFile& file = history_->file(*node);
    return changed_.contains(file.path) && read_file_if_exists(file.path) != file.source->text;
  }

  std::string what_is_dirty(const doctor::RepairPlan& plan) const {
    std::vector<std::string> paths;
    for (const FileChange& change : plan.changes) {
      // What this very run has changed is not somebody's work.
      if (!changed_.contains(change.path)) paths.push_back(change.path);
    }
    const std::vector<std::string> dirty = dirty_files(paths);
    if (dirty.empty()) return {};
    return fmt::format("{} has changes that are not committed (--allow-dirty)",
                       fmt::join(dirty, ", "));
  }

  Session& session_;
  bool write_;
  bool allow_dirty_;
  FixReport report_;
  std::unique_ptr<History> history_;
  bool sound_ = false;
  bool graph_changed_ = false;
  std::set<std::string> changed_;  ///< By this run.
  std::set<std::string> titles_;
};

}  // namespace

FixReport fix(Session& session, const std::vector<doctor::Finding>& findings, bool write,
              bool allow_dirty) {
  Fixer fixer(session, write, allow_dirty);
  for (const bool names : {false, true}) {
    for (const doctor::Finding& finding : findings) {
      if ((finding.kind->code == "RT205") == names) fixer.repair(finding);
    }
  }
  return std::move(fixer).report();
}

}  // namespace retort::command
