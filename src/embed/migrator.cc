// Every call makes a Session for the program (command/program.h), asks command/ for its work, and
// translates what comes back.
#include "retort/migrator.h"

#include <utility>

#include "base/error.h"
#include "command/autogenerate.h"
#include "command/current.h"
#include "command/database_status.h"
#include "command/migrate.h"
#include "command/session.h"
#include "command/table_differences.h"
#include "database/adopt.h"
#include "embed/compiled.h"
#include "embed/desired.h"
#include "embed/embedded_files.h"
#include "embed/events.h"
#include "embed/failure.h"
#include "revision/language.h"
#include "revision/plan.h"

namespace retort {
namespace {

using command::Mode;
using embed::guarded;

/// Hands everything to the program's function, or collects SQL.
class EventReporter final : public runtime::Reporter {
 public:
  explicit EventReporter(const std::function<void(const Event&)>& on_event) : on_event_(on_event) {}

  void log(std::string_view level, std::string_view logger, std::string_view message) override {
    tell({.kind = Event::Kind::log, .level = level, .logger = logger, .text = message});
  }
  void event(const runtime::Event& event) override {
    if (on_event_) embed::with_public_event(event, [&](const Event& told) { tell(told); });
  }
  bool wants_statements() const override { return on_event_ != nullptr; }
  void print(std::string_view text) override { tell({.kind = Event::Kind::output, .text = text}); }
  void sql(std::string_view text) override { sql_ += text; }

  std::string take_sql() { return std::move(sql_); }

 private:
  void tell(const Event& event) const {
    if (on_event_) embed::engine_guarded("MigratorOptions::on_event", [&] { on_event_(event); });
  }

  const std::function<void(const Event&)>& on_event_;
  std::string sql_;
};

template <class T>
project::Known<T> known(T value, const char* member) {
  return {std::move(value), std::string("MigratorOptions::") + member};
}

/// The dialect of the database that is given, as far as no connection is needed to know it.
std::string dialect_of(const MigratorOptions& options) {
  if (!options.dialect.empty()) return options.dialect;
  if (options.sqlite != nullptr) return "sqlite";
  if (options.postgresql != nullptr) return "postgresql";
  return {};
}

/// What the options say of the database.
project::Environment environment_of(const MigratorOptions& options, Mode mode) {
  project::Environment out;
  if (!options.url.empty()) out.url = known(Secret(options.url), "url");
  if (const std::string dialect = dialect_of(options); !dialect.empty()) {
    out.dialect = known(dialect, "dialect");
  }
  out.version_table = known(options.version_table, "version_table");
  out.version_table_schema = known(options.version_table_schema, "version_table_schema");
  const bool per_migration = options.transaction_mode == TransactionMode::per_migration;
  out.transaction_per_migration = known(per_migration, "transaction_mode");
  // SQLite can roll back all of a run, although Alembic does not count on it.
  const bool is_sqlite = options.sqlite != nullptr || options.url.starts_with("sqlite");
  if (mode == Mode::online && is_sqlite) {
    out.transactional_ddl = known(true, "transaction_mode");
  }
  schema::NamingConvention convention;
  for (const auto& [key, name] : options.naming_convention) convention.emplace(key, name);
  out.naming_convention = known(std::move(convention), "naming_convention");
  return out;
}

Language public_language(const revision::RevisionSpec& spec) {
  switch (revision::language_of(spec)) {
    case revision::Language::python:
      return Language::python;
    case revision::Language::sql:
      return Language::sql;
    case revision::Language::cpp:
      break;
  }
  return Language::cpp;
}

RevisionInfo info_of(const revision::Graph& graph, revision::Index index) {
  const revision::Revision& revision = graph[index];
  RevisionInfo out;
  out.revision = revision.spec.id;
  out.revises = revision.spec.down_revisions;
  out.depends_on = revision.spec.depends_on;
  out.branch_labels = graph.labels(index);
  out.message = revision.spec.doc();
  out.path = revision.spec.path;
  out.head = revision.is_head();
  out.language = public_language(revision.spec);
  return out;
}

PlannedStep::Kind kind_of(revision::Operation operation) {
  switch (operation) {
    case revision::Operation::upgrade:
      return PlannedStep::Kind::upgrade;
    case revision::Operation::downgrade:
      return PlannedStep::Kind::downgrade;
    case revision::Operation::stamp:
      break;
  }
  return PlannedStep::Kind::stamp;
}

RunResult result_of(const revision::Graph& graph, std::vector<std::string> before,
                    const revision::Plan& plan) {
  RunResult out;
  out.before = std::move(before);
  out.after = plan.heads;
  for (const revision::Step& step : plan.steps) {
    out.steps.push_back({kind_of(step.operation),
                         step.revision == revision::kNone ? "" : graph.id(step.revision), step.from,
                         step.to});
  }
  return out;
}

}  // namespace

class Migrator::Impl {
 public:
  explicit Impl(MigratorOptions given)
      : options(std::move(given)), files(options.embedded), locations(files.folders()) {
    check_database();
    for (const std::string& directory : options.directories) {
      if (!files.is_directory(directory)) {
        throw Error(ErrorCode::io, "There is no directory " + directory)
            .with_hint("Correct MigratorOptions::directories.");
      }
      locations.push_back(directory);
    }
    for (const Migration& migration : options.migrations) {
      compiled.push_back(embed::compile(migration));
    }
  }

