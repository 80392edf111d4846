// The only outside interface is repeatable.h.
#include "command/repeatable.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/error.h"
#include "database/value.h"
#include "dialect/split.h"
#include "runtime/lock.h"
#include "runtime/repeatable_table.h"
#include "runtime/version_table.h"

namespace retort::command {
namespace {

constexpr std::string_view kLogger = "retort.repeatable";

/// The names of all views, tables and routines in lower case, whatever their schema.
std::set<std::string> names_there(database::Connection& connection) {
  std::string query =
      "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() UNION "
      "SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()";
  if (connection.dialect_name() == "postgresql") {
    query =
        "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = "
        "c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname <> 'pg_catalog' "
        "UNION SELECT p.proname FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid "
        "= p.pronamespace WHERE n.nspname <> 'pg_catalog'";
  } else if (connection.dialect_name() == "sqlite") {
    query = "SELECT name FROM sqlite_master";
  }
  std::set<std::string> out;
  for (const database::Row& row : connection.execute(query).rows) {
    out.insert(in_lower_case(database::optional_text(row.at(0)).value_or("")));
  }
  return out;
}

std::vector<RepeatableState> states_of(const std::vector<RepeatableScript>& scripts,
                                       const std::vector<runtime::RepeatableRecord>& records,
                                       database::Connection& connection) {
  using enum RepeatableState::Kind;
  std::vector<RepeatableState> out;
  std::set<std::string> pending;
  const bool asks = !records.empty() && std::ranges::any_of(scripts, [](const auto& script) {
    return !script.makes.empty();
  });
  const std::set<std::string> there = asks ? names_there(connection) : std::set<std::string>();
  for (const RepeatableScript& script : scripts) {
    const auto record = std::ranges::find(records, script.name, &runtime::RepeatableRecord::name);
    RepeatableState state{script.name, added, ""};
    if (record != records.end()) {
      state.applied = record->applied;
      state.kind = record->checksum == script.checksum ? applied : changed;
    }
    const bool whole = std::ranges::all_of(
        script.makes, [&](const std::string& name) { return there.contains(in_lower_case(name)); });
    if (state.kind == applied && !whole) state.kind = missing;
    const bool follows = std::ranges::any_of(
        script.requires_, [&](const std::string& name) { return pending.contains(name); });
    if (state.kind == applied && follows) state.kind = implied;
    if (state.is_pending()) pending.insert(state.name);
    out.push_back(std::move(state));
  }
  for (const runtime::RepeatableRecord& record : records) {
    const bool known =
        std::ranges::find(scripts, record.name, &RepeatableScript::name) != scripts.end();
    if (!known) out.push_back({record.name, gone, record.applied});
  }
  return out;
}

/// How a run groups scripts in transactions, as the project's migrations are.
enum class Grouping { together, each, none };

Grouping grouping_of(const dialect::Dialect& dialect, const runtime::Settings& settings) {
  const bool transactional = settings.transactional_ddl.value_or(dialect.transactional_ddl());
  if (settings.statements_commit) return Grouping::none;
  if (!transactional && dialect.name() != "sqlite") return Grouping::none;
  return settings.transaction_per_migration ? Grouping::each : Grouping::together;
}

void run_statements(database::Connection& connection, const RepeatableScript& script,
                    std::string_view dialect) {
  const Source& source = *script.source;
  const Span all{0, static_cast<std::uint32_t>(source.text.size())};
  for (const dialect::StatementPiece& piece : dialect::split_statements(source, all, dialect)) {
    database::Statement statement;
    statement.text = source.text.substr(piece.span.begin, piece.span.end - piece.span.begin);
    statement.alone = !script.transaction;
    try {
      connection.execute(statement);
    } catch (Error& error) {
      error.place = place_of(Origin{script.source, piece.span});
      throw;
    }
  }
}

/// Runs scripts under a lock that is taken.
class RepeatableRun {
 public:
  RepeatableRun(Session& session, database::Connection& connection, runtime::RunLock& lock,
                const runtime::RepeatableTable& table)
      : session_(session),
        connection_(connection),
        lock_(lock),
        table_(table),
        grouping_(grouping_of(session.dialect(Mode::online), session.settings(Mode::online))) {}

