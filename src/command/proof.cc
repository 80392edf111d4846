// The only outside interface is proof.h.
#include "command/proof.h"

#include <utility>

#include "base/error.h"
#include "base/overlay_files.h"
#include "command/migrate.h"
#include "runtime/scratch_database.h"
#include "runtime/silent_reporter.h"

namespace retort::command {
namespace {

std::optional<database::Url> server_of(const Request& request, std::string_view dialect) {
  if (!request.overrides.url) return std::nullopt;
  database::Url url = database::parse_url(*request.overrides.url);
  if (dialect == "sqlite") return std::nullopt;
  return url;
}

}  // namespace

Proof prove(Session& session, const std::vector<FileChange>& changes) {
  Proof proof;
  proof.dialect = session.dialect(Mode::offline).name();
  const runtime::ScratchDatabase scratch(proof.dialect,
                                         server_of(session.request(), proof.dialect));
  proof.place = scratch.place();
  const OverlayFiles files(session.files(), changes);
  runtime::SilentReporter silence;
  Request request = session.request();
  request.overrides.url = database::render_with_password(scratch.url()).reveal();
  const auto in_new_session = [&](const auto& use) {
    Session replay(request, silence);
    replay.use_files(files);
    use(replay);
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
