// What may be tried again, how often and when.
#pragma once

#include <cstddef>
#include <string>

#include "base/error.h"

namespace retort::runtime {

/// Whether the server has refused a statement for something that passes, and has undone it: a lock
/// time-out, a deadlock, a serialization failure. Never a lost connection.
bool is_transient(const Error& error);

/// In words, for messages: `a lock time-out`.
std::string transient_name(const Error& error);

/// Counts the attempts at one piece of work.
class Attempts {
 public:
  explicit Attempts(std::size_t retries) : retries_(retries) {}

  bool left() const { return used_ < retries_; }
  /// The number of the attempt that comes next, once it was taken, and of the last one.
  std::size_t used() const { return used_; }
  std::size_t most() const { return retries_; }
  /// `1 of 10`, with the attempt that comes next.
  std::string take();
  /// Seconds until the next attempt: twice as long each time, up to 8, less a random part.
  double pause() const;
  void reset() { used_ = 0; }

 private:
  std::size_t retries_;
  std::size_t used_ = 0;
};

/// Sleeps, unless a signal arrives. Errors: that of the signal.
void pause_for(double seconds);

}  // namespace retort::runtime