  void run(const std::vector<const RepeatableScript*>& scripts) {
    try {
      const bool exists = table_.exists(connection_);
      begin();
      if (!exists) {
        for (const std::string& statement : table_.create()) connection_.execute(statement);
      }
      if (grouping_ != Grouping::together) commit();
      for (const RepeatableScript* script : scripts) run(*script);
      commit();
    } catch (Error& error) {
      connection_.rollback();
      lock_.transaction_ended();
      lock_.explain(error);
      throw;
    }
  }
  /// One statement of the caller's.
  void execute(const std::string& statement) {
    begin();
    connection_.execute(statement);
    commit();
  }

 private:
  void begin() {
    if (grouping_ == Grouping::none || connection_.in_transaction()) return;
    connection_.begin();
    lock_.transaction_began();
  }
  void commit() {
    if (!connection_.in_transaction()) return;
    lock_.guard();
    connection_.commit();
    lock_.transaction_ended();
  }

  void run(const RepeatableScript& script) {
    session_.reporter().log("INFO", kLogger, "Running repeatable " + script.name);
    if (script.transaction) {
      begin();
    } else {
      commit();
    }
    run_statements(connection_, script, session_.dialect(Mode::online).name());
    for (const std::string& statement : table_.record(script.name, script.checksum)) {
      connection_.execute(statement);
    }
    if (grouping_ == Grouping::each) commit();
  }

