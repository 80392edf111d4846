#include "command/foresight.h"

#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "command/scripts.h"
#include "runtime/transaction_foresight.h"
#include "script/sql_outline.h"

namespace retort::command {
namespace {

/// The scripts, and the host that they are tried out on.
struct Trial {
  explicit Trial(Session& session)
      : host(session.dialect(Mode::online), session.settings(Mode::online)),
        scripts(session),
        run(scripts.runner()) {}

  runtime::TransactionForesight host;
  Scripts scripts;
  runtime::RunScript run;
};

bool is_candidate(Session& session, const revision::Step& step) {
  if (step.operation == revision::Operation::stamp) return false;
  const revision::RevisionSpec& spec = session.graph()[step.revision].spec;
  const Program* program = session.request().program;
  if (program != nullptr && program->find(spec.id) != nullptr) return false;
  if (script::is_sql_file(spec.path)) return false;  // Scripts::expect() judges those.
  if (spec.source != nullptr) return runtime::may_leave_transaction(spec.source->text);
  return runtime::may_leave_transaction(session.files().read(spec.path));
}

}  // namespace

void foresee_transactions(Session& session, const revision::Plan& plan) {
  const bool postgres = session.dialect(Mode::online).name() == "postgresql";
  if (!postgres || session.settings(Mode::online).statements_commit) return;
  std::optional<Trial> trial;
  for (const revision::Step& step : plan.steps) {
    if (!is_candidate(session, step)) continue;
    if (!trial) trial.emplace(session);
    trial->host.begin_revision(session.graph().id(step.revision));
    try {
      trial->run(step, trial->host);
    } catch (const Error&) {
      // The run itself says what is wrong, if it gets there.
    }
    if (trial->host.found()) throw Error(*trial->host.found());
  }
}

}  // namespace retort::command
