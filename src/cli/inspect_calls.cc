// inspect; see calls.h.
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "cli/calls.h"
#include "command/inspect_models.h"

namespace retort::cli {
namespace {

int show_models(const Call& call, const std::string& format) {
  const command::ModelsReport report = command::inspect_models(call.session);
  if (call.console.json()) {
    call.console.write_json(command::models_json(report));
  } else if (format == "json") {
    call.console.write(command::models_json(report).dump(2) + "\n");
  } else {
    call.console.write(format == "sql" ? command::models_sql(report)
                                       : command::models_text(report));
  }
  return 0;
}

}  // namespace

int run_inspect(const Call& call) {
  const std::string& what = call.arguments.positionals.front();
  const std::string format = call.arguments.value("format").value_or("text");
  if (what == "models") return show_models(call, format);
  throw Error(ErrorCode::usage, "inspect: '" + what + "' is not one of: models");
}

}  // namespace retort::cli
