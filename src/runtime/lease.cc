// The only outside interface is lease.h.
#include "runtime/lease.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/identity.h"

namespace retort::runtime {
namespace {

using database::Value;

constexpr int kRenewEverySeconds = 4;
constexpr int kRetryAfterSeconds = 1;
constexpr int kMostTries = 20;

/// What a dialect calls things in the statements below.
struct Words {
  std::string_view table;
  std::string_view now;
  std::string end;  ///< Of a lease that is renewed now.
};

Words words_of(bool postgresql) {
  if (postgresql) {
    return {"retort.lease", "clock_timestamp()",
            fmt::format("clock_timestamp() + interval '{} seconds'", kLeaseSeconds)};
  }
  return {"retort_lease", "UTC_TIMESTAMP(6)",
          fmt::format("UTC_TIMESTAMP(6) + INTERVAL {} SECOND", kLeaseSeconds)};
}

bool is_one_of(const std::string& state, std::initializer_list<std::string_view> states) {
  for (const std::string_view one : states) {
    if (state == one) return true;
  }
  return false;
}

/// Two runs have met, and one of them was refused.
bool has_met_another(const Error& error) {
  return error.code == ErrorCode::locked ||
         is_one_of(error.server.sqlstate, {"40001", "40P01", "55P03", "23505", "42710", "42P06",
                                           "42P07", "XX000", "HY000", "42S01"});
}

std::string create_statement(bool postgresql) {
  const std::string_view name = postgresql ? "TEXT" : "VARCHAR(255)";
  const std::string_view time = postgresql ? "TIMESTAMP WITH TIME ZONE" : "DATETIME(6)";
  return fmt::format(
      "CREATE TABLE IF NOT EXISTS {0} (version_table {1} NOT NULL PRIMARY KEY, fence BIGINT NOT "
      "NULL, owner {1} NOT NULL, host {1} NOT NULL, os_user {1} NOT NULL, pid BIGINT NOT NULL, "
      "command {1} NOT NULL, taken_at {2}, renewed_at {2}, expires_at {2}, "
      "guards BIGINT NOT NULL){3}",
      words_of(postgresql).table, name, time,
      postgresql ? "" : " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4");
}

/// A session without a pooler holds its own lock on the version table.
constexpr std::string_view kSessionHolds =
    "EXISTS (SELECT 1 FROM pg_locks AS k WHERE k.locktype = 'advisory' AND k.granted AND "
    "k.objsubid = 1 AND ((k.classid::bigint << 32) | k.objid::bigint) = {} AND k.database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database()))";

/// Runs `work` again while others do the same and one of them has to be refused.
template <typename Work>
void among_others(Work work) {
  for (int attempt = 1;; ++attempt) {
    try {
      return work();
    } catch (const Error& error) {
      if (attempt == kMostTries || !has_met_another(error)) throw;
      sleep_seconds(0.02 * static_cast<double>(random_bits() % 8));
    }
  }
}

}  // namespace

Lease::Lease(database::Connection& connection, std::string key, std::string command,
             std::int64_t advisory_key)
    : connection_(connection),
      postgresql_(connection.dialect_name() == "postgresql"),
      key_(std::move(key)),
      command_(std::move(command)),
      owner_(fmt::format("{:016x}{:016x}", random_bits(), random_bits())),
      advisory_key_(advisory_key) {}

Lease::~Lease() {
  if (thread_.joinable()) {
    {
      const std::lock_guard hold(mutex_);
      ending_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  release();
}

bool Lease::exists(database::Connection& connection) {
  const database::Result result = connection.execute(
      connection.dialect_name() == "postgresql"
          ? "SELECT to_regclass('retort.lease') IS NOT NULL"
          : "SELECT count(*) > 0 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() "
            "AND TABLE_NAME = 'retort_lease'");
  return database::as_boolean(result.rows.at(0).at(0));
}

void Lease::create_table() {
  try {
    among_others([&] {
      if (exists(connection_)) return;
      if (postgresql_) connection_.execute("CREATE SCHEMA IF NOT EXISTS retort");
      connection_.execute(create_statement(postgresql_));
    });
  } catch (Error& error) {
    throw Error(error).with_hint(fmt::format(
        "Runs need the table {} for their lock here{}: make it as a user who may, or {}.",
        words_of(postgresql_).table, postgresql_ ? ", behind a connection pooler" : "",
        postgresql_ ? "connect to the server directly" : "GRANT CREATE on the database"));
  }
  const std::string insert = fmt::format(
      "INSERT {}INTO {} (version_table, fence, owner, host, os_user, pid, command, guards) VALUES "
      "($1, 0, '', '', '', 0, '', 0){}",
      postgresql_ ? "" : "IGNORE ", words_of(postgresql_).table,
      postgresql_ ? " ON CONFLICT DO NOTHING" : "");
  among_others([&] { connection_.execute(insert, {key_}); });
  prepared_ = true;
}

bool Lease::try_take() {
  const Words words = words_of(postgresql_);
  const std::string set = fmt::format(
      "SET owner = $2, fence = fence + 1, host = $3, os_user = $4, pid = $5, command = $6, "
      "taken_at = {0}, renewed_at = {0}, expires_at = {1}",
      words.now, words.end);
  const std::string free = fmt::format("(owner = '' OR expires_at < {})", words.now);
  std::string sql;
  if (postgresql_) {
    sql = fmt::format(
        "WITH free AS (SELECT version_table AS name FROM {0} WHERE version_table = $1 AND {1} AND "
        "NOT {2} FOR UPDATE SKIP LOCKED) UPDATE {0} {3} FROM free WHERE version_table = free.name",
        words.table, free, fmt::format(fmt::runtime(kSessionHolds), advisory_key_), set);
  } else {
    sql = fmt::format(
        "{}UPDATE {} {} WHERE version_table = $1 AND {}",
        connection_.is_mariadb() ? "SET STATEMENT innodb_lock_wait_timeout = 1 FOR " : "",
        words.table, set, free);
  }
  try {
    if (!prepared_) create_table();
    const database::Result result = connection_.execute(
        std::move(sql), {key_, owner_, host_name(), user_name(), process_id(), command_});
    if (result.row_count != 1) return false;
    find_fence();
  } catch (const Error& error) {
    if (!prepared_ || !has_met_another(error)) throw;
    return false;
  }
  return fence_ != 0 && !(postgresql_ && yield_to_session());
}

void Lease::find_fence() {
  const database::Result result = connection_.execute(
      fmt::format("SELECT fence FROM {} WHERE version_table = $1 AND owner = $2",
                  words_of(postgresql_).table),
      {key_, owner_});
  if (!result.rows.empty()) fence_ = database::as_integer(result.rows[0][0]).value_or(0);
}

/// A session may have taken its lock between the look and the taking; it then waits for this row.
bool Lease::yield_to_session() {
  const database::Result result = connection_.execute(
      fmt::format("SELECT {}", fmt::format(fmt::runtime(kSessionHolds), advisory_key_)));
  if (!database::as_boolean(result.rows.at(0).at(0))) return false;
  release();
  return true;
}

void Lease::release() noexcept {
  if (fence_ == 0) return;
  try {
    if (connection_.in_transaction()) connection_.rollback();
    connection_.execute(
        fmt::format("UPDATE {} SET owner = '', expires_at = {} WHERE version_table = $1 AND "
                    "owner = $2 AND fence = $3",
                    words_of(postgresql_).table, words_of(postgresql_).now),
        {key_, owner_, fence_});
  } catch (const std::exception&) {
    // Then it ends by its time.
  }
  fence_ = 0;
}

void Lease::guard() {
  {
    std::unique_lock hold(mutex_);
    if (lost_) throw lost_error();
    // Two nodes of a cluster must not change the row at the same time. On PostgreSQL this
    // statement may wait in a queue for long, while the row has to be renewed.
    guarded_ = !postgresql_;
    if (guarded_) wake_.wait(hold, [&] { return !beating_; });
  }
  if (postgresql_) {
    // Nothing but COMMIT follows: a holder that stops here must not keep the row.
    database::Statement limit;
    limit.text =
        fmt::format("SET LOCAL idle_in_transaction_session_timeout = '{}s'", kLeaseSeconds);
    connection_.enqueue(std::move(limit));
  }
  database::Statement statement;
  statement.text = fmt::format(
      "UPDATE {} SET guards = guards + 1, renewed_at = {}, expires_at = {} WHERE version_table = "
      "$1 AND owner = $2 AND fence = $3",
      words_of(postgresql_).table, words_of(postgresql_).now, words_of(postgresql_).end);
  statement.parameters = {key_, owner_, fence_};
  statement.on_result = [this](const database::Result& result) {
    if (result.row_count == 1) return;
    const std::lock_guard hold(mutex_);
    lost_ = true;
    throw lost_error();
  };
  connection_.enqueue(std::move(statement));
}

void Lease::transaction_ended() {
  const std::lock_guard hold(mutex_);
  guarded_ = false;
}

bool Lease::lost() {
  const std::lock_guard hold(mutex_);
  return lost_;
}

Error Lease::lost_error() const {
  Error error(ErrorCode::locked,
              fmt::format("Another run has taken the lock of {} over: this one had not renewed it "
                          "for {} seconds",
                          key_, kLeaseSeconds));
  return error.with_hint(
      "What was not committed is rolled back. The other run has gone on from there: run again "
      "when it has ended.");
}

void Lease::renew(std::function<std::unique_ptr<database::Connection>()> open,
                  std::function<void()> on_lost) {
  thread_ = std::thread(
      [this, opens = std::move(open), told = std::move(on_lost)] { beat(opens, told); });
}

void Lease::beat(const std::function<std::unique_ptr<database::Connection>()>& open,
                 const std::function<void()>& on_lost) {
  std::unique_ptr<database::Connection> connection;
  std::unique_lock hold(mutex_);
  int pause = kRenewEverySeconds;
  while (!wake_.wait_for(hold, std::chrono::seconds(pause), [&] { return ending_; })) {
    if (guarded_) continue;
    beating_ = true;
    hold.unlock();
    bool held = true;
    pause = kRenewEverySeconds;
    try {
      held = renew_once(connection, open);
    } catch (const std::exception&) {
      connection.reset();  // Lost, or refused: tried again soon.
      pause = kRetryAfterSeconds;
    }
    hold.lock();
    beating_ = false;
    wake_.notify_all();
    if (held) continue;
    lost_ = true;
    hold.unlock();
    on_lost();
    return;
  }
}

/// False when the row is somebody else's.
bool Lease::renew_once(std::unique_ptr<database::Connection>& connection,
                       const std::function<std::unique_ptr<database::Connection>()>& open) {
  if (connection == nullptr) connection = open();
  const Words words = words_of(postgresql_);
  const database::Result result = connection->execute(
      fmt::format("UPDATE {} SET renewed_at = {}, expires_at = {} WHERE version_table = $1 AND "
                  "owner = $2 AND fence = $3",
                  words.table, words.now, words.end),
      {key_, owner_, fence_});
  return result.row_count == 1;
}

std::string Lease::holder(database::Connection& connection, const std::string& key) {
  const bool postgresql = connection.dialect_name() == "postgresql";
  return holder_of(connection.execute(holder_query(postgresql), {key}));
}

std::string Lease::holder_query(bool postgresql) {
  const Words words = words_of(postgresql);
  const std::string_view seconds =
      postgresql ? "ceil(extract(epoch FROM expires_at - clock_timestamp()))::bigint"
                 : "TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), expires_at) + 1";
  const std::string_view since =
      postgresql ? "to_char(taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
                 : "DATE_FORMAT(taken_at, '%Y-%m-%d %H:%i:%s')";
  return fmt::format(
      "SELECT command, os_user, host, pid, {}, {} FROM {} WHERE version_table = $1 AND "
      "owner <> '' AND expires_at > {}",
      since, seconds, words.table, words.now);
}

std::string Lease::holder_of(const database::Result& result) {
  if (result.rows.empty()) return {};
  const auto cell = [&](std::size_t i) { return database::to_string(result.rows[0][i]); };
  return fmt::format(
      "It is held by `{}` of {}@{}, process {}, since {} UTC; should that be dead, it ends in {} "
      "seconds.",
      cell(0), cell(1), cell(2), cell(3), cell(4), cell(5));
}

}  // namespace retort::runtime
