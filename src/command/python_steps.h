// `--with-python`: the revisions that Retort cannot run go, one step each, through the project's
// own Python and Alembic. Never unasked for.
//
// On-line the step runs through the project's env.py, which connects by itself; Alembic carries out
// the step and its changes of the version table in one transaction. Retort holds its lock
// meanwhile, has committed what came before, and goes on after it. The URL travels in the program's
// standard input only.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "command/session.h"
#include "revision/plan.h"
#include "runtime/run.h"

namespace retort::command {

class PythonSteps final : public runtime::ForeignSteps {
 public:
  /// `session` must outlive it. Without Request::with_python it takes no step.
  PythonSteps(Session& session, Mode mode);

  /// Decides which steps of the plan it takes, before anything runs; returns the plan of the
  /// others, which is valid until the next call and as long as `plan`.
  const revision::Plan& expect(const revision::Plan& plan);

  bool takes(const revision::Step& step) const override;
  void run(const revision::Step& step, const std::vector<std::string>& rows) override;
  std::string sql(const revision::Step& step) override;

 private:
  /// What Python printed. Errors: ErrorCode::script with the script's line.
  std::string call(const revision::Step& step, const std::vector<std::string>* rows);

  Session& session_;
  Mode mode_;
  std::set<std::pair<revision::Index, revision::Operation>> taken_;
  revision::Plan others_;
};

}  // namespace retort::command
