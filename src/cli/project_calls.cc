// plan, coverage and env; see calls.h.
#include <nlohmann/json.hpp>

#include "cli/calls.h"
#include "command/coverage.h"
#include "command/current.h"
#include "command/env_report.h"
#include "command/plan.h"

namespace retort::cli {

int run_plan(const Call& call) {
  command::PlanRequest request;
  request.operation = call.arguments.positionals.front();
  request.targets.assign(call.arguments.positionals.begin() + 1, call.arguments.positionals.end());
  request.from = call.arguments.values("from");
  request.purge = call.arguments.has("purge");
  const revision::Plan made = command::plan(call.session, request);
  if (call.console.json()) {
    call.console.write_json(command::plan_json(call.session.graph(), made));
  } else if (call.arguments.value("format") == "json") {
    call.console.write(command::plan_json(made).dump() + '\n');
  } else {
    call.console.write(command::plan_text(call.session.graph(), made));
  }
  return 0;
}

int run_coverage(const Call& call) {
  const std::vector<command::RevisionCoverage> revisions = command::coverage(call.session);
  const revision::Graph& graph = call.session.graph();
  call.console.write(command::coverage_text(graph, revisions, call.verbose()));
  if (call.console.json()) call.console.write_json(command::coverage_json(graph, revisions));
  return command::is_complete(revisions) ? 0 : 1;
}

int run_env(const Call& call) {
  const command::EnvReport report = command::describe_environment(call.session);
  call.console.write(command::env_text(report));
  call.console.write_json(command::env_json(report));
  return 0;
}

}  // namespace retort::cli