  /// Calls `work` with a session made for it.
  template <typename Work>
  auto with_session(Mode mode, Work work) {
    return guarded([&] {
      EventReporter reporter(options.on_event);
      command::Program program;
      program.files = &files;
      program.version_locations = locations;
      program.migrations = compiled;
      program.environment = environment_of(options, mode);
      const std::unique_ptr<database::Connection> adopted =
          mode == Mode::online ? adopt() : nullptr;
      program.connection = adopted.get();
      command::Session session(request(program), reporter);
      return work(session, reporter);
    });
  }

  /// The same for what asks the database.
  template <typename Work>
  auto on_database(Work work) {
    guarded([&] { need_database(); });
    return with_session(Mode::online,
                        [&](command::Session& session, EventReporter&) { return work(session); });
  }

  RunResult plan(const char* operation, std::string_view target) {
    return on_database([&](command::Session& session) {
      command::PlanRequest wanted;
      wanted.operation = operation;
      wanted.targets = {std::string(target)};
      std::vector<std::string> rows = session.version_rows();
      const revision::Plan made = command::plan(session, wanted);
      return result_of(session.graph(), std::move(rows), made);
    });
  }

  std::vector<TableDifference> differences(bool at_heads) {
    return on_database([&](command::Session& session) {
      if (!options.desired) {
        throw Error(ErrorCode::usage, "MigratorOptions name no desired tables")
            .with_hint("Set MigratorOptions::desired.");
      }
      if (at_heads) command::require_heads(session);
      std::vector<TableDifference> out;
      for (command::TableDifference& found :
           command::table_differences(session, embed::desired_tables(session, options.desired))) {
        out.push_back({std::move(found.schema), std::move(found.table), std::move(found.changes),
                       std::move(found.statements), found.drops});
      }
      return out;
    });
  }

  const MigratorOptions options;
  const embed::EmbeddedFiles files;
  std::vector<std::string> locations;
  std::vector<command::CompiledMigration> compiled;  ///< Refer to `options`.

 private:
  command::Request request(const command::Program& program) const {
    command::Request out;
    out.program = &program;
    out.catch_signals = false;
    out.read_env = false;
    out.lock_timeout = std::chrono::duration<double>(options.lock_timeout).count();
    const auto seconds = [](const std::optional<std::chrono::milliseconds>& time) {
      return time ? std::optional(std::chrono::duration<double>(*time).count()) : std::nullopt;
    };
    out.table_lock_timeout = seconds(options.table_lock_timeout);
    out.statement_timeout = seconds(options.statement_timeout);
    out.retries = options.retries;
    out.journal = options.journal;
    if (options.transaction_mode == TransactionMode::none) out.transaction = "none";
    out.overrides.values = options.values;
    out.overrides.types = options.types;
    return out;
  }

  std::unique_ptr<database::Connection> adopt() const {
    if (options.sqlite != nullptr) {
      return database::adopt_sqlite(options.sqlite,
                                    std::chrono::duration<double>(options.lock_timeout).count());
    }
    if (options.postgresql != nullptr) return database::adopt_postgres(options.postgresql);
    return nullptr;
  }

  void check_database() const {
    const int given = (options.url.empty() ? 0 : 1) + (options.sqlite == nullptr ? 0 : 1) +
                      (options.postgresql == nullptr ? 0 : 1);
    if (given < 2) return;
    throw Error(ErrorCode::usage, "MigratorOptions name more than one database")
        .with_hint("Set one of url, sqlite and postgresql.");
  }

