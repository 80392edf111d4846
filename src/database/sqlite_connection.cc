// SQLite. Every statement runs at once: there is no round trip to save, so nothing is queued.
#include "database/sqlite_connection.h"

#include <sqlite3.h>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "database/adopt.h"
#include "database/database_error.h"
#include "dialect/sql_scanner.h"

namespace retort::database {
namespace {

/// Seconds between two attempts to get a lock.
constexpr double kFirstPause = 0.005;
constexpr double kLongestPause = 0.1;

struct CloseDatabase {
  bool owned = true;
  void operator()(sqlite3* handle) const {
    if (owned) sqlite3_close_v2(handle);
  }
};
using DatabasePtr = std::unique_ptr<sqlite3, CloseDatabase>;

struct FinalizeStatement {
  void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
};
using StatementPtr = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

Error database_error(sqlite3* handle, int code, std::string_view sql, std::size_t start) {
  const int primary = code & 0xff;
  Error error(ErrorCode::database, one_line(sqlite3_errmsg(handle)));
  const int offset = primary == SQLITE_ERROR ? sqlite3_error_offset(handle) : -1;
  set_statement(error, sql,
                offset < 0 ? std::string::npos : start + static_cast<std::size_t>(offset));
  if (primary == SQLITE_LOCKED) {
    error.with_hint("Read a result to its end before changing the table that it comes from.");
  } else if (primary == SQLITE_READONLY) {
    error.with_hint("Check the permissions of the database file and of its directory.");
  } else if (primary == SQLITE_IOERR) {
    error.with_hint("Check the disk's free space, file size limits and health, and run again.");
  } else if (primary == SQLITE_NOTADB) {
    error.with_hint("Check that the URL names the right file: it is not an SQLite database.");
  } else if (primary == SQLITE_FULL) {
    error.with_hint("Free some space on the disk and run again.");
  } else if (offset >= 0 && sql.starts_with("ALTER TABLE") &&
             error.message.ends_with("\": syntax error")) {
    error.with_hint(
        "SQLite changes no column or constraint in place. In a script `with "
        "op.batch_alter_table(...) as batch:` builds the table anew; render_as_batch=True makes "
        "--autogenerate write it so.");
  }
  return error;
}

struct BindValue {
  sqlite3_stmt* statement;
  int index;

  int operator()(const Null&) const { return sqlite3_bind_null(statement, index); }
  int operator()(bool value) const { return sqlite3_bind_int(statement, index, value ? 1 : 0); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
  int operator()(double value) const { return sqlite3_bind_double(statement, index, value); }
  int operator()(const std::string& value) const {
    return sqlite3_bind_text64(statement, index, value.data(), value.size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
  }
  int operator()(const Bytes& value) const {
    return sqlite3_bind_blob64(statement, index, value.data.data(), value.data.size(),
                               SQLITE_TRANSIENT);
  }
};

/// The 0-based position among the parameters that SQLite's `index` stands for: `$2` and `?2` say
/// it, the others go by order.
std::size_t parameter_position(sqlite3_stmt* statement, int index) {
  const char* name = sqlite3_bind_parameter_name(statement, index);
  if (name != nullptr && (name[0] == '$' || name[0] == '?')) {
    const std::string_view digits(name + 1);
    std::size_t number = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (parsed.ec == std::errc() && parsed.ptr == digits.data() + digits.size() && number > 0)
      return number - 1;
  }
  return static_cast<std::size_t>(index - 1);
}

Value cell(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return std::string(text == nullptr ? "" : text, text == nullptr ? 0 : size);
    }
    case SQLITE_BLOB: {
      const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return Bytes{data == nullptr ? std::string() : std::string(data, size)};
    }
    default:
      return Null{};
  }
}

std::vector<ResultColumn> columns_of(sqlite3_stmt* statement) {
  std::vector<ResultColumn> columns;
  const int count = sqlite3_column_count(statement);
  for (int i = 0; i < count; ++i) {
    const char* name = sqlite3_column_name(statement, i);
    const char* type = sqlite3_column_decltype(statement, i);
    columns.push_back({name == nullptr ? "" : name, type == nullptr ? "" : type});
  }
  return columns;
}

/// Whether SQLite's change counter speaks of this statement.
bool changes_rows(std::string_view sql) {
  const auto shape = dialect::scan_sql(sql, dialect::SqlSyntax::sqlite);
  if (shape.first_words.empty()) return false;
  const std::string& word = shape.first_words.front();
  return word == "INSERT" || word == "UPDATE" || word == "DELETE" || word == "REPLACE" ||
         word == "WITH";
}

std::string quoted(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += c;
    result += c;
  }
  return result + '"';
}

class SqliteConnection final : public Connection {
 public:
  using Connection::execute;

