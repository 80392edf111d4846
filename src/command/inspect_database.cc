// The only outside interface is inspect_database.h.
#include "command/inspect_database.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "database/connection.h"
#include "database/url.h"
#include "dialect/recreate.h"
#include "inspect/database.h"

namespace retort::command {
namespace {

using namespace schema::shape;

std::string unread_text(const Database& database, std::string_view prefix) {
  std::string out;
  for (const Unread& unread : database.unread) {
    out += fmt::format("{}not read: {} of kind {}\n", prefix, unread.count, unread.kind);
  }
  return out;
}

std::string column_line(const Column& column) {
  std::string out = fmt::format("    {} {}", column.name, column.type);
  if (column.not_null) out += " NOT NULL";
  if (column.default_value) out += " DEFAULT " + *column.default_value;
  if (column.generated) out += fmt::format(" AS ({})", *column.generated);
  if (column.identity) out += " IDENTITY";
  return out + '\n';
}

template <class Objects>
std::string lines(std::string_view kind, const Objects& objects) {
  std::string out;
  for (const auto& object : objects) {
    if constexpr (requires { object.name.schema; }) {
      out += fmt::format("{} {}\n", kind, shown(object.name));
    } else {
      out += fmt::format("{} {}\n", kind, object.name);
    }
  }
  return out;
}

}  // namespace

Inspection inspect_database(Session& session, const std::string& url) {
  if (url.empty()) return inspect::inspect_database(session.connection(false));
  const database::Url address = database::parse_url(url);
  const std::string file = address.database.value_or("");
  if (database::canonical_dialect(address) == "sqlite" && !file.empty() && file != ":memory:" &&
      !file.starts_with("file:") && !path_exists(file)) {
    throw Error(ErrorCode::io, fmt::format("There is no file {}", file))
        .with_hint("A relative path starts at the working directory; sqlite:////path is absolute.");
  }
  const auto connection = database::connect(address, {.create = false});
  return inspect::inspect_database(*connection);
}

std::string shown_url(Session& session, const std::string& url) {
  if (!url.empty()) return render(database::parse_url(url));
  return render(session.url());
}

std::string inspection_text(const Inspection& inspection) {
  const Database& database = inspection.database;
  std::string out = lines("schema", database.schemas);
  out += lines("extension", database.extensions);
  out += lines("collation", database.collations);
  out += lines("enum", database.enums);
  out += lines("domain", database.domains);
  out += lines("composite type", database.composite_types);
  out += lines("range type", database.range_types);
  out += lines("sequence", database.sequences);
  for (const Table& table : database.tables) {
    out += fmt::format("table {}\n", shown(table.name));
    for (const Column& column : table.columns) out += column_line(column);
    for (const Constraint& constraint : table.constraints) {
      out += fmt::format("    {}{}{}\n", constraint.name, constraint.name.empty() ? "" : ": ",
                         constraint.definition);
    }
    for (const Index& index : table.indexes) out += fmt::format("    index {}\n", index.name);
    for (const Trigger& trigger : table.triggers) {
      out += fmt::format("    trigger {}\n", trigger.name);
    }
    for (const Policy& policy : table.policies) out += fmt::format("    policy {}\n", policy.name);
  }
  for (const View& view : database.views) {
    out +=
        fmt::format("{} {}\n", view.materialized ? "materialized view" : "view", shown(view.name));
  }
  for (const Routine& routine : database.routines) {
    out += fmt::format("{} {}({})\n", routine.kind, shown(routine.name), routine.arguments);
  }
  out += lines("statistics", database.statistics);
  out += lines("event", database.events);
  out += unread_text(database, "");
  if (out.empty()) out = "There is nothing in it.\n";
  return out + fmt::format("fingerprint {}\n", fingerprint(database));
}

std::string inspection_sql(const Inspection& inspection) {
  return unread_text(inspection.database, "-- ") + dialect::recreate_script(inspection);
}

Json inspection_json(const Inspection& inspection) {
  return Json::parse(inspection_json_text(inspection));
}

std::string inspection_json_text(const Inspection& inspection) {
  return fmt::format("{{\n  \"fingerprint\": \"{}\",{}", fingerprint(inspection.database),
                     to_json(inspection.database).substr(1));
}

}  // namespace retort::command
