// A connection to one database: the seam between everything above and the client libraries.
//
// A Connection belongs to one thread; only `cancel` may be called from another. Whoever opened it
// owns it. Closing it rolls back what is not committed.
//
// Queued statements: inside a transaction `enqueue` sends without waiting for the answer
// (PostgreSQL's pipeline mode), so a whole migration costs a few round trips. Every other call
// first waits for what is queued, so order is always the order of the calls. An error of a queued
// statement surfaces at the next call that waits; `failed_statement` then says which one it was.
// Outside a transaction, and on SQLite and MySQL, `enqueue` runs the statement at once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/url.h"
#include "database/value.h"

namespace retort::database {

/// A statement to run. Parameters stand in the text as `$1`, `$2`, ... on every database
/// (SQLite also takes `?` or `?1` throughout, MySQL `?`).
struct Statement {
  std::string text;
  std::vector<Value> parameters;
  /// The caller's own mark, handed back by `failed_statement`.
  std::uint64_t tag = 0;
  /// For statements that the server refuses inside a pipeline: those that cannot run in a
  /// transaction block (CREATE INDEX CONCURRENTLY, VACUUM, CREATE DATABASE).
  bool alone = false;
  /// What `COPY ... FROM STDIN` reads (PostgreSQL). Must live until the statement has run.
  std::optional<std::string_view> copy_data;
  /// Called with the result, in order, once it is there; also for queued statements. What it
  /// throws comes out of the call that was waiting, as if the statement itself had failed.
  std::function<void(const Result&)> on_result;
  /// That the table or its schema is not there is an answer of execute(), `Result::missing`, and no
  /// error. Outside of transactions only.
  bool may_be_missing = false;
  /// Whether COMMIT is sent only after `on_result` has judged the result.
  bool judged = true;
};

/// A message that the server sent beside the results (RAISE NOTICE, implicit actions).
struct Notice {
  std::string severity;  ///< `NOTICE`, `WARNING`, `INFO`, ... in English.
  std::string message;
  std::string sqlstate;
  std::string detail;
  std::string hint;
  friend bool operator==(const Notice&, const Notice&) = default;
};

/// The server's release, for comparisons such as `version >= ServerVersion{15}`.
struct ServerVersion {
  int major = 0;
  int minor = 0;
  int patch = 0;
  friend auto operator<=>(const ServerVersion&, const ServerVersion&) = default;
};

using NoticeHandler = std::function<void(const Notice&)>;
/// Gets the seconds that the answer to a statement has been waited for. Must not use the
/// connection.
using WaitHandler = std::function<void(double)>;

/// Takes a result as it comes. Must not use the connection.
class RowReceiver {
 public:
  virtual ~RowReceiver() = default;
  /// A result begins; of a text of several statements the last result counts.
  virtual void start(const std::vector<ResultColumn>& columns) = 0;
  /// The row may be moved from.
  virtual void row(Row& row) = 0;
};

/// Keeps the rows of the last result.
class KeptRows final : public RowReceiver {
 public:
  void start(const std::vector<ResultColumn>&) override { rows.clear(); }
  void row(Row& row) override { rows.push_back(std::move(row)); }
  std::vector<Row> rows;
};

class Connection {
 public:
  virtual ~Connection() = default;
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// `postgresql`, `sqlite`, `mysql` or `mariadb`, as SQLAlchemy names dialects: what the URL says.
  virtual std::string_view dialect_name() const = 0;
  virtual ServerVersion server_version() const = 0;
  /// Whether the server is a MariaDB, also behind a mysql:// URL.
  virtual bool is_mariadb() const { return false; }
  /// Whether somebody else goes on using the session (see adopt.h): what is set in it for a run
  /// has to be taken back.
  virtual bool is_adopted() const { return false; }
  /// PostgreSQL: the number of the server's process as it was told at the connection's start; 0:
  /// none was. A pooler between tells one that is no process's.
  virtual std::int64_t announced_process() const { return 0; }
  /// A further session with the same server in the same way; null where only a URL leads there.
  virtual std::unique_ptr<Connection> another() const { return nullptr; }

