// The library's front door: migrations of a program, brought to a database.
//
//     retort::Migrator migrator({
//         .url = "sqlite:///notes.db",
//         .embedded = {&retort_embedded::migrations()},
//     });
//     migrator.upgrade();
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "retort/embedded.h"
#include "retort/error.h"
#include "retort/migration.h"

struct sqlite3;
struct pg_conn;  // PGconn

namespace retort {

/// Somebody whom a statement or a run waits for, as far as the server shows it.
struct Blocker {
  std::int64_t pid = 0;  ///< The server's number of the session.
  std::string user;
  std::string application;
  std::string address;
  std::string state;                        ///< `"idle in transaction"`
  std::optional<std::chrono::seconds> age;  ///< Of its transaction.
  std::string lock;                         ///< What it holds.
  std::string query;
};

/// Something that happened during a call; for logs and progress bars. Which members count depends
/// on `kind`. Texts live as long as the call of the function that gets the event. No text holds a
/// password that is known to be one.
struct Event {
  enum class Kind {
    log,              ///< `level`, `logger` and `text`, in the words of Alembic's logging.
    output,           ///< What a .py migration printed, as `text`.
    run_begin,        ///< `text`: the command; `total` steps are planned.
    run_end,          ///< `outcome`, `duration`; `text`: what went wrong.
    step_begin,       ///< Step `number` of `total`, `revision`, and its message as `text`.
    step_end,         ///< The same, with `outcome` and `duration`.
    statement_begin,  ///< `revision`, `statement`, its `number`, `location`.
    statement_end,    ///< The same, with `outcome`, `duration`, `rows`; `text`: the refusal.
    retry,            ///< Attempt `number` of `total` comes; `text` says why; `blockers`.
    wait,             ///< `text` says what for; `duration` so far; `blockers`.
    progress,         ///< `statement` is at `text`, `fraction` of that is done.
    notice,           ///< The server's message `text`, its severity as `level`.
  };
  Kind kind = Kind::log;
  std::string_view level;   ///< `"INFO"`, `"WARNING"`.
  std::string_view logger;  ///< `"alembic.runtime.migration"`, `"retort.database"`, ...
  std::string_view text;
  std::string_view revision;
  std::size_t number = 0;  ///< From 1.
  std::size_t total = 0;
  std::string_view statement;
  Location location;         ///< Of the statement.
  std::string_view outcome;  ///< `"done"`, `"failed"`, `"skipped"`, `"unknown"`, `"interrupted"`.
  std::chrono::microseconds duration{0};
  std::optional<std::int64_t> rows;  ///< Changed or returned, where the database says so.
  std::optional<double> fraction;    ///< From 0 to 1.
  std::vector<Blocker> blockers;
};

/// How much is done in one transaction, where the database can roll its schema back.
enum class TransactionMode {
  whole_run,      ///< All steps or none, as Alembic does by default.
  per_migration,  ///< Steps before a failing one stay.
  none,           ///< Every statement commits.
};

/// What is to be migrated, and how. Nothing else is consulted: no configuration file, no
/// environment variable (what the client library and .py migrations read themselves aside).
struct MigratorOptions {
  // The database: one of these. The program keeps what it has opened: no transaction may be open
  // on it, and it must not be used by others during a call.
  std::string url = {};           ///< As SQLAlchemy writes it: `sqlite:///file.db`,
                                  ///< `postgresql://user:password@host/database`.
  sqlite3* sqlite = nullptr;      ///< An open SQLite database.
  pg_conn* postgresql = nullptr;  ///< An open PGconn.

  // The migrations: all of them make one history.
  std::vector<Migration> migrations = {};
  std::vector<const EmbeddedDirectory*> embedded = {};
  std::vector<std::string> directories = {};  ///< Versions directories on disk.

  /// The tables that the program needs, for differences() and check(): create_table(),
  /// create_index(), add_column() and what adds constraints and comments. Nothing of it is run.
  std::function<void(Operations&)> desired = nullptr;

