// upgrade, downgrade, stamp and ensure_version: each a call that prints nothing.
#pragma once

#include <string>
#include <vector>

#include "command/session.h"
#include "revision/plan.h"

namespace retort::command {

/// What a run did, or would do.
struct RunReport {
  std::vector<std::string> before;  ///< Rows of the version table at the start.
  revision::Plan plan;
  std::vector<std::string> repeatables;  ///< Repeatable scripts that ran, see repeatable.h.
};

/// `upgrade target`; offline also `start:target`. Offline SQL goes to the reporter. At the heads,
/// repeatable scripts follow.
RunReport upgrade(Session& session, const std::string& target, Mode mode);
/// `downgrade target`; offline `start:target`. Errors: `command` where an on-line run would take a
/// merge apart and leave the database on more branches than it is on, without `past_merge`.
RunReport downgrade(Session& session, const std::string& target, Mode mode, bool past_merge);
/// Goes on with the run that was interrupted in the middle of a step, up to its target.
/// `from_start`: the step is run again from its first statement. Nothing happens when there is
/// none.
RunReport resume(Session& session, bool from_start);
/// Undoes the step that an interrupted run has left: statement by statement, or with its own
/// downgrade() where all of it was carried out. Nothing happens when there is none.
RunReport rollback(Session& session);
/// `stamp revisions`; offline each may be `start:revision`.
RunReport stamp(Session& session, const std::vector<std::string>& revisions, bool purge, Mode mode);
void ensure_version(Session& session, Mode mode);

}  // namespace retort::command
