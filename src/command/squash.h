// `retort squash A:B`: one migration in the place of a range.
//
//   1. The range must be a piece of the history that only its first revisions lead into and only
//      its last one leads out of.
//   2. The history runs on an empty database. What leads from the schema before the range to that
//      after it is the new migration; it keeps the id of the last revision, so that databases there
//      and beyond need nothing, and children stay as they are.
//   3. It is proven: the new history gives the same schemas from base, and from every state inside
//      of the range, where the archived files are used (archive.h). Where statements that change
//      rows are taken over, the rows that they make are compared as well, and where the range does
//      not begin at base, what becomes of rows that were there before it.
//   4. All files are moved and written, or none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/file_set.h"
#include "base/json.h"
#include "command/downgrade_trial.h"
#include "command/new_revision.h"
#include "command/session.h"

namespace retort::command {

struct SquashRequest {
  std::string range;  ///< `A:B`, both in it; `base:B`, `:B` from the first one.
  std::optional<std::string> message;
  bool keep_data = false;  ///< Whether statements that change rows are taken over, or refused.
};

/// A statement that changes rows.
struct DataStatement {
  std::string revision;
  std::string place;  ///< `versions/a1.py:12`
  std::string sql;    ///< On one line.
};

/// What became of rows that were made up before the range.
struct RowTrial {
  struct Refusal {
    std::string table;
    std::string reason;
  };
  std::size_t tables = 0;        ///< That had rows.
  std::vector<Refusal> refused;  ///< Tables for which none could be made up.
  std::string failure;           ///< Why the old history does not run with them; empty: it does.
};

struct Squash {
  std::string id;                     ///< Of the new migration.
  std::vector<std::string> replaced;  ///< In the order in which they run, `id` last.
  std::vector<std::string> parents;
  std::vector<DataStatement> data;
  std::string place;  ///< Where it was tried.
  std::string path;
  std::string archive;
  std::string text;
  std::vector<FileChange> changes;
  std::size_t states = 0;                ///< States inside that were tried.
  std::vector<std::string> differences;  ///< What is not proven.
  std::optional<std::size_t> rows;       ///< How many were compared; unset: `data` is empty.
  std::vector<std::string> unsteady;     ///< Columns that were not, as they differ in every run.
  RowTrial row_trial;                    ///< Of a range that does not begin at base.
  DowngradeTrial downgrade;
  std::string backup;  ///< Empty: nothing was written.

  bool proven() const { return differences.empty(); }
};

/// Errors: `command` for a range that cannot be squashed, with the revisions that hinder it, and
/// for data statements that are not to be kept; `usage` for one that cannot be read.
Squash squash(Session& session, const SquashRequest& request, FileFormat format);

std::string squash_text(const Squash& squashed);
/// docs/json.md.
Json squash_json(const Squash& squashed);

}  // namespace retort::command
