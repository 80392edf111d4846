// `retort reconstruct`: writes a migration that other files revise and that is lost.
//
//   1. Where it stands is known from who revises it, or is given.
//   2. The desired schema is made in an empty database, and every revision that does not come
//      before the missing one is taken back there, the newest first.
//   3. Another empty database is upgraded as far as the revisions before the missing one lead. What
//      leads from it to the first one is what the missing revision must do.
//   4. The whole history is replayed on an empty database with the new file in its place, and must
//      give the desired schema. Only then is the file written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "command/new_revision.h"
#include "command/schema_source.h"
#include "command/session.h"
#include "command/status.h"

namespace retort::command {

struct ReconstructRequest {
  std::string id;
  std::vector<std::string> after;  ///< Its parents; `base` for none. Empty: to be found.
  std::string desired = "models";  ///< See schema_source.h.
  SchemaOptions schema_options;
  std::vector<std::string> schemas;    ///< What counts of the desired schema; empty: all.
  std::optional<std::string> message;  ///< Of the new file.
  bool unproven = false;               ///< Whether it is written without proof, and says so.
};

struct Reconstruction {
  std::string id;
  std::vector<std::string> parents;
  std::vector<std::string> children;  ///< Who revises it.
  std::vector<std::string> undone;    ///< Revisions that were taken back, in that order.
  std::string desired;                ///< For people.
  std::string place;                  ///< Where it was tried.
  std::string path;
  std::string text;                      ///< Of the file.
  std::string failure;                   ///< Why the history does not replay; empty: it does.
  std::vector<std::string> differences;  ///< Between what the replay gives and what is desired.
  std::vector<std::string> reordered;    ///< Tables whose columns come in another order.
  std::vector<std::string>
      notes;              ///< What could not be taken back, or is not known of the desired one.
  bool restores = false;  ///< Whether downgrade() was seen to restore.
  std::string downgrade_failure;  ///< Why not.
  std::size_t replayed = 0;       ///< Revisions of the replay.
  bool written = false;

  bool proven() const { return failure.empty() && differences.empty(); }
};

/// Errors: `command` when the id is not missing, or where it stands is not known; `usage`; those of
/// the desired schema and of the scratch databases.
Reconstruction reconstruct(Session& session, const ReconstructRequest& request, FileFormat format,
                           StatusLines& lines);

std::string reconstruction_text(const Reconstruction& found);
/// docs/json.md.
Json reconstruction_json(const Reconstruction& found);

}  // namespace retort::command
