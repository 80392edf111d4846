// Generators: a function's body that runs on a stack of its own, so that it can stop at any yield.
#pragma once

#include <memory>

#include "python/evaluator.h"

namespace retort::python {

class GeneratorObject final : public TrackedObject {
 public:
  GeneratorObject(Interpreter& interpreter, Ref<FunctionObject> function,
                  Ref<Environment> environment);
  ~GeneratorObject() override;

  std::string_view type_name() const override { return "generator"; }
  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  Value iterate(Interpreter& interpreter) override;
  bool next(Interpreter& interpreter, Value& item) override;
  bool is_iterator() const override { return true; }
  void release_references() override;

  /// Inside the body: hands `value` out, and returns what is sent in.
  Value yield(Interpreter& interpreter, const Value& value);
  /// Continues with `sent` as the yield's value, or with `thrown` raised there (when not absent).
  /// False when the body has ended: the result is then its return value.
  bool resume(Interpreter& interpreter, const Value& sent, const Value& thrown, Value& result);
  /// Ends the body where it stands, running its finally blocks.
  void close(Interpreter& interpreter);

 private:
  struct Run;
  void start(Interpreter& interpreter);
  void switch_in(Interpreter& interpreter);
  static void entry(void* generator);
  void body();

  Interpreter& interpreter_;
  Ref<FunctionObject> function_;
  Ref<Environment> environment_;
  std::unique_ptr<Run> run_;
  bool started_ = false;
  bool finished_ = false;
};

}  // namespace retort::python
