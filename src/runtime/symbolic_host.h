// Runs scripts as if on-line, but without a database: operations are rendered and dropped, queries
// give no rows, and the database has no tables. It shows how far Retort can run a script.
//
// One host belongs to one run, on one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/dialect.h"
#include "runtime/settings.h"
#include "script/host.h"

namespace retort::runtime {

class SymbolicHost : public script::Host {
 public:
  /// Both must outlive the host.
  SymbolicHost(const dialect::Dialect& dialect, const Settings& settings);
  ~SymbolicHost() override;

  /// Forgets what scripts did so far.
  void begin_script();
  /// Whether the script asked for rows or for the shape of the database.
  bool looked() const { return asked_shape_ || queried_; }
  /// Whether it has seen any of that: what it did after may depend on the database.
  bool has_seen() const { return asked_shape_ || *read_rows_; }
  /// Whether the dialect could not write an operation of the script.
  bool refused() const { return refused_; }

  const dialect::Dialect& dialect() const override { return dialect_; }
  bool offline() const override { return false; }
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
  void enter_autocommit(const Origin&) override {}
  void leave_autocommit() override {}
  void commit() override {}
  void rollback(const Origin&) override {}
  void savepoint(const std::string&) override {}
  void release_savepoint(const std::string&) override {}
  void rollback_to_savepoint(const std::string&) override {}
  void write_output(std::string_view) override {}
  void log(std::string_view, std::string_view, std::string_view) override {}

 protected:
  /// A statement that would be sent now.
  virtual void would_send(const std::string& /*sql*/, const Origin& /*origin*/) {}

 private:
  class EmptyCatalog;

  const dialect::Dialect& dialect_;
  const Settings& settings_;
  std::unique_ptr<EmptyCatalog> catalog_;
  dialect::RenderContext context_;
  bool asked_shape_ = false;
  bool queried_ = false;
  std::shared_ptr<bool> read_rows_ = std::make_shared<bool>(false);
  bool refused_ = false;
};

}  // namespace retort::runtime