  void need_database() const {
    if (!options.url.empty() || options.sqlite != nullptr || options.postgresql != nullptr) return;
    throw Error(ErrorCode::usage, "MigratorOptions name no database")
        .with_hint("Set one of url, sqlite and postgresql.");
  }
};

Migrator::Migrator(MigratorOptions options)
    : impl_(guarded([&] { return std::make_unique<Impl>(std::move(options)); })) {}
Migrator::Migrator(Migrator&&) noexcept = default;
Migrator& Migrator::operator=(Migrator&&) noexcept = default;
Migrator::~Migrator() = default;

RunResult Migrator::upgrade(std::string_view target) {
  return impl_->on_database([&](command::Session& session) {
    command::RunReport report = command::upgrade(session, std::string(target), Mode::online);
    return result_of(session.graph(), std::move(report.before), report.plan);
  });
}

RunResult Migrator::downgrade(std::string_view target) {
  return impl_->on_database([&](command::Session& session) {
    command::RunReport report =
        command::downgrade(session, std::string(target), Mode::online, true);
    return result_of(session.graph(), std::move(report.before), report.plan);
  });
}

RunResult Migrator::stamp(std::string_view target, bool purge) {
  return stamp(std::vector<std::string>{std::string(target)}, purge);
}

RunResult Migrator::stamp(const std::vector<std::string>& targets, bool purge) {
  return impl_->on_database([&](command::Session& session) {
    command::RunReport report = command::stamp(session, targets, purge, Mode::online);
    return result_of(session.graph(), std::move(report.before), report.plan);
  });
}

RunResult Migrator::plan_upgrade(std::string_view target) {
  return impl_->plan("upgrade", target);
}

RunResult Migrator::plan_downgrade(std::string_view target) {
  return impl_->plan("downgrade", target);
}

std::vector<RevisionInfo> Migrator::pending(std::string_view target) {
  return impl_->on_database([&](command::Session& session) {
    command::PlanRequest wanted;
    wanted.operation = "upgrade";
    wanted.targets = {std::string(target)};
    std::vector<RevisionInfo> out;
    for (const revision::Step& step : command::plan(session, wanted).steps) {
      out.push_back(info_of(session.graph(), step.revision));
    }
    return out;
  });
}

std::vector<std::string> Migrator::current() {
  return impl_->on_database([](command::Session& session) { return session.version_rows(); });
}

DatabaseStatus Migrator::status() {
  return impl_->on_database([](command::Session& session) {
    const command::DatabaseStatus found = command::database_status(session, true);
    const revision::Graph& graph = session.graph();
    DatabaseStatus out;
    out.state = embed::public_state(found.state);
    out.explanation = command::explain(graph, found);
    out.rows = found.rows;
    out.heads = found.heads;
    out.pending = graph.ids(found.pending);
    for (const command::UnknownRow& row : found.unknown) out.unknown.push_back(row.id);
    for (const command::ChangedFile& file : found.changed) out.changed.push_back(file.revision);
    if (found.unfinished) out.interrupted = found.unfinished->step.revision;
    out.running = found.running;
    return out;
  });
}

std::vector<TableDifference> Migrator::differences() {
  return impl_->differences(false);
}

std::vector<TableDifference> Migrator::check() {
  return impl_->differences(true);
}

RunResult Migrator::resume() {
  return impl_->on_database([](command::Session& session) {
    command::RunReport report = command::resume(session, false);
    return result_of(session.graph(), std::move(report.before), report.plan);
  });
}

RunResult Migrator::rollback() {
  return impl_->on_database([](command::Session& session) {
    command::RunReport report = command::rollback(session);
    return result_of(session.graph(), std::move(report.before), report.plan);
  });
}

std::vector<std::string> Migrator::heads() {
  return impl_->with_session(Mode::offline, [](command::Session& session, EventReporter&) {
    return session.graph().ids(session.graph().heads());
  });
}

std::vector<RevisionInfo> Migrator::history() {
  return impl_->with_session(Mode::offline, [](command::Session& session, EventReporter&) {
    std::vector<RevisionInfo> out;
    for (const revision::Index index : revision::whole_history(session.graph())) {
      out.push_back(info_of(session.graph(), index));
    }
    return out;
  });
}

std::string Migrator::sql(std::string_view target) {
  return impl_->with_session(Mode::offline,
                             [&](command::Session& session, EventReporter& reporter) {
                               command::upgrade(session, std::string(target), Mode::offline);
                               return reporter.take_sql();
                             });
}

std::string Migrator::downgrade_sql(std::string_view range) {
  return impl_->with_session(Mode::offline,
                             [&](command::Session& session, EventReporter& reporter) {
                               command::downgrade(session, std::string(range), Mode::offline, true);
                               return reporter.take_sql();
                             });
}

}  // namespace retort
