// The exceptions of database drivers: `psycopg2.errors.UniqueViolation`, `sqlite3.IntegrityError`,
// `pymysql.err.OperationalError`. What a database refuses is one of them, whatever client library
// Retort uses; SQLAlchemy's exceptions carry it as `orig`. Drivers of one database share their
// classes, so that it is the one that a script asks for, whichever driver it knows.
#pragma once

#include <span>
#include <string_view>

#include "base/error.h"
#include "python/interpreter.h"

namespace retort::script {

/// NativeModuleSpec::missing of the drivers' modules.
python::Value find_driver_name(python::Interpreter& interpreter, python::ModuleObject& module,
                               python::Symbol name);
/// The modules that find_driver_name() is for.
std::span<const char* const> driver_modules();

/// DB-API's name for the kind of error: `IntegrityError`.
std::string_view error_class_of(std::string_view dialect, const Error& error);
/// The exception that the driver of the run's connection would raise.
python::Value make_driver_error(python::Interpreter& interpreter, const Error& error);

}  // namespace retort::script
