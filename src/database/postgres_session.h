// The one class of postgres_connection.h, whose parts are told apart in two files:
// postgres_connection.cc has the pipeline, transactions and the session, postgres_direct.cc what
// runs one statement at a time.
#pragma once

#include <cstring>
#include <deque>
#include <exception>
#include <memory>
#include <utility>

#include "database/connection.h"
#include "database/libpq_library.h"
#include "database/postgres_handle.h"
#include "database/postgres_result.h"

namespace retort::database {

struct FreeCancel {
  void operator()(PGcancel* cancel) const { libpq().PQfreeCancel(cancel); }
};

inline std::string quoted_name(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += c;
    result += c;
  }
  return result + '"';
}

inline Statement plain_statement(std::string text) {
  Statement statement;
  statement.text = std::move(text);
  return statement;
}

class PostgresConnection final : public Connection {
 public:
  using Connection::execute;

  PostgresConnection(ConnectionPtr handle, std::vector<Secret> secrets)
      : lib_(libpq()),
        handle_(std::move(handle)),
        secrets_(std::move(secrets)),
        cancel_(lib_.PQgetCancel(handle_.get())) {
    if (is_adopted()) {
      was_nonblocking_ = lib_.PQisnonblocking(handle_.get()) != 0;
      lib_.PQsetnonblocking(handle_.get(), 0);
    } else {
      lib_.PQsetNoticeReceiver(handle_.get(), &PostgresConnection::receive_notice, this);
    }
  }
  ~PostgresConnection() override {
    if (is_adopted()) give_back();
  }

  bool is_adopted() const override { return !handle_.get_deleter().owned; }
  /// Has the server write dates as they are read here.
  void use_iso_dates();

  std::int64_t announced_process() const override { return lib_.PQbackendPID(handle_.get()); }
  std::unique_ptr<Connection> another() const override;

  std::string_view dialect_name() const override { return "postgresql"; }

  ServerVersion server_version() const override {
    const int number = lib_.PQserverVersion(handle_.get());
    if (number >= 100000) return {number / 10000, number % 10000, 0};
    return {number / 10000, number / 100 % 100, number % 100};
  }

  Result execute(const Statement& statement) override;
  void enqueue(Statement statement) override;
  void flush() override;
  Result execute_into(const Statement& statement, RowReceiver& rows) override;
  std::optional<std::uint64_t> oldest_queued() const override;

  void begin() override { send({plain_statement("BEGIN"), Kind::control}); }
  void commit() override;
  void rollback() override;
  void savepoint(std::string_view name) override { control("SAVEPOINT " + quoted_name(name)); }
  void release_savepoint(std::string_view name) override {
    control("RELEASE SAVEPOINT " + quoted_name(name));
  }
  void rollback_to_savepoint(std::string_view name) override;

  bool in_transaction() const override {
    return pipelining_ || lib_.PQtransactionStatus(handle_.get()) != PQTRANS_IDLE;
  }
  std::optional<std::uint64_t> failed_statement() const override { return failed_; }
  bool commit_in_doubt() const override { return in_doubt_; }
  std::int64_t session_id() const override { return announced_process(); }
  void on_wait(WaitHandler handler) override { wait_handler_ = std::move(handler); }
  void on_notice(NoticeHandler handler) override { notice_handler_ = std::move(handler); }

  void cancel() noexcept override {
    char message[256];
    if (cancel_ != nullptr) lib_.PQcancel(cancel_.get(), message, sizeof message);
  }

 private:
  enum class Kind { statement, control, commit };
  struct Pending {
    Statement statement;
    Kind kind = Kind::statement;
    RowReceiver* rows = nullptr;  ///< Gets the rows one by one.
    bool started = false;         ///< The receiver knows the columns.
    std::vector<Row> early;       ///< Rows that came one by one though nobody takes them so.
    std::size_t size = 0;         ///< Bytes of its text and parameters.
  };

  static void receive_notice(void* self, const PGresult* result) {
    const auto* connection = static_cast<const PostgresConnection*>(self);
    if (connection->notice_handler_) connection->notice_handler_(read_notice(result));
  }

  /// An adopted session as it was.
  void give_back() noexcept;
  bool pipelined(const Statement& statement) const;
  void control(const std::string& sql);
  void send(Pending pending);
  void pump();
  void synchronise();
  void wait();
  void wait_for_result();
  bool read_answer();
  void take_answer(const PGresult* result);
  void take_result(Pending& pending, const PGresult* result);
  void ask_for_rows();
  void hold_back();
  void pop_answered();
  void keep_error(std::exception_ptr error, bool of_statement);
  void leave_pipeline();
  void throw_first_error();
  Result run_alone(const Statement& statement, Kind kind);
  ResultPtr run_simple(const Statement& statement);
  void send_directly(const Statement& statement);
  void take_direct(Pending& pending, const PGresult* answer);
  ResultPtr feed_copy(std::string_view rows);
  void end_copy(ExecStatusType status, const std::string& text);
  Error lost(const PGresult* result, std::string_view statement);
  bool is_lost() const { return lost_ || lib_.PQstatus(handle_.get()) == CONNECTION_BAD; }
  /// Whether this answer is the server's last word (or libpq's, on a lost connection).
  bool ends_connection(const PGresult* result) {
    const char* severity = lib_.PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    lost_ = is_lost() || (severity != nullptr && (std::strcmp(severity, "FATAL") == 0 ||
                                                  std::strcmp(severity, "PANIC") == 0));
    return lost_;
  }

  const LibpqLibrary& lib_;
  ConnectionPtr handle_;
  std::vector<Secret> secrets_;
  std::unique_ptr<PGcancel, FreeCancel> cancel_;
  NoticeHandler notice_handler_;
  WaitHandler wait_handler_;
  double waiting_since_ = 0;  ///< When the last answer came, or the first statement was sent.
  bool pipelining_ = false;   // Statements were sent and no sync point was read since.
  bool lost_ = false;  // The server has ended the connection, even if libpq does not know yet.
  std::deque<Pending> pending_;
  std::size_t pending_bytes_ = 0;
  std::size_t since_pump_ = 0;
  std::size_t bytes_since_pump_ = 0;
  std::exception_ptr first_error_;
  std::optional<std::uint64_t> failed_;
  bool in_doubt_ = false;
  bool was_nonblocking_ = false;
  std::string date_style_;  ///< Of an adopted session, if it was changed.
};

}  // namespace retort::database
