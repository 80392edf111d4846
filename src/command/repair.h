// `retort repair`: what a repair would change and what that means, then the change itself.
//
//   1. draft_repair() plans the changes of files. Nothing is written.
//   2. examine() tells what the history is before and after, and what databases would meet.
//   3. prove() of proof.h replays the result.
//   4. write_repair() writes all files or none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/proof.h"
#include "command/session.h"
#include "command/status.h"
#include "doctor/break_cycles.h"
#include "doctor/finding.h"
#include "doctor/repair.h"
#include "doctor/repair_states.h"

namespace retort::command {

struct RepairRequest {
  std::string verb;
  std::vector<std::string> revisions;
  std::vector<std::string> onto;
  std::optional<std::string> file;                   ///< `reid`: which of the files with the id.
  std::optional<std::string> to;                     ///< `reid`: the new id; `restore`: the commit.
  std::optional<std::string> message;                ///< `merge`.
  std::optional<std::vector<std::string>> children;  ///< `reid`.
  std::size_t alternative = 1;                       ///< `break-cycles`.
};

struct RepairDraft {
  doctor::RepairPlan plan;
  std::vector<doctor::BrokenComponent> circles;  ///< `break-cycles`.
  std::size_t alternative = 0;                   ///< Which of the first circle's was taken.
};

/// A history in a few numbers.
struct HistoryShape {
  std::size_t revisions = 0;
  std::vector<std::string> heads;
  std::vector<std::string> bases;
  bool acyclic = true;
  std::vector<std::string> hindrances;  ///< Why it does not load: `RT101 missing-parent ...`.
  std::vector<std::string> chains;      ///< A few lines that show it; those that the repair meets.
};

struct Examination {
  HistoryShape before;
  HistoryShape after;
  std::vector<std::string> new_findings;  ///< Errors that the repair would bring.
  doctor::StateEffects states;
  std::vector<std::string> dirty;  ///< Files with changes that are not committed.
};

/// The verbs, for the command line: name and what it does.
struct RepairVerb {
  std::string_view name;
  std::string_view summary;
};
const std::vector<RepairVerb>& repair_verbs();

/// What is wrong with the graph alone.
std::vector<doctor::Finding> graph_findings(const doctor::History& history);
/// Whether Alembic and Retort refuse to load a history with this.
bool hinders_loading(const doctor::Finding& finding);

/// Errors: `usage` for a verb or arguments that do not fit, `command` for what cannot be done.
RepairDraft draft_repair(Session& session, const RepairRequest& request, StatusLines& lines);
Examination examine(Session& session, const doctor::RepairPlan& plan);

/// Whether refusals are overruled.
struct WriteOptions {
  bool allow_dirty = false;
  bool force = false;
};
/// Errors: `command` for what must not be written without one of the options. Nothing is written
/// then.
void check_writable(const Examination& examination, const WriteOptions& options);
/// Where the originals of changed files go: beside the configuration.
std::string backup_root(Session& session);
/// Returns the folder with the originals.
std::string write_repair(Session& session, const doctor::RepairPlan& plan);
/// Takes back what a killed repair left; says what it did to the reporter.
void recover_repair(Session& session);
/// Takes back a finished repair; `stamp` may be empty for the last one.
FileSetRecovery undo_repair(Session& session, const std::string& stamp);

/// One repair of `doctor --fix`.
struct Fix {
  doctor::RepairPlan plan;
  std::string backup;  ///< Empty: not written.
};
struct FixReport {
  std::vector<Fix> done;
  std::vector<std::pair<doctor::Finding, std::string>> left;  ///< With the reason.
};
/// Makes the repairs that are safe and certain, each by itself. `write`: else they are only shown.
FixReport fix(Session& session, const std::vector<doctor::Finding>& findings, bool write,
              bool allow_dirty);

}  // namespace retort::command
