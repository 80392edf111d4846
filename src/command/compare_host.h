// A comparison's side of a connection; see diff/host.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "database/connection.h"
#include "diff/host.h"

namespace retort::command {

/// Asks the server. Says nothing to anybody.
class CompareHost : public diff::Host {
 public:
  /// `connection` must outlive it.
  explicit CompareHost(database::Connection& connection) : connection_(connection) {}

  void log(std::string_view, const std::string&) override {}
  void warn(const std::string&) override {}
  Rows query(const std::string& sql) override;
  std::optional<bool> equal(const std::string& left, const std::string& right) override;

 private:
  database::Connection& connection_;
};

}  // namespace retort::command
