#include "command/downgrade_trial.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.h"
#include "command/migrate.h"
#include "command/scratch_session.h"
#include "command/shape_scope.h"
#include "runtime/silent_reporter.h"

namespace retort::command {

DowngradeTrial try_downgrade(Session& session, const database::Url& url,
                             const TriedRevision& revision) {
  if (revision.parents.size() > 1) return {false, "it has several parents"};
  runtime::SilentReporter silence;
  const auto on = [&] { return session_on(session, url, revision.files, silence); };
  try {
    upgrade(*on(), revision.id, Mode::online);
    const std::string target = revision.parents.empty() ? "base" : revision.parents.front();
    downgrade(*on(), target, Mode::online, true);
  } catch (const Error& error) {
    return {false, error.message};
  }
  const std::vector<std::string> left =
      shape_differences(read_scope(*on(), revision.schemas).database, revision.before.database);
  return {left.empty(), fmt::format("{}", fmt::join(left, "; "))};
}

std::string downgrade_text(const DowngradeTrial& trial, const std::string& id) {
  const std::string whose = id.empty() ? "Its downgrade()" : "The downgrade() of " + id;
  if (trial.restores) return whose + " restores what was there before it.\n";
  return fmt::format("{} does not restore what was there before: {}.\n", whose, trial.failure);
}

}  // namespace retort::command
