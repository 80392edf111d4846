// How errors leave: raising Python exceptions, limits, and the Error that a user sees.
#include <algorithm>
#include <iterator>

#include "base/signals.h"
#include "python/exceptions.h"
#include "python/interpreter.h"
#include "python/interpreter_state.h"

namespace retort::python {
namespace {

/// Whether a place is in a module that comes with Retort rather than in the project.
bool is_bundled(const SourcePtr& source) {
  return source != nullptr && source->path.starts_with("<");
}

}  // namespace

std::vector<Origin> places_of(const Interpreter::State& state) {
  std::vector<Origin> places;
  constexpr std::size_t kMost = 50;
  for (const Frame* frame = state.frame; frame != nullptr && places.size() < kMost;
       frame = frame->previous) {
    if (frame->source != nullptr) places.push_back({*frame->source, frame->span});
  }
  return places;
}

Origin Interpreter::origin() const {
  const Frame* innermost = nullptr;
  for (const Frame* frame = state_->frame; frame != nullptr; frame = frame->previous) {
    if (frame->source == nullptr) continue;
    // In the project rather than in a package that comes with Retort.
    if (!is_bundled(*frame->source)) return Origin{*frame->source, frame->span};
    if (innermost == nullptr) innermost = frame;
  }
  return innermost == nullptr ? Origin{} : Origin{*innermost->source, innermost->span};
}

void Interpreter::raise(Builtin type, std::string_view message) {
  raise_class(builtin_class(type), message);
}

void Interpreter::raise_class(ClassObject& type, std::string_view message) {
  const Value text = Value::string(message);
  const Value exception = construct_instance(*this, type, CallArguments{std::span(&text, 1), {}});
  raise(exception);
}

void Interpreter::raise(const Value& exception) {
  Value raised = exception;
  need_known(raised, "a raise statement");
  if (raised.try_as<ClassObject>() != nullptr) raised = call(raised);
  auto* object = raised.try_as<ExceptionObject>();
  if (object == nullptr) {
    // An instance of a class with an unknown base: it may be an exception of the application.
    auto* instance = raised.try_as<Instance>();
    if (instance != nullptr && !instance->cls->unknown_base.is_absent()) {
      fail(ErrorCode::script, "the script raised " + instance->cls->name);
    }
    raise(Builtin::TypeError, "exceptions must derive from BaseException");
  }
  if (object->trace.empty()) object->trace = places_of(*state_);
  for (const Frame* frame = state_->frame; frame != nullptr; frame = frame->previous) {
    if (frame->handled.is_absent()) continue;
    if (!frame->handled.is_same(raised) && object->context.is_none()) {
      object->context = frame->handled;
    }
    break;
  }
  throw PythonError(raised, object->trace);
}

void Interpreter::fail(ErrorCode code, std::string message, std::string hint) {
  Error error(code, std::move(message), place_of(origin()));
  if (!hint.empty()) error.with_hint(std::move(hint));
  throw error;
}

namespace {

/// The place in the project where an exception was raised.
std::optional<Place> place_of_trace(const std::vector<Origin>& trace) {
  if (trace.empty()) return std::nullopt;
  const auto own = std::ranges::find_if(trace, [](const Origin& origin) {
    return origin.source != nullptr && !is_bundled(origin.source);
  });
  return place_of(own == trace.end() ? trace.front() : *own);
}

}  // namespace

void Interpreter::throw_as_error(const PythonError& error) {
  std::string message;
  bool by_script = false;
  if (auto* exception = error.exception.try_as<ExceptionObject>()) {
    if (exception->refused != nullptr) {
      Error refused = *exception->refused;
      if (!refused.place) refused.place = place_of_trace(error.trace);
      throw Error(refused);
    }
    std::string text;
    try {
      text = exception->str(*this);
    } catch (const PythonError&) {
      text = "<exception str() failed>";
    } catch (const Error& limit) {
      text = "<exception str() failed: " + limit.message + ">";
    }
    message = exception->cls->name;
    if (!text.empty()) message += ": " + text;
    const bool exits = exception->cls->is_subclass_of(exception_spec(Builtin::SystemExit));
    by_script = (exception->by_statement || exits) && exception->context.is_none() &&
                !error.trace.empty() && !is_bundled(error.trace.front().source);
  }
  Error result(ErrorCode::script, std::move(message));
  std::vector<Origin> trace;
  std::ranges::copy_if(error.trace, std::back_inserter(trace),
                       [](const Origin& origin) { return !is_bundled(origin.source); });
  if (trace.empty()) trace = error.trace;
  if (!trace.empty()) result.place = place_of(trace.front());
  for (std::size_t i = 1; i < trace.size() && i < 10; ++i) {
    result.with_hint("Called at " + to_string(place_of(trace[i])) + ".");
  }
  if (by_script) throw RaisedByScript(std::move(result));
  throw result;
}

void Interpreter::step() {
  if (--state_->steps_left < 0) {
    fail(ErrorCode::limit,
         "the script ran for more than " + std::to_string(options_.limits.steps) + " steps",
         "Look for an endless loop at this place.");
  }
  if ((state_->steps_left & 0xFF) == 0) {
    check_memory(0);
    stop_if_interrupted();
  }
}

void Interpreter::check_memory(std::int64_t bytes) {
  if (bytes <= options_.limits.bytes &&
      Heap::bytes() - state_->bytes_at_start + bytes <= options_.limits.bytes) {
    return;
  }
  fail_memory();
}

void Interpreter::fail_memory() {
  fail(ErrorCode::limit,
       "the script needs more than " + std::to_string(options_.limits.bytes) + " bytes of memory",
       "Let it work through its rows piece by piece.");
}

void fail_nesting(Interpreter& interpreter) {
  interpreter.fail(ErrorCode::limit, "the script nests values or expressions too deeply",
                   "It may be in an endless recursion, or build a chain that never ends.");
}

Interpreter::StackBound::StackBound(Interpreter& interpreter)
    : state_(interpreter.state()), before_(state_.stack_limit) {
  if (before_ == nullptr) {
    state_.stack_limit = static_cast<const char*>(__builtin_frame_address(0)) -
                         interpreter.options().limits.stack_bytes;
  }
}

Interpreter::StackBound::~StackBound() {
  state_.stack_limit = before_;
}

void check_depth(Interpreter& interpreter) {
  Interpreter::State& state = interpreter.state();
  const char* here = static_cast<const char*>(__builtin_frame_address(0));
  const bool deep = state.depth >= interpreter.limits().depth;
  if (!deep && (state.stack_limit == nullptr || here > state.stack_limit)) return;
  interpreter.fail(
      ErrorCode::limit,
      "the script calls itself too deeply (" + std::to_string(state.depth) + " nested calls)",
      "It may be in an endless recursion.");
}

}  // namespace retort::python
