// The outside interface is run.h; the on-line part is in run_online.cc.
#include "runtime/run.h"

#include <fmt/format.h>

#include "runtime/offline_host.h"
#include "runtime/version_table.h"

namespace retort::runtime {
namespace {

/// The name of Alembic's class for a dialect.
std::string_view implementation_name(std::string_view dialect) {
  if (dialect == "postgresql") return "PostgresqlImpl";
  if (dialect == "sqlite") return "SQLiteImpl";
  return dialect == "mariadb" ? "MariaDBImpl" : "MySQLImpl";
}

std::string sql_of(const VersionTable& table, const revision::RowChange& change) {
  using Kind = revision::RowChange::Kind;
  switch (change.kind) {
    case Kind::insert:
      return table.insert(change.to);
    case Kind::remove:
      return table.remove(change.from);
    case Kind::update:
      return table.update(change.from, change.to);
  }
  return {};
}

void write_all(OfflineHost& host, const std::vector<Settings::Output>& outputs) {
  for (const Settings::Output& output : outputs) {
    output.is_statement ? host.write_statement(output.text) : host.write_as_is(output.text);
  }
}

/// BEGIN, and what env.py writes around it.
void write_begin(OfflineHost& host, const Settings& settings) {
  write_all(host, settings.before_begin);
  if (!settings.transaction_per_migration && settings.writes_transaction) host.write_begin();
  write_all(host, settings.before_steps);
}

void write_end(OfflineHost& host, const Settings& settings) {
  write_all(host, settings.after_steps);
  if (!settings.transaction_per_migration && settings.writes_transaction) host.write_commit();
  write_all(host, settings.after_commit);
}

}  // namespace

void log_context(const RunContext& context, bool offline) {
  const bool transactional =
      context.settings.transactional_ddl.value_or(context.dialect.transactional_ddl());
  Reporter& reporter = context.reporter;
  reporter.log("INFO", kMigrationLogger,
               fmt::format("Context impl {}.", implementation_name(context.dialect.name())));
  if (offline) reporter.log("INFO", kMigrationLogger, "Generating static SQL");
  reporter.log("INFO", kMigrationLogger,
               fmt::format("Will assume {}transactional DDL.", transactional ? "" : "non-"));
}

void run_offline(const RunContext& context, const revision::Plan& plan, std::size_t starting_rows,
                 const RunScript& run_script) {
  OfflineHost host(context.dialect, context.settings, context.reporter);
  const VersionTable table(context.dialect, context.settings);
  const bool each = context.settings.transaction_per_migration;
  std::size_t rows = starting_rows;
  log_context(context, true);
  write_begin(host, context.settings);
  for (const revision::Step& step : plan.steps) {
    if (each) host.write_begin();
    if (rows == 0) host.emit(table.create(false));
    context.reporter.log("INFO", kMigrationLogger,
                         "Running " + revision::describe(*context.graph, step));
    host.write("-- Running " + revision::describe_short(step));
    if (context.is_foreign(step)) {
      context.reporter.sql(context.foreign->sql(step));
    } else if (step.operation != revision::Operation::stamp) {
      run_script(step, host);
    }
    for (const revision::RowChange& change : step.rows) {
      host.write_statement(sql_of(table, change));
      if (change.kind == revision::RowChange::Kind::insert) ++rows;
      if (change.kind == revision::RowChange::Kind::remove) --rows;
    }
    if (each) host.write_commit();
  }
  write_end(host, context.settings);
}

void write_version_table(const RunContext& context) {
  OfflineHost host(context.dialect, context.settings, context.reporter);
  log_context(context, true);
  write_begin(host, context.settings);
  host.emit(VersionTable(context.dialect, context.settings).create(false));
  write_end(host, context.settings);
}

}  // namespace retort::runtime
