// Runs scripts without a database: every operation becomes SQL text, exactly as Alembic's --sql
// prints it. Only where a script inspects an engine of its own is the database asked, once. One
// host belongs to one run, on one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"
#include "dialect/dialect.h"
#include "runtime/reporter.h"
#include "runtime/settings.h"
#include "script/host.h"

namespace retort::runtime {

class OfflineHost final : public script::Host {
 public:
  /// All three must outlive the host.
  OfflineHost(const dialect::Dialect& dialect, const Settings& settings, Reporter& reporter);
  ~OfflineHost() override;

  /// Writes a piece of text and an empty line.
  void write(std::string text);
  /// Writes a text as it is.
  void write_as_is(std::string_view text);
  /// Writes a statement: tabs as blanks, trimmed, with its terminator.
  void write_statement(std::string_view statement);
  /// BEGIN and COMMIT, where the dialect's DDL is transactional.
  void write_begin();
  void write_commit();

  const dialect::Dialect& dialect() const override { return dialect_; }
  bool offline() const override { return true; }
  const schema::NamingConvention& naming_convention() const override {
    return settings_.naming_convention;
  }
  const std::vector<std::string>& x_arguments() const override { return settings_.x_arguments; }
  const std::optional<std::string>& tag() const override { return settings_.tag; }
  void emit(operation::Operation operation) override;
  std::unique_ptr<script::RowSource> query(schema::ExprPtr statement,
                                           const Origin& origin) override;
  std::unique_ptr<script::RowSource> query_text(const std::string& sql,
                                                const std::vector<schema::Literal>& parameters,
                                                const Origin& origin) override;
  void run_sql(script::SqlCommand command) override;
  schema::Catalog& catalog() override;
  schema::Catalog* engine_catalog() override;
  bool is_own_database(const std::string& url) const override;
  void enter_autocommit(const Origin& origin) override;
  void leave_autocommit() override;
  void commit() override;
  void rollback(const Origin& origin) override;
  void savepoint(const std::string& name) override;
  void release_savepoint(const std::string& name) override;
  void rollback_to_savepoint(const std::string& name) override;
  void write_output(std::string_view text) override;
  void log(std::string_view level, std::string_view logger, std::string_view message) override;

 private:
  const dialect::Dialect& dialect_;
  const Settings& settings_;
  Reporter& reporter_;
  dialect::RenderContext context_;
  bool transactional_;
  std::unique_ptr<database::Connection> connection_;  ///< Of an engine that a script looks through.
  std::unique_ptr<schema::Catalog> catalog_;
};

}  // namespace retort::runtime
