// The history on a scratch database, one revision at a time, up and down.
//
// Every step is a run of its own, committed, with the project's settings and without a journal. A
// ScratchHistory belongs to one thread; several with databases of their own may work at once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "command/scripts.h"
#include "command/session.h"
#include "database/connection.h"
#include "database/url.h"
#include "inspect/database.h"
#include "revision/graph.h"
#include "runtime/scratch_database.h"
#include "schema/shape.h"
#include "schema/shape_changes.h"

namespace retort::command {

/// The databases of one ScratchHistory. Make it before threads and connections exist.
class ScratchPair {
 public:
  /// `server`: see runtime::ScratchDatabase; where it is unset and a server is needed, the first
  /// pair starts one, and its server() is for the others. `spare`: whether reset() will be called.
  ScratchPair(std::string_view dialect, const std::optional<database::Url>& server, bool spare);

  const database::Url& main() const { return main_->url(); }
  /// Null where a database cannot be copied.
  const database::Url* spare() const { return spare_ == nullptr ? nullptr : &spare_->url(); }
  /// Where databases can be made and dropped; unset for SQLite.
  const std::optional<database::Url>& server() const { return server_; }
  const std::string& place() const { return place_; }

 private:
  std::unique_ptr<runtime::ScratchDatabase> started_;  ///< The server's own; outlives the others.
  std::unique_ptr<runtime::ScratchDatabase> main_;
  std::unique_ptr<runtime::ScratchDatabase> spare_;
  std::optional<database::Url> server_;
  std::string place_;
};

class ScratchHistory {
 public:
  /// Takes the project, its files and its settings from `session`; `databases` must outlive it.
  /// `imports`: see Session::use_imports().
  ScratchHistory(Session& session, const ScratchPair& databases,
                 const FileSystem* imports = nullptr);
  ~ScratchHistory();

  const revision::Graph& graph() { return session_->graph(); }
  /// Runs one revision. Errors: those of a run; what can be rolled back is.
  void upgrade(revision::Index revision);
  void downgrade(revision::Index revision);
  /// Says that a revision is there without running it.
  void note_upgraded(revision::Index revision);
  /// How many statements the last step ran.
  std::size_t statements() const { return statements_; }
  /// The database as it would be after `revisions`, one after the other, were run on an empty one.
  /// Cheap when the beginning of the list is that of the last call.
  void reset(const std::vector<revision::Index>& revisions);
  /// What is in it now, the version table left out.
  schema::shape::Items items();
  /// The same as a whole, with the version table.
  const schema::shape::Database& shape();
  schema::shape::Name version_table();
  database::Connection& connection();
  /// The rows of the version table.
  std::vector<revision::Index> rows() const { return rows_; }

 private:
  class Counter;

  std::unique_ptr<Session> open(const database::Url& url);
  void run(Session& session, Scripts& scripts, std::vector<revision::Index>& rows,
           revision::Operation operation, revision::Index revision,
           const runtime::RunScript& instead = nullptr);
  void close();
  void copy_spare();
  void make_empty();

  const ScratchPair& databases_;
  Request request_;
  const FileSystem& files_;
  const FileSystem* imports_;
  std::unique_ptr<Counter> counter_;
  std::unique_ptr<Session> session_;
  std::unique_ptr<Scripts> scripts_;
  std::vector<revision::Index> rows_;
  std::vector<revision::Index> spare_done_;  ///< What the spare database has.
  std::vector<revision::Index> spare_rows_;
  std::size_t statements_ = 0;
  std::unique_ptr<database::Connection> reading_;  ///< PostgreSQL: a session to read with.
  std::unique_ptr<inspect::ShapeReader> reader_;
  std::size_t reads_ = 0;
  std::optional<schema::shape::Database> shape_;  ///< As it was read since the last step.
};

}  // namespace retort::command
