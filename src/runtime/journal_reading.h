// Reads the journal; see journal.h for what stands in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"
#include "runtime/journal.h"

namespace retort::runtime {

/// The journal's tables as statements name them.
struct JournalTables {
  std::string run, step, statement;
};
JournalTables journal_tables(std::string_view dialect);

/// The query for steps that are not finished: one parameter, the version table's key.
std::string unfinished_query(const JournalTables& tables);
/// The newest unfinished step of its result.
std::optional<UnfinishedStep> unfinished_of(const database::Result& result);

/// A step that ended well, as far as status is concerned.
struct AppliedStep {
  std::string revision;
  std::string operation;
  std::string rows;  ///< `a1, b2 -> c3`
  FileMark file;
  std::string started;  ///< UTC.
};
/// The query for all of them, oldest first: one parameter, the version table's key.
std::string applied_query(const JournalTables& tables);
std::vector<AppliedStep> applied_of(const database::Result& result);

/// A step in the log.
struct LoggedStep {
  std::int64_t ordinal = 0;
  std::string revision, operation, rows, file, state, started;
  double seconds = 0;
  std::int64_t statements = 0;
  std::vector<StatementGroup> groups;  ///< Only of steps that were not one transaction.
};

/// A run in the log.
struct LoggedRun {
  std::string id, version_table, command, tool, host, os_user, db_user;
  std::int64_t pid = 0;
  std::string started, ended;  ///< UTC; `ended` is empty while it runs and when it was killed.
  double seconds = -1;
  std::string outcome, message, rows_before, rows_after;
  std::vector<LoggedStep> steps;
};

/// The newest `limit` runs of a version table, newest first; with their steps if `with_steps`.
std::vector<LoggedRun> read_runs(database::Connection& connection, const std::string& key,
                                 std::size_t limit, bool with_steps);

}  // namespace retort::runtime
