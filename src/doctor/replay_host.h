// Runs scripts against a model of the schema: operations are applied to it, and questions about the
// database are answered from it. Rows of queries are not known.
//
// One host belongs to one replay, on one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "doctor/applier.h"
#include "runtime/settings.h"
#include "script/host.h"

namespace retort::doctor {

class ReplayHost final : public script::Host {
 public:
  /// Both must outlive the host.
  /// `outside`: the project's migrations run outside of transactions.
  ReplayHost(const dialect::Dialect& dialect, const runtime::Settings& settings, bool outside);
  ~ReplayHost() override;

  /// What the scripts do goes there from now on; it must live until the next call.
  void begin(Applier& applier);
  /// Operations, statements and questions since begin().
  std::size_t asked() const { return asked_; }

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
  void enter_autocommit(const Origin&) override { applier_->set_outside(true); }
  void leave_autocommit() override { applier_->set_outside(outside_); }
  void commit() override { applier_->set_outside(true); }
  void rollback(const Origin&) override { applier_->lose_certainty(); }
  void savepoint(const std::string&) override {}
  void release_savepoint(const std::string&) override {}
  void rollback_to_savepoint(const std::string&) override { applier_->lose_certainty(); }
  bool takes_unknown_types() const override { return true; }
  void called_unknown(std::string_view name) override;
  void write_output(std::string_view) override {}
  void log(std::string_view, std::string_view, std::string_view) override {}

 private:
  class ModelCatalog;
  class UnknownRows;

  const dialect::Dialect& dialect_;
  const runtime::Settings& settings_;
  std::unique_ptr<ModelCatalog> catalog_;
  Applier* applier_ = nullptr;
  bool outside_ = false;
  std::size_t asked_ = 0;
};

}  // namespace retort::doctor
