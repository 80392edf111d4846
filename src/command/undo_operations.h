// What takes operations back that do not say by themselves what was there before: the other
// direction of the script is asked, and the database as it is after them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "operation/operation.h"
#include "schema/catalog.h"

namespace retort::command {

/// What is known around an operation. All are borrowed.
struct UndoContext {
  std::string_view dialect;
  const std::vector<operation::Operation>& upgrade;
  const std::vector<operation::Operation>& downgrade;
  schema::Catalog& catalog;  ///< Of the database after the operations.
};

/// The operations that take all of `upgrade` back, the last one first. Nothing when one of them
/// cannot be taken back: `obstacle` then says which and why.
std::optional<std::vector<operation::Operation>> undo_operations(const UndoContext& context,
                                                                 std::string& obstacle);

/// Raw SQL as an operation that runs it as it stands.
operation::Operation sql_operation(std::string sql, const Origin& origin);
/// The text of such an operation, or of any other Execute; empty for other operations.
std::string sql_of(const operation::Operation& operation, std::string_view dialect);
/// Whether a statement changes rows.
bool changes_rows(std::string_view sql, std::string_view dialect);
/// Whether a statement changes or reads rows and nothing else.
bool is_about_rows(std::string_view sql, std::string_view dialect);

}  // namespace retort::command
