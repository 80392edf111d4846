// What a database says of itself: the version table, the journal, who migrates it just now. Nothing
// is written, and nothing is created.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/connection.h"
#include "runtime/journal_reading.h"
#include "runtime/repeatable_table.h"
#include "runtime/run.h"

namespace retort::runtime {

struct Sight {
  bool version_table = false;  ///< Whether it is there.
  bool journal = false;        ///< The same of the journal.
  bool tables = false;         ///< Whether there are other tables where the version table belongs.
  std::string key;             ///< The version table, as the journal names it.
  std::vector<std::string> rows;
  /// A step that a run has left, or is in the middle of.
  std::optional<UnfinishedStep> unfinished;
  std::vector<AppliedStep> applied;           ///< Every step that ended well, oldest first.
  std::vector<RepeatableRecord> repeatables;  ///< By name.
  std::string running;  ///< Who migrates just now, in a sentence; empty: nobody.
  std::string tls;      ///< Protocol and cipher of the connection; empty: not encrypted, or a file.
};

/// Two round trips on PostgreSQL and a few on others, whatever the number of tables.
/// `with_applied`: whether `applied` is filled in.
Sight look_at(database::Connection& connection, const RunContext& context, bool with_applied);

}  // namespace retort::runtime
