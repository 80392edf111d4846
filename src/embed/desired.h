// The tables that a program says it needs, from the calls that would make them.
#pragma once

#include <functional>
#include <vector>

#include "command/session.h"
#include "retort/operations.h"
#include "schema/table.h"

namespace retort::embed {

/// Errors: `script` for a call that does not describe tables; `usage` for an index or a part of a
/// table that was not made before.
std::vector<schema::Table> desired_tables(command::Session& session,
                                          const std::function<void(Operations&)>& describe);

}  // namespace retort::embed
