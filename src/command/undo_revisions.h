// Takes back, on a database, what revisions do to a schema: as far as their operations say it, with
// what downgrade() knows of what was there before, and never by running upgrade().
//
// For throw-away databases without rows: statements that change rows only are passed over, and what
// cannot be taken back because it is not there is told and left.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "command/session.h"
#include "database/connection.h"
#include "operation/operation.h"
#include "revision/graph.h"
#include "schema/catalog.h"

namespace retort::command {

/// What one run of a script asked for, in order: operations, and plain SQL as Execute. Parts of
/// batch operations stand by themselves, but for SQLite.
struct Recording {
  std::vector<operation::Operation> operations;
  std::string failure;  ///< Why it did not run to its end; empty: it did.
};

/// Runs upgrade() or downgrade() of a revision and keeps what it asks for; nothing is carried out.
/// `catalog` answers what it asks about the schema.
Recording record_operations(Session& session, schema::Catalog& catalog, revision::Index revision,
                            revision::Operation direction);

class RevisionUndo {
 public:
  enum class Way {
    inverse,    ///< The operations of upgrade() undone one by one, the last one first.
    downgrade,  ///< What downgrade() says.
  };

  /// `session` is connected to the database; it must outlive this.
  explicit RevisionUndo(Session& session);
  ~RevisionUndo();

  /// Undoes one revision. With `inverse`, one whose operations do not say what was there before is
  /// undone by its downgrade().
  void undo(revision::Index revision, Way way);
  /// What could not be taken back, a line each, with the place in the script.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  void carry_out(const std::vector<operation::Operation>& operations);
  void note(const Origin& origin, const std::string& text);

  Session& session_;
  database::Connection& connection_;
  std::unique_ptr<schema::Catalog> catalog_;
  std::vector<std::string> notes_;
};

}  // namespace retort::command
