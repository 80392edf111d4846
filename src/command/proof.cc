// The only outside interface is proof.h.
#include "command/proof.h"

#include <utility>

#include "base/error.h"
#include "base/overlay_files.h"
#include "command/migrate.h"
#include "command/scratch_session.h"
#include "runtime/scratch_database.h"
#include "runtime/silent_reporter.h"

namespace retort::command {

Proof prove(Session& session, const std::vector<FileChange>& changes) {
  Proof proof;
  proof.dialect = session.dialect(Mode::offline).name();
  const runtime::ScratchDatabase scratch(proof.dialect, scratch_server(session, proof.dialect));
  proof.place = scratch.place();
  const OverlayFiles files(session.files(), changes);
  runtime::SilentReporter silence;
  const auto in_new_session = [&](const auto& use) {
    use(*session_on(session, scratch.url(), files, silence));
  };
  try {
    in_new_session([&](Session& replay) {
      const RunReport report = upgrade(replay, "heads", Mode::online);
      proof.upgraded = report.plan.steps.size();
      proof.heads = report.plan.heads;
    });
  } catch (const Error& error) {
    proof.failure = describe(error);
    return proof;
  }
  try {
    in_new_session([&](Session& replay) { downgrade(replay, "base", Mode::online, true); });
    proof.downgraded = true;
  } catch (const Error& error) {
    proof.downgrade_failure =
        error.revision.empty() ? error.message : error.revision + ": " + error.message;
  }
  return proof;
}

}  // namespace retort::command
