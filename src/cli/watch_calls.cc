// status, log, gate and run; see calls.h.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "base/environment.h"
#include "base/error.h"
#include "base/exit_codes.h"
#include "base/process.h"
#include "base/signals.h"
#include "cli/calls.h"
#include "command/database_status.h"
#include "command/databases.h"
#include "command/gate.h"
#include "command/migrate.h"
#include "command/run_log.h"

namespace retort::cli {
namespace {

using command::DatabaseStatus;
using command::GateReport;
using command::GateRequest;
using command::Session;

constexpr std::string_view kReadOnlyOption = "-c default_transaction_read_only=on";

void print_documents(const Call& call, Json documents) {
  if (documents.size() == 1) {
    call.console.write_json(documents.front());
  } else {
    call.console.write_json({{"databases", std::move(documents)}});
  }
}

GateRequest gate_request(const Call& call) {
  GateRequest request;
  request.timeout = seconds_of(call.arguments, "timeout", request.timeout);
  request.wait = !call.arguments.has("no-wait");
  request.allow_ahead = call.arguments.has("allow-ahead");
  request.window = call.arguments.value("requires");
  return request;
}

/// Starts the program in place of this one.
[[noreturn]] void start(const Call& call, const std::vector<std::string>& words) {
  call.console.flush();
  replace_program(words);
}

[[noreturn]] void start_read_only(const Call& call) {
  std::string options = environment_variable("PGOPTIONS").value_or("");
  if (!options.empty()) options += ' ';
  set_environment_variable("PGOPTIONS", options + std::string(kReadOnlyOption));
  set_environment_variable("RETORT_READ_ONLY", "1");
  start(call, call.arguments.positionals);
}

/// Brings the database to the heads if asked for, and looks whether it is ready. Its connections
/// are closed when it returns.
GateReport prepare(const Call& call) {
  Session session(call.session.request(), call.console);
  if (!call.arguments.has("upgrade")) return command::gate(session, gate_request(call));
  command::migrate_databases(session, command::Mode::online, [](Session& one) {
    return command::upgrade(one, "heads", command::Mode::online);
  });
  GateRequest request = gate_request(call);
  request.wait = false;
  return command::gate(session, request);
}

}  // namespace

int run_status(const Call& call) {
  int status = 0;
  Json documents = Json::array();
  command::visit_databases(
      call.session, command::Mode::online, [&](const std::string& name, Session& session) {
        const DatabaseStatus found = command::database_status(session, true);
        if (!name.empty()) call.console.write(name + ":\n");
        call.console.write(command::status_text(session.graph(), found));
        documents.push_back(command::status_json(session.graph(), found));
        if (!name.empty()) documents.back()["database"] = name;
        status = std::max(status, exit_code(command::name_of(found.state)).exit_status);
      });
  if (call.console.json()) print_documents(call, std::move(documents));
  return status;
}

int run_log(const Call& call) {
  Json documents = Json::array();
  const auto limit = number_of(call.arguments, "limit").value_or(20);
  const bool with_steps = call.verbose() || call.console.json();
  command::visit_databases(
      call.session, command::Mode::online, [&](const std::string& name, Session& session) {
        const std::vector<runtime::LoggedRun> runs = command::run_log(session, limit, with_steps);
        if (!name.empty()) call.console.write(name + ":\n");
        call.console.write(command::log_text(runs, with_steps));
        documents.push_back(command::log_json(runs));
        if (!name.empty()) documents.back()["database"] = name;
      });
  if (call.console.json()) print_documents(call, std::move(documents));
  return 0;
}

int run_gate(const Call& call) {
  const GateReport report = command::gate(call.session, gate_request(call));
  if (report.ready) {
    call.console.write("The database is ready.\n");
  } else {
    call.console.write(fmt::format("The database is not ready. {}\n", command::reason_of(report)));
  }
  if (call.console.json()) {
    Json documents = Json::array();
    for (const command::GateVerdict& verdict : report.databases) {
      Json document = Json::object();
      if (verdict.status) document = command::status_json(call.session.graph(), *verdict.status);
      document["ready"] = verdict.reason.empty();
      document["reason"] = verdict.reason;
      if (!verdict.database.empty()) document["database"] = verdict.database;
      documents.push_back(std::move(document));
    }
    print_documents(call, std::move(documents));
  }
  return report.ready ? 0 : exit_code("not_ready").exit_status;
}

int run_run(const Call& call) {
  const std::optional<std::string> maintenance = call.arguments.value("maintenance");
  const bool read_only = call.arguments.has("read-only");
  if (maintenance && read_only) {
    throw Error(ErrorCode::usage, "argument --read-only: not allowed with argument --maintenance");
  }
  int status = exit_code("not_ready").exit_status;
  try {
    const GateReport report = prepare(call);
    if (report.ready) start(call, call.arguments.positionals);
    call.console.log("ERROR", "retort", "The database is not ready. " + command::reason_of(report));
  } catch (const Error& error) {
    if (error.code == ErrorCode::usage || received_signal() != 0) throw;
    if (!maintenance && !read_only) throw;
    call.console.report(error);
  }
  if (maintenance) {
    call.console.log("WARNING", "retort", "Starting the maintenance command instead.");
    start(call, {"/bin/sh", "-c", *maintenance});
  }
  if (read_only) {
    call.console.log("WARNING", "retort", "Starting with sessions that are read only.");
    start_read_only(call);
  }
  return status;
}

}  // namespace retort::cli
