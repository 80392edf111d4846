// A second stack to run on, and the switches between it and the one it was entered from.
//
// It belongs to one thread. No exception may cross a switch. The sanitizers are told of every
// switch, so that they follow.
#pragma once

#include <ucontext.h>

#include <cstddef>
#include <memory>

namespace retort::python {

class SideStack {
 public:
  /// `body` runs on the new stack, with `argument`, when it is first entered; it must end with
  /// finish().
  SideStack(std::size_t bytes, void (*body)(void*), void* argument);
  ~SideStack();
  SideStack(const SideStack&) = delete;
  SideStack& operator=(const SideStack&) = delete;

  /// The stack's lowest address.
  const char* limit() const { return reinterpret_cast<const char*>(memory_.get()); }

  /// From outside: goes on inside, and returns when that leaves or finishes.
  void enter();
  /// From inside: goes on outside, and returns when entered again.
  void leave();
  /// From inside, as the last thing: never returns.
  void finish();

 private:
  static void start(unsigned high, unsigned low);
  void switch_out(void** fake_stack);

  ucontext_t inside_{};
  ucontext_t outside_{};
  std::unique_ptr<std::byte[]> memory_;
  std::size_t bytes_;
  void (*body_)(void*);
  void* argument_;
  // What the sanitizers want to be told back: unused without them.
  void* fake_inside_ = nullptr;
  void* fake_outside_ = nullptr;
  const void* outside_stack_ = nullptr;
  std::size_t outside_size_ = 0;
  void* inside_fiber_ = nullptr;
  void* outside_fiber_ = nullptr;
};

}  // namespace retort::python
