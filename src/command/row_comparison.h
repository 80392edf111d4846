// The rows of two scratch databases of the same schema, compared; for what a history itself writes.
//
// Rows have no order, and columns go by their names.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "database/connection.h"
#include "schema/shape.h"

namespace retort::command {

struct TableRows {
  schema::shape::Name table;
  std::vector<std::string> columns;            ///< Sorted.
  std::vector<std::vector<std::string>> rows;  ///< Values as text; NULL as an unquoted word.
};

/// The rows of all tables of `shape`, in its order.
std::vector<TableRows> read_rows(database::Connection& connection,
                                 const schema::shape::Database& shape);

/// Columns (`books.created`) whose values two runs of the same history make differently, or that
/// hold the time of the run.
std::set<std::string> unsteady_columns(const std::vector<TableRows>& one,
                                       const std::vector<TableRows>& other);

/// How `have` differs from `want`, a line for each table; the columns of `unsteady` do not count.
std::vector<std::string> row_differences(const std::vector<TableRows>& have,
                                         const std::vector<TableRows>& want,
                                         const std::set<std::string>& unsteady);

}  // namespace retort::command
