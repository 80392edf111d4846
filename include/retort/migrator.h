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

/// Something that happened during a call; for logs and progress bars.
struct Event {
  enum class Kind {
    log,       ///< `level`, `logger` and `text`, in the words of Alembic's logging.
    progress,  ///< A step begins: `number` of `total`, `revision`, and its message as `text`.
    output,    ///< What a .py migration printed.
  };
  Kind kind = Kind::log;
  std::string_view level;   ///< `"INFO"`, `"WARNING"`.
  std::string_view logger;  ///< `"alembic.runtime.migration"`, `"retort.database"`, ...
  std::string_view text;
  std::string_view revision;
  std::size_t number = 0;  ///< From 1.
  std::size_t total = 0;
};

/// How much is done in one transaction, where the database can roll its schema back.
enum class TransactionMode {
  whole_run,      ///< All steps or none, as Alembic does by default.
  per_migration,  ///< Steps before a failing one stay.
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

  std::string version_table = "alembic_version";
  std::string version_table_schema = {};
  /// How long to wait while another process migrates the same database.
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(60);
  TransactionMode transaction_mode = TransactionMode::whole_run;
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
