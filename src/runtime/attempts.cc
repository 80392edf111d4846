#include "runtime/attempts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"
#include "base/signals.h"

namespace retort::runtime {
namespace {

constexpr double kFirstPause = 0.25;
constexpr double kLongestPause = 8;
constexpr double kSlice = 0.05;

bool is_lock_timeout(const Error& error) {
  return error.server.sqlstate == "55P03" || error.server.detail == "error 1205";
}
bool is_deadlock(const Error& error) {
  return error.server.sqlstate == "40P01" || error.server.detail == "error 1213";
}

}  // namespace

bool is_transient(const Error& error) {
  if (error.code != ErrorCode::database) return false;
  return is_lock_timeout(error) || is_deadlock(error) || error.server.sqlstate == "40001";
}

std::string transient_name(const Error& error) {
  if (is_lock_timeout(error)) return "a lock time-out";
  return is_deadlock(error) ? "a deadlock" : "a serialization failure";
}

std::string Attempts::take() {
  ++used_;
  return fmt::format("{} of {}", used_, retries_);
}

double Attempts::pause() const {
  double pause = kFirstPause;
  for (std::size_t i = 1; i < used_ && pause < kLongestPause; ++i) pause *= 2;
  const double part = static_cast<double>(random_bits() % 1000) / 1000;
  return std::min(pause, kLongestPause) * (0.5 + part / 2);
}

void pause_for(double seconds) {
  const double end = monotonic_seconds() + seconds;
  for (double left = seconds; left > 0; left = end - monotonic_seconds()) {
    stop_if_interrupted();
    sleep_seconds(std::min(left, kSlice));
  }
}

}  // namespace retort::runtime
