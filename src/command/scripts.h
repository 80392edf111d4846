// Runs the upgrade() and downgrade() of migration files.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "command/session_history.h"
#include "revision/plan.h"
#include "runtime/run.h"
#include "script/sql_script.h"

namespace retort::python {
struct Module;
}
namespace retort::script {
class ParseAhead;
class Runner;
}  // namespace retort::script

namespace retort::command {

/// The scripts of one run.
class Scripts {
 public:
  /// `session` must outlive it.
  explicit Scripts(Session& session);
  ~Scripts();

  /// Says which scripts will run, in the order of the plan. SQL migrations are read and checked
  /// now, so that what is wrong with one is said before anything runs. Without it scripts may run
  /// in any order and more than once, and are parsed when they first do. Errors: see prepare_sql.
  void expect(const revision::Plan& plan, Mode mode);
  /// Says that a run is over and another one, on a host of its own, follows.
  void next_run();
  /// For run_online and run_offline; refers to this object.
  runtime::RunScript runner();

 private:
  void run(const revision::Step& step, script::Host& host);
  std::shared_ptr<const python::Module> parse(const revision::RevisionSpec& spec);
  script::SqlScript prepare(const revision::Step& step, std::string_view dialect, bool offline);
  void run_sql(const revision::Step& step, script::Host& host);

  Session& session_;
  SessionHistory history_;
  std::map<revision::Index, script::SqlScript> sql_;  ///< Those of the plan that have not run yet.
  std::unique_ptr<script::ParseAhead> parsed_;        ///< Null when nothing was expected.
  std::vector<bool> taken_;                           ///< Those that came out of `parsed_`.
  /// The script that ran last, when nothing was expected: upgrade() and downgrade() often run
  /// directly after each other.
  std::shared_ptr<const python::Module> last_;
  std::string last_path_;
  std::unique_ptr<script::Runner> runner_;  ///< Made for the host of the first step.
};

}  // namespace retort::command
