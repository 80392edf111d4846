// How the live database differs from tables that a program names: by the rules of `check`, and with
// the statements that lead there.
#pragma once

#include <string>
#include <vector>

#include "command/session.h"
#include "schema/table.h"

namespace retort::command {

struct TableDifference {
  std::string schema;  ///< Empty: the default one.
  std::string table;
  std::vector<std::string> changes;     ///< As `retort check` lists them.
  std::vector<std::string> statements;  ///< What leads there, in order.
  bool drops = false;                   ///< Whether a table or a column goes.
};

/// In the order in which the statements have to run. Types and server defaults are compared, too;
/// other schemas than the default one are looked into when `desired` has tables there. Errors:
/// those of the database, and of a dialect that cannot write a change.
std::vector<TableDifference> table_differences(Session& session,
                                               const std::vector<schema::Table>& desired);

}  // namespace retort::command
