// What one command works with: the project, its revisions, what is known of the database, and the
// connection. Each part is made when it is first asked for, so that a command pays only for what
// it needs.
//
// A Session belongs to one thread; it owns all that it hands out.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "command/program.h"
#include "database/connection.h"
#include "dialect/dialect.h"
#include "project/environment.h"
#include "project/project.h"
#include "revision/graph.h"
#include "runtime/reporter.h"
#include "runtime/run.h"
#include "runtime/settings.h"
#include "script/migration_reading.h"

namespace retort::command {

/// What the caller wants, whatever the command.
struct Request {
  project::ConfigFiles files;
  project::Overrides overrides;
  std::vector<std::string> x_arguments;
  std::optional<std::string> tag;
  bool read_env = true;      ///< Whether env.py is read where it matters.
  double lock_timeout = 60;  ///< Seconds.
  std::optional<double> table_lock_timeout = std::nullopt;  ///< Seconds; see runtime::Settings.
  std::optional<double> statement_timeout = std::nullopt;
  std::optional<std::size_t> retries = std::nullopt;
  std::string transaction;  ///< `all`, `each`, `none`; empty: what env.py says.
  bool journal = true;      ///< Whether runs are recorded in the database.
  /// See RunContext::before_commit.
  std::function<void()> before_commit = nullptr;
  bool catch_signals = true;  ///< Whether SIGINT and SIGTERM roll a run back instead of killing it.
  /// Given: revisions that Retort cannot run go to this Python; empty: the one that is found.
  std::optional<std::string> with_python;
  /// Whether what env.py asks the database is asked when a command works on-line.
  bool asks_database = true;
  std::string python_app;  ///< `MODULE[:NAME]` of the application that those revisions need.
  /// Given: the program takes the place of `files` and of everything that is read by itself. Not
  /// owned.
  const Program* program = nullptr;
};

/// Whether a connection is made.
enum class Mode { online, offline };

class Session {
 public:
  /// `reporter` must outlive the session.
  Session(Request request, runtime::Reporter& reporter);
  ~Session();

  const Request& request() const { return request_; }
  runtime::Reporter& reporter() { return reporter_; }
  const project::Project& project();
  /// Where migration files are read.
  const FileSystem& files() const;
  /// Takes the place of the disk for migration files; must outlive the session.
  void use_files(const FileSystem& files) { files_ = &files; }
  /// Where modules that scripts import are read, in place of the disk; must outlive the session.
  void use_imports(const FileSystem& files) { imports_ = &files; }
  /// Null: the disk.
  const FileSystem* imports() const { return imports_; }
  /// Says that most of the scripts will run, so that reading their headers keeps the texts.
  void keep_sources() { keep_sources_ = true; }
  /// Begins to read the history in the background, for a command that needs graph() after it has
  /// evaluated env.py or connected.
  void read_ahead();
  /// Every migration file with its header or with what is wrong with it; the graph need not be
  /// sound.
  std::vector<script::MigrationFile> inspect_files(std::vector<std::string>& warnings);
  /// The same in other files, such as those of another commit.
  std::vector<script::MigrationFile> inspect_files(const FileSystem& in,
                                                   std::vector<std::string>& warnings);
  /// For a program that ends now: taking the graph apart would cost more than it gives back.
  void leave_graph_to_exit();
  /// Takes the place of what graph() would read or has read. References to that see the new one,
  /// unless it is shared.
  void use_graph(revision::Graph graph);
  /// Takes the graph from another session of the same files, which must outlive this one and reads
  /// it when it is first asked for.
  void share_graph(Session& owner) { graph_owner_ = &owner; }
  /// The revisions, from the headers of the migration files. Errors: what is wrong with them.
  const revision::Graph& graph();

  /// What env.py says in the mode in which it was asked first.
  const project::Environment& environment(Mode mode);
  /// Takes the place of what env.py would say in this mode.
  void use_environment(project::Environment environment, Mode mode);
  /// What it says in this mode, of a session that judges scripts for both.
  const project::Environment& environment_in(Mode mode);
  const runtime::Settings& settings(Mode mode);
  /// What env.py did not tell.
  void use_naming_convention(Mode mode, project::Known<schema::NamingConvention> convention);
  /// Errors: ErrorCode::config when neither a URL nor --dialect says which one.
  const dialect::Dialect& dialect(Mode mode);
  /// The parsed URL. Errors: ErrorCode::config, with the ways to give one, when none is known.
  const database::Url& url();
  /// Fills in the password that stands apart from URLs, where the URL is not given as a whole.
  void add_password(database::Url& url);
  /// Warns of what env.py does and a run does not: what was not understood, or has no place in it.
  void tell_left_out(Mode mode);
  /// Connects on first use. `create`: whether a missing SQLite file may be created.
  database::Connection& connection(bool create);
  runtime::RunContext run_context(Mode mode);
  /// The rows of the version table; nothing is created.
  std::vector<std::string> version_rows();

 private:
  script::VersionLocations version_locations();
  std::unique_ptr<const script::HeaderFallback> header_fallback();
  void set_up_connection(bool once);
  /// Makes the graph and tells its warnings; false if the texts of the files are needed for what
  /// there is to say. Errors: as graph() `with_sources`.
  bool load_graph(bool with_sources);

  Request request_;
  runtime::Reporter& reporter_;
  const FileSystem* files_ = nullptr;
  const FileSystem* imports_ = nullptr;
  bool keep_sources_ = false;
  std::optional<project::Project> project_;
  std::unique_ptr<script::MigrationReading> reading_;  ///< Null unless it was begun.
  std::shared_ptr<revision::Graph> graph_;
  Session* graph_owner_ = nullptr;
  std::optional<project::Environment> environment_;
  Mode environment_mode_ = Mode::online;
  std::optional<project::Environment> other_environment_;  ///< In the other mode.
  std::optional<runtime::Settings> settings_;
  std::optional<database::Url> url_;
  std::unique_ptr<database::Connection> connection_;
};

}  // namespace retort::command
