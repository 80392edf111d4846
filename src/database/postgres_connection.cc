// PostgreSQL over libpq.
//
// Pipelining. While statements are queued the connection is in libpq's pipeline mode and in
// non-blocking mode:
//
//   1. `enqueue` hands the statement to libpq and remembers it in `pending_`. Every few statements
//      it lets libpq send, asks the server for answers, and reads those that are there, so that
//      neither side's buffer fills up and an early error is seen early.
//   2. `flush` sends a sync point and reads until the answer to it. The server answers in order,
//      so the front of `pending_` is always the statement that an answer belongs to. After an
//      error the server skips everything up to the sync point; those answers are dropped.
//   3. Then pipeline mode ends, so every other call finds a plain connection.
//
// A statement that cannot be pipelined (several in one text, transaction control, COPY, `alone`)
// flushes first and then goes by the simple protocol.
#include "database/postgres_connection.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <exception>
#include <utility>

#include "base/clock.h"
#include "database/adopt.h"
#include "database/database_error.h"
#include "database/libpq_library.h"
#include "database/postgres_handle.h"
#include "database/postgres_options.h"
#include "database/postgres_session.h"
#include "dialect/sql_scanner.h"

namespace retort::database {
namespace {

/// Statements, and bytes of them, that are sent before answers are asked for and read.
constexpr std::size_t kPumpEvery = 64;
constexpr std::size_t kPumpBytes = std::size_t{64} << 10;
/// Milliseconds between two calls of the handler of waits.
constexpr int kWaitTick = 100;
/// Statements, and bytes of them, that may wait for their answers.
constexpr std::size_t kMostPending = 256;
constexpr std::size_t kMostPendingBytes = std::size_t{96} << 10;

}  // namespace

// ---------------------------------------------------------------------------------------------
// Errors

/// The connection's own failure, with the answer that told of it if there is one.
Error PostgresConnection::lost(const PGresult* result, std::string_view statement) {
  std::string reason;
  ServerMessage server;
  if (result != nullptr) {
    const Error said = server_error(result, statement);
    server = said.server;
    if (!server.sqlstate.empty()) reason = said.message;
  }
  if (reason.empty()) reason = one_line(lib_.PQerrorMessage(handle_.get()));
  for (const Secret& secret : secrets_) reason = secret.redact(reason);
  Error error(ErrorCode::connection, "Lost the connection to the PostgreSQL server: " + reason);
  error.server = std::move(server);
  set_statement(error, statement);
  if (in_doubt_) {
    error.with_hint(
        "The answer to COMMIT was lost: whether the transaction was committed is unknown. "
        "Look at the version table before running again.");
  } else {
    error.with_hint(
        "The server has rolled back the open transaction. Check that the server is up, and run "
        "again.");
  }
  return error;
}

void PostgresConnection::keep_error(std::exception_ptr error, bool of_statement) {
  if (first_error_) return;
  first_error_ = std::move(error);
  failed_.reset();
  if (of_statement && !pending_.empty() && pending_.front().kind == Kind::statement) {
    failed_ = pending_.front().statement.tag;
  }
}

void PostgresConnection::throw_first_error() {
  if (first_error_) std::rethrow_exception(std::exchange(first_error_, nullptr));
}

// ---------------------------------------------------------------------------------------------
// The pipeline

bool PostgresConnection::pipelined(const Statement& statement) const {
  if (statement.alone || statement.text.find('\0') != std::string::npos) return false;
  const dialect::SqlShape shape = dialect::scan_sql(statement.text, dialect::SqlSyntax::postgresql);
  return !statement.copy_data && !shape.several_statements &&
         !dialect::controls_transaction(shape) &&
         (shape.first_words.empty() || shape.first_words.front() != "COPY");
}

void PostgresConnection::enqueue(Statement statement) {
  if (in_transaction() && pipelined(statement)) {
    send({std::move(statement), Kind::statement});
  } else {
    execute(statement);
  }
}

void PostgresConnection::send(Pending pending) {
  const ParameterArrays parameters(pending.statement.parameters);
  if (!pipelining_) {
    lib_.PQsetnonblocking(handle_.get(), 1);
    lib_.PQenterPipelineMode(handle_.get());
    pipelining_ = true;
    since_pump_ = 0;
    bytes_since_pump_ = 0;
    if (wait_handler_) waiting_since_ = monotonic_seconds();
  }
  hold_back();
  pending_.push_back(std::move(pending));
  const Statement& statement = pending_.back().statement;
  const int sent = lib_.PQsendQueryParams(handle_.get(), statement.text.c_str(), parameters.count(),
                                          parameters.types(), parameters.values(),
                                          parameters.lengths(), parameters.formats(), 0);
  if (sent == 0) {
    const Error error = lost(nullptr, statement.text);
    leave_pipeline();
    throw error;
  }
  pending_.back().size = statement.text.size() + parameters.bytes();
  pending_bytes_ += pending_.back().size;
  bytes_since_pump_ += pending_.back().size;
  std::vector<Value>().swap(pending_.back().statement.parameters);  // libpq has a copy of them
  if (pending_.size() == 1) ask_for_rows();
  if (++since_pump_ >= kPumpEvery || bytes_since_pump_ >= kPumpBytes) pump();
}

/// Waits until not too much is under way: what is queued takes memory on both sides.
void PostgresConnection::hold_back() {
  if (pending_.size() < kMostPending && pending_bytes_ < kMostPendingBytes) return;
  lib_.PQsendFlushRequest(handle_.get());
  while ((pending_.size() > kMostPending / 2 || pending_bytes_ > kMostPendingBytes / 2) &&
         !is_lost() && !first_error_) {
    while (!pending_.empty() && lib_.PQisBusy(handle_.get()) == 0) read_answer();
    if (!pending_.empty()) wait();
  }
  if (first_error_ || is_lost()) flush();
}

/// Has the rows of the oldest statement come one by one, if somebody takes them so. It must be
/// asked for before anything of the answer is looked at.
void PostgresConnection::ask_for_rows() {
  if (!pending_.empty() && pending_.front().rows != nullptr) {
    lib_.PQsetSingleRowMode(handle_.get());
  }
}

void PostgresConnection::pop_answered() {
  if (pending_.empty()) return;
  pending_bytes_ -= pending_.front().size;
  pending_.pop_front();
  ask_for_rows();
}

std::optional<std::uint64_t> PostgresConnection::oldest_queued() const {
  for (const Pending& pending : pending_) {
    if (pending.kind == Kind::statement) return pending.statement.tag;
  }
  return std::nullopt;
}

/// Lets libpq send and reads what has arrived, without waiting. On an error, ends the pipeline.
void PostgresConnection::pump() {
  since_pump_ = 0;
  bytes_since_pump_ = 0;
  lib_.PQsendFlushRequest(handle_.get());
  lib_.PQflush(handle_.get());
  if (lib_.PQconsumeInput(handle_.get()) == 0) return flush();
  while (!pending_.empty() && lib_.PQisBusy(handle_.get()) == 0) read_answer();
  if (first_error_) flush();
}

void PostgresConnection::flush() {
  if (pipelining_) synchronise();
  throw_first_error();
}

/// Reads the answers to everything that is pending; errors are kept.
void PostgresConnection::synchronise() {
  bool synced = false;
  lib_.PQpipelineSync(handle_.get());  // If it fails the connection is lost, which is seen below.
  while (!synced) {
    while (!synced && lib_.PQisBusy(handle_.get()) == 0 && !is_lost()) synced = read_answer();
    if (is_lost()) {
      // What libpq has already read may still say why.
      while (!pending_.empty() && !first_error_) {
        const ResultPtr result(lib_.PQgetResult(handle_.get()));
        if (result == nullptr) break;
        take_answer(result.get());
      }
      break;
    }
    if (!synced) wait();
  }
  if (!pending_.empty() && !first_error_) {
    for (const Pending& pending : pending_) in_doubt_ = in_doubt_ || pending.kind == Kind::commit;
    keep_error(std::make_exception_ptr(lost(nullptr, pending_.front().statement.text)), true);
  }
  leave_pipeline();
}

/// Waits until the server has said or taken something.
void PostgresConnection::wait() {
  const int unsent = lib_.PQflush(handle_.get());
  pollfd socket = {lib_.PQsocket(handle_.get()), POLLIN, 0};
  if (unsent == 1) socket.events |= POLLOUT;
  const int ready = poll(&socket, 1, wait_handler_ ? kWaitTick : -1);
  if (ready < 0 && errno != EINTR) return;
  if (ready == 0) return wait_handler_(monotonic_seconds() - waiting_since_);
  if ((socket.revents & ~POLLOUT) != 0) lib_.PQconsumeInput(handle_.get());
}

/// Takes one result from libpq; true if it was the sync point's.
bool PostgresConnection::read_answer() {
  const ResultPtr result(lib_.PQgetResult(handle_.get()));
  if (result == nullptr) {
    pop_answered();
    if (wait_handler_) waiting_since_ = monotonic_seconds();
    return false;
  }
  if (lib_.PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return true;
  take_answer(result.get());
  return false;
}

void PostgresConnection::take_answer(const PGresult* result) {
  if (pending_.empty() || first_error_) return;
  const Statement& statement = pending_.front().statement;
  switch (lib_.PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
    case PGRES_SINGLE_TUPLE:
      try {
        take_result(pending_.front(), result);
      } catch (...) {
        keep_error(std::current_exception(), true);
      }
      return;
    case PGRES_PIPELINE_ABORTED:
      return;
    default: {
      const bool connection_lost = ends_connection(result);
      // Without a word from the server everything that was sent may have been carried out.
      const bool silent = lib_.PQresultErrorField(result, PG_DIAG_SQLSTATE) == nullptr;
      const auto is_commit = [](const Pending& pending) { return pending.kind == Kind::commit; };
      const bool commit =
          silent ? std::ranges::any_of(pending_, is_commit) : is_commit(pending_.front());
      in_doubt_ = in_doubt_ || (commit && connection_lost);
      const Error error =
          connection_lost ? lost(result, statement.text) : server_error(result, statement.text);
      keep_error(std::make_exception_ptr(error), true);
    }
  }
}

/// A result, or a part of one that comes row by row. libpq keeps to single rows for the first
/// statement of a pipeline when they were asked for before the pipeline began.
void PostgresConnection::take_result(Pending& pending, const PGresult* result) {
  const ExecStatusType status = lib_.PQresultStatus(result);
  if (pending.rows == nullptr) {
    if (!pending.statement.on_result) return;
    if (status == PGRES_SINGLE_TUPLE) return pending.early.push_back(row_of(result, 0));
    Result read = read_result(result);
    if (!pending.early.empty()) read.rows = std::exchange(pending.early, {});
    return pending.statement.on_result(read);
  }
  if (!std::exchange(pending.started, true)) pending.rows->start(columns_of(result));
  for (int i = 0; i < lib_.PQntuples(result); ++i) {
    Row row = row_of(result, i);
    pending.rows->row(row);
  }
  if (status == PGRES_SINGLE_TUPLE) return;
  pending.started = false;
  if (pending.statement.on_result) pending.statement.on_result(read_summary(result));
}

void PostgresConnection::leave_pipeline() {
  pending_.clear();
  pending_bytes_ = 0;
  pipelining_ = false;
  lib_.PQexitPipelineMode(handle_.get());
  lib_.PQsetnonblocking(handle_.get(), 0);
}

// ---------------------------------------------------------------------------------------------
// Transactions

void PostgresConnection::control(const std::string& sql) {
  if (in_transaction()) {
    send({plain_statement(sql), Kind::control});
  } else {
    run_alone(plain_statement(sql), Kind::control);
  }
}

void PostgresConnection::commit() {
  // A result that somebody judges must be known before COMMIT is sent.
  for (const Pending& pending : pending_) {
    if (pending.statement.on_result && pending.statement.judged) {
      flush();
      break;
    }
  }
  if (!in_transaction()) return;
  if (pipelining_) {
    send({plain_statement("COMMIT"), Kind::commit});
    return flush();
  }
  const bool broken = lib_.PQtransactionStatus(handle_.get()) == PQTRANS_INERROR;
  run_alone(plain_statement("COMMIT"), Kind::commit);
  if (broken) {
    // The server turns COMMIT of a failed transaction into ROLLBACK and reports success.
    throw Error(ErrorCode::database,
                "The transaction had failed and was rolled back instead of committed")
        .with_hint(
            "An earlier statement failed and the error was ignored: fix that statement, and run "
            "again.");
  }
}

void PostgresConnection::rollback() {
  if (pipelining_) synchronise();
  first_error_ = nullptr;
  if (is_lost() || !in_transaction()) return;
  const ResultPtr result(lib_.PQexec(handle_.get(), "ROLLBACK"));
  if (lib_.PQresultStatus(result.get()) != PGRES_COMMAND_OK && !is_lost()) {
    throw server_error(result.get(), "ROLLBACK");
  }
}

void PostgresConnection::rollback_to_savepoint(std::string_view name) {
  if (pipelining_) synchronise();
  first_error_ = nullptr;
  run_alone(plain_statement("ROLLBACK TO SAVEPOINT " + quoted_name(name)), Kind::control);
}

// ---------------------------------------------------------------------------------------------
// The session

void PostgresConnection::use_iso_dates() {
  const char* style = lib_.PQparameterStatus(handle_.get(), "DateStyle");
  if (style != nullptr && std::strncmp(style, "ISO", 3) == 0) return;
  if (is_adopted() && style != nullptr) date_style_ = style;
  execute("SET datestyle TO 'ISO'");
}

void PostgresConnection::give_back() noexcept {
  try {
    rollback();
    if (!date_style_.empty()) execute("SET datestyle TO '" + date_style_ + "'");
  } catch (const std::exception&) {
    // The connection is lost: there is no session left to restore.
  }
  lib_.PQsetnonblocking(handle_.get(), was_nonblocking_ ? 1 : 0);
}

std::unique_ptr<Connection> PostgresConnection::another() const {
  auto further = std::make_unique<PostgresConnection>(open_like(handle_.get(), secrets_), secrets_);
  further->use_iso_dates();
  return further;
}

std::unique_ptr<Connection> connect_postgres(const Url& url, const ConnectOptions& options) {
  auto connection =
      std::make_unique<PostgresConnection>(open_handle(url, options), secrets_in(url));
  connection->use_iso_dates();
  return connection;
}

std::unique_ptr<Connection> adopt_postgres(pg_conn* handle) {
  const auto& lib = libpq();
  if (lib.PQstatus(handle) != CONNECTION_OK) {
    throw Error(ErrorCode::usage,
                "The PostgreSQL connection is not usable: " + one_line(lib.PQerrorMessage(handle)))
        .with_hint("Connect, or reset the connection, before migrating.");
  }
  if (lib.PQtransactionStatus(handle) != PQTRANS_IDLE) {
    throw Error(ErrorCode::usage, "A transaction is open on the PostgreSQL connection")
        .with_hint("Commit it or roll it back before migrating.");
  }
  auto connection = std::make_unique<PostgresConnection>(
      ConnectionPtr(handle, FinishConnection{false}), std::vector<Secret>());
  connection->use_iso_dates();
  return connection;
}

}  // namespace retort::database
