// Batch mode: several changes of one table, one by one or by building the table anew.
#pragma once

#include "dialect/render.h"

namespace retort::dialect {

/// Whether the table is rebuilt: as `recreate` says; automatically on SQLite when an operation is
/// more than an index or a new column with a plain default.
bool needs_recreate(Family family, const operation::BatchAlterTable& batch);

/// Renders the rebuild of the table. Errors: ErrorCode::command off-line without `copy_from`, and
/// for operations that name what is not there.
void render_recreate(Renderer& renderer, const operation::BatchAlterTable& batch);

}  // namespace retort::dialect
