// upgrade, downgrade, stamp and ensure_version; see calls.h.
#include <nlohmann/json.hpp>

#include "cli/calls.h"
#include "command/migrate.h"
#include "command/plan.h"

namespace retort::cli {
namespace {

using command::Mode;

int print_report(const Call& call, const command::RunReport& report) {
  if (!call.console.json()) return 0;
  Json document = command::plan_json(call.session.graph(), report.plan);
  document["before"] = report.before;
  if (call.mode() == Mode::offline) document["sql"] = call.console.collected_sql();
  call.console.write_json(document);
  return 0;
}

}  // namespace

int run_upgrade(const Call& call) {
  return print_report(
      call, command::upgrade(call.session, call.arguments.positionals.front(), call.mode()));
}

int run_downgrade(const Call& call) {
  return print_report(
      call, command::downgrade(call.session, call.arguments.positionals.front(), call.mode()));
}

int run_stamp(const Call& call) {
  return print_report(call, command::stamp(call.session, call.arguments.positionals,
                                           call.arguments.has("purge"), call.mode()));
}

int run_ensure_version(const Call& call) {
  command::ensure_version(call.session, call.mode());
  Json document = Json::object();
  document["version_table"] = call.session.settings(call.mode()).version_table;
  if (call.mode() == Mode::offline) document["sql"] = call.console.collected_sql();
  call.console.write_json(document);
  return 0;
}

}  // namespace retort::cli
