// inspect; see calls.h.
#include <nlohmann/json.hpp>

#include "cli/calls.h"
#include "command/inspect_database.h"
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

int show_database(const Call& call, const std::string& url, const std::string& format) {
  const schema::shape::Inspection found = command::inspect_database(call.session, url);
  if (call.console.json()) {
    call.console.write_json(command::inspection_json(found));
  } else if (format == "json") {
    call.console.write(command::inspection_json_text(found));
  } else {
    call.console.write(format == "sql" ? command::inspection_sql(found)
                                       : command::inspection_text(found));
  }
  return 0;
}

}  // namespace

int run_inspect(const Call& call) {
  const std::vector<std::string>& words = call.arguments.positionals;
  const std::string what = words.empty() ? std::string() : words.front();
  const std::string format = call.arguments.value("format").value_or("text");
  if (what == "models") return show_models(call, format);
  return show_database(call, what, format);
}

}  // namespace retort::cli
