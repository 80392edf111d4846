// The only outside interface is pooled_session.h.
#include "database/pooled_session.h"

#include <cctype>
#include <optional>
#include <utility>

#include "base/error.h"
#include "database/database_error.h"
#include "dialect/sql_scanner.h"

namespace retort::database {
namespace {

/// The setting as SET LOCAL; nothing if the statement is none.
std::optional<std::string> as_local(const std::string& sql) {
  const std::vector<std::string> words =
      dialect::first_words(sql, dialect::SqlSyntax::postgresql, 3);
  if (words.size() < 2 || words[0] != "SET" || words[1] == "CONSTRAINTS" ||
      words[1] == "TRANSACTION") {
    return std::nullopt;
  }
  if (words[1] == "LOCAL") return sql;
  const std::size_t start = sql.find_first_not_of(" \t\r\n");
  if (std::toupper(static_cast<unsigned char>(sql[start])) != 'S') return std::nullopt;
  std::string rest = sql.substr(start + 3);
  if (words[1] == "SESSION" && words.size() > 2 && words[2] != "AUTHORIZATION") {
    if (words[2] == "CHARACTERISTICS") return std::nullopt;
    rest = rest.substr(rest.find_first_not_of(" \t\r\n") + 7);
  }
  return "SET LOCAL" + rest;
}

class PooledSession final : public Connection {
 public:
  PooledSession(std::unique_ptr<Connection> inner, std::vector<std::string> settings)
      : inner_(std::move(inner)), settings_(std::move(settings)) {}

  std::string_view dialect_name() const override { return inner_->dialect_name(); }
  ServerVersion server_version() const override { return inner_->server_version(); }
  std::int64_t announced_process() const override { return inner_->announced_process(); }
  std::unique_ptr<Connection> another() const override { return inner_->another(); }

  Result execute(const Statement& statement) override {
    try {
      return within(statement, [&] { return inner_->execute(statement); });
    } catch (const Error& error) {
      return missing_or_throw(statement, error);
    }
  }
  Result execute_into(const Statement& statement, RowReceiver& rows) override {
    return within(statement, [&] { return inner_->execute_into(statement, rows); });
  }
  void enqueue(Statement statement) override {
    if (in_transaction()) return inner_->enqueue(std::move(statement));
    execute(statement);
  }
  void flush() override { inner_->flush(); }
  std::optional<std::uint64_t> oldest_queued() const override { return inner_->oldest_queued(); }

  void begin() override {
    inner_->begin();
    for (const std::string& setting : settings_) {
      Statement statement;
      statement.text = setting;
      inner_->enqueue(std::move(statement));
    }
  }
  void commit() override { inner_->commit(); }
  void rollback() override { inner_->rollback(); }
  void savepoint(std::string_view name) override { inner_->savepoint(name); }
  void release_savepoint(std::string_view name) override { inner_->release_savepoint(name); }
  void rollback_to_savepoint(std::string_view name) override {
    inner_->rollback_to_savepoint(name);
  }
  bool in_transaction() const override { return inner_->in_transaction(); }
  bool has_uncommitted_work() const override { return inner_->has_uncommitted_work(); }
  std::optional<std::uint64_t> failed_statement() const override {
    return inner_->failed_statement();
  }
  bool commit_in_doubt() const override { return inner_->commit_in_doubt(); }
  void on_notice(NoticeHandler handler) override { inner_->on_notice(std::move(handler)); }
  void cancel() noexcept override { inner_->cancel(); }

 private:
  template <typename Run>
  Result within(const Statement& statement, Run run) {
    if (in_transaction()) return run();
    const dialect::SqlShape shape =
        dialect::scan_sql(statement.text, dialect::SqlSyntax::postgresql);
    if (dialect::controls_transaction(shape)) return begun_by_itself(shape, run);
    if (statement.alone) {
      Error error(ErrorCode::unsupported,
                  "A connection pooler stands between, and this statement cannot run in a "
                  "transaction: what env.py sets on the connection does not reach it");
      set_statement(error, statement.text);
      throw error.with_hint(
          "Connect to the server directly for migrations, or set it for the user or the "
          "database: ALTER ROLE ... SET ....");
    }
    begin();
    try {
      Result result = run();
      result.missing ? inner_->rollback() : inner_->commit();
      return result;
    } catch (...) {
      inner_->rollback();
      throw;
    }
  }

  /// A script's own BEGIN.
  template <typename Run>
  Result begun_by_itself(const dialect::SqlShape& shape, Run run) {
    Result result = run();
    if (!shape.several_statements && in_transaction()) {
      for (const std::string& setting : settings_) inner_->Connection::execute(setting);
    }
    return result;
  }

  std::unique_ptr<Connection> inner_;
  std::vector<std::string> settings_;
};

bool is_pooled(Connection& connection) {
  if (connection.dialect_name() != "postgresql") return false;
  const Result result = connection.execute("SELECT pg_backend_pid()");
  return as_integer(result.rows.at(0).at(0)) != connection.announced_process();
}

}  // namespace

std::unique_ptr<Connection> set_up(std::unique_ptr<Connection> session,
                                   const std::vector<std::string>& statements) {
  const bool pooled = !statements.empty() && is_pooled(*session);
  std::vector<std::string> local;
  for (const std::string& statement : statements) {
    std::optional<std::string> text = pooled ? as_local(statement) : std::nullopt;
    if (text) {
      local.push_back(std::move(*text));
    } else {
      session->execute(statement);
    }
  }
  if (local.empty()) return session;
  return std::make_unique<PooledSession>(std::move(session), std::move(local));
}

}  // namespace retort::database
