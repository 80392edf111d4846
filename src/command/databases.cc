// Each database has a session of its own: the command's request with the URL and the arguments that
// env.py has for it. On-line the run of one database takes place inside of the run of the one
// before, between its last step and its COMMIT.
#include "command/databases.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/signals.h"

namespace retort::command {
namespace {

using project::EnvDatabase;

/// Keeps the SQL for a file; all else goes on.
class SqlCollector final : public runtime::Reporter {
 public:
  explicit SqlCollector(runtime::Reporter& outer) : outer_(outer) {}

  void log(std::string_view level, std::string_view logger, std::string_view message) override {
    outer_.log(level, logger, message);
  }
  void event(const runtime::Event& event) override { outer_.event(event); }
  void print(std::string_view text) override { outer_.print(text); }
  void sql(std::string_view text) override { text_ += text; }

  const std::string& text() const { return text_; }

 private:
  runtime::Reporter& outer_;
  std::string text_;
};

/// The command's request for one of several databases.
Request request_for(const Request& request, const EnvDatabase& database) {
  Request out = request;
  project::Overrides& overrides = out.overrides;
  overrides.url = database.url.reveal();
  overrides.url_from = "env.py";
  if (!overrides.version_table && !database.version_table.empty()) {
    overrides.version_table = database.version_table;
  }
  if (!overrides.version_table_schema && !database.version_table_schema.empty()) {
    overrides.version_table_schema = database.version_table_schema;
  }
  for (const auto& [name, json] : database.arguments) {
    overrides.values.insert(overrides.values.begin(), {"run_migrations." + name, json});
  }
  out.catch_signals = false;
  return out;
}

void repeat_log(const EnvDatabase& database, runtime::Reporter& reporter) {
  for (const project::LogLine& line : database.log) {
    reporter.log(line.level, line.logger, line.message);
  }
}

std::vector<DatabaseReport> migrate_offline(Session& session,
                                            const std::vector<EnvDatabase>& databases,
                                            const std::function<RunReport(Session&)>& migrate) {
  std::vector<DatabaseReport> out;
  for (const EnvDatabase& database : databases) {
    repeat_log(database, session.reporter());
    SqlCollector collector(session.reporter());
    const bool to_file = !database.output_file.empty();
    Session own(request_for(session.request(), database),
                to_file ? static_cast<runtime::Reporter&>(collector) : session.reporter());
    out.push_back({database.name, database.output_file, migrate(own)});
    if (to_file) real_files().write(database.output_file, collector.text());
  }
  return out;
}

/// The runs on-line, one inside of the other.
class NestedRuns {
 public:
  NestedRuns(Session& session, const std::vector<EnvDatabase>& databases,
             const std::function<RunReport(Session&)>& migrate)
      : databases_(databases), migrate_(migrate), reporter_(session.reporter()) {
    for (std::size_t i = 0; i < databases.size(); ++i) {
      Request request = request_for(session.request(), databases[i]);
      request.before_commit = [this, i] { run_from(i + 1); };
      sessions_.push_back(std::make_unique<Session>(std::move(request), reporter_));
      reports_.push_back({databases[i].name, {}, {}});
    }
  }

  std::vector<DatabaseReport> run(bool catch_signals) {
    for (const auto& session : sessions_) connections_.push_back(&session->connection(true));
    std::optional<SignalGuard> guard;
    if (catch_signals) {
      guard.emplace([this] {
        for (database::Connection* connection : connections_) connection->cancel();
      });
    }
    run_from(0);
    return std::move(reports_);
  }

 private:
  void run_from(std::size_t number) {
    if (number == databases_.size()) return;
    repeat_log(databases_[number], reporter_);
    try {
      reports_[number].report = migrate_(*sessions_[number]);
    } catch (Error& error) {
      // The runs around this one rethrow its error.
      if (!std::exchange(failed_, true)) {
        error.with_hint(fmt::format("The database is {}.", databases_[number].name));
      }
      throw;
    }
  }

  const std::vector<EnvDatabase>& databases_;
  const std::function<RunReport(Session&)>& migrate_;
  runtime::Reporter& reporter_;
  std::vector<std::unique_ptr<Session>> sessions_;
  std::vector<database::Connection*> connections_;
  std::vector<DatabaseReport> reports_;
  bool failed_ = false;
};

}  // namespace

std::vector<DatabaseReport> migrate_databases(Session& session, Mode mode,
                                              const std::function<RunReport(Session&)>& migrate) {
  const std::vector<EnvDatabase>& databases = session.environment(mode).databases;
  if (databases.empty()) {
    std::vector<DatabaseReport> out;
    out.push_back({{}, {}, migrate(session)});
    return out;
  }
  if (mode == Mode::offline) return migrate_offline(session, databases, migrate);
  return NestedRuns(session, databases, migrate).run(session.request().catch_signals);
}

void visit_databases(Session& session, Mode mode,
                     const std::function<void(const std::string& name, Session&)>& look) {
  const std::vector<EnvDatabase>& databases = session.environment(mode).databases;
  if (databases.empty()) return look({}, session);
  for (const EnvDatabase& database : databases) {
    repeat_log(database, session.reporter());
    Session own(request_for(session.request(), database), session.reporter());
    look(database.name, own);
  }
}

std::vector<DatabaseSession> database_sessions(Session& session, Mode mode) {
  std::vector<DatabaseSession> out;
  for (const EnvDatabase& database : session.environment(mode).databases) {
    auto own =
        std::make_unique<Session>(request_for(session.request(), database), session.reporter());
    out.push_back({database.name, std::move(own), database.log});
  }
  return out;
}

}  // namespace retort::command
