// Exception objects and the classes of the built-in exceptions.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "python/interpreter.h"

namespace retort::python {

class ExceptionObject final : public Instance {
 public:
  explicit ExceptionObject(Ref<ClassObject> instance_class) : Instance(std::move(instance_class)) {}
  ValueList args;
  Value cause;                ///< `raise ... from cause`, else None.
  Value context;              ///< The exception that was being handled, else None.
  std::vector<Origin> trace;  ///< Where it was raised, innermost call first.
  /// The error of the host that it stands for, so that this is what the user sees if no script
  /// catches it; null for the others.
  std::shared_ptr<const Error> refused;
  bool by_statement = false;  ///< A raise statement raises it, not the interpreter.

  Value get_attribute(Interpreter& interpreter, Symbol name) override;
  bool set_attribute(Interpreter& interpreter, Symbol name, const Value& value) override;
  std::string repr(Interpreter& interpreter) override;
  std::string str(Interpreter& interpreter) override;
  void release_references() override;
};

/// An exception that a script of the project raises itself, by a raise statement or sys.exit(), and
/// not in answer to another one.
class RaisedByScript : public Error {
 public:
  explicit RaisedByScript(Error error) : Error(std::move(error)) {}
};

/// The spec of a built-in exception class.
const NativeClassSpec& exception_spec(Builtin type);
/// Its name as a global, or null: also the old names IOError and EnvironmentError.
const NativeClassSpec* find_exception_spec(std::string_view name);

}  // namespace retort::python
