// A script host on which nothing happens: for code that computes only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "script/host.h"

namespace retort::script {

class SilentHost : public Host {
 public:
  const dialect::Dialect& dialect() const override { return *dialect::find_dialect("sqlite"); }
  bool offline() const override { return true; }
  const schema::NamingConvention& naming_convention() const override { return convention_; }
  const std::vector<std::string>& x_arguments() const override { return x_arguments_; }
  const std::optional<std::string>& tag() const override { return tag_; }
  void emit(operation::Operation) override {}
  std::unique_ptr<RowSource> query(schema::ExprPtr, const Origin&) override { return nullptr; }
  std::unique_ptr<RowSource> query_text(const std::string&, const std::vector<schema::Literal>&,
                                        const Origin&) override {
    return nullptr;
  }
  void run_sql(SqlCommand) override {}
  schema::Catalog& catalog() override {
    throw Error(ErrorCode::script, "Only a migration can look at the database.");
  }
  void enter_autocommit(const Origin&) override {}
  void leave_autocommit() override {}
  void commit() override {}
  void rollback(const Origin&) override {}
  void savepoint(const std::string&) override {}
  void release_savepoint(const std::string&) override {}
  void rollback_to_savepoint(const std::string&) override {}
  void write_output(std::string_view) override {}
  void log(std::string_view, std::string_view, std::string_view) override {}

 private:
  schema::NamingConvention convention_;
  std::vector<std::string> x_arguments_;
  std::optional<std::string> tag_;
};

}  // namespace retort::script
