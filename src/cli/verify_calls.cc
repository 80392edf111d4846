// verify, locate and baseline; see calls.h.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "cli/calls.h"
#include "command/location.h"
#include "command/verify.h"

namespace retort::cli {
namespace {

command::LocateOptions locate_options(const Call& call) {
  command::LocateOptions options;
  const std::vector<std::string>& words = call.arguments.positionals;
  if (!words.empty()) options.url = words.front();
  options.scratch = call.arguments.value("scratch");
  options.cache = !call.arguments.has("no-cache");
  return options;
}

}  // namespace

int run_verify(const Call& call) {
  command::VerifyOptions options;
  options.range = call.arguments.value("range").value_or("");
  options.data = call.arguments.value("data").value_or("");
  options.seed_rows = number_of(call.arguments, "seed").value_or(0);
  options.jobs = number_of(call.arguments, "jobs").value_or(0);
  const command::VerifyReport report = command::verify(call.session, options);
  call.console.write(command::verify_text(report));
  if (call.console.json()) call.console.write_json(command::verify_json(report));
  return report.exit_status();
}

int run_locate(const Call& call) {
  const command::Location location = command::locate(call.session, locate_options(call));
  call.console.write(command::locate_text(location));
  if (call.console.json()) call.console.write_json(command::locate_json(location));
  return location.exact ? 0 : 1;
}

int run_baseline(const Call& call) {
  const command::RunReport report = command::baseline(call.session, locate_options(call));
  const std::string rows = fmt::format("{}", fmt::join(report.plan.heads, ", "));
  if (rows.empty()) {
    call.console.write("The database is empty: there is nothing to stamp.\n");
  } else if (report.before == report.plan.heads) {
    call.console.write(fmt::format("The version table says it already: {}\n", rows));
  } else {
    call.console.write(fmt::format("Stamped: {}\n", rows));
  }
  call.console.write_json({{"before", report.before}, {"after", report.plan.heads}});
  return 0;
}

}  // namespace retort::cli
