// The only outside interface is current.h.
#include "command/current.h"

#include <fmt/format.h>

#include "base/error.h"
#include "database/url.h"
#include "runtime/run.h"

namespace retort::command {

CurrentReport current(Session& session) {
  CurrentReport report;
  const runtime::RunContext context = session.run_context(Mode::online);
  report.url = database::render(session.url());
  runtime::log_context(context, false);
  report.rows = session.version_rows();
  return report;
}

revision::Plan plan(Session& session, const PlanRequest& request) {
  const revision::Graph& graph = session.graph();
  const std::vector<std::string> rows =
      request.from.empty() ? session.version_rows() : revision::starting_rows(graph, request.from);
  if (request.operation == "stamp") {
    return revision::plan_stamp(graph, rows, request.targets, request.purge);
  }
  if (request.operation != "upgrade" && request.operation != "downgrade") {
    throw Error(ErrorCode::usage,
                fmt::format("invalid operation '{}' (choose from upgrade, downgrade, stamp)",
                            request.operation));
  }
  if (request.targets.size() != 1) {
    throw Error(ErrorCode::usage, fmt::format("{} takes one target", request.operation));
  }
  return request.operation == "upgrade"
             ? revision::plan_upgrade(graph, rows, request.targets.front())
             : revision::plan_downgrade(graph, rows, request.targets.front());
}

}  // namespace retort::command
