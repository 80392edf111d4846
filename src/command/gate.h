// `gate`: whether the database is ready for this code, or will be soon.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/database_status.h"
#include "command/session.h"

namespace retort::command {

struct GateRequest {
  double timeout = 60;       ///< Seconds to wait.
  bool wait = true;          ///< False: one look.
  bool allow_ahead = false;  ///< Whether later revisions, known to follow those here, are fine.
  /// Which revisions the code works with, `>= ae10` or `>= ae10, < bf20`; not given: that of the
  /// configuration, else all heads.
  std::optional<std::string> window;
};

/// What was found of one database.
struct GateVerdict {
  std::string database;                  ///< Empty for the only one of a project.
  std::string reason;                    ///< Why it is not ready; empty: it is.
  bool may_change = false;               ///< Whether waiting makes sense.
  std::optional<DatabaseStatus> status;  ///< Not when it could not be reached.
};

struct GateReport {
  bool ready = false;
  std::vector<GateVerdict> databases;
};

/// Looks until everything is ready, until waiting makes no sense, or until the time is over; each
/// look may connect anew. Tells the reporter what it waits for. Errors: the window cannot be read;
/// what the files are wrong with; interruption().
GateReport gate(Session& session, const GateRequest& request);

/// One sentence on why it is not ready.
std::string reason_of(const GateReport& report);

}  // namespace retort::command
