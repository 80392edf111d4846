// SIGINT, SIGTERM and SIGHUP during a run that must be rolled back rather than killed.
//
// While a SignalGuard lives, the signals do not end the process: the first one is remembered, and
// `on_signal` is called on a thread of the guard's own. One that comes a second or more after the
// first ends the process at once, for a run that does not stop. At most one guard at a time.
#pragma once

#include <functional>
#include <thread>

#include "base/error.h"

namespace retort {

class SignalGuard {
 public:
  /// Must be made before other threads are. `on_signal` may be called at any moment until the guard
  /// ends.
  explicit SignalGuard(std::function<void()> on_signal);
  ~SignalGuard();
  SignalGuard(const SignalGuard&) = delete;
  SignalGuard& operator=(const SignalGuard&) = delete;

 private:
  void wait(const std::function<void()>& on_signal);

  std::thread waiter_;
};

/// A write beyond the limit on file sizes (ulimit -f) then fails instead of ending the process.
void ignore_file_size_signal();

/// The signal that arrived under a guard; 0 when none did.
int received_signal();

/// "Interrupted by SIGINT ...": how a run ends that a signal has stopped. REQUIRES: one arrived.
Error interruption();
/// Throws interruption() when a signal has arrived.
void stop_if_interrupted();

}  // namespace retort
