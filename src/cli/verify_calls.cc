// verify; see calls.h.
#include <nlohmann/json.hpp>

#include "cli/calls.h"
#include "command/verify.h"

namespace retort::cli {

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

}  // namespace retort::cli
