#include "base/signals.h"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <utility>

#include "base/error.h"

namespace retort {
namespace {

std::atomic<int> received{0};

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
  for (;;) {
    int number = 0;
    if (sigwait(&all, &number) != 0 || number == SIGUSR1) return;
    int none = 0;
    received.compare_exchange_strong(none, number);
    on_signal();
  }
}

int received_signal() {
  return received.load();
}

void stop_if_interrupted() {
  const int number = received_signal();
  if (number == 0) return;
  throw Error(ErrorCode::command,
              fmt::format("Interrupted by {}; what was not committed is rolled back",
                          number == SIGINT ? "SIGINT" : "SIGTERM"));
}

}  // namespace retort
