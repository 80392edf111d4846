// An SQL migration ready to run one way on one database: its statements, found and checked before
// anything runs, and the run itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "base/source.h"
#include "dialect/split.h"
#include "script/direction.h"
#include "script/host.h"

namespace retort::script {

/// A variable of `-- retort: env` or `secret` with what stands for it.
struct SqlValue {
  std::string name;
  Secret value;
  bool secret = false;
};

struct SqlScript {
  SourcePtr source;
  std::string dialect;
  bool transaction = true;
  std::vector<SqlValue> values;
  std::vector<dialect::StatementPiece> statements;
};

/// Reads the sections of one direction for a dialect, and the environment's variables. `offline`:
/// the SQL is written and not run, so secrets are not asked for. Errors, all with their places:
/// ErrorCode::command when there is no section (the revision cannot be undone, or says nothing of
/// this dialect) and for a value that does not fit; ErrorCode::unknown_value for a variable that is
/// not set; ErrorCode::parse for SQL that cannot be split;
/// ErrorCode::unsupported for a statement that cannot be part of a transaction, and for a
/// transaction that the file begins and does not end.
SqlScript prepare_sql(const SourcePtr& source, std::string_view revision, Direction direction,
                      std::string_view dialect, bool offline);

/// Hands the statements to the host. Errors: the host's.
void run_sql(const SqlScript& script, Host& host);

}  // namespace retort::script
