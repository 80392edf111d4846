// A comparison's side of a connection; see diff/host.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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
  std::optional<bool> ask(const std::string& left, const std::string& right);

  database::Connection& connection_;
  /// Of equal(): the same defaults stand in many tables.
  std::map<std::pair<std::string, std::string>, std::optional<bool>> answers_;
};

}  // namespace retort::command
