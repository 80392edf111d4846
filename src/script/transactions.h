// Transactions and savepoints of a script: context managers with commit() and rollback().
#pragma once

#include <memory>

#include "python/value.h"
#include "script/host.h"

namespace retort::script {

/// `connection.begin()`: the run's transaction goes on after it; that of a further connection
/// (`own`) ends with it, and so does `get_transaction()` (`is_root`). A rollback is the whole
/// transaction's.
python::Value make_transaction(python::Interpreter& interpreter, std::shared_ptr<Host> own,
                               bool is_root = false);
/// `connection.begin_nested()`.
python::Value make_savepoint(python::Interpreter& interpreter, std::shared_ptr<Host> own);

}  // namespace retort::script
