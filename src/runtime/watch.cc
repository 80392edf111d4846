// The only outside interface is watch.h.
#include "runtime/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "dialect/hidden_literals.h"
#include "runtime/timeouts.h"

namespace retort::runtime {
namespace {

using database::Row;

/// Seconds after which a statement is looked at, and between two looks.
constexpr double kLookAfter = 1;
/// Seconds after which a statement is announced that nobody blocks; then after twice as long.
constexpr double kLong = 10;
/// A waiting statement whose begin moves by more than this is another one.
constexpr double kSame = 0.05;

constexpr std::string_view kPostgresBlockers =
    "SELECT w.mode, coalesce(w.relation::regclass::text, w.locktype), b.pid, a.usename, "
    "a.application_name, coalesce(a.client_addr::text, 'local'), a.state, "
    "extract(epoch FROM clock_timestamp() - a.xact_start)::bigint, "
    "left(regexp_replace(a.query, '\\s+', ' ', 'g'), 100), "
    "(SELECT string_agg(DISTINCT l.mode, ', ') FROM pg_locks l WHERE l.pid = b.pid AND l.granted "
    "AND l.locktype = w.locktype AND l.relation IS NOT DISTINCT FROM w.relation "
    "AND l.database IS NOT DISTINCT FROM w.database) "
    "FROM (SELECT * FROM pg_locks WHERE pid = $1::int AND NOT granted LIMIT 1) w "
    "CROSS JOIN unnest(pg_blocking_pids($1::int)) AS b(pid) "
    "LEFT JOIN pg_stat_activity a ON a.pid = b.pid ORDER BY b.pid LIMIT 5";

/// Those who hold row locks that the session waits for; where it waits for a table, those who have
/// a transaction open.
constexpr std::string_view kMariadbRowBlockers =
    "SELECT b.trx_mysql_thread_id, p.USER, p.HOST, p.COMMAND, TIMESTAMPDIFF(SECOND, b.trx_started, "
    "NOW()), LEFT(COALESCE(b.trx_query, p.INFO, ''), 100), 'row' "
    "FROM information_schema.INNODB_LOCK_WAITS w "
    "JOIN information_schema.INNODB_TRX r ON r.trx_id = w.requesting_trx_id "
    "JOIN information_schema.INNODB_TRX b ON b.trx_id = w.blocking_trx_id "
    "LEFT JOIN information_schema.PROCESSLIST p ON p.ID = b.trx_mysql_thread_id "
    "WHERE r.trx_mysql_thread_id = ? LIMIT 5";
constexpr std::string_view kMysqlTableBlockers =
    "SELECT p.ID, p.USER, p.HOST, p.COMMAND, COALESCE(TIMESTAMPDIFF(SECOND, t.trx_started, NOW()), "
    "p.TIME), LEFT(COALESCE(p.INFO, ''), 100), 'table' "
    "FROM information_schema.PROCESSLIST w JOIN information_schema.PROCESSLIST p ON p.ID <> w.ID "
    "AND p.ID <> CONNECTION_ID() "
    "LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = p.ID "
    "WHERE w.ID = ? AND w.STATE LIKE 'Waiting for table%' AND (t.trx_id IS NOT NULL OR "
    "(p.COMMAND = 'Query' AND p.DB = w.DB AND p.STATE NOT LIKE 'Waiting for table%')) "
    "ORDER BY 5 DESC LIMIT 5";

constexpr std::string_view kProgress =
    "SELECT 'index build, ' || phase, CASE WHEN blocks_total > 0 THEN blocks_done::float8 / "
    "blocks_total WHEN tuples_total > 0 THEN tuples_done::float8 / tuples_total END "
    "FROM pg_stat_progress_create_index WHERE pid = $1::int UNION ALL "
    "SELECT 'vacuum, ' || phase, heap_blks_scanned::float8 / nullif(heap_blks_total, 0) "
    "FROM pg_stat_progress_vacuum WHERE pid = $1::int UNION ALL "
    "SELECT lower(command) || ', ' || phase, heap_blks_scanned::float8 / nullif(heap_blks_total, "
    "0) "
    "FROM pg_stat_progress_cluster WHERE pid = $1::int";
constexpr std::string_view kCopyProgress =
    " UNION ALL SELECT 'copy', bytes_processed::float8 / nullif(bytes_total, 0) "
    "FROM pg_stat_progress_copy WHERE pid = $1::int";

/// What a session holds that others may want, and how many wait for it.
constexpr std::string_view kHeld =
    "SELECT (SELECT string_agg(DISTINCT l.mode || ' on ' || l.relation::regclass::text, ', ') "
    "FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE l.pid = $1::int AND l.granted "
    "AND c.relkind IN ('r', 'p', 'm') AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', "
    "'ExclusiveLock', 'AccessExclusiveLock')), "
    "(SELECT count(*) FROM pg_stat_activity a WHERE a.wait_event_type = 'Lock' "
    "AND $1::int = ANY (pg_blocking_pids(a.pid)))";

std::string cell(const Row& row, std::size_t i) {
  return database::is_null(row.at(i)) ? "" : database::to_string(row.at(i));
}

std::string statement_part(const std::string& query) {
  return query.empty() ? "" : ": " + query;
}

std::optional<std::int64_t> number(const Row& row, std::size_t i) {
  return database::as_integer(row.at(i));
}

/// What others run is shown without its strings.
Blocker postgres_blocker(const Row& row) {
  return {.pid = number(row, 2).value_or(0),
          .user = cell(row, 3),
          .application = cell(row, 4),
          .address = cell(row, 5),
          .state = cell(row, 6),
          .seconds = number(row, 7),
          .lock = cell(row, 9),
          .query = dialect::hide_strings(cell(row, 8), dialect::SqlSyntax::postgresql)};
}

/// `AccessExclusiveLock on t: server process 12 (psql, user bob, from local) holds AccessShareLock,
/// idle in transaction for 35 s: SELECT ...`.
std::string postgres_text(const std::string& wanted, const Blocker& one) {
  return fmt::format("{}: server process {} ({}, user {}, from {}) {}, {}{}{}", wanted, one.pid,
                     one.application, one.user, one.address,
                     one.lock.empty() ? "is before it in the queue" : "holds " + one.lock,
                     one.state, one.seconds ? fmt::format(" for {} s", *one.seconds) : "",
                     statement_part(one.query));
}

Blocker mysql_blocker(const Row& row) {
  return {.pid = number(row, 0).value_or(0),
          .user = cell(row, 1),
          .application = {},
          .address = cell(row, 2),
          .state = cell(row, 3) == "Sleep" ? "idle" : "running",
          .seconds = number(row, 4),
          .lock = cell(row, 6),
          .query = dialect::hide_strings(cell(row, 5), dialect::SqlSyntax::mysql)};
}

std::string mysql_text(const Blocker& one) {
  return fmt::format("a lock of a {}: connection {} (user {}, from {}) {}, {} for {} s{}", one.lock,
                     one.pid, one.user, one.address,
                     one.lock == "table" ? "has a transaction or a statement open" : "holds it",
                     one.state, one.seconds.value_or(0), statement_part(one.query));
}

}  // namespace

Watch::Watch(database::Connection& watched, const Settings& settings, Reporter& reporter,
             Describe describe)
    : watched_(watched),
      settings_(settings),
      reporter_(reporter),
      describe_(std::move(describe)),
      lock_timeout_(kTableLockTimeout) {
  if (!settings.url || watched.dialect_name() == "sqlite") return;
  watched_.on_wait([this](double seconds) { waits(seconds); });
}

Watch::~Watch() {
  watched_.on_wait({});
}

Blockers Watch::take_blockers() {
  const bool stale = monotonic_seconds() > next_look_ + kLookAfter;
  announced_.clear();
  Blockers out = std::exchange(blockers_, {});
  return stale ? Blockers() : out;
}

void Watch::waits(double seconds) {
  if (given_up_) return;
  const double now = monotonic_seconds();
  const double begun = now - seconds;
  const double between = lock_timeout_ > 0 ? std::min(kLookAfter, lock_timeout_ * 0.4) : kLookAfter;
  if (begun > begun_ + kSame) {
    begun_ = begun;
    next_look_ = begun + between;
    announce_after_ = kLong;
    blockers_ = {};
    announced_.clear();
  }
  if (now < next_look_) return;
  try {
    look(seconds);
  } catch (const Error&) {
    given_up_ = true;  // Watching is a service: what it cannot do hinders no run.
    own_.reset();
  }
  next_look_ = monotonic_seconds() + between;
}

bool Watch::connect() {
  if (own_ != nullptr) return true;
  database::ConnectOptions options;
  options.connect_timeout = 3;
  own_ = database::connect(*settings_.url, options);
  return true;
}

void Watch::look(double waited) {
  if (!connect()) return;
  look_at_locks();
  if (!blockers_.list.empty()) return tell_blockers(waited);
  look_at_progress();
  if (waited >= announce_after_) announce(waited);
}

/// Statements are sent ahead of their answers: the server knows which one it is at.
std::string Watch::description() {
  if (watched_.dialect_name() != "postgresql") return describe_({});
  const database::Result result = own_->execute(
      "SELECT query FROM pg_stat_activity WHERE pid = $1::int", {watched_.session_id()});
  return describe_(result.rows.empty() ? std::string() : cell(result.rows.front(), 0));
}

/// Durations and states change with each look: the first look at each set of blockers counts.
void Watch::tell_blockers(double waited) {
  const bool first = announced_.empty();
  announced_ = blockers_.text;
  if (!first) return;
  Wait wait;
  wait.what = Wait::For::lock;
  wait.statement = description();
  wait.seconds = waited;
  if (lock_timeout_ > 0) wait.left = std::max(0.0, lock_timeout_ - waited);
  wait.lock = wanted_;
  wait.blockers = blockers_.list;
  wait.text = fmt::format("{} waits for {}.", wait.statement, blockers_.text);
  reporter_.event(wait);
}

void Watch::look_at_locks() {
  const std::int64_t session = watched_.session_id();
  const bool postgres = watched_.dialect_name() == "postgresql";
  std::vector<Row> rows;
  if (postgres) {
    rows = own_->execute(std::string(kPostgresBlockers), {session}).rows;
  } else {
    if (watched_.is_mariadb()) {
      rows = own_->execute(std::string(kMariadbRowBlockers), {session}).rows;
    }
    if (rows.empty()) rows = own_->execute(std::string(kMysqlTableBlockers), {session}).rows;
  }
  blockers_ = {};
  for (const Row& row : rows) {
    Blocker one = postgres ? postgres_blocker(row) : mysql_blocker(row);
    wanted_ = postgres ? fmt::format("{} on {}", cell(row, 0), cell(row, 1)) : one.lock;
    if (!blockers_.text.empty()) blockers_.text += "; ";
    blockers_.text += postgres ? postgres_text(wanted_, one) : mysql_text(one);
    blockers_.list.push_back(std::move(one));
  }
}

void Watch::look_at_progress() {
  if (watched_.dialect_name() != "postgresql") return;
  const database::ServerVersion version = watched_.server_version();
  if (version < database::ServerVersion{12}) return;
  std::string sql(kProgress);
  if (version >= database::ServerVersion{14}) sql += kCopyProgress;
  const database::Result result = own_->execute(std::move(sql), {watched_.session_id()});
  if (result.rows.empty()) return;
  const Row& row = result.rows.front();
  const auto* done = std::get_if<double>(&row.at(1));
  Progress progress{description(), cell(row, 0), std::nullopt};
  if (done != nullptr) progress.part = std::clamp(*done, 0.0, 1.0);
  reporter_.event(progress);
}

void Watch::announce(double waited) {
  announce_after_ *= 2;
  std::string blocks;
  if (watched_.dialect_name() == "postgresql") {
    const Row row = own_->execute(std::string(kHeld), {watched_.session_id()}).rows.at(0);
    if (!cell(row, 0).empty()) blocks += fmt::format(" It holds {}.", cell(row, 0));
    const std::string waiting = cell(row, 1);
    if (waiting != "0") {
      blocks += fmt::format(" {} {} for it.", waiting,
                            waiting == "1" ? "session waits" : "sessions wait");
    }
  }
  Wait wait;
  wait.what = Wait::For::statement;
  wait.statement = description();
  wait.seconds = waited;
  wait.text =
      fmt::format("{} has been running for {:.0f} seconds.{}", wait.statement, waited, blocks);
  reporter_.event(wait);
}

}  // namespace retort::runtime
