// upgrade, downgrade, stamp and ensure_version; see calls.h.
#include <nlohmann/json.hpp>

#include "cli/calls.h"
#include "command/database_status.h"
#include "command/databases.h"
#include "command/location.h"
#include "command/migrate.h"
#include "command/plan.h"

namespace retort::cli {
namespace {

using command::DatabaseReport;
using command::Mode;
using command::Session;

/// One database's document; several stand side by side under `databases`.
Json report_json(const Call& call, const DatabaseReport& done) {
  Json document = command::plan_json(call.session.graph(), done.report.plan);
  document["before"] = done.report.before;
  if (!done.report.repeatables.empty()) document["repeatable"] = done.report.repeatables;
  if (!done.name.empty()) document["database"] = done.name;
  if (!done.file.empty()) document["sql_file"] = done.file;
  return document;
}

int migrate(const Call& call, const std::function<command::RunReport(Session&)>& work) {
  const std::vector<DatabaseReport> reports =
      command::migrate_databases(call.session, call.mode(), work);
  if (!call.console.json()) return 0;
  Json document = Json::object();
  if (reports.size() == 1) {
    document = report_json(call, reports.front());
  } else {
    Json all = Json::array();
    for (const DatabaseReport& done : reports) all.push_back(report_json(call, done));
    document["databases"] = std::move(all);
  }
  if (call.mode() == Mode::offline) document["sql"] = call.console.collected_sql();
  call.console.write_json(document);
  return 0;
}

}  // namespace

int run_upgrade(const Call& call) {
  const bool strict = call.arguments.has("strict") && call.mode() == Mode::online;
  return migrate(call, [&](Session& session) {
    if (strict) command::refuse_changed_files(session);
    return command::upgrade(session, call.arguments.positionals.front(), call.mode());
  });
}

int run_downgrade(const Call& call) {
  return migrate(call, [&](Session& session) {
    return command::downgrade(session, call.arguments.positionals.front(), call.mode(),
                              call.arguments.has("past-merge"));
  });
}

int run_resume(const Call& call) {
  return migrate(call, [&](Session& session) {
    return command::resume(session, call.arguments.has("from-start"));
  });
}

int run_rollback(const Call& call) {
  return migrate(call, [](Session& session) { return command::rollback(session); });
}

int run_stamp(const Call& call) {
  return migrate(call, [&](Session& session) {
    if (call.arguments.has("prove")) {
      command::prove_stamp(session, call.arguments.positionals, call.arguments.has("purge"),
                           call.arguments.value("scratch"));
    }
    return command::stamp(session, call.arguments.positionals, call.arguments.has("purge"),
                          call.mode());
  });
}

int run_ensure_version(const Call& call) {
  Json document = Json::object();
  command::visit_databases(call.session, call.mode(), [&](const std::string&, Session& session) {
    command::ensure_version(session, call.mode());
    document["version_table"] = session.settings(call.mode()).version_table;
  });
  if (call.mode() == Mode::offline) document["sql"] = call.console.collected_sql();
  call.console.write_json(document);
  return 0;
}

}  // namespace retort::cli
