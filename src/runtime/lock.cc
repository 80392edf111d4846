// The only outside interface is lock.h.
//
// How the two locks of PostgreSQL respect each other: each is taken first, and then looked for the
// other one. A session that has its lock waits until the lease is free; a lease that has been taken
// while a session had its lock is given back at once. So one of them always goes on.
#include "runtime/lock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/file_locks.h"
#include "base/identity.h"
#include "base/signals.h"
#include "runtime/lock_holder.h"

namespace retort::runtime {
namespace {

constexpr double kFirstPause = 0.02;
constexpr double kLongestPause = 0.5;
/// Seconds of waiting until it is said who is waited for, and from then on between such lines.
constexpr double kFirstWord = 1;
constexpr double kNextWords = 10;
/// What PostgreSQL keeps of an application's name.
constexpr std::size_t kLongestName = 63;
/// The server has no such function, or does not carry it out.
constexpr std::string_view kUndefinedFunction = "42883";
constexpr std::string_view kNotSupported = "0A000";
/// What the last try means where no time to wait was given.
constexpr std::string_view kReleased = "It was released just now.";

/// Takes the lock only in a session of the server's own: $3 is the process that the connection
/// began with. In the session that has it, the application's name tells others who holds it.
constexpr std::string_view kTakeInSession =
    "WITH found AS (SELECT coalesce((SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n "
    "ON n.oid = c.relnamespace WHERE c.oid = to_regclass($4)), nullif($1, ''), "
    "current_schema()::text, '') || '.' || $2::text AS name), "
    "keyed AS (SELECT name, ('x' || substr(md5('retort:' || name), 1, 16))::bit(64)::bigint AS key "
    "FROM found), "
    "taken AS (SELECT name, key, CASE WHEN pg_backend_pid() = $3 THEN pg_try_advisory_lock(key) "
    "END AS got FROM keyed) "
    "SELECT name, key, got, CASE WHEN got THEN EXISTS (SELECT 1 FROM pg_locks k WHERE k.locktype = "
    "'advisory' AND k.granted AND k.pid = pg_backend_pid() AND k.objsubid = 1 AND "
    "((k.classid::bigint << 32) | k.objid::bigint) = taken.key) END, "
    "to_regclass('retort.lease') IS NOT NULL, "
    "CASE WHEN got AND current_setting('application_name') = 'retort' AND $5 <> '' THEN "
    "set_config('application_name', $5, false) END FROM taken";

}  // namespace

RunLock::RunLock(database::Connection& connection, const VersionTable& table,
                 const Settings& settings, Reporter& reporter, std::string command)
    : connection_(connection),
      table_(table),
      settings_(settings),
      reporter_(reporter),
      command_(std::move(command)) {}

RunLock::~RunLock() {
  // A session of its own ends with its connection.
  if (!holds_session_ || !connection_.is_adopted() || advisory_ == 0) return;
  try {
    connection_.execute("SELECT pg_advisory_unlock($1)", {advisory_});
  } catch (const std::exception&) {
    return;  // A lost connection has lost its locks.
  }
}

void RunLock::take() {
  if (connection_.dialect_name() == "sqlite") return take_sqlite();
  const double begun = monotonic_seconds();
  double pause = kFirstPause;
  next_word_ = kFirstWord;
  while (!try_take()) {
    waited_ = true;
    stop_if_interrupted();
    const double waited = monotonic_seconds() - begun;
    const double left = settings_.lock_timeout - waited;
    if (left <= 0) give_up();
    if (waited >= next_word_) say_waiting(waited);
    const double part = 0.5 + static_cast<double>(random_bits() % 1024) / 2048;
    sleep_seconds(std::min(pause * part, left));
    pause = std::min(pause * 2, kLongestPause);
  }
  let_server_watch();
  if (!lease_) return;
  lease_->renew(
      [this] {
        std::unique_ptr<database::Connection> further = connection_.another();
        return further != nullptr ? std::move(further) : database::connect(settings_.url.value());
      },
      [this] { connection_.cancel(); });
}

bool RunLock::try_take() {
  if (lease_) return lease_->try_take();
  return connection_.dialect_name() == "postgresql" ? try_session() : try_mysql();
}

void RunLock::use_lease() {
  lease_.emplace(connection_, key_, command_, advisory_);
  lease_exists_ = Lease::exists(connection_);
}

bool RunLock::try_session() {
  if (holds_session_) return Lease::holder(connection_, key_).empty();
  std::string name;
  if (!connection_.is_adopted()) {
    name = fmt::format("retort {}@{} {} {}", user_name(), host_name(), process_id(), command_);
    if (name.size() > kLongestName) name.resize(kLongestName);
  }
  database::Result result;
  try {
    result = connection_.execute(std::string(kTakeInSession),
                                 {table_.schema(), table_.name(), connection_.announced_process(),
                                  table_.qualified_name(), std::move(name)});
  } catch (const Error& error) {
    const std::string& state = error.server.sqlstate;
    if (state != kUndefinedFunction && state != kNotSupported) throw;
    key_ = fmt::format("{}.{}", table_.schema(), table_.name());
    use_lease();
    return lease_->try_take();
  }
  const database::Row& row = result.rows.at(0);
  key_ = database::text_or_empty(row[0]);
  advisory_ = database::as_integer(row[1]).value_or(0);
  const bool refused = database::is_null(row[2]);
  const bool got = !refused && database::as_boolean(row[2]);
  if (refused || (got && !database::as_boolean(row[3]))) {
    use_lease();
    return lease_->try_take();
  }
  if (!got) return false;
  holds_session_ = true;
  lease_exists_ = database::as_boolean(row[4]);
  return !lease_exists_ || Lease::holder(connection_, key_).empty();
}

bool RunLock::try_mysql() {
  if (lock_name_.empty()) {
    // The server's locks are for all its databases: the name holds the database's.
    const database::Result name =
        connection_.execute("SELECT CONCAT(COALESCE(NULLIF(?, ''), DATABASE(), ''), '.', ?)",
                            {table_.schema(), table_.name()});
    key_ = database::text_or_empty(name.rows.at(0).at(0));
    const database::Result hash = connection_.execute("SELECT CONCAT('retort:', SHA1(?))", {key_});
    lock_name_ = database::text_or_empty(hash.rows.at(0).at(0));
    const database::Result cluster = connection_.execute("SHOW VARIABLES LIKE 'wsrep_on'");
    if (!cluster.rows.empty() && database::to_string(cluster.rows[0].at(1)) == "ON") {
      use_lease();
      return lease_->try_take();
    }
  }
  const database::Result result = connection_.execute("SELECT GET_LOCK(?, 0)", {lock_name_});
  holds_session_ = !result.rows.empty() && database::as_boolean(result.rows[0][0]);
  return holds_session_;
}

/// The database file's own lock: waited for by the connection, which tells of it.
void RunLock::take_sqlite() {
  std::string file;
  const database::Result databases = connection_.execute("PRAGMA database_list");
  for (const database::Row& row : databases.rows) {
    if (database::text_or_empty(row.at(1)) == "main") file = database::text_or_empty(row.at(2));
  }
  const auto who = [file] {
    std::string found = file_lock_holder(file);
    if (found.empty()) found = file_lock_holder(file + "-shm");
    return found.empty() ? std::string() : "It is held by " + found + ".";
  };
  next_word_ = kFirstWord;
  std::string last;
  connection_.on_wait([&](double waited) {
    waited_ = true;
    if (waited < next_word_) return;
    next_word_ = waited + kNextWords;
    last = who();
    Wait wait;
    wait.seconds = waited;
    wait.left = std::max(0.0, settings_.lock_timeout - waited);
    wait.lock = file;
    wait.text =
        fmt::format("Waiting for the lock of the database file {}, {} seconds more at most. {}",
                    file, *wait.left, last);
    reporter_.event(wait);
  });
  try {
    connection_.execute("BEGIN IMMEDIATE");
    connection_.on_wait(nullptr);
  } catch (Error& error) {
    connection_.on_wait(nullptr);
    if (error.code == ErrorCode::locked) {
      stop_if_interrupted();
      const std::string holder = who();
      if (!holder.empty() || !last.empty()) error.message += " " + (holder.empty() ? last : holder);
    }
    throw;
  }
}

void RunLock::say_waiting(double waited) {
  next_word_ = waited + kNextWords;
  Wait wait;
  wait.seconds = waited;
  wait.left = settings_.lock_timeout - waited;
  wait.lock = table_.qualified_name();
  wait.text = fmt::format("Waiting for the lock of {}, {:.0f} seconds more at most. {}", wait.lock,
                          *wait.left, holder());
  const bool session = connection_.dialect_name() == "postgresql" && !holds_session_ && !lease_;
  if (session) wait.blockers = postgres_lock_sessions(connection_, advisory_);
  reporter_.event(wait);
}

void RunLock::give_up() {
  const std::string waited =
      settings_.lock_timeout > 0 ? fmt::format("; waited {} seconds", settings_.lock_timeout) : "";
  Error error(ErrorCode::locked, fmt::format("Another run holds the lock of {}{}. {}",
                                             table_.qualified_name(), waited, holder()));
  throw error.with_hint("Wait for it to end, or give a longer --lock-timeout.");
}

std::string RunLock::holder() {
  std::string found;
  if (connection_.dialect_name() == "postgresql" && !holds_session_) found = postgres_holder();
  if (found.empty() && !lock_name_.empty() && !lease_) found = mysql_holder();
  if (found.empty() && (lease_exists_ || lease_)) found = Lease::holder(connection_, key_);
  return found.empty() ? std::string(kReleased) : found;
}

std::string RunLock::postgres_holder() {
  return postgres_lock_holder(connection_, advisory_);
}

std::string RunLock::mysql_holder() {
  const std::string found = mysql_lock_holder(connection_, lock_name_);
  return found.empty() ? found : found + journaled_run();
}

/// What the journal has as the last run that began and did not end.
std::string RunLock::journaled_run() {
  try {
    const database::Result result = connection_.execute(
        "SELECT command, os_user, host, pid, DATE_FORMAT(started_at, '%Y-%m-%d %H:%i:%s') FROM "
        "retort_run WHERE version_table = ? AND outcome = 'running' ORDER BY started_at DESC "
        "LIMIT 1",
        {key_});
    if (result.rows.empty()) return {};
    const auto cell = [&](std::size_t i) { return database::to_string(result.rows[0][i]); };
    return fmt::format(" The journal's last run: `{}` of {}@{}, process {}, since {} UTC.", cell(0),
                       cell(1), cell(2), cell(3), cell(4));
  } catch (const Error&) {
    return {};  // No journal yet, or not for this user.
  }
}

/// Has the server look whether this client still lives while a statement runs, so that a killed run
/// frees the lock soon and not at the end of the statement that it left behind. Servers before
/// release 14 and some platforms cannot.
void RunLock::let_server_watch() {
  if (connection_.dialect_name() != "postgresql" || connection_.is_adopted() ||
      connection_.server_version() < database::ServerVersion{14}) {
    return;
  }
  try {
    // What a pool's session keeps would stay there: each transaction says it for itself.
    connection_.execute(
        fmt::format("SELECT set_config('client_connection_check_interval', '2s', {})",
                    lease_ ? "true" : "false"));
    watched_ = lease_.has_value();
  } catch (const Error& error) {
    if (error.code != ErrorCode::database) throw;
  }
}

void RunLock::transaction_began() {
  if (!watched_) return;
  database::Statement statement;
  statement.text = "SET LOCAL client_connection_check_interval = '2s'";
  connection_.enqueue(std::move(statement));
}

void RunLock::guard() {
  if (lease_) lease_->guard();
}

void RunLock::transaction_ended() {
  if (lease_) lease_->transaction_ended();
}

void RunLock::explain(Error& error) {
  if (lease_ && error.code != ErrorCode::locked && lease_->lost()) error = lease_->lost_error();
}

}  // namespace retort::runtime
