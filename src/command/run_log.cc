#include "command/run_log.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "runtime/sight.h"

namespace retort::command {
namespace {

using runtime::LoggedRun;
using runtime::LoggedStep;
using runtime::StatementGroup;

std::string or_nothing(const std::string& rows) {
  return rows.empty() ? "<base>" : rows;
}

std::string counted(std::int64_t count) {
  return count == 1 ? "1 statement" : fmt::format("{} statements", count);
}

std::string step_text(const LoggedStep& step) {
  std::string out =
      fmt::format("  {}{}{}", step.operation, step.revision.empty() ? "" : " ", step.revision);
  if (!step.file.empty()) out += fmt::format(" ({})", step.file);
  out += ", " + step.state;
  if (step.state == "done") {
    out += fmt::format(" in {:.3f} s, {}", step.seconds, counted(step.statements));
  }
  out += '\n';
  for (const StatementGroup& group : step.groups) {
    const std::string numbers =
        group.count > 1 ? fmt::format("{}-{}", group.first, group.first + group.count - 1)
                        : fmt::format("{}", group.first);
    out += fmt::format("    {} {}: {}\n", numbers, group.done ? "done" : "begun", group.text);
  }
  return out;
}

Json step_json(const LoggedStep& step) {
  Json out = {{"revision", step.revision}, {"op", step.operation},
              {"row_changes", step.rows},  {"file", step.file},
              {"state", step.state},       {"started", step.started},
              {"seconds", step.seconds},   {"statement_count", step.statements}};
  out["statements"] = Json::array();
  for (const StatementGroup& group : step.groups) {
    out["statements"].push_back({{"first", group.first},
                                 {"count", group.count},
                                 {"state", group.done ? "done" : "intent"},
                                 {"text", group.text}});
  }
  return out;
}

}  // namespace

std::vector<LoggedRun> run_log(Session& session, std::size_t limit, bool with_steps) {
  database::Connection& connection = session.connection(false);
  const runtime::Sight sight =
      runtime::look_at(connection, session.run_context(Mode::online), false);
  if (!sight.journal) return {};
  return runtime::read_runs(connection, sight.key, limit, with_steps);
}

std::string log_text(const std::vector<LoggedRun>& runs, bool with_steps) {
  if (runs.empty()) return "No run is recorded in this database.\n";
  std::string out;
  for (const LoggedRun& run : runs) {
    out += fmt::format("{} UTC  {}  {}", run.started.substr(0, 19), run.command, run.outcome);
    if (run.seconds >= 0) out += fmt::format(" in {:.3f} s", run.seconds);
    out += fmt::format("\n  {} -> {}\n  by {}@{}, process {}, {}{}\n", or_nothing(run.rows_before),
                       or_nothing(run.rows_after), run.os_user, run.host, run.pid, run.tool,
                       run.db_user.empty() ? "" : ", database user " + run.db_user);
    if (!run.message.empty()) out += fmt::format("  {}\n", run.message);
    if (!with_steps) continue;
    for (const LoggedStep& step : run.steps) out += step_text(step);
  }
  return out;
}

Json log_json(const std::vector<LoggedRun>& runs) {
  Json all = Json::array();
  for (const LoggedRun& run : runs) {
    Json one = {{"id", run.id},
                {"version_table", run.version_table},
                {"command", run.command},
                {"outcome", run.outcome},
                {"message", run.message},
                {"started", run.started},
                {"ended", run.ended.empty() ? Json(nullptr) : Json(run.ended)},
                {"seconds", run.seconds < 0 ? Json(nullptr) : Json(run.seconds)},
                {"rows_before", run.rows_before},
                {"rows_after", run.rows_after},
                {"os_user", run.os_user},
                {"host", run.host},
                {"pid", run.pid},
                {"tool", run.tool},
                {"database_user", run.db_user}};
    one["steps"] = Json::array();
    for (const LoggedStep& step : run.steps) one["steps"].push_back(step_json(step));
    all.push_back(std::move(one));
  }
  return {{"runs", std::move(all)}};
}

}  // namespace retort::command
