#include "base/signals.h"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "base/clock.h"

namespace retort {
namespace {

std::atomic<int> received{0};
/// Whether the guard ends: its own thread is woken then.
std::atomic<bool> ending{false};
/// Seconds in which further signals are echoes of the first (a shell and `timeout` both send one).
constexpr double kPatience = 1;

/// Wakes the guard's own thread at its end.
int wake_up() {
  return SIGRTMIN;
}

bool is_ignored(int number) {
  struct sigaction now {};
  return sigaction(number, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

sigset_t guarded_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  // Under nohup the end of the terminal is no reason to stop.
  if (!is_ignored(SIGHUP)) sigaddset(&set, SIGHUP);
  sigaddset(&set, wake_up());
  return set;
}

std::string_view name_of(int number) {
  if (number == SIGHUP) return "SIGHUP";
  return number == SIGINT ? "SIGINT" : "SIGTERM";
}

}  // namespace

SignalGuard::SignalGuard(std::function<void()> on_signal) {
  const sigset_t all = guarded_signals();
  ending = false;
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  waiter_ = std::thread([this, call = std::move(on_signal)] { wait(call); });
}

SignalGuard::~SignalGuard() {
  ending = true;
  pthread_kill(waiter_.native_handle(), wake_up());
  waiter_.join();
  const sigset_t all = guarded_signals();
  pthread_sigmask(SIG_UNBLOCK, &all, nullptr);
}

void SignalGuard::wait(const std::function<void()>& on_signal) {
  const sigset_t all = guarded_signals();
  double first_at = 0;
  for (;;) {
    int number = 0;
    if (sigwait(&all, &number) != 0) return;
    if (number == wake_up()) {
      if (ending) return;
      continue;
    }
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
                      name_of(received_signal()))};
}

void stop_if_interrupted() {
  if (received_signal() != 0) throw interruption();
}

}  // namespace retort