  Session& session_;
  database::Connection& connection_;
  runtime::RunLock& lock_;
  const runtime::RepeatableTable& table_;
  Grouping grouping_;
};

runtime::RepeatableTable table_of(Session& session) {
  return {session.dialect(Mode::online).name(), session.settings(Mode::online)};
}

}  // namespace

std::string_view name_of(RepeatableState::Kind kind) {
  using enum RepeatableState::Kind;
  switch (kind) {
    case applied:
      return "applied";
    case changed:
      return "changed";
    case added:
      return "new";
    case missing:
      return "missing";
    case implied:
      return "implied";
    case gone:
      return "gone";
  }
  return "";
}

std::vector<RepeatableState> repeatable_states(
    Session& session, const std::vector<runtime::RepeatableRecord>& records) {
  if (session.request().program != nullptr) return {};
  std::vector<RepeatableScript> scripts;
  if (has_repeatables(session)) {
    scripts = repeatable_scripts(session, session.dialect(Mode::online).name());
  }
  if (scripts.empty() && records.empty()) return {};
  return states_of(scripts, records, session.connection(false));
}

std::vector<RepeatableState> repeatable_states(Session& session) {
  return repeatable_states(session, table_of(session).read(session.connection(false)));
}

bool any_pending(const std::vector<RepeatableState>& states) {
  return std::ranges::any_of(states, &RepeatableState::is_pending);
}

void require_repeatables(Session& session) {
  if (!has_repeatables(session)) return;
  std::string names;
  for (const RepeatableState& state : repeatable_states(session)) {
    if (!state.is_pending()) continue;
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", state.name, name_of(state.kind));
  }
  if (names.empty()) return;
  throw Error(ErrorCode::command, "Target database is not up to date.")
      .with_hint(fmt::format("Repeatable scripts have to run, `retort upgrade heads`: {}.", names));
}

std::size_t try_repeatables(Session& session) {
  if (!has_repeatables(session)) return 0;
  const dialect::Dialect& dialect = session.dialect(Mode::online);
  const std::vector<RepeatableScript> scripts = repeatable_scripts(session, dialect.name());
  database::Connection& connection = session.connection(true);
  const bool whole = grouping_of(dialect, session.settings(Mode::online)) != Grouping::none;
  for (const RepeatableScript& script : scripts) {
    const bool transaction = whole && script.transaction;
    if (transaction) connection.begin();
    try {
      run_statements(connection, script, dialect.name());
    } catch (const Error&) {
      connection.rollback();
      throw;
    }
    if (transaction) connection.commit();
  }
  return scripts.size();
}

bool is_at_heads(const revision::Graph& graph, std::vector<std::string> rows) {
  std::vector<std::string> heads = graph.ids(graph.real_heads());
  std::ranges::sort(rows);
  std::ranges::sort(heads);
  return rows == heads;
}

std::vector<std::string> run_repeatables(Session& session) {
  if (!has_repeatables(session)) return {};
  const auto scripts = repeatable_scripts(session, session.dialect(Mode::online).name());
  database::Connection& connection = session.connection(true);
  const runtime::RepeatableTable table = table_of(session);
  const auto look = [&] { return states_of(scripts, table.read(connection), connection); };
  const std::vector<RepeatableState> before = look();
  for (const RepeatableState& state : before) {
    if (state.kind != RepeatableState::Kind::gone) continue;
    session.reporter().log(
        "WARNING", kLogger,
        fmt::format("The file of repeatable {} is gone; what it has made is still there",
                    state.name));
  }
  if (!any_pending(before)) return {};
  if (!is_at_heads(session.graph(), session.version_rows())) {
    session.reporter().log("INFO", kLogger,
                           "Repeatable scripts wait until the database is at the heads");
    return {};
  }
  const runtime::Settings& settings = session.settings(Mode::online);
  const runtime::VersionTable versions(session.dialect(Mode::online), settings);
  runtime::RunLock lock(connection, versions, settings, session.reporter(), "upgrade");
  lock.take();
  std::vector<const RepeatableScript*> pending;
  std::vector<std::string> names;
  // Somebody else may have run them while the lock was waited for.
  for (const RepeatableState& state : look()) {
    if (!state.is_pending()) continue;
    pending.push_back(&*std::ranges::find(scripts, state.name, &RepeatableScript::name));
    names.push_back(state.name);
  }
  RepeatableRun(session, connection, lock, table).run(pending);
  return names;
}

void write_repeatables(Session& session) {
  if (!has_repeatables(session)) return;
  const std::string_view dialect = session.dialect(Mode::offline).name();
  const auto scripts = repeatable_scripts(session, dialect);
  if (scripts.empty()) return;
  const runtime::RepeatableTable table(dialect, session.settings(Mode::offline));
  const bool whole = grouping_of(session.dialect(Mode::offline), session.settings(Mode::offline)) !=
                     Grouping::none;
  runtime::Reporter& reporter = session.reporter();
  const auto write = [&](const std::string& text) { reporter.sql(text + "\n\n"); };
  for (const std::string& statement : table.create()) write(statement + ";");
  for (const RepeatableScript& script : scripts) {
    const bool transaction = whole && script.transaction;
    write("-- Running repeatable " + script.name);
    if (transaction) write("BEGIN;");
    const Source& source = *script.source;
    const Span all{0, static_cast<std::uint32_t>(source.text.size())};
    for (const auto& piece : dialect::split_statements(source, all, dialect)) {
      write(source.text.substr(piece.span.begin, piece.span.end - piece.span.begin) + ";");
    }
    for (const std::string& statement : table.record(script.name, script.checksum)) {
      write(statement + ";");
    }
    if (transaction) write("COMMIT;");
  }
}

void forget_repeatable(Session& session, const std::string& name) {
  for (const RepeatableState& state : repeatable_states(session)) {
    if (state.name != name) continue;
    if (state.kind != RepeatableState::Kind::gone) break;
    database::Connection& connection = session.connection(true);
    const runtime::Settings& settings = session.settings(Mode::online);
    const runtime::VersionTable versions(session.dialect(Mode::online), settings);
    runtime::RunLock lock(connection, versions, settings, session.reporter(), "repeatable forget");
    lock.take();
    const runtime::RepeatableTable table = table_of(session);
    RepeatableRun(session, connection, lock, table).execute(table.forget(name));
    return;
  }
  throw Error(ErrorCode::command, fmt::format("No repeatable script {} is gone", name))
      .with_hint("`retort repeatable` lists them.");
}

std::string repeatables_text(const std::vector<RepeatableState>& states) {
  std::string out;
  for (const RepeatableState& state : states) {
    out += fmt::format("{:8} {}{}\n", name_of(state.kind), state.name,
                       state.applied.empty() ? "" : " (ran " + state.applied + ")");
  }
  return out.empty() ? "There are no repeatable scripts.\n" : out;
}

Json repeatables_json(const std::vector<RepeatableState>& states) {
  Json out = Json::array();
  for (const RepeatableState& state : states) {
    out.push_back({{"name", state.name},
                   {"state", name_of(state.kind)},
                   {"applied", state.applied.empty() ? Json() : Json(state.applied)}});
  }
  return out;
}

}  // namespace retort::command
