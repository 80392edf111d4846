#include "script/exceptions.h"

#include <array>
#include <memory>

#include "python/exceptions.h"
#include "script/driver_errors.h"
#include "script/run.h"

namespace retort::script {

using python::ClassObject;
using python::Interpreter;
using python::Symbol;
using python::Value;

namespace {

constexpr std::string_view kModule = "sqlalchemy.exc";

/// SQLAlchemy's exception around the driver's.
Value wrapped(Interpreter& interpreter, const Error& error, const Value& original) {
  const std::string_view dialect = interpreter.context<Run>().host.dialect().name();
  ClassObject& cls = exception_class(interpreter, error_class_of(dialect, error));
  const std::array arguments{Value::string(error.statement), Value::none(), original};
  Value exception = interpreter.call(Value(&cls), arguments);
  auto& object = *exception.try_as<python::ExceptionObject>();
  object.cause = original;
  object.refused = original.try_as<python::ExceptionObject>()->refused;
  return exception;
}

}  // namespace

Value find_exception_class(Interpreter& interpreter, Symbol name) {
  return interpreter.find_attribute(interpreter.import_module(kModule), name.text());
}

ClassObject& exception_class(Interpreter& interpreter, std::string_view name) {
  const Value module = interpreter.import_module(kModule);
  return *interpreter.get_attribute(module, name).try_as<ClassObject>();
}

void raise_sqlalchemy(Interpreter& interpreter, std::string_view class_name,
                      const std::string& message) {
  const Value cls(&exception_class(interpreter, class_name));
  interpreter.raise(interpreter.call(cls, std::array{Value::string(message)}));
}

void raise_database_error(Interpreter& interpreter, const Error& error) {
  interpreter.raise(wrapped(interpreter, error, make_driver_error(interpreter, error)));
}

void raise_driver_error(Interpreter& interpreter, const Error& error) {
  interpreter.raise(make_driver_error(interpreter, error));
}

void raise_command_error(Interpreter& interpreter, const Error& error) {
  const Value cls =
      interpreter.get_attribute(interpreter.import_module("alembic.util.exc"), "CommandError");
  const Value exception = interpreter.call(cls, std::array{Value::string(error.message)});
  exception.try_as<python::ExceptionObject>()->refused = std::make_shared<const Error>(error);
  interpreter.raise(exception);
}

void raise_refusal(Interpreter& interpreter, const dialect::Refusal& refusal) {
  Value cls = find_exception_class(interpreter, python::intern(refusal.exception));
  if (cls.try_as<ClassObject>() == nullptr) {
    cls = interpreter.get_attribute(interpreter.import_module("builtins"), refusal.exception);
  }
  Value exception = interpreter.call(cls, std::array{Value::string(refusal.message)});
  exception.try_as<python::ExceptionObject>()->refused = std::make_shared<const Error>(refusal);
  interpreter.raise(exception);
}

}  // namespace retort::script