  std::string version_table = "alembic_version";
  std::string version_table_schema = {};
  /// How long to wait while another process migrates the same database.
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(60);
  TransactionMode transaction_mode = TransactionMode::whole_run;
  /// How long a statement waits for the lock of a table or row; 0: for ever. Unset: ten seconds.
  std::optional<std::chrono::milliseconds> table_lock_timeout = {};
  /// How long a statement may run. Unset: no limit.
  std::optional<std::chrono::milliseconds> statement_timeout = {};
  /// How many times a step is tried again after a lock time-out, a deadlock or a serialization
  /// failure.
  std::size_t retries = 10;
  /// Whether runs are recorded in the database, so that an interrupted one is known and resumed.
  bool journal = true;
  /// The dialect of sql(), where there is no database: `"postgresql"`, `"sqlite"`, ...
  std::string dialect = {};
  /// SQLAlchemy's naming convention for unnamed constraints: `{"uq", "uq_%(table_name)s_..."}`.
  std::vector<std::pair<std::string, std::string>> naming_convention = {};
  /// What imports of .py migrations are worth: a dotted name (with `*` and `?`) and a JSON value.
  std::vector<std::pair<std::string, std::string>> values = {};
  /// SQLAlchemy types for column types that .py migrations import from the application: a dotted
  /// name and a type, `{"app.types.GUID", "Uuid"}`.
  std::vector<std::pair<std::string, std::string>> types = {};
  /// Called on the calling thread. What it throws ends the call like an error in a migration.
  std::function<void(const Event&)> on_event = nullptr;
};

/// In what a table of the database is not as MigratorOptions::desired says.
struct TableDifference {
  std::string schema;  ///< Empty: the default one.
  std::string table;
  std::vector<std::string> changes;     ///< As `retort check` lists them.
  std::vector<std::string> statements;  ///< What leads there, in order; nothing of it was run.
  bool drops = false;                   ///< Whether the table, or a column of it, goes.
};

/// How a database and the migrations stand to each other: `retort status`.
struct DatabaseStatus {
  enum class State {
    at_head,      ///< It has every revision.
    behind,       ///< Revisions are pending.
    ahead,        ///< It has later ones than those here, which are known to follow them.
    foreign,      ///< A row that nothing here knows.
    diverged,     ///< Rows on a branch that leaves the migrations behind, or rows that overlap.
    dirty,        ///< A step was interrupted, or a migration was changed since it was applied.
    empty,        ///< No tables and no version table.
    unversioned,  ///< Tables and no version table.
  };
  State state = State::empty;
  std::string explanation;           ///< A paragraph for people, in the command line's words.
  std::vector<std::string> rows;     ///< Of the version table.
  std::vector<std::string> heads;    ///< Of the migrations.
  std::vector<std::string> pending;  ///< In the order in which they would run.
  std::vector<std::string> unknown;  ///< Rows that no migration here has.
  std::vector<std::string>
      changed;              ///< Revisions whose files were changed since they were applied.
  std::string interrupted;  ///< The revision of an interrupted step; empty: none.
  std::string running;      ///< Who migrates just now; empty: nobody.
};

/// The stable name of a state: `"at_head"`.
std::string_view name_of(DatabaseStatus::State state);

/// What a migration is written in.
enum class Language { python, sql, cpp };

/// A revision as declared.
struct RevisionInfo {
  std::string revision;
  std::vector<std::string> revises;
  std::vector<std::string> depends_on;
  std::vector<std::string> branch_labels;  ///< Those that apply to it, inherited ones too.
  std::string message;
  std::string path;  ///< Of its file; for C++ migrations the source that declares it.
  bool head = false;
  Language language = Language::cpp;
  friend bool operator==(const RevisionInfo&, const RevisionInfo&) = default;
};

/// One step of a run.
struct PlannedStep {
  enum class Kind { upgrade, downgrade, stamp };
  Kind kind = Kind::upgrade;
  std::string revision;  ///< Whose function runs; empty for a stamp.
  std::vector<std::string> from, to;
  friend bool operator==(const PlannedStep&, const PlannedStep&) = default;
};

/// What a run did, or would do.
struct RunResult {
  std::vector<std::string> before;  ///< Rows of the version table.
  std::vector<std::string> after;
  std::vector<PlannedStep> steps;  ///< In order; none if nothing was to be done.
};

/// Brings a database's schema to a revision. Targets are Alembic's: an id or the start of one,
/// `head`, `heads`, `base`, `+2`, `ae10+1`, `branch@head`.
///
/// A Migrator belongs to one thread at a time; different ones may work at once. Two runs on one
/// version table wait for each other, across processes. The library prints nothing, changes no
/// signal handling and never ends the process; all errors are MigrationError.
class Migrator {
 public:
  /// Reads nothing yet. Errors: `usage` if the options contradict each other.
  explicit Migrator(MigratorOptions options);
  Migrator(Migrator&&) noexcept;
  Migrator& operator=(Migrator&&) noexcept;
  ~Migrator();

  /// Runs what is missing up to the target. Cheap when nothing is: one query.
  RunResult upgrade(std::string_view target = "head");
  /// Goes back to the target: `base`, `-1`, an id.
  RunResult downgrade(std::string_view target);
  /// Sets the version table without running anything. `purge`: whatever it holds now.
  RunResult stamp(std::string_view target, bool purge = false);
  RunResult stamp(const std::vector<std::string>& targets, bool purge = false);

  /// What upgrade() or downgrade() would do now.
  RunResult plan_upgrade(std::string_view target = "head");
  RunResult plan_downgrade(std::string_view target);
  /// The revisions that upgrade(target) would run, in order.
  std::vector<RevisionInfo> pending(std::string_view target = "heads");
  /// The rows of the version table; none if there is no such table. Creates nothing.
  std::vector<std::string> current();
  /// How the database stands to the migrations. Creates nothing.
  DatabaseStatus status();
  /// How the database differs from MigratorOptions::desired, whatever the version table says: by
  /// the rules of `alembic check`, with types and server defaults. The order is that in which the
  /// statements have to run. Tables that are not desired are differences, too (`drops`). Errors:
  /// `usage` without `desired`.
  std::vector<TableDifference> differences();
  /// The same of a database that stands at the heads: whether the migrations lead to the desired
  /// tables. Errors: `command` where it does not stand there.
  std::vector<TableDifference> check();
  /// Goes on with a run that was interrupted in the middle of a step, up to its target. Nothing
  /// happens when there is none. upgrade() and downgrade() do it by themselves where it is the step
  /// that they begin with.
  RunResult resume();
  /// Undoes what a step that was interrupted in its middle has left, from its last statement to its
  /// first; a step of which only the version row is missing is completed and downgraded. Nothing
  /// happens when there is none. Errors: a statement that cannot be undone; nothing was changed.
  RunResult rollback();

  /// The newest revisions; more than one if branches are open.
  std::vector<std::string> heads();
  /// Every revision, newest first.
  std::vector<RevisionInfo> history();

  /// The SQL of an upgrade, without a database: from nothing to the target, or `start:target`.
  std::string sql(std::string_view target = "head");
  /// The SQL of a downgrade, as `start:target`.
  std::string downgrade_sql(std::string_view range);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace retort
