// The exception classes of `sqlalchemy.exc` and what becomes of a database's refusal in a script.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "dialect/refusal.h"
#include "python/interpreter.h"

namespace retort::script {

/// `sqlalchemy.exc.<name>`. REQUIRES: it is one of them.
python::ClassObject& exception_class(python::Interpreter& interpreter, std::string_view name);
/// The class of that name, or absent.
python::Value find_exception_class(python::Interpreter& interpreter, python::Symbol name);
/// Raises one of them.
[[noreturn]] void raise_sqlalchemy(python::Interpreter& interpreter, std::string_view class_name,
                                   const std::string& message);
/// Raises the class that SQLAlchemy would raise for what the database said, so that scripts can
/// catch it. The Error itself comes back when the script did not.
[[noreturn]] void raise_database_error(python::Interpreter& interpreter, const Error& error);
/// The same with the class of the driver: what its own connections and cursors raise.
[[noreturn]] void raise_driver_error(python::Interpreter& interpreter, const Error& error);
/// Raises `alembic.util.CommandError` for what Alembic's API refuses.
[[noreturn]] void raise_command_error(python::Interpreter& interpreter, const Error& error);
/// The same for what cannot be written as SQL.
[[noreturn]] void raise_refusal(python::Interpreter& interpreter, const dialect::Refusal& refusal);

/// Runs `task`, which calls the host, with errors of the database and of the dialect turned into
/// Python exceptions.
template <class Task>
auto with_database_errors(python::Interpreter& interpreter, Task&& task) {
  try {
    return task();
  } catch (const dialect::Refusal& refusal) {
    raise_refusal(interpreter, refusal);
  } catch (const Error& error) {
    if (error.code != ErrorCode::database) throw;
    raise_database_error(interpreter, error);
  }
}
template <class Task>
auto with_driver_errors(python::Interpreter& interpreter, Task&& task) {
  try {
    return task();
  } catch (const Error& error) {
    if (error.code != ErrorCode::database) throw;
    raise_driver_error(interpreter, error);
  }
}

}  // namespace retort::script
