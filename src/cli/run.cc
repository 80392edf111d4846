// The only outside interface is run.h: one small function for each command, which calls command/
// and prints what comes back.
#include "cli/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "cli/calls.h"
#include "cli/help.h"
#include "project/secrets.h"

namespace retort::cli {
namespace {

std::optional<bool> yes_or_no(const Arguments& arguments, std::string_view name) {
  const std::optional<std::string> value = arguments.value(name);
  if (!value) return std::nullopt;
  return *value == "yes";
}

std::vector<std::pair<std::string, std::string>> pairs(const Arguments& arguments,
                                                       std::string_view name) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::string& text : arguments.values(name)) {
    const std::size_t equal = text.find('=');
    if (equal == std::string::npos || equal == 0) {
      throw Error(ErrorCode::usage,
                  fmt::format("argument --{}: '{}' is not of the form NAME=VALUE", name, text));
    }
    out.emplace_back(text.substr(0, equal), text.substr(equal + 1));
  }
  return out;
}

std::optional<double> some_seconds(const Arguments& arguments, std::string_view name) {
  if (!arguments.has(name)) return std::nullopt;
  return seconds_of(arguments, name, 0);
}

/// Whether a command works on the database that env.py names, so that env.py may ask it.
bool works_on_database(std::string_view command) {
  constexpr std::array kNames = std::to_array<std::string_view>(
      {"current", "history", "upgrade", "downgrade", "stamp", "resume", "rollback",
       "ensure_version", "plan", "revision", "check", "status", "log", "gate", "run"});
  return std::ranges::find(kNames, command) != kNames.end();
}

command::Request request_of(const Arguments& arguments) {
  command::Request request;
  request.asks_database = works_on_database(arguments.command->name);
  request.files.named = arguments.values("config");
  request.files.section = arguments.value("name").value_or("alembic");
  request.x_arguments = arguments.values("x");
  request.tag = arguments.value("tag");
  request.with_python = arguments.value("with-python");
  request.python_app = arguments.value("python-app").value_or("");
  request.read_env = !arguments.has("no-env");
  request.journal = !arguments.has("no-journal");
  request.lock_timeout = seconds_of(arguments, "lock-timeout", request.lock_timeout);
  if (arguments.has("no-wait")) request.lock_timeout = 0;
  request.table_lock_timeout = some_seconds(arguments, "table-lock-timeout");
  request.statement_timeout = some_seconds(arguments, "statement-timeout");
  request.retries = number_of(arguments, "retries");
  request.transaction = arguments.value("transaction").value_or("");
  project::Overrides& overrides = request.overrides;
  overrides.url = arguments.value("url");
  if (const auto file = arguments.value("url-file"); file && !overrides.url) {
    overrides.url = project::read_secret(*file, "--url-file").reveal();
    overrides.url_from = "--url-file";
  }
  overrides.password_file = arguments.value("password-file");
  overrides.dialect = arguments.value("dialect");
  overrides.version_table = arguments.value("version-table");
  overrides.version_table_schema = arguments.value("version-table-schema");
  overrides.transaction_per_migration = yes_or_no(arguments, "transaction-per-migration");
  overrides.transactional_ddl = yes_or_no(arguments, "transactional-ddl");
  overrides.literal_binds = yes_or_no(arguments, "literal-binds");
  overrides.values = pairs(arguments, "value");
  overrides.types = pairs(arguments, "type");
  return request;
}

struct CommandFunction {
  std::string_view name;
  int (*function)(const Call&);
};

constexpr std::array kFunctions = {
    CommandFunction{"heads", run_heads},
    CommandFunction{"history", run_history},
    CommandFunction{"branches", run_branches},
    CommandFunction{"show", run_show},
    CommandFunction{"current", run_current},
    CommandFunction{"upgrade", run_upgrade},
    CommandFunction{"resume", run_resume},
    CommandFunction{"rollback", run_rollback},
    CommandFunction{"downgrade", run_downgrade},
    CommandFunction{"stamp", run_stamp},
    CommandFunction{"ensure_version", run_ensure_version},
    CommandFunction{"plan", run_plan},
    CommandFunction{"coverage", run_coverage},
    CommandFunction{"doctor", run_doctor},
    CommandFunction{"repair", run_repair},
    CommandFunction{"graph", run_graph},
    CommandFunction{"env", run_env},
    CommandFunction{"reconstruct", run_reconstruct},
    CommandFunction{"squash", run_squash},
    CommandFunction{"repeatable", run_repeatable},
    CommandFunction{"inspect", run_inspect},
    CommandFunction{"create-all", run_create_all},
    CommandFunction{"verify", run_verify},
    CommandFunction{"diff", run_diff},
    CommandFunction{"locate", run_locate},
    CommandFunction{"baseline", run_baseline},
    CommandFunction{"init", run_init},
    CommandFunction{"list_templates", run_list_templates},
    CommandFunction{"revision", run_revision},
    CommandFunction{"merge", run_merge},
    CommandFunction{"edit", run_edit},
    CommandFunction{"check", run_check},
    CommandFunction{"status", run_status},
    CommandFunction{"log", run_log},
    CommandFunction{"gate", run_gate},
    CommandFunction{"run", run_run},
};

}  // namespace

int run_command(const Arguments& arguments, Console& console) {
  const std::string_view name = arguments.command->name;
  if (name == "completion") {
    const std::string script = completion_script(arguments.positionals.front());
    console.write(script);
    console.write_json({{"script", script}});
    return 0;
  }
  command::Session session(request_of(arguments), console);
  const Call call{arguments, console, session};
  for (const CommandFunction& entry : kFunctions) {
    if (entry.name != name) continue;
    const int status = entry.function(call);
    session.leave_graph_to_exit();
    return status;
  }
  throw Error(ErrorCode::internal, fmt::format("the command '{}' has no function", name));
}

}  // namespace retort::cli
