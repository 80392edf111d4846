// `retort reconstruct`: writes migrations that other files revise and that are lost.
//
//   1. Where each stands is known from who revises it, or is given. They are worked out one after
//      the other, in the order in which they run.
//   2. The desired schema is made in an empty database, without what later ones of the missing make
//      (missing_share.h), and every revision that does not come before the missing one is taken
//      back there, the newest first.
//   3. Another empty database is upgraded as far as the revisions before the missing one lead. What
//      leads from it to the first one is what the missing revision must do.
//   4. The whole history is replayed on an empty database with the new files in their places, and
//      must give the desired schema. Only then are the files written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "command/downgrade_trial.h"
#include "command/new_revision.h"
#include "command/schema_source.h"
#include "command/session.h"
#include "command/status.h"

namespace retort::command {

struct ReconstructRequest {
  std::vector<std::string> ids;
  /// The parents, `base` for none; of several ids as `ID=PARENT`. Of an id without any they are to
  /// be found.
  std::vector<std::string> after;
  std::string desired = "models";  ///< See schema_source.h.
  SchemaOptions schema_options;
  std::vector<std::string> schemas;    ///< What counts of the desired schema; empty: all.
  std::optional<std::string> message;  ///< Of the new files.
  bool unproven = false;               ///< Whether they are written without proof, and say so.
};

/// One of the missing.
struct ReconstructedFile {
  std::string id;
  std::vector<std::string> parents;
  std::vector<std::string> children;  ///< Who revises it.
  std::vector<std::string> undone;    ///< Revisions that were taken back, in that order.
  std::string path;
  std::string text;  ///< Empty: it could not be worked out.
  DowngradeTrial downgrade;
};

struct Reconstruction {
  std::vector<ReconstructedFile> files;  ///< In the order in which they run.
  std::string desired;                   ///< For people.
  std::string place;                     ///< Where it was tried.
  std::string failure;                   ///< Why the history does not replay; empty: it does.
  std::vector<std::string> differences;  ///< Between what the replay gives and what is desired.
  std::vector<std::string> reordered;    ///< Tables whose columns come in another order.
  std::vector<std::string> possible_renames;  ///< What is dropped and added, a sentence each.
  std::vector<std::string> notes;             ///< What could not be taken back, or is not known.
  std::size_t replayed = 0;                   ///< Revisions of the replay.
  bool written = false;

  bool proven() const { return failure.empty() && differences.empty(); }
};

/// Errors: those of find_missing_places(), of the desired schema and of the scratch databases.
Reconstruction reconstruct(Session& session, const ReconstructRequest& request, FileFormat format,
                           StatusLines& lines);

std::string reconstruction_text(const Reconstruction& found);
/// docs/json.md.
Json reconstruction_json(const Reconstruction& found);

}  // namespace retort::command
