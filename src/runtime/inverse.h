// What undoes the operations of a script, as far as the operations say it: nothing is asked of the
// database. No state; any thread.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dialect/sql_scanner.h"
#include "operation/operation.h"

namespace retort::runtime {

/// A statement of an interrupted step that was carried out.
struct DoneStatement {
  std::int64_t number = 0;  ///< Within the step, from 1.
  std::string text;
  Origin origin;
  /// The operation that it came from; null for raw SQL and queries.
  std::shared_ptr<const operation::Operation> operation;
  bool whole = false;   ///< The operation counts as one statement, whatever it has sent.
  bool undone = false;  ///< An interrupted rollback has undone it already.
};

/// How a statement is undone: by operations, in this order; by nothing of its own, as something
/// before it goes with all that it has done; or not at all.
struct Inverse {
  std::vector<operation::Operation> operations;
  std::string obstacle;  ///< Why not, as the end of a sentence; empty: it can be undone.
};

/// Judges the statements of a step in the order in which they ran.
class Inverses {
 public:
  explicit Inverses(std::string_view dialect);
  Inverse of(const DoneStatement& statement);

 private:
  Inverse of_operation(const operation::Operation& operation);
  Inverse of_once(const std::shared_ptr<const operation::Operation>& operation);
  Inverse of_part(const DoneStatement& statement);
  Inverse of_sql(const std::string& text) const;
  bool is_created(const std::string& schema, const std::string& table) const;

  std::string dialect_;
  dialect::SqlSyntax syntax_;
  std::shared_ptr<const operation::Operation> inverted_;  ///< The last one that was.
  std::set<std::string> created_;  ///< Tables of the step, which go with their rows.
};

}  // namespace retort::runtime
