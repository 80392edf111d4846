// inspect, create-all; see calls.h.
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "cli/calls.h"
#include "cli/schema_words.h"
#include "command/create_all.h"
#include "command/inspect_database.h"
#include "command/inspect_models.h"
#include "command/schema_source.h"
#include "doctor/schema_page.h"
#include "doctor/schema_picture.h"

namespace retort::cli {
namespace {

/// To the file of --output, or else to the console.
void put(const Call& call, const std::string& text) {
  if (const std::optional<std::string> file = call.arguments.value("output")) {
    real_files().write(*file, text);
  } else {
    call.console.write(text);
  }
}

int show_models(const Call& call, const std::string& format) {
  const command::ModelsReport report = command::inspect_models(call.session);
  if (call.console.json()) {
    call.console.write_json(command::models_json(report));
  } else if (format == "json") {
    put(call, command::models_json(report).dump(2) + "\n");
  } else {
    put(call, format == "sql" ? command::models_sql(report) : command::models_text(report));
  }
  return 0;
}

/// Of a database as it is, the version table too; of everything else what it says.
command::FoundSchema find_schema(const Call& call, const std::string& what) {
  const command::SchemaKind kind = command::kind_of_schema(what);
  if (kind == command::SchemaKind::database || kind == command::SchemaKind::url) {
    const std::string url = kind == command::SchemaKind::url ? what : "";
    return {command::inspect_database(call.session, url), command::shown_url(call.session, url)};
  }
  command::SchemaReader reader(call.session, {what}, schema_options(call));
  return reader.read(what);
}

std::string shown(const command::FoundSchema& found, const std::string& format) {
  if (format == "json") return command::inspection_json_text(found.inspection);
  if (format == "sql") return command::inspection_sql(found.inspection);
  if (format == "mermaid") return doctor::schema_mermaid(found.inspection.database);
  if (format == "html") {
    return doctor::schema_page(doctor::schema_json(found.inspection), found.from);
  }
  return command::inspection_text(found.inspection);
}

int show_schema(const Call& call, const std::string& what, const std::string& format) {
  const command::FoundSchema found = find_schema(call, what);
  if (call.console.json()) {
    call.console.write_json(command::inspection_json(found.inspection));
    return 0;
  }
  put(call, shown(found, format));
  return 0;
}

}  // namespace

int run_inspect(const Call& call) {
  const std::vector<std::string>& words = call.arguments.positionals;
  const std::string what = words.empty() ? std::string() : words.front();
  const std::string format = call.arguments.value("format").value_or("text");
  const bool picture = format == "mermaid" || format == "html";
  if (what == "models" && !picture) return show_models(call, format);
  return show_schema(call, what, format);
}

int run_create_all(const Call& call) {
  const std::vector<std::string>& words = call.arguments.positionals;
  std::optional<std::string> given;
  if (!words.empty()) given = words.front();
  const command::CreateAllReport report = command::create_all(
      call.session, command::desired_word(call.session, given), schema_options(call));
  call.console.write(command::create_all_text(report));
  if (call.console.json()) call.console.write_json(command::create_all_json(report));
  return 0;
}

}  // namespace retort::cli
