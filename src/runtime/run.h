// Carries a plan out: against a database, or as offline SQL (Alembic: MigrationContext).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "database/connection.h"
#include "dialect/dialect.h"
#include "revision/plan.h"
#include "runtime/journal.h"
#include "runtime/reporter.h"
#include "runtime/settings.h"
#include "script/host.h"

namespace retort::runtime {

/// Runs a revision's upgrade() or downgrade(). Not called for stamps.
using RunScript = std::function<void(const revision::Step&, script::Host&)>;
/// Decides what to do from the rows of the version table.
using MakePlan = std::function<revision::Plan(const std::vector<std::string>& rows)>;

/// Steps that are carried out by another program: the project's own Python.
class ForeignSteps {
 public:
  virtual ~ForeignSteps() = default;

  virtual bool takes(const revision::Step& step) const = 0;
  /// Carries the step and its changes of the version table out, in a transaction of its own on a
  /// connection of its own. `rows`: what the version table must hold before.
  virtual void run(const revision::Step& step, const std::vector<std::string>& rows) = 0;
  /// The script's own offline SQL.
  virtual std::string sql(const revision::Step& step) = 0;
};

/// What every run needs. Nothing is owned; `graph` may be null when there are no steps.
struct RunContext {
  const revision::Graph* graph = nullptr;
  const dialect::Dialect& dialect;
  const Settings& settings;
  Reporter& reporter;
  ForeignSteps* foreign = nullptr;  ///< May be null.
  /// The command and its target, as the journal and those who wait see them: `upgrade head`.
  std::string name = "upgrade";
  /// Called once on-line, when all steps are done and before the last of them is committed. What it
  /// throws rolls them back.
  std::function<void()> before_commit = nullptr;
  /// The migration file of a step as it is now, for the journal. May be null.
  std::function<FileMark(const revision::Step&)> file_of = nullptr;
  /// What the migration file of a step says of its time-outs. May be null.
  std::function<script::Timeouts(const revision::Step&)> timeouts_of = nullptr;
  /// Whether a step that was interrupted is over, and not gone on with: the run says where the
  /// database stands (stamp), or the step is to run again from its beginning.
  bool ends_interrupted = false;

  bool is_foreign(const revision::Step& step) const {
    return foreign != nullptr && step.operation != revision::Operation::stamp &&
           foreign->takes(step);
  }
};

/// Writes the SQL of a plan that starts from these rows.
void run_offline(const RunContext& context, const revision::Plan& plan, std::size_t starting_rows,
                 const RunScript& run_script);
/// `ensure_version --sql`.
void write_version_table(const RunContext& context);

/// The rows of the version table; `exists` is false when there is no such table.
struct VersionRows {
  bool exists = false;
  std::vector<std::string> rows;
  friend bool operator==(const VersionRows&, const VersionRows&) = default;
};

/// Reads the version table in one round trip, outside of any transaction.
VersionRows read_version_rows(database::Connection& connection, const RunContext& context);

/// What a run did.
struct RunOutcome {
  std::vector<std::string> before;
  revision::Plan plan;
};

/// Reads the rows, plans, and runs the steps under the lock. Nothing is locked or written when
/// there is nothing to do. On an error everything not committed is rolled back, and the error
/// names the revision, the script line and what stays applied.
RunOutcome run_online(database::Connection& connection, schema::Catalog& catalog,
                      const RunContext& context, const MakePlan& make_plan,
                      const RunScript& run_script);

/// The step of this version table that an interrupted run has left, if there is one.
std::optional<UnfinishedStep> find_unfinished(database::Connection& connection,
                                              const RunContext& context);

/// Creates the version table if it does not exist.
void ensure_version_table(database::Connection& connection, schema::Catalog& catalog,
                          const RunContext& context);

/// The log lines that every run starts with.
void log_context(const RunContext& context, bool offline);

}  // namespace retort::runtime
