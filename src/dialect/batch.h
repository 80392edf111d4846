// Batch mode: several changes of one table, one by one or by building the table anew.
#pragma once

#include <string_view>

#include "dialect/render.h"

namespace retort::dialect {

/// The option of a column that add_column() got: the expression that its Python-side default= gives
/// to the rows of a table that is rebuilt.
inline constexpr std::string_view kClientDefault = "client_default";

/// Whether the table is rebuilt: as `recreate` says; automatically on SQLite when an operation is
/// more than an index or a new column with a plain default.
bool needs_recreate(Family family, const operation::BatchAlterTable& batch);

/// Renders the rebuild of the table. Errors: ErrorCode::command off-line without `copy_from`, and
/// for operations that name what is not there.
void render_recreate(Renderer& renderer, const operation::BatchAlterTable& batch);

}  // namespace retort::dialect
