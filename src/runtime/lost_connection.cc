// PostgreSQL knows of each transaction's id whether it was committed. Where that is not known the
// version table tells: once the old session has ended, its rows are those from before or those from
// after. Where the transaction has not changed them, the journal's rows tell.
#include "runtime/lost_connection.h"

#include <algorithm>
#include <memory>

#include "base/clock.h"
#include "base/error.h"
#include "runtime/attempts.h"

namespace retort::runtime {
namespace {

using Outcome = Aftermath::Outcome;

/// Seconds to get a connection, and then for the old session to end.
constexpr double kReconnect = 4;
constexpr double kSessionEnd = 5;
/// Seconds until a session that the server still keeps is ended by us.
constexpr double kPatience = 1;
constexpr double kPause = 0.1;

std::unique_ptr<database::Connection> reconnect(const RunContext& context) {
  if (!context.settings.url) return nullptr;
  const double deadline = monotonic_seconds() + kReconnect;
  database::ConnectOptions options;
  options.connect_timeout = static_cast<int>(kReconnect);
  while (true) {
    try {
      return database::connect(*context.settings.url, options);
    } catch (const Error&) {
      if (monotonic_seconds() >= deadline) return nullptr;
    }
    pause_for(kPause);
  }
}

/// Errors: ErrorCode::database where the server cannot tell.
Outcome postgres_outcome(database::Connection& connection, std::int64_t transaction) {
  const double begun = monotonic_seconds();
  while (true) {
    const database::Result result =
        connection.execute("SELECT txid_status($1::bigint)", {transaction});
    const std::string status = database::text_or_empty(result.rows.at(0).at(0));
    if (status == "committed") return Outcome::committed;
    if (status == "aborted") return Outcome::rolled_back;
    const double waited = monotonic_seconds() - begun;
    if (status != "in progress" || waited > kSessionEnd) return Outcome::unknown;
    if (waited > kPatience) {
      // The server has not noticed yet. The id of the transaction names its session for sure,
      // behind a pooler too.
      connection.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'transactionid' "
          "AND granted AND mode = 'ExclusiveLock' "
          "AND transactionid::text::bigint = ($1::bigint & 4294967295)",
          {transaction});
    }
    pause_for(kPause);
  }
}

/// Whether the session is over. One of PostgreSQL that does not end by itself is ended.
bool session_has_ended(database::Connection& connection, std::int64_t session) {
  const bool postgres = connection.dialect_name() == "postgresql";
  const std::string look =
      postgres ? "SELECT count(*) > 0 FROM pg_stat_activity WHERE pid = $1::int"
               : "SELECT COUNT(*) > 0 FROM information_schema.PROCESSLIST WHERE ID = ?";
  const double begun = monotonic_seconds();
  while (true) {
    const database::Result result = connection.execute(look, {session});
    if (!database::as_boolean(result.rows.at(0).at(0))) return true;
    const double waited = monotonic_seconds() - begun;
    if (waited > kSessionEnd) return false;
    if (postgres && waited > kPatience) {
      connection.execute("SELECT pg_terminate_backend($1::int)", {session});
    }
    pause_for(kPause);
  }
}

std::vector<std::string> sorted(std::vector<std::string> rows) {
  std::ranges::sort(rows);
  return rows;
}

Outcome outcome_by_rows(const LostTransaction& lost, const std::vector<std::string>& rows) {
  const bool after = sorted(rows) == sorted(lost.rows_after);
  const bool before = sorted(rows) == sorted(lost.rows_before);
  if (after == before) return Outcome::unknown;
  return after ? Outcome::committed : Outcome::rolled_back;
}

Outcome outcome_by_journal(database::Connection& connection, const LostTransaction& lost) {
  if (!lost.proof) return Outcome::unknown;
  const database::Result result = connection.execute(*lost.proof);
  return database::as_boolean(result.rows.at(0).at(0)) ? Outcome::committed : Outcome::rolled_back;
}

}  // namespace

Aftermath find_out(const RunContext& context, const LostTransaction& lost) {
  Aftermath out;
  if (!lost.committing) out.outcome = Outcome::rolled_back;
  const std::unique_ptr<database::Connection> connection = reconnect(context);
  if (connection == nullptr) return out;
  try {
    const bool postgres = connection->dialect_name() == "postgresql";
    if (lost.committing && postgres && lost.transaction) {
      out.outcome = postgres_outcome(*connection, *lost.transaction);
    }
    const bool decided = out.outcome != Outcome::unknown;
    const bool ended = !lost.pooled && (decided || session_has_ended(*connection, lost.session));
    out.rows = read_version_rows(*connection, context).rows;
    out.reached = true;
    if (lost.committing && !decided) {
      out.outcome = outcome_by_rows(lost, out.rows);
      if (out.outcome == Outcome::unknown) out.outcome = outcome_by_journal(*connection, lost);
      // What is not there may still come.
      if (!ended && out.outcome == Outcome::rolled_back) out.outcome = Outcome::unknown;
    }
  } catch (const Error& error) {
    if (error.code != ErrorCode::database && error.code != ErrorCode::connection) throw;
  }
  return out;
}

}  // namespace retort::runtime
