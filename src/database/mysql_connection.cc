// MySQL and MariaDB over libmariadb. Every statement runs at once, in the text protocol.
//
// Transactions. The drivers of Python switch autocommit off: every statement that changes data
// opens a transaction when there is none. That matters, because DDL commits: rows written after a
// CREATE TABLE in the same migration must still go away when it fails. So `begin` switches
// autocommit off rather than sending BEGIN, and `commit` asks for it to be on again; the change is
// sent before the next statement that needs it.
#include "database/mysql_connection.h"

#include <fmt/format.h>
#include <poll.h>

#include <atomic>
#include <charconv>
#include <cmath>
#include <exception>
#include <utility>

#include "base/clock.h"
#include "database/database_error.h"
#include "database/mysql_library.h"
#include "database/mysql_options.h"
#include "database/mysql_result.h"
#include "database/mysql_text.h"

namespace retort::database {
namespace {

constexpr unsigned kAccessDenied = 1045, kDatabaseDenied = 1044, kUnknownDatabase = 1049,
                   kTooManyConnections = 1040, kHostNotAllowed = 1130, kNoPlugin = 2059;

/// Milliseconds between two calls of the handler of waits.
constexpr int kWaitTick = 100;

struct CloseMysql {
  void operator()(MYSQL* handle) const { libmariadb().mysql_close(handle); }
};
using MysqlPtr = std::unique_ptr<MYSQL, CloseMysql>;

std::string quoted(std::string_view name) {
  std::string result = "`";
  for (const char c : name) {
    if (c == '`') result += c;
    result += c;
  }
  return result + '`';
}

const char* text_or_null(const std::optional<std::string>& text) {
  return text ? text->c_str() : nullptr;
}

MysqlPtr new_handle() {
  MysqlPtr handle(libmariadb().mysql_init(nullptr));
  if (handle == nullptr) throw Error(ErrorCode::internal, "out of memory");
  return handle;
}

void set_options(MYSQL* handle, const MysqlOptions& options) {
  const auto& set = libmariadb().mysql_optionsv;
  const auto set_text = [&](mysql_option option, const std::string& text) {
    if (!text.empty()) set(handle, option, text.c_str());
  };
  const auto set_number = [&](mysql_option option, unsigned number) {
    if (number > 0) set(handle, option, &number);
  };
  const unsigned local_infile = options.local_infile ? 1 : 0;
  const unsigned protocol = options.tcp ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_DEFAULT;
  const my_bool yes = 1;
  set_text(MYSQL_READ_DEFAULT_FILE, options.default_file);
  if (!options.default_file.empty() || !options.default_group.empty()) {
    set(handle, MYSQL_READ_DEFAULT_GROUP, options.default_group.c_str());
  }
  set_number(MYSQL_OPT_CONNECT_TIMEOUT, options.connect_timeout);
  set_number(MYSQL_OPT_READ_TIMEOUT, options.read_timeout);
  set_number(MYSQL_OPT_WRITE_TIMEOUT, options.write_timeout);
  set(handle, MYSQL_OPT_LOCAL_INFILE, &local_infile);
  if (options.tcp) set(handle, MYSQL_OPT_PROTOCOL, &protocol);
  if (options.compress) set(handle, MYSQL_OPT_COMPRESS, nullptr);
  if (options.tls) set(handle, MYSQL_OPT_SSL_ENFORCE, &yes);
  if (options.verify) set(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
  set_text(MYSQL_OPT_SSL_CA, options.ca);
  set_text(MYSQL_OPT_SSL_CAPATH, options.ca_path);
  set_text(MYSQL_OPT_SSL_CERT, options.certificate);
  set_text(MYSQL_OPT_SSL_KEY, options.key);
  set_text(MYSQL_OPT_SSL_CIPHER, options.cipher);
  set_text(MARIADB_OPT_TLS_VERSION, options.tls_version);
  set_text(MYSQL_DEFAULT_AUTH, options.default_auth);
  set_text(MYSQL_PLUGIN_DIR, options.plugin_directory);
  set_text(MYSQL_INIT_COMMAND, options.init_command);
  set(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4");
}

/// Whether the handle is connected now; else it holds the error.
bool open(MYSQL* handle, const MysqlOptions& options) {
  // Counts of UPDATE are of matching rows, as SQLAlchemy asks of every driver.
  constexpr unsigned long kFlags = CLIENT_FOUND_ROWS | CLIENT_MULTI_STATEMENTS;
  set_options(handle, options);
  return libmariadb().mysql_real_connect(
             handle, text_or_null(options.host), text_or_null(options.user),
             options.password ? options.password->reveal().c_str() : nullptr,
             text_or_null(options.database), options.port,
             options.unix_socket.empty() ? nullptr : options.unix_socket.c_str(),
             kFlags) != nullptr;
}

class MysqlConnection final : public Connection {
 public:
  using Connection::execute;

  MysqlConnection(MysqlPtr handle, MysqlOptions options, const Url& url)
      : lib_(libmariadb()),
        handle_(std::move(handle)),
        options_(std::move(options)),
        dialect_(canonical_dialect(url)),
        secrets_(secrets_in(url)),
        thread_(lib_.mysql_thread_id(handle_.get())) {}

  std::string_view dialect_name() const override { return dialect_; }

  ServerVersion server_version() const override {
    const int number = static_cast<int>(lib_.mysql_get_server_version(handle_.get()));
    return {number / 10000, number / 100 % 100, number % 100};
  }

  bool is_mariadb() const override {
    return std::string_view(lib_.mysql_get_server_info(handle_.get())).find("MariaDB") !=
           std::string_view::npos;
  }

  Result execute(const Statement& statement) override;
  void enqueue(Statement statement) override { execute(statement); }
  void flush() override {}
  Result execute_into(const Statement& statement, RowReceiver& rows) override;

  void begin() override { in_transaction_ = true; }
  void commit() override;
  void rollback() override;
  void savepoint(std::string_view name) override { control("SAVEPOINT " + quoted(name)); }
  void release_savepoint(std::string_view name) override {
    control("RELEASE SAVEPOINT " + quoted(name));
  }
  void rollback_to_savepoint(std::string_view name) override {
    control("ROLLBACK TO SAVEPOINT " + quoted(name));
  }

  bool in_transaction() const override { return in_transaction_ || has_uncommitted_work(); }
  bool has_uncommitted_work() const override {
    return !lost_ && (status() & SERVER_STATUS_IN_TRANS) != 0;
  }
  std::optional<std::uint64_t> failed_statement() const override { return failed_; }
  bool commit_in_doubt() const override { return in_doubt_; }
  void on_wait(WaitHandler handler) override { wait_handler_ = std::move(handler); }
  std::int64_t session_id() const override { return static_cast<std::int64_t>(thread_); }
  void on_notice(NoticeHandler) override {}  // Warnings are counted, not sent.
  void cancel() noexcept override;

 private:
  unsigned status() const {
    unsigned status = 0;
    lib_.mariadb_get_infov(handle_.get(), MARIADB_CONNECTION_SERVER_STATUS, &status);
    return status;
  }
  Error failure(std::string_view statement);
  void send(const std::string& sql);
  bool send_and_wait(const std::string& sql);
  void set_autocommit();
  std::string text_of(const Statement& statement) const;
  void write_value(const Value& value, std::string& out) const;
  void write_quoted(const std::string& text, std::string& out) const;
  Result next_result(RowReceiver& rows, std::exception_ptr& thrown);
  void control(const std::string& sql);
  template <typename Work>
  void guarded(const Statement& statement, Work work);

  const MysqlLibrary& lib_;
  MysqlPtr handle_;
  MysqlOptions options_;
  std::string_view dialect_;
  std::vector<Secret> secrets_;
  unsigned long thread_;
  WaitHandler wait_handler_;
  std::atomic<bool> running_{false};
  bool in_transaction_ = false;
  bool committing_ = false;
  bool lost_ = false;
  bool in_doubt_ = false;
  std::optional<std::uint64_t> failed_;
};

// ---------------------------------------------------------------------------------------------
// Errors

/// The error that the handle holds.
Error MysqlConnection::failure(std::string_view statement) {
  Error error = mysql_error(handle_.get(), statement);
  for (const Secret& secret : secrets_) error.message = secret.redact(error.message);
  if (!is_lost_connection(lib_.mysql_errno(handle_.get()))) return error;
  lost_ = true;
  error.code = ErrorCode::connection;
  error.message = "Lost the connection to the MySQL server: " + error.message;
  if (committing_) {
    in_doubt_ = true;
    error.with_hint(
        "The answer to COMMIT was lost: whether the transaction was committed is unknown. "
        "Look at the version table before running again.");
  } else {
    error.with_hint(
        "The server has rolled back the open transaction. If the statement changes the schema, it "
        "may have been carried out nevertheless: look before running again.");
  }
  return error;
}

/// Runs what one statement needs, and blames it for what comes out.
template <typename Work>
void MysqlConnection::guarded(const Statement& statement, Work work) {
  struct Running {
    std::atomic<bool>& flag;
    explicit Running(std::atomic<bool>& running) : flag(running) { flag = true; }
    ~Running() { flag = false; }
  };
  failed_.reset();
  set_autocommit();
  failed_ = statement.tag;
  {
    const Running running(running_);
    work();
  }
  failed_.reset();
}

// ---------------------------------------------------------------------------------------------
// Values in statements

void MysqlConnection::write_quoted(const std::string& text, std::string& out) const {
  const std::size_t start = out.size();
  out.resize(start + 2 * text.size() + 3);
  out[start] = '\'';
  const unsigned long size =
      lib_.mysql_real_escape_string(handle_.get(), &out[start + 1], text.data(), text.size());
  out.resize(start + 1 + size);
  out += '\'';
}

void MysqlConnection::write_value(const Value& value, std::string& out) const {
  if (const auto* text = std::get_if<std::string>(&value)) return write_quoted(*text, out);
  if (const auto* bytes = std::get_if<Bytes>(&value)) {
    out += "x'";
    for (const char c : bytes->data) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
    out += '\'';
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    out += *flag ? "true" : "false";
  } else if (const auto* number = std::get_if<double>(&value)) {
    if (!std::isfinite(*number)) {
      throw Error(ErrorCode::database, text_or_empty(value) + " can not be used with MySQL")
          .with_hint("Give a number or NULL.");
    }
    const std::string digits = text_or_empty(value);
    // Without an exponent it would be a DECIMAL.
    out += digits.find('e') == std::string::npos ? digits + "e0" : digits;
  } else {
    out += to_string(value);
  }
}

std::string MysqlConnection::text_of(const Statement& statement) const {
  if (statement.parameters.empty()) return statement.text;
  return with_values(statement.text, statement.parameters,
                     [this](const Value& value, std::string& out) { write_value(value, out); });
}

// ---------------------------------------------------------------------------------------------
// Statements

void MysqlConnection::send(const std::string& sql) {
  const bool sent = wait_handler_
                        ? send_and_wait(sql)
                        : lib_.mysql_real_query(handle_.get(), sql.data(), sql.size()) == 0;
  if (!sent) throw failure(sql);
}

/// Waits for the first byte of the answer, and tells the handler of it.
bool MysqlConnection::send_and_wait(const std::string& sql) {
  if (lib_.mysql_send_query(handle_.get(), sql.data(), sql.size()) != 0) return false;
  const double begun = monotonic_seconds();
  pollfd socket = {static_cast<int>(lib_.mysql_get_socket(handle_.get())), POLLIN, 0};
  while (poll(&socket, 1, kWaitTick) == 0) wait_handler_(monotonic_seconds() - begun);
  return lib_.mysql_read_query_result(handle_.get()) == 0;
}

/// Has the server's autocommit say what `in_transaction_` does.
void MysqlConnection::set_autocommit() {
  const bool wanted = !in_transaction_;
  if (wanted == ((status() & SERVER_STATUS_AUTOCOMMIT) != 0)) return;
  send(wanted ? "SET autocommit = 1" : "SET autocommit = 0");
}

/// The result that is next in line. Every row is read, so that the connection is usable again
/// afterwards, even if the receiver throws.
Result MysqlConnection::next_result(RowReceiver& rows, std::exception_ptr& thrown) {
  Result result;
  const MysqlResultPtr stored(lib_.mysql_use_result(handle_.get()));
  if (stored == nullptr) {
    rows.start({});
    const auto affected = lib_.mysql_affected_rows(handle_.get());
    result.row_count = affected == MYSQL_COUNT_ERROR ? -1 : static_cast<std::int64_t>(affected);
    const auto id = lib_.mysql_insert_id(handle_.get());
    if (id != 0) result.last_insert_id = static_cast<std::int64_t>(id);
    return result;
  }
  result.columns = columns_of(stored.get());
  result.row_count = 0;
  rows.start(result.columns);
  while (const MYSQL_ROW row = lib_.mysql_fetch_row(stored.get())) {
    ++result.row_count;
    if (thrown) continue;
    try {
      Row values = row_of(stored.get(), row);
      rows.row(values);
    } catch (...) {
      thrown = std::current_exception();
    }
  }
  return result;
}

Result MysqlConnection::execute(const Statement& statement) {
  KeptRows kept;
  Result result;
  try {
    result = execute_into(statement, kept);
  } catch (const Error& error) {
    return missing_or_throw(statement, error);
  }
  result.rows = std::move(kept.rows);
  if (statement.on_result) {
    failed_ = statement.tag;
    statement.on_result(result);
    failed_.reset();
  }
  return result;
}

Result MysqlConnection::execute_into(const Statement& statement, RowReceiver& rows) {
  Result result;
  guarded(statement, [&] {
    const std::string sql = text_of(statement);
    send(sql);
    // The text may hold several statements; the last one's result counts.
    int done = 0;
    std::exception_ptr thrown;
    for (int next = 0; next == 0; next = lib_.mysql_next_result(handle_.get())) {
      result = next_result(rows, thrown);
      if (lib_.mysql_errno(handle_.get()) != 0) break;
      ++done;
    }
    if (lib_.mysql_errno(handle_.get()) != 0) {
      Error error = failure(sql);
      if (done > 0) {
        error.with_hint(fmt::format(
            "This is statement {} of the text: those before it were carried out.", done + 1));
      }
      throw error;
    }
    if (thrown) std::rethrow_exception(thrown);
  });
  return result;
}

// ---------------------------------------------------------------------------------------------
// Transactions

void MysqlConnection::control(const std::string& sql) {
  failed_.reset();
  set_autocommit();
  send(sql);
}

void MysqlConnection::commit() {
  failed_.reset();
  if (has_uncommitted_work()) {
    committing_ = true;
    send("COMMIT");
    committing_ = false;
  }
  in_transaction_ = false;
}

void MysqlConnection::rollback() {
  const bool uncommitted = has_uncommitted_work();
  in_transaction_ = false;
  committing_ = false;
  if (lost_ || !uncommitted) return;
  try {
    send("ROLLBACK");
  } catch (const Error&) {
    if (!lost_) throw;
  }
}

/// KILL QUERY, over a connection of its own.
void MysqlConnection::cancel() noexcept {
  if (!running_) return;
  try {
    const MysqlPtr other = new_handle();
    if (!open(other.get(), options_)) return;
    const std::string sql = fmt::format("KILL QUERY {}", thread_);
    lib_.mysql_real_query(other.get(), sql.data(), sql.size());
  } catch (...) {
    return;  // The statement then runs to its end.
  }
}

// ---------------------------------------------------------------------------------------------
// Connecting

const char* hint_for(unsigned number) {
  switch (number) {
    case kAccessDenied:
      return "Check the user name and the password: in the URL, in MYSQL_PWD or in an option file "
             "(read_default_file).";
    case kDatabaseDenied:
      return "GRANT the user rights on the database, or correct its name in the URL.";
    case kUnknownDatabase:
      return "Create the database first, or correct its name in the URL.";
    case kTooManyConnections:
      return "The server has no free connection: wait, or close some.";
    case kHostNotAllowed:
      return "The server lets this user not connect from here: CREATE USER names the hosts.";
    case kNoPlugin:
      return "The client library has no such authentication plugin: install it, or name its "
             "directory with the URL's option plugin_dir.";
    default:
      return "Check that the server is running, and the host and port (or unix_socket) in the URL.";
  }
}

Error connect_error(MYSQL* handle, const Url& url) {
  const auto& lib = libmariadb();
  std::string reason = one_line(lib.mysql_error(handle));
  for (const Secret& secret : secrets_in(url)) reason = secret.redact(reason);
  Error error(ErrorCode::connection, "Cannot connect to " + render(url) + ": " + reason);
  return error.with_hint(hint_for(lib.mysql_errno(handle)));
}

void refuse_other_server(const Connection& connection, const Url& url) {
  if (connection.is_mariadb() || canonical_dialect(url) != "mariadb") return;
  const ServerVersion version = connection.server_version();
  throw Error(ErrorCode::config, fmt::format("MySQL version {}.{}.{} is not a MariaDB variant.",
                                             version.major, version.minor, version.patch))
      .with_hint("Write mysql:// instead of mariadb:// in the database URL.");
}

}  // namespace

std::unique_ptr<Connection> connect_mysql(const Url& url, const ConnectOptions& options) {
  MysqlOptions settings = mysql_options(url, options);
  MysqlPtr handle = new_handle();
  if (!open(handle.get(), settings)) throw connect_error(handle.get(), url);
  auto connection = std::make_unique<MysqlConnection>(std::move(handle), settings, url);
  refuse_other_server(*connection, url);
  if (!settings.collation.empty()) {
    connection->execute("SET NAMES utf8mb4 COLLATE " + quoted(settings.collation));
  }
  if (!settings.sql_mode.empty()) {
    connection->execute("SET SESSION sql_mode = ?", {settings.sql_mode});
  }
  return connection;
}

}  // namespace retort::database
