// Each generator owns a stack, taken from the system when it first runs. resume() switches to it
// and yield() switches back. No exception crosses a switch: it is carried over and thrown on the
// other side.
#include "python/generators.h"

#include <exception>

#include "python/names.h"
#include "python/side_stack.h"

namespace retort::python {
namespace {

constexpr std::size_t kStackBytes = 1024 * 1024;
constexpr std::int64_t kTouchedBytes = 32 * 1024;  ///< What a stack counts towards the limit.
constexpr std::size_t kReserve = 128 * 1024;       ///< What native code below a script may use.

// Unwinds the stack of a generator that nobody will continue; not for scripts to catch.
struct Abandoned {};

}  // namespace

struct GeneratorObject::Run {
  explicit Run(GeneratorObject& generator)
      : stack(kStackBytes, &GeneratorObject::entry, &generator) {
    Heap::account(kTouchedBytes);
  }
  ~Run() { Heap::account(-kTouchedBytes); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  SideStack stack;
  Frame* bottom = nullptr;  ///< Outermost frame of the body while it stands still.
  Frame* top = nullptr;     ///< Innermost.
  Frame* caller = nullptr;
  const char* caller_limit = nullptr;
  Value value;                     ///< Handed across: yielded, returned or sent.
  Value thrown = Value::absent();  ///< To raise at the yield.
  std::exception_ptr failure;      ///< What ended the body.
  bool abandoned = false;
  bool running = false;
};

GeneratorObject::GeneratorObject(Interpreter& interpreter, Ref<FunctionObject> function,
                                 Ref<Environment> environment)
    : interpreter_(interpreter),
      function_(std::move(function)),
      environment_(std::move(environment)) {}

GeneratorObject::~GeneratorObject() {
  if (!run_ || finished_) return;
  // The count must not fall to zero again while the body ends.
  retain();
  try {
    if (interpreter_.state().ending) {
      run_->abandoned = true;
      switch_in(interpreter_);
    } else {
      close(interpreter_);
    }
  } catch (...) {  // NOLINT: as CPython, an exception while a generator is collected is dropped
    finished_ = true;
  }
}

void GeneratorObject::entry(void* generator) {
  static_cast<GeneratorObject*>(generator)->body();
}

void GeneratorObject::body() {
  try {
    run_->value = run_function_body(interpreter_, *function_, environment_, this);
  } catch (const Abandoned&) {
    run_->value = Value();
  } catch (...) {
    run_->failure = std::current_exception();
  }
  finished_ = true;
  run_->top = nullptr;
  run_->stack.finish();
}

void GeneratorObject::start(Interpreter&) {
  run_ = std::make_unique<Run>(*this);
  started_ = true;
}

// The body's frames hang below the caller's while it runs.
void GeneratorObject::switch_in(Interpreter& interpreter) {
  Interpreter::State& state = interpreter.state();
  run_->caller = state.frame;
  run_->caller_limit = state.stack_limit;
  if (run_->top != nullptr) {
    run_->bottom->previous = state.frame;
    state.frame = run_->top;
  }
  state.stack_limit = run_->stack.limit() + kReserve;
  run_->running = true;
  run_->stack.enter();
  run_->running = false;
  state.frame = run_->caller;
  state.stack_limit = run_->caller_limit;
}

Value GeneratorObject::yield(Interpreter& interpreter, const Value& value) {
  Interpreter::State& state = interpreter.state();
  run_->value = value;
  run_->top = state.frame;
  run_->bottom = state.frame;
  while (run_->bottom->previous != run_->caller) run_->bottom = run_->bottom->previous;
  run_->stack.leave();
  if (run_->abandoned) throw Abandoned{};
  if (!run_->thrown.is_absent()) {
    const Value thrown = std::exchange(run_->thrown, Value::absent());
    interpreter.raise(thrown);
  }
  return std::exchange(run_->value, Value());
}

bool GeneratorObject::resume(Interpreter& interpreter, const Value& sent, const Value& thrown,
                             Value& result) {
  result = Value();
  if (finished_) {
    if (!thrown.is_absent()) interpreter.raise(thrown);
    return false;
  }
  if (run_ && run_->running) interpreter.raise(Builtin::ValueError, "generator already executing");
  check_depth(interpreter);
  if (!started_) {
    if (!thrown.is_absent()) {
      finished_ = true;
      interpreter.raise(thrown);
    }
    start(interpreter);
  }
  const Ref<GeneratorObject> held(this);
  struct DepthGuard {
    int& depth;
    ~DepthGuard() { --depth; }
  } guard{++interpreter.state().depth};
  run_->value = sent;
  run_->thrown = thrown;
  switch_in(interpreter);
  if (!finished_) {
    result = std::exchange(run_->value, Value());
    return true;
  }
  result = std::exchange(run_->value, Value());
  const std::exception_ptr failure = std::exchange(run_->failure, nullptr);
  run_.reset();
  environment_ = nullptr;
  if (failure) std::rethrow_exception(failure);
  return false;
}

void GeneratorObject::close(Interpreter& interpreter) {
  if (finished_) return;
  if (!started_) {
    finished_ = true;
    return;
  }
  const Value exit = interpreter.call(Value(&interpreter.builtin_class(Builtin::GeneratorExit)));
  try {
    Value ignored;
    if (resume(interpreter, Value(), exit, ignored)) {
      interpreter.raise(Builtin::RuntimeError, "generator ignored GeneratorExit");
    }
  } catch (const PythonError& error) {
    if (!interpreter.is_exception(error.exception, Builtin::GeneratorExit) &&
        !interpreter.is_exception(error.exception, Builtin::StopIteration)) {
      throw;
    }
  }
}

Value GeneratorObject::iterate(Interpreter&) {
  return Value(this);
}

bool GeneratorObject::next(Interpreter& interpreter, Value& item) {
  return resume(interpreter, Value(), Value::absent(), item);
}

void GeneratorObject::release_references() {
  if (run_ && !finished_ && !run_->running) {
    run_->abandoned = true;
    switch_in(interpreter_);
    finished_ = true;
  }
  function_ = nullptr;
  environment_ = nullptr;
}

namespace {

GeneratorObject& self_generator(const CallArguments& arguments) {
  return static_cast<GeneratorObject&>(arguments.self.as_object());
}

Value stop_or(Interpreter& interpreter, bool yielded, const Value& result) {
  if (yielded) return result;
  interpreter.raise(interpreter.call(Value(&interpreter.builtin_class(Builtin::StopIteration)),
                                     std::span<const Value>(&result, result.is_none() ? 0 : 1)));
}

Value send(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "send", arguments);
  const Value sent = read.required("value").value();
  Value result;
  const bool yielded = self_generator(arguments).resume(interpreter, sent, Value::absent(), result);
  return stop_or(interpreter, yielded, result);
}

Value throw_in(Interpreter& interpreter, const CallArguments& arguments) {
  ArgumentReader read(interpreter, "throw", arguments);
  Value exception = read.required("value").value();
  if (exception.try_as<ClassObject>() != nullptr) exception = interpreter.call(exception);
  Value result;
  const bool yielded = self_generator(arguments).resume(interpreter, Value(), exception, result);
  return stop_or(interpreter, yielded, result);
}

Value close_method(Interpreter& interpreter, const CallArguments& arguments) {
  self_generator(arguments).close(interpreter);
  return {};
}

Value next_method(Interpreter& interpreter, const CallArguments& arguments) {
  Value result;
  const bool yielded =
      self_generator(arguments).resume(interpreter, Value(), Value::absent(), result);
  return stop_or(interpreter, yielded, result);
}

}  // namespace

Value GeneratorObject::get_attribute(Interpreter& interpreter, Symbol name) {
  const std::string_view text = name.text();
  if (text == "send") return make_native_function("send", send, Value(this));
  if (text == "throw") return make_native_function("throw", throw_in, Value(this));
  if (text == "close") return make_native_function("close", close_method, Value(this));
  if (text == "__next__") return make_native_function("__next__", next_method, Value(this));
  return Object::get_attribute(interpreter, name);
}

}  // namespace retort::python
