// Each run has a session of its own: the command's request with what env.py says for it. On-line
// the run of one database takes place inside of the run of the one before, between its last step
// and its COMMIT; runs in one database follow each other.
#include "command/databases.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/signals.h"
#include "command/env_databases.h"

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

/// The command's session for one of several runs.
std::unique_ptr<Session> session_for(Session& session, Mode mode, const EnvDatabase& database,
                                     runtime::Reporter& reporter,
                                     std::function<void()> before_commit = nullptr) {
  Request request = session.request();
  for (const auto& [name, json] : database.arguments) {
    request.overrides.values.insert(request.overrides.values.begin(),
                                    {"run_migrations." + name, json});
  }
  if (before_commit) {
    request.before_commit = std::move(before_commit);
    request.catch_signals = false;
  }
  auto own = std::make_unique<Session>(std::move(request), reporter);
  own->use_environment(database.environment, mode);
  own->share_graph(session);
  return own;
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
    const auto own =
        session_for(session, Mode::offline, database,
                    to_file ? static_cast<runtime::Reporter&>(collector) : session.reporter());
    out.push_back({database.name, database.output_file, migrate(*own)});
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
      sessions_.push_back(session_for(session, Mode::online, databases[i], reporter_,
                                      [this, i] { run_from(i + 1); }));
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

/// In one database what a run has done must be committed before the next one can see it, and holds
/// locks until then.
std::vector<DatabaseReport> migrate_in_turn(Session& session,
                                            const std::vector<EnvDatabase>& databases,
                                            const std::function<RunReport(Session&)>& migrate) {
  std::vector<DatabaseReport> out;
  std::vector<std::unique_ptr<Session>> sessions;
  for (const EnvDatabase& database : databases) {
    sessions.push_back(session_for(session, Mode::online, database, session.reporter()));
    sessions.back()->settings(Mode::online);  // Before the first has begun: what is not known.
  }
  for (std::size_t i = 0; i < databases.size(); ++i) {
    repeat_log(databases[i], session.reporter());
    try {
      out.push_back({databases[i].name, {}, migrate(*sessions[i])});
    } catch (Error& error) {
      throw error.with_hint(
          fmt::format("This is {} of the {} runs that env.py makes: {}. Those "
                      "before it are committed.",
                      i + 1, databases.size(), databases[i].name));
    }
    sessions[i].reset();
  }
  return out;
}

}  // namespace

std::vector<DatabaseReport> migrate_databases(Session& session, Mode mode,
                                              const std::function<RunReport(Session&)>& migrate) {
  if (mode == Mode::offline) session.keep_sources();
  session.read_ahead();
  const std::vector<EnvDatabase>& databases = session.environment(mode).databases;
  if (databases.empty()) {
    std::vector<DatabaseReport> out;
    out.push_back({{}, {}, migrate(session)});
    return out;
  }
  if (mode == Mode::offline) return migrate_offline(session, databases, migrate);
  if (any_share_database(databases)) return migrate_in_turn(session, databases, migrate);
  return NestedRuns(session, databases, migrate).run(session.request().catch_signals);
}

void visit_databases(Session& session, Mode mode,
                     const std::function<void(const std::string& name, Session&)>& look) {
  const std::vector<EnvDatabase>& databases = session.environment(mode).databases;
  if (databases.empty()) return look({}, session);
  for (const EnvDatabase& database : databases) {
    repeat_log(database, session.reporter());
    look(database.name, *session_for(session, mode, database, session.reporter()));
  }
}

std::vector<DatabaseSession> database_sessions(Session& session, Mode mode) {
  std::vector<DatabaseSession> out;
  for (const EnvDatabase& database : session.environment(mode).databases) {
    out.push_back(
        {database.name, session_for(session, mode, database, session.reporter()), database.log});
  }
  return out;
}

}  // namespace retort::command