  /// Runs and waits. A text of several statements is fine if there are no parameters; the result
  /// is then the last statement's. Errors: ErrorCode::database with the server's fields and the
  /// place in the statement, ErrorCode::connection if the connection was lost,
  /// ErrorCode::locked if another process kept an SQLite file locked for too long.
  virtual Result execute(const Statement& statement) = 0;
  Result execute(std::string text, std::vector<Value> parameters = {});

  /// Sends without waiting; see the top of the file. Throws errors of earlier statements if they
  /// have already arrived.
  virtual void enqueue(Statement statement) = 0;
  /// Waits for everything queued. After an error nothing is queued any more, and inside a
  /// transaction the server refuses everything until `rollback`.
  virtual void flush() = 0;

  /// Runs and waits as execute() does, and hands out the rows as they come, in constant memory;
  /// the Result has none. What the receiver throws comes out when all rows have been read.
  virtual Result execute_into(const Statement& statement, RowReceiver& rows) = 0;
  /// The tag of the oldest statement that is queued; nothing if none is.
  virtual std::optional<std::uint64_t> oldest_queued() const { return std::nullopt; }

  /// BEGIN, sent with the next statement. REQUIRES: not in a transaction.
  virtual void begin() = 0;
  /// Waits for everything queued, and commits. Nothing happens when a script has already ended
  /// the transaction itself.
  virtual void commit() = 0;
  /// Drops what is queued, and rolls back. Does not throw if the connection is lost.
  virtual void rollback() = 0;
  virtual void savepoint(std::string_view name) = 0;
  virtual void release_savepoint(std::string_view name) = 0;
  virtual void rollback_to_savepoint(std::string_view name) = 0;
  /// Whether a transaction is open, a failed one included; also right after a script's own
  /// COMMIT or BEGIN.
  virtual bool in_transaction() const = 0;
  /// Whether a rollback could undo anything. On MySQL each DDL statement commits, itself and what
  /// came before it, and the transaction goes on empty.
  virtual bool has_uncommitted_work() const { return in_transaction(); }

  /// The tag of the statement that the last Error came from; nothing if it came from BEGIN,
  /// COMMIT or the connection itself.
  virtual std::optional<std::uint64_t> failed_statement() const = 0;
  /// True if the connection was lost while a commit was under way: whether it happened is unknown.
  virtual bool commit_in_doubt() const = 0;

  virtual void on_notice(NoticeHandler handler) = 0;
  /// Has the handler called about ten times a second while the server works on a statement, on
  /// SQLite while another process's lock is waited for; an empty one ends that.
  virtual void on_wait(WaitHandler) {}
  /// The session's number in the server's own views; 0 where there is none.
  virtual std::int64_t session_id() const { return 0; }
  /// Asks the server to stop the statement that is running; it then fails with an error. Any
  /// thread and signal-free; does nothing when nothing runs.
  virtual void cancel() noexcept = 0;
};

/// How to connect.
struct ConnectOptions {
  /// Shown in pg_stat_activity, unless the URL or PGAPPNAME says otherwise.
  std::string application_name = "retort";
  /// Seconds to wait for each server address, unless the URL says otherwise. 0 waits for ever.
  int connect_timeout = 30;
  /// Seconds that SQLite waits for another process's lock, unless the URL says otherwise.
  double busy_timeout = 30;
  /// SQLite: whether a missing file may be created. If not, a missing file is read as an empty
  /// database, and no file appears: for commands that only look.
  bool create = true;
};

/// Opens a connection. Errors: ErrorCode::connection (cannot be reached, refused, no client
/// library), ErrorCode::unsupported for a dialect that this program does not speak. No error text
/// holds the password.
std::unique_ptr<Connection> connect(const Url& url, const ConnectOptions& options = {});

}  // namespace retort::database
