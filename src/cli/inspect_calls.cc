// inspect; see calls.h.
#include <nlohmann/json.hpp>

#include "cli/calls.h"
#include "command/inspect_database.h"
#include "command/inspect_models.h"
#include "command/schema_source.h"

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

command::SchemaOptions schema_options(const Call& call) {
  return {call.arguments.value("scratch").value_or(""),
          call.arguments.value("models-from").value_or("")};
}

/// Of a database as it is, the version table too; of everything else what it says.
schema::shape::Inspection find_schema(const Call& call, const std::string& what) {
  const command::SchemaKind kind = command::kind_of_schema(what);
  if (kind == command::SchemaKind::database) return inspect_database(call.session, "");
  if (kind == command::SchemaKind::url) return inspect_database(call.session, what);
  command::SchemaReader reader(call.session, {what}, schema_options(call));
  return reader.read(what).inspection;
}

int show_schema(const Call& call, const std::string& what, const std::string& format) {
  const schema::shape::Inspection found = find_schema(call, what);
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
  return show_schema(call, what, format);
}

}  // namespace retort::cli
