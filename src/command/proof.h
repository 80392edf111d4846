// The proof of a history: it is replayed on an empty database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/file_set.h"
#include "command/session.h"

namespace retort::command {

struct Proof {
  std::string dialect;
  std::string place;         ///< Where it ran, for people.
  std::size_t upgraded = 0;  ///< Revisions that `upgrade heads` ran.
  std::string failure;       ///< Why it ended, as errors are shown; empty: it reached the heads.
  std::vector<std::string> heads;
  bool downgraded = false;        ///< Whether `downgrade base` ran, too.
  std::string downgrade_failure;  ///< Its first line.

  bool holds() const { return failure.empty(); }
};

/// Replays the project as it would be after the changes. SQLite in a temporary file; otherwise a
/// database of its own on the server of --url, or on one that is started here. Errors: no such
/// database can be had.
Proof prove(Session& session, const std::vector<FileChange>& changes);

}  // namespace retort::command
