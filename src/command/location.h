// `retort locate`, `retort baseline` and `stamp --prove`: which revision has the schema of a live
// database, found by what it is and not by what its version table says.
//
// The history is replayed on a scratch database, or read from the cache of an earlier replay, and
// its schemas are compared with the live one. The live database is only read, in one transaction
// that cannot write. Left out of the comparison: the version table, the order of columns, grants,
// versions of extensions, and what is in schemas or belongs to extensions that the history never
// has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "command/migrate.h"
#include "command/session.h"
#include "schema/shape_changes.h"

namespace retort::command {

struct LocateOptions {
  std::string url;                     ///< Empty: the project's database.
  std::optional<std::string> scratch;  ///< A server for the scratch database.
  bool cache = true;                   ///< Whether replays are remembered.
};

struct Location {
  /// Whether the live schema is exactly that of `states`; else that is the nearest.
  bool exact = false;
  /// The revisions that the version table would hold, of each state that fits equally well. The
  /// last one has most revisions.
  std::vector<std::vector<std::string>> states;
  /// Revisions of the last state that the first one has not, and that change rows only: the schema
  /// does not tell whether they ran.
  std::vector<std::string> doubtful;
  /// How the live database differs from the last of `states`.
  std::vector<schema::shape::Change> changes;
  std::optional<std::vector<std::string>> stamped;  ///< What the version table holds; if it exists.
  std::vector<std::string> ignored;                 ///< What was left out, for people.
  /// Where the history ends that could be replayed, and why; empty: all of it was.
  std::string stops_at;
  std::string reason;
  std::string place;  ///< Where the replay was; empty: nowhere, it was in the cache.
};

/// Errors: those of the live connection; no scratch database can be had; the history is malformed.
Location locate(Session& session, const LocateOptions& options);
std::string locate_text(const Location& location);
Json locate_json(const Location& location);

/// Locates, and stamps the state that has most revisions; nothing is done when the version table
/// holds a state with this schema. Errors: `command`, with the objects that differ, unless the live
/// schema is exactly that of a revision; when the version table holds something else; when the
/// schema does not tell which of several revisions it is.
RunReport baseline(Session& session, const LocateOptions& options);

/// Replays the history up to what `stamp revisions` would leave in the version table. Errors:
/// `command`, with the objects that differ, unless the live schema is exactly that.
void prove_stamp(Session& session, const std::vector<std::string>& revisions, bool purge,
                 const std::optional<std::string>& scratch);

}  // namespace retort::command
