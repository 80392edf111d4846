// `status`: how the database and the migration files stand to each other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "command/repeatable.h"
#include "command/session.h"
#include "revision/plan.h"
#include "revision/traversal.h"
#include "runtime/journal_reading.h"

namespace retort::command {

enum class DatabaseState {
  at_head,
  behind,       ///< Revisions or repeatable scripts are pending.
  ahead,        ///< It has every revision of the files, and later ones that are not here.
  foreign,      ///< A row that nothing here knows.
  diverged,     ///< Rows on a branch that the files' heads do not include, or that overlap.
  dirty,        ///< An interrupted step, or a file that was changed since it was applied.
  empty,        ///< No tables and no version table.
  unversioned,  ///< Tables and no version table.
};

/// Stable name (`"at_head"`), as in JSON and in the table of exit codes.
std::string_view name_of(DatabaseState state);

/// A row of the version table whose revision has no file here.
struct UnknownRow {
  std::string id;
  /// The revisions of the files that come before it, as far as that is known.
  std::vector<revision::Index> after;
  bool is_descendant = false;  ///< Whether every way back from it leads to a revision that is here.
  std::string evidence;        ///< Who knows of it: the journal, or git.
};

/// A migration file that says something else than when it was applied.
struct ChangedFile {
  std::string revision;
  std::string file;
  std::string applied;  ///< When, UTC.
};

struct DatabaseStatus {
  DatabaseState state = DatabaseState::at_head;
  /// The state without what `dirty` is about.
  DatabaseState position = DatabaseState::at_head;
  std::string url;  ///< Password hidden.
  std::string tls;  ///< Protocol and cipher; empty: not encrypted.
  std::vector<std::string> rows;
  std::vector<std::string> heads;        ///< Of the files.
  std::vector<revision::Index> pending;  ///< In the order in which they would run.
  std::vector<UnknownRow> unknown;
  std::vector<ChangedFile> changed;
  std::vector<RepeatableState> repeatables;  ///< Repeatable scripts that are not as they ran.
  /// A step that was interrupted; not one that a run is in the middle of.
  std::optional<runtime::UnfinishedStep> unfinished;
  std::string running;      ///< Who migrates it just now; empty: nobody, or a SQLite file.
  revision::Marks applied;  ///< Of the files' revisions: what the rows imply.
};

/// `with_files`: whether the files are compared with what was applied.
DatabaseStatus database_status(Session& session, bool with_files);

/// For people, a few lines.
std::string status_text(const revision::Graph& graph, const DatabaseStatus& status);
Json status_json(const revision::Graph& graph, const DatabaseStatus& status);
/// What the state means and what to do about it, in one sentence or two.
std::string explain(const revision::Graph& graph, const DatabaseStatus& status);

/// Files that say something else now than when they were applied.
std::vector<ChangedFile> changed_files(Session& session,
                                       const std::vector<runtime::AppliedStep>& applied,
                                       const revision::Marks& at);

/// Errors: ErrorCode::command when there are any, naming them.
void refuse_changed_files(Session& session);

}  // namespace retort::command
