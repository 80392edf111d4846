// The only outside interface is env_report.h.
#include "command/env_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "command/env_databases.h"

namespace retort::command {
namespace {

constexpr std::string_view kDefault = "default";

/// Collects entries.
class Collector {
 public:
  explicit Collector(EnvReport& report) : report_(report) {}

  void add(std::string name, std::string value, std::string from) {
    report_.entries.push_back({std::move(name), std::move(value), std::move(from)});
  }
  void add(std::string name, const project::Known<std::string>& known, std::string otherwise) {
    if (known.given()) {
      add(std::move(name), known.value, known.from);
    } else {
      add(std::move(name), std::move(otherwise), std::string(kDefault));
    }
  }
  void add(std::string name, const project::Known<bool>& known, bool otherwise) {
    add_boolean(std::move(name), known.given() ? known.value : otherwise,
                known.given() ? known.from : std::string(kDefault));
  }

 private:
  void add_boolean(std::string name, bool value, std::string from) {
    add(std::move(name), std::string(value ? "true" : "false"), std::move(from));
  }

  EnvReport& report_;
};

std::string joined(const std::vector<std::string>& items) {
  return fmt::format("{}", fmt::join(items, " "));
}

void add_project(Collector& out, const project::Project& project) {
  const project::Config& config = project.config;
  if (config.ini_exists()) {
    out.add("configuration", fmt::format("{} [{}]", config.ini_path(), config.section()), "files");
  } else {
    out.add("configuration", config.toml_path(), "files");
  }
  const auto location = config.option("script_location");
  out.add("script_location", project.script_location,
          location ? project::place_text(location->origin) : std::string(kDefault));
  const auto versions = config.option("version_locations");
  std::vector<std::string> shown;
  for (const std::string& path : project.version_locations) shown.push_back(display_path(path));
  out.add("version_locations", joined(shown),
          versions ? project::place_text(versions->origin) : std::string(kDefault));
}

/// The URL without its password, and the dialect, which follows from it.
void add_database(Collector& out, const project::Environment& known, EnvReport& report) {
  std::string dialect = known.dialect.value;
  std::string dialect_from = known.dialect.from;
  for (const project::EnvDatabase& one : known.databases) {
    out.add("database", one.name, "env.py");
  }
  const bool one = !known.databases.empty() && share_database(known.databases);
  const project::Known<Secret>& found = one ? known.databases.front().environment.url : known.url;
  if (found.given()) {
    try {
      const database::Url url = database::parse_url(found.value.reveal());
      out.add("url", database::render(url), found.from);
      if (!known.dialect.given()) {
        dialect = database::canonical_dialect(url);
        dialect_from = "url";
      }
    } catch (const Error& error) {
      out.add("url", "(cannot be parsed)", found.from);
      report.notes.push_back(error.message);
    }
  } else {
    out.add("url", "(unknown)", std::string(kDefault));
  }
  out.add("dialect", dialect.empty() ? "(unknown)" : dialect,
          dialect_from.empty() ? std::string(kDefault) : dialect_from);
}

}  // namespace

EnvReport describe_environment(Session& session) {
  EnvReport report;
  Collector out(report);
  add_project(out, session.project());
  const project::Environment& known = session.environment(Mode::online);
  add_database(out, known, report);
  out.add("version_table", known.version_table, "alembic_version");
  out.add("version_table_schema", known.version_table_schema, "");
  out.add("version_table_pk", known.version_table_pk, true);
  out.add("transaction_per_migration", known.transaction_per_migration, false);
  const dialect::Dialect* dialect = nullptr;
  for (const EnvEntry& entry : report.entries) {
    if (entry.name == "dialect") dialect = dialect::find_dialect(entry.value);
  }
  out.add("transactional_ddl", known.transactional_ddl,
          dialect == nullptr || dialect->transactional_ddl());
  out.add("literal_binds", known.literal_binds, true);
  out.add("include_schemas", known.include_schemas, false);
  out.add("render_as_batch", known.render_as_batch, false);
  out.add("target_metadata", known.target_metadata, "None");
  for (const auto& [key, text] : known.naming_convention.value) {
    out.add("naming_convention." + key, text, known.naming_convention.from);
  }
  if (known.statements_commit.value) {
    out.add("isolation_level", "AUTOCOMMIT", known.statements_commit.from);
  }
  for (const project::EnvStatement& statement : known.setup_statements) {
    out.add("setup_statement", statement.sql, statement.from);
  }
  for (const project::EnvStatement& statement : known.last_statements) {
    out.add("last_statement", statement.sql, statement.from);
  }
  for (EnvEntry& entry : report.entries) {
    const std::string* reason = known.hidden_reason(entry.name);
    if (reason == nullptr || entry.from != kDefault) continue;
    entry.value = "(unknown)";
    entry.from = *reason;
  }
  report.notes.insert(report.notes.end(), known.notes.begin(), known.notes.end());
  return report;
}

std::string env_text(const EnvReport& report) {
  std::size_t width = 0;
  for (const EnvEntry& entry : report.entries) width = std::max(width, entry.name.size());
  std::string out;
  for (const EnvEntry& entry : report.entries) {
    out += fmt::format("{:<{}}  {}  ({})\n", entry.name, width,
                       entry.value.empty() ? "-" : entry.value, entry.from);
  }
  for (const std::string& note : report.notes) out += fmt::format("note: {}\n", note);
  return out;
}

Json env_json(const EnvReport& report) {
  Json settings = Json::array();
  for (const EnvEntry& entry : report.entries) {
    settings.push_back({{"name", entry.name}, {"value", entry.value}, {"from", entry.from}});
  }
  return {{"settings", std::move(settings)}, {"notes", report.notes}};
}

}  // namespace retort::command
