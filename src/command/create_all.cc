// The only outside interface is create_all.h.
//
//   1. Where this is production, or the database is not empty, nothing is done.
//   2. The source and the history are each tried on a scratch database, and must agree.
//   3. The source runs on the database, which is stamped with the heads; then repeatable scripts
//   do.
#include "command/create_all.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "base/environment.h"
#include "base/error.h"
#include "command/migrate.h"
#include "command/repeatable.h"
#include "inspect/database.h"
#include "schema/shape_changes.h"

namespace retort::command {
namespace {

namespace shape = schema::shape;

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

void refuse_in_production() {
  static constexpr std::array<std::string_view, 3> kProduction = {"production", "prod", "live"};
  for (const char* name : {"RETORT_ENV", "ENVIRONMENT"}) {
    const std::string value = environment_variable(name).value_or("");
    if (std::ranges::find(kProduction, lower(value)) == kProduction.end()) continue;
    throw Error(ErrorCode::command,
                fmt::format("create-all is for development, but {} is '{}'", name, value))
        .with_hint("Run `retort upgrade heads`: the migrations make the schema here.");
  }
}

/// On a connection that does not stay: scratch databases are made while there is none.
void refuse_if_not_empty(Session& own) {
  Session session(own.request(), own.reporter());
  session.use_files(own.files());
  const shape::Inspection found = inspect::inspect_database(session.connection(false));
  const std::vector<std::string> rows = session.version_rows();
  const std::vector<shape::Table>& tables = found.database.tables;
  if (rows.empty() && tables.empty() && found.database.views.empty()) return;
  const std::string& version_table = session.settings(Mode::online).version_table;
  const bool versioned =
      !rows.empty() || std::ranges::any_of(tables, [&](const shape::Table& table) {
        return table.name.name == version_table;
      });
  const std::size_t count = tables.size() + found.database.views.size();
  const std::string what =
      versioned ? fmt::format("it has a version table, {}", version_table)
                : fmt::format("it has {} {}", count, count == 1 ? "table" : "tables and views");
  throw Error(ErrorCode::command,
              fmt::format("create-all needs an empty database, but this is none: {}", what))
      .with_hint(versioned ? "Run `retort upgrade heads`."
                           : "Run `retort locate` to find out which revision has its schema.");
}

[[noreturn]] void refuse_differences(const std::string& from,
                                     const std::vector<shape::Change>& changes) {
  constexpr std::size_t kMostShown = 20;
  std::string list;
  for (std::size_t i = 0; i < std::min(changes.size(), kMostShown); ++i) {
    list += (list.empty() ? "" : "\n") + describe(changes[i]);
  }
  if (changes.size() > kMostShown)
    list += fmt::format("\nand {} more", changes.size() - kMostShown);
  Error error(ErrorCode::command,
              fmt::format("The migrations do not lead to the schema of {}: a database that is made "
                          "from it could not be migrated later on",
                          from));
  error.server.detail = list;
  throw error.with_hint(
      "Write the missing migration, or correct the source. In the list stands "
      "what the migrations miss, have beyond it, or make otherwise.");
}

/// What is found must be what is expected.
void compare(const shape::Inspection& expected, const shape::Inspection& found,
             const std::string& from) {
  const std::vector<shape::Change> changes =
      changes_between(items_of(expected.database), items_of(found.database));
  if (!changes.empty()) refuse_differences(from, changes);
}

}  // namespace

CreateAllReport create_all(Session& session, const std::string& word, SchemaOptions options) {
  refuse_in_production();
  refuse_if_not_empty(session);
  SchemaReader reader(session, {word}, std::move(options));
  SchemaDefinition definition = reader.define(word);
  const FoundSchema wanted = reader.read(definition, true);
  compare(wanted.inspection, reader.read("rev:heads").inspection, wanted.from);
  database::Connection& connection = session.connection(true);
  create_schema(connection, definition);
  stamp(session, {"heads"}, false, Mode::online);
  run_repeatables(session);
  CreateAllReport report;
  report.from = wanted.from;
  report.place = wanted.place;
  report.tables = wanted.inspection.database.tables.size();
  report.heads = session.version_rows();
  report.notes = wanted.notes;
  return report;
}

std::string create_all_text(const CreateAllReport& report) {
  std::string out;
  for (const std::string& note : report.notes) out += "not known: " + note + '\n';
  out += fmt::format("Created {} table{} from {}; the database is at {}.\n", report.tables,
                     report.tables == 1 ? "" : "s", report.from, fmt::join(report.heads, ", "));
  return out + fmt::format("The migrations lead to the same schema, tried on {}.\n", report.place);
}

Json create_all_json(const CreateAllReport& report) {
  return {{"from", report.from},
          {"tables", report.tables},
          {"heads", report.heads},
          {"notes", report.notes}};
}

}  // namespace retort::command
