// The only outside interface is timeouts.h.
#include "runtime/timeouts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/error.h"

namespace retort::runtime {
namespace {

std::int64_t milliseconds(double seconds) {
  if (seconds <= 0) return 0;
  return std::max<std::int64_t>(1, std::llround(seconds * 1000));
}

std::vector<std::string> postgres_settings(const script::Timeouts& timeouts) {
  std::vector<std::string> out;
  if (timeouts.lock) {
    out.push_back(fmt::format("SET LOCAL lock_timeout = {}", milliseconds(*timeouts.lock)));
  } else {
    out.push_back(fmt::format(
        "SELECT set_config('lock_timeout', CASE current_setting('lock_timeout') WHEN '0' "
        "THEN '{}ms' ELSE current_setting('lock_timeout') END, true)",
        milliseconds(kTableLockTimeout)));
  }
  if (timeouts.statement) {
    out.push_back(
        fmt::format("SET LOCAL statement_timeout = {}", milliseconds(*timeouts.statement)));
  }
  return out;
}

/// Whole seconds, at least one; 0 of ours is the longest.
std::int64_t whole_seconds(double seconds) {
  constexpr std::int64_t kLongest = 31536000;
  if (seconds <= 0) return kLongest;
  return std::clamp<std::int64_t>(std::llround(std::ceil(seconds)), 1, kLongest);
}

std::vector<std::string> mysql_settings(const database::Connection& connection,
                                        const script::Timeouts& timeouts) {
  std::string lock;
  for (const char* name : {"lock_wait_timeout", "innodb_lock_wait_timeout"}) {
    lock += lock.empty() ? "SET SESSION " : ", SESSION ";
    // A value that differs from the server's was set by somebody for this session.
    lock += timeouts.lock ? fmt::format("{} = {}", name, whole_seconds(*timeouts.lock))
                          : fmt::format(
                                "{0} = IF(@@SESSION.{0} = @@GLOBAL.{0}, LEAST({1}, @@SESSION.{0}), "
                                "@@SESSION.{0})",
                                name, whole_seconds(kTableLockTimeout));
  }
  std::vector<std::string> out{std::move(lock)};
  if (timeouts.statement && connection.is_mariadb()) {
    out.push_back(fmt::format("SET SESSION max_statement_time = {}", *timeouts.statement));
  } else if (timeouts.statement) {
    out.push_back(
        fmt::format("SET SESSION max_execution_time = {}", milliseconds(*timeouts.statement)));
  }
  return out;
}

}  // namespace

std::vector<std::string> timeout_settings(const database::Connection& connection,
                                          const script::Timeouts& timeouts) {
  if (connection.dialect_name() == "postgresql") return postgres_settings(timeouts);
  if (connection.dialect_name() == "sqlite") return {};
  return mysql_settings(connection, timeouts);
}

SessionTimeouts::SessionTimeouts(database::Connection& connection, const script::Timeouts& timeouts)
    : connection_(connection) {
  if (connection.dialect_name() != "postgresql" || connection.in_transaction()) return;
  const auto set = [&](const char* name, const std::optional<double>& seconds) {
    if (!seconds) return;
    const database::Result before = connection.execute(fmt::format("SHOW {}", name));
    connection.execute(fmt::format("SET {} = {}", name, milliseconds(*seconds)));
    resets_.push_back(
        fmt::format("SET {} = '{}'", name, database::text_or_empty(before.rows.at(0).at(0))));
  };
  set("lock_timeout", timeouts.lock);
  set("statement_timeout", timeouts.statement);
}

SessionTimeouts::~SessionTimeouts() {
  try {
    for (const std::string& reset : resets_) connection_.execute(reset);
  } catch (const std::exception&) {
    return;  // The session is lost, and its settings with it.
  }
}

}  // namespace retort::runtime