  /// `path` for messages; `busy_timeout` in seconds.
  SqliteConnection(DatabasePtr handle, std::string path, double busy_timeout)
      : handle_(std::move(handle)), path_(std::move(path)), busy_timeout_(busy_timeout) {
    if (!is_adopted()) sqlite3_busy_handler(handle_.get(), &SqliteConnection::wait_for_lock, this);
  }

  ~SqliteConnection() override {
    if (is_adopted() && in_transaction()) {
      sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
  }

  bool is_adopted() const override { return !handle_.get_deleter().owned; }

  std::string_view dialect_name() const override { return "sqlite"; }

  ServerVersion server_version() const override {
    const int number = sqlite3_libversion_number();
    return {number / 1000000, number / 1000 % 1000, number % 1000};
  }

  Result execute(const Statement& statement) override {
    KeptRows kept;
    Result result;
    try {
      result = execute_into(statement, kept);
    } catch (const Error& error) {
      return missing_or_throw(statement, error);
    }
    result.rows = std::move(kept.rows);
    if (statement.on_result) report(statement, result);
    return result;
  }

  void enqueue(Statement statement) override { execute(statement); }
  void flush() override {}

  Result execute_into(const Statement& statement, RowReceiver& rows) override;

  void begin() override { control("BEGIN"); }

  void commit() override {
    if (in_transaction()) control("COMMIT");
  }

  void rollback() override {
    if (in_transaction()) control("ROLLBACK");
  }

  void savepoint(std::string_view name) override { control("SAVEPOINT " + quoted(name)); }
  void release_savepoint(std::string_view name) override {
    control("RELEASE SAVEPOINT " + quoted(name));
  }
  void rollback_to_savepoint(std::string_view name) override {
    control("ROLLBACK TO SAVEPOINT " + quoted(name));
  }

  bool in_transaction() const override { return sqlite3_get_autocommit(handle_.get()) == 0; }
  std::optional<std::uint64_t> failed_statement() const override { return failed_; }
  bool commit_in_doubt() const override { return false; }
  void on_notice(NoticeHandler) override {}  // SQLite sends none.
  void on_wait(std::function<void(double)> told) override { on_wait_ = std::move(told); }
  void cancel() noexcept override {
    cancelled_ = true;
    sqlite3_interrupt(handle_.get());
  }

 private:
  /// SQLite's busy handler: 0 gives up. SQLite's own cannot be interrupted.
  static int wait_for_lock(void* self, int attempt) {
    auto* const connection = static_cast<SqliteConnection*>(self);
    const double now = monotonic_seconds();
    if (attempt == 0) connection->busy_since_ = now;
    const double left = connection->busy_since_ + connection->busy_timeout_ - now;
    if (left <= 0 || connection->cancelled_) return 0;
    if (connection->on_wait_) connection->on_wait_(now - connection->busy_since_);
    sleep_seconds(std::min({kFirstPause * (attempt + 1), kLongestPause, left}));
    return 1;
  }

  /// What `call` returns. The busy handler of an adopted database is its owner's, so waiting is
  /// done here.
  template <typename Call>
  int waiting(Call call) {
    int code = call();
    for (int attempt = 0; (code & 0xff) == SQLITE_BUSY && is_adopted(); ++attempt) {
      if (wait_for_lock(this, attempt) == 0) break;
      code = call();
    }
    return code;
  }

  Error failure(int code, std::string_view sql, std::size_t start) const {
    if ((code & 0xff) != SQLITE_BUSY) return database_error(handle_.get(), code, sql, start);
    const std::string waited =
        busy_timeout_ > 0 ? fmt::format("; waited {} seconds", busy_timeout_) : "";
    Error error(
        ErrorCode::locked,
        fmt::format("Another process holds the lock of the database file {}{}.", path_, waited));
    set_statement(error, sql);
    return std::move(error).with_hint("Wait for it to end, or give a longer --lock-timeout.");
  }

  void control(const std::string& sql) {
    Statement statement;
    statement.text = sql;
    KeptRows none;
    execute_into(statement, none);
    failed_.reset();
  }

  void report(const Statement& statement, const Result& result) {
    failed_ = statement.tag;
    statement.on_result(result);
    failed_.reset();
  }

  [[noreturn]] static void refuse_nul(const std::string& sql) {
    Error error(ErrorCode::database, "The statement holds a character with code 0.");
    set_statement(error, sql);
    throw error.with_hint("Remove the character from the statement's text.");
  }

  void bind(sqlite3_stmt* prepared, const Statement& statement) {
    const int count = sqlite3_bind_parameter_count(prepared);
    for (int index = 1; index <= count; ++index) {
      const std::size_t position = parameter_position(prepared, index);
      if (position >= statement.parameters.size()) {
        Error error(ErrorCode::database, "The statement needs more parameters than the " +
                                             std::to_string(statement.parameters.size()) +
                                             " given.");
        set_statement(error, statement.text);
        throw error.with_hint("Give a value for every parameter of the statement.");
      }
      const int code = std::visit(BindValue{prepared, index}, statement.parameters[position]);
      if (code != SQLITE_OK) throw failure(code, statement.text, 0);
    }
  }

  StatementPtr prepare(const std::string& sql, std::size_t start, std::size_t& end);
  void step_all(sqlite3_stmt* prepared, RowReceiver& rows, Result& result, std::string_view sql,
                std::size_t start, std::size_t end);

  DatabasePtr handle_;
  std::string path_;
  double busy_timeout_;
  double busy_since_ = 0;
  std::function<void(double)> on_wait_;
  std::atomic<bool> cancelled_{false};
  std::optional<std::uint64_t> failed_;
  /// The last change with parameters: it is often followed by itself.
  std::string again_sql_;
  StatementPtr again_;
};

/// Runs every statement of the text; the last one's result counts.
Result SqliteConnection::execute_into(const Statement& statement, RowReceiver& rows) {
  failed_ = statement.tag;
  cancelled_ = false;
  Result result;
  const std::string& sql = statement.text;
  std::size_t start = 0;
  while (start < sql.size()) {
    std::size_t end = sql.size();
    StatementPtr prepared = start == 0 && sql == again_sql_ ? std::move(again_) : nullptr;
    if (prepared == nullptr) prepared = prepare(sql, start, end);
    if (prepared != nullptr) {
      result = Result{};
      bind(prepared.get(), statement);
      step_all(prepared.get(), rows, result, sql, start, end);
      const bool whole = start == 0 && end == sql.size();
      if (whole && !statement.parameters.empty() && !result.returns_rows()) {
        sqlite3_reset(prepared.get());
        again_sql_ = sql;
        again_ = std::move(prepared);
      }
    } else if (end == start) {
      refuse_nul(sql);
    }
    start = end;
  }
  failed_.reset();
  return result;
}

/// The statement that begins at `start`, and where it ends; null for blanks and comments.
StatementPtr SqliteConnection::prepare(const std::string& sql, std::size_t start,
                                       std::size_t& end) {
  const char* tail = nullptr;
  sqlite3_stmt* raw = nullptr;
  const int code = waiting([&] {
    return sqlite3_prepare_v2(handle_.get(), sql.data() + start,
                              static_cast<int>(sql.size() - start), &raw, &tail);
  });
  StatementPtr prepared(raw);
  if (code != SQLITE_OK) throw failure(code, sql, start);
  end = static_cast<std::size_t>(tail - sql.data());
  return prepared;
}

void SqliteConnection::step_all(sqlite3_stmt* prepared, RowReceiver& rows, Result& result,
                                std::string_view sql, std::size_t start, std::size_t end) {
  result.columns = columns_of(prepared);
  rows.start(result.columns);
  const int width = static_cast<int>(result.columns.size());
  int code = SQLITE_ROW;
  std::int64_t count = 0;
  Row row;
  while ((code = waiting([&] { return sqlite3_step(prepared); })) == SQLITE_ROW) {
    ++count;
    row.clear();
    row.reserve(result.columns.size());
    for (int i = 0; i < width; ++i) row.push_back(cell(prepared, i));
    rows.row(row);
  }
  if (code != SQLITE_DONE) throw failure(code, sql, start);
  if (width > 0) {
    result.row_count = count;
  } else if (changes_rows(sql.substr(start, end - start))) {
    result.row_count = sqlite3_changes64(handle_.get());
    result.last_insert_id = sqlite3_last_insert_rowid(handle_.get());
  }
}

/// What of the URL goes to sqlite3_open.
struct Location {
  std::string name = ":memory:";
  bool uri = false;
  double busy_timeout = 0;  ///< Seconds.
};

bool is_true(std::string_view text) {
  return text == "true" || text == "True" || text == "1" || text == "yes";
}

double seconds_of(const std::string& seconds) {
  double value = 0;
  const auto parsed = std::from_chars(seconds.data(), seconds.data() + seconds.size(), value);
  if (parsed.ec != std::errc() || value < 0 || value > 1e6) {
    throw Error(ErrorCode::config,
                "The option timeout of the SQLite URL is not a number of seconds.")
        .with_hint("Write it as ?timeout=30.");
  }
  return value;
}

/// Python's arguments of sqlite3.connect that mean nothing here.
bool is_driver_option(std::string_view name) {
  static constexpr std::string_view kNames[] = {"check_same_thread", "cached_statements",
                                                "detect_types", "isolation_level",
                                                "native_datetime"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

Location location_of(const Url& url, const ConnectOptions& options) {
  if (url.username || url.host || url.password || url.port) {
    throw Error(ErrorCode::config, "Invalid SQLite URL: " + render(url))
        .with_hint(
            "Valid SQLite URL forms are sqlite:///:memory:, sqlite:///relative/path/to/file.db and "
            "sqlite:////absolute/path/to/file.db.");
  }
  Location location;
  location.busy_timeout = options.busy_timeout;
  if (url.database && !url.database->empty()) location.name = *url.database;
  std::string file_options;
  for (const auto& [name, value] : url.query) {
    if (name == "uri") {
      location.uri = is_true(value);
    } else if (name == "timeout") {
      location.busy_timeout = seconds_of(value);
    } else if (!is_driver_option(name)) {
      file_options += (file_options.empty() ? "?" : "&") + name + "=" + value;
    }
  }
  if (location.uri) {
    if (location.name.rfind("file:", 0) != 0) location.name.insert(0, "file:");
    location.name += file_options;
  } else if (!file_options.empty()) {
    throw Error(ErrorCode::config,
                "The SQLite URL has options that only a file: name takes: " + render(url))
        .with_hint(
            "Add uri=true to the options, as in sqlite:///file:path/to/file.db?mode=ro&uri=true.");
  }
  return location;
}

/// The path of a `file:` name, or the name itself.
std::string path_of(const Location& location) {
  if (!location.uri) return location.name;
  std::string path = location.name.substr(5);
  path.resize(std::min(path.find_first_of("?#"), path.size()));
  if (path.rfind("//", 0) == 0) path.erase(0, std::min(path.find('/', 2), path.size()));
  return path;
}

}  // namespace

std::unique_ptr<Connection> adopt_sqlite(sqlite3* handle, double busy_timeout) {
  if (sqlite3_get_autocommit(handle) == 0) {
    throw Error(ErrorCode::usage, "A transaction is open on the SQLite database")
        .with_hint("Commit it or roll it back before migrating.");
  }
  const char* path = sqlite3_db_filename(handle, "main");
  const std::string name = path == nullptr || *path == '\0' ? ":memory:" : path;
  return std::make_unique<SqliteConnection>(DatabasePtr(handle, CloseDatabase{false}), name,
                                            busy_timeout);
}

std::unique_ptr<Connection> connect_sqlite(const Url& url, const ConnectOptions& options) {
  Location location = location_of(url, options);
  const bool in_memory =
      location.name == ":memory:" || location.name.find("mode=memory") != std::string::npos;
  const std::string path = path_of(location);
  const std::string folder = parent_path(path);
  const bool creatable = folder.empty() || is_directory(folder);
  if (!options.create && !in_memory && creatable && !path_exists(path)) location = {};
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                    (location.uri ? SQLITE_OPEN_URI : 0);
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(location.name.c_str(), &raw, flags, nullptr);
  DatabasePtr handle(raw);
  if (code != SQLITE_OK) {
    const std::string reason = raw != nullptr ? sqlite3_errmsg(raw) : sqlite3_errstr(code);
    throw Error(ErrorCode::connection,
                "Cannot open the SQLite database " + path_of(location) + ": " + one_line(reason))
        .with_hint(
            "Check that its directory exists and may be written; a relative path starts at the "
            "working directory.");
  }
  sqlite3_extended_result_codes(raw, 1);
  return std::make_unique<SqliteConnection>(std::move(handle), path_of(location),
                                            location.busy_timeout);
}

}  // namespace retort::database
