// Commands on every database, or schema, that env.py migrates. Most projects have one; then the
// command's own session is all there is.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "command/migrate.h"
#include "command/session.h"

namespace retort::command {

/// What happened to one database.
struct DatabaseReport {
  std::string name;  ///< Empty for the only one of a project.
  std::string file;  ///< Where its offline SQL was written; empty: handed to the reporter.
  RunReport report;
};

/// Runs `migrate` on each database. On-line all of them are committed at the end, the last one
/// first: a failure leaves each as it was, where the database can roll back. Several runs in one
/// database, such as those for its schemas, are committed one after the other.
std::vector<DatabaseReport> migrate_databases(Session& session, Mode mode,
                                              const std::function<RunReport(Session&)>& migrate);

/// Calls `look` for each database, with its name as above.
void visit_databases(Session& session, Mode mode,
                     const std::function<void(const std::string& name, Session&)>& look);

/// A session for one of several databases.
struct DatabaseSession {
  std::string name;
  std::unique_ptr<Session> session;
  std::vector<project::LogLine> log;  ///< What env.py logs before.
};
/// One for each database, in order; none where the command's own session is all there is.
std::vector<DatabaseSession> database_sessions(Session& session, Mode mode);

}  // namespace retort::command
