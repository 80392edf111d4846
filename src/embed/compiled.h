// Migrations written in C++ as the engine takes them.
#pragma once

#include "command/program.h"
#include "retort/migration.h"

namespace retort::embed {

/// `migration` must outlive the result. Errors: ErrorCode::graph for a revision without an id.
command::CompiledMigration compile(const Migration& migration);

}  // namespace retort::embed
