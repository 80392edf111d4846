// The connection and the cursors of the database's driver, as scripts reach them through
// `bind.connection`: SQL text goes to the server as it is.
#pragma once

#include "script/connection.h"

namespace retort::script {

/// `connection.connection`.
python::Value make_driver_connection(python::Interpreter& interpreter,
                                     python::Ref<ConnectionObject> connection);

}  // namespace retort::script
