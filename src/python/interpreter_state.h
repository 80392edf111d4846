// What an Interpreter keeps while it runs. For the files of the evaluator only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "python/interpreter.h"
#include "python/scope.h"

namespace retort::python {

/// One running function, class body or module: for places of errors and for `raise` without
/// arguments. Lives on the C++ stack; linked into Interpreter::State while it runs.
struct Frame {
  Frame* previous = nullptr;
  const SourcePtr* source = nullptr;
  Span span;
  Value handled = Value::absent();  ///< The exception that an except block is handling.
};

struct Interpreter::State {
  Frame* frame = nullptr;
  int depth = 0;
  int importing = 0;  ///< Bodies of imported modules that are running.
  std::int64_t steps_left = 0;
  std::int64_t bytes_at_start = 0;
  const char* stack_limit = nullptr;  ///< Lowest address that calls may reach; null: not running.
  bool ending = false;                ///< The interpreter is being destroyed.
  std::unordered_map<const NativeClassSpec*, Ref<ClassObject>> native_classes;
  std::unordered_map<std::string, Ref<ClassObject>> named_classes;
  std::unordered_map<std::string, Value> modules;  ///< By dotted name.
  Namespace builtins;                              ///< Made on first use.
  /// The files in which something unknown was called: what it does, nobody knows.
  std::unordered_set<const Source*> unknown_calls;
};

/// Links a frame while it lives.
class FrameGuard {
 public:
  FrameGuard(Interpreter::State& state, const SourcePtr* source, Span span) : state_(state) {
    frame_.previous = state.frame;
    frame_.source = source;
    frame_.span = span;
    // The destructor unlinks it again, which g++ 12 does not see.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdangling-pointer"
#endif
    state.frame = &frame_;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
  }
  ~FrameGuard() {
    state_.frame = frame_.previous;
  }
  FrameGuard(const FrameGuard&) = delete;
  FrameGuard& operator=(const FrameGuard&) = delete;
  Frame& frame() {
    return frame_;
  }

 private:
  Interpreter::State& state_;
  Frame frame_;
};

/// A built-in name (print, len, ValueError, ...), or absent.
Value builtin_name(Interpreter& interpreter, Symbol name);
/// The places of the running calls, innermost first.
std::vector<Origin> places_of(const Interpreter::State& state);
/// Throws Error{limit} when the C++ stack or the depth of calls is used up.
void check_depth(Interpreter& interpreter);
/// Throws Error{limit}: values or code are nested too deeply.
[[noreturn]] void fail_nesting(Interpreter& interpreter);
/// Throws Error{limit} when the C++ stack is used up. For what recurs without calls.
inline void check_stack(Interpreter& interpreter) {
  const char* here = static_cast<const char*>(__builtin_frame_address(0));
  if (here < interpreter.state().stack_limit) fail_nesting(interpreter);
}

}  // namespace retort::python
