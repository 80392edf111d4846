#include "base/signals.h"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <utility>

#include "base/clock.h"

namespace retort {
namespace {

std::atomic<int> received{0};
/// Seconds in which further signals are echoes of the first (a shell and `timeout` both send one).
constexpr double kPatience = 1;

sigset_t guarded_signals(bool with_wake_up) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  // The guard's end wakes its own thread with this one.
  if (with_wake_up) sigaddset(&set, SIGUSR1);
  return set;
}

}  // namespace

SignalGuard::SignalGuard(std::function<void()> on_signal) {
  const sigset_t all = guarded_signals(true);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  waiter_ = std::thread([this, call = std::move(on_signal)] { wait(call); });
}

SignalGuard::~SignalGuard() {
  pthread_kill(waiter_.native_handle(), SIGUSR1);
  waiter_.join();
  const sigset_t all = guarded_signals(true);
  pthread_sigmask(SIG_UNBLOCK, &all, nullptr);
}

void SignalGuard::wait(const std::function<void()>& on_signal) {
  const sigset_t all = guarded_signals(true);
  double first_at = 0;
  for (;;) {
    int number = 0;
    if (sigwait(&all, &number) != 0 || number == SIGUSR1) return;
    int none = 0;
    if (received.compare_exchange_strong(none, number)) {
      first_at = monotonic_seconds();
    } else if (monotonic_seconds() - first_at >= kPatience) {
      std::_Exit(128 + number);
    }
    on_signal();
  }
}

void ignore_file_size_signal() {
  signal(SIGXFSZ, SIG_IGN);
}

int received_signal() {
  return received.load();
}

Error interruption() {
  return {ErrorCode::command,
          fmt::format("Interrupted by {}; what was not committed is rolled back",
                      received_signal() == SIGINT ? "SIGINT" : "SIGTERM")};
}

void stop_if_interrupted() {
  if (received_signal() != 0) throw interruption();
}

}  // namespace retort
