// The journal: what ran, when, by whom, and how far a step came that is not atomic.
//
// Tables `run`, `step` and `statement` in the schema `retort` (PostgreSQL), or `retort_run`,
// `retort_step` and `retort_statement` beside the version table's database (MySQL, SQLite). Rows
// are written in the same transaction as what they tell of, so they are true whatever is killed:
// - a step that is one transaction has one row, which appears with its changes;
// - a step that commits in the middle has a row `started` from its first commit on, and beside it
//   one row for each group of statements that took effect together;
// - a statement that commits by itself (CREATE INDEX CONCURRENTLY, MySQL's changes of the schema)
//   has a row `intent` before it is sent, with the state of its object then, and becomes `done`
//   with the next thing that is written.
//
// A Journal belongs to one run and one connection. Times are UTC by the clock of this machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"
#include "runtime/version_table.h"

namespace retort::runtime {

/// Statements of a step that took effect together.
struct StatementGroup {
  std::int64_t ordinal = 0;  ///< Within the step, from 1.
  std::int64_t first = 0;    ///< Number of its first statement within the step, from 1.
  std::int64_t count = 0;    ///< How many statements.
  std::string hash;          ///< Of their texts.
  std::string text;          ///< The first one, shortened.
  bool done = false;         ///< False: it was about to be sent, or undone.
  bool undoing = false;    ///< A rollback was about to undo it; `before` is the state before that.
  bool undone = false;     ///< A rollback has undone it; it counts as done for the digest.
  std::string before;      ///< State of its object before it, see statement_effect.h.
  std::int64_t rows = -1;  ///< Rows changed; -1 when not known.
  std::int64_t started = 0;  ///< Microseconds since 1970.
  double seconds = 0;
};

/// A migration file as it was when it ran.
struct FileMark {
  std::string path;      ///< Below the project; empty for compiled-in code.
  std::string checksum;  ///< SHA-256 of its bytes.
  std::string meaning;   ///< SHA-256 without comments, blanks and line ends.
};

/// One step as the journal keeps it.
struct StepEntry {
  std::string revision;
  std::string operation;  ///< `upgrade`, `downgrade` or `stamp`.
  std::string rows;       ///< What it does to the version table, in words.
  FileMark file;
  std::int64_t started = 0;
  double seconds = 0;
  std::int64_t statements = 0;
};

/// A step that a run began, committed a part of, and never ended.
struct UnfinishedStep {
  std::string run;
  std::int64_t ordinal = 0;
  StepEntry step;
  std::vector<StatementGroup> groups;
  bool undoing = false;  ///< It is being rolled back.
  std::string command;   ///< `upgrade head`
  std::string who;       ///< `user@host, process 12`
  std::string started;   ///< UTC, as people read it.
};

class Journal {
 public:
  /// `connection` must outlive it; `name` is the command's with its target. When it is not `wanted`
  /// it stays closed. Nothing is read or written yet.
  Journal(database::Connection& connection, const VersionTable& table, bool wanted,
          std::string name);

  /// Looks for the journal's tables, and for a step of this version table that is not finished:
  /// one round trip, a second one when there is a journal. Not inside of a transaction that must
  /// survive a failure.
  void look();
  const std::optional<UnfinishedStep>& unfinished() const { return unfinished_; }
  /// Makes the tables if they are missing, in a transaction of its own. When the user of the
  /// database may not make them the journal is off, and the result says why.
  std::optional<std::string> open();
  /// Whether anything is written from now on.
  bool is_open() const { return open_; }

  /// A step of the run begins. Writes nothing.
  void begin_step(StepEntry step);
  /// The step has come to its end: to be called in the transaction that commits it.
  void end_step(double seconds, std::int64_t statements);
  /// Queues what is known so far: in a transaction, right before its commit.
  void write();
  /// Queues the group with everything before it, the step as `started`.
  void write(const StatementGroup& group);
  /// The statement of the last group that was not done has been answered: it took effect, or not.
  void intent_ended(bool done);
  /// That statement was refused, and is sent again as it is.
  void intent_again();
  /// The transaction was committed, or rolled back: what was queued is there, or never was.
  void committed();
  void rolled_back();
  /// Goes on with the unfinished step as the step that has begun.
  void adopt();
  /// Queues that the unfinished step is being rolled back from now on.
  void begin_undo();
  /// Queues what has become of one of its groups then: `undoing`, with the state of its object, or
  /// `undone`.
  void mark(std::int64_t group, std::string_view state, const std::string& before);
  /// Queues the end of the unfinished step in another way: `rolled_back`, `abandoned`.
  void close_unfinished(std::string_view state);
  /// The run ends well: to be called before its last commit.
  void end_run(const std::vector<std::string>& rows);
  /// The run has failed and everything open was rolled back. Writes that at once; throws nothing.
  void fail(std::string_view outcome, std::string_view message,
            const std::vector<std::string>& rows) noexcept;
  /// A query for one row that is true as soon as the open transaction is committed, by what is
  /// queued in it; nothing if that is nothing new.
  const std::optional<database::Statement>& proof() const { return proof_; }
  /// What the version table says at the start.
  void set_rows_before(const std::vector<std::string>& rows);

 private:
  /// Whether a row is there: not, in the open transaction, or for good.
  enum class Row { none, queued, committed };
  /// A statement that was announced with write() and whose row has not been brought up to date.
  struct Intent {
    enum class Outcome { sent, done, failed };
    std::int64_t ordinal = 0;
    Outcome outcome = Outcome::sent;
    bool queued = false;  ///< The outcome is, in the open transaction.
  };
  struct Names {
    std::string run, step, statement;
  };
  struct EndedStep {
    std::int64_t ordinal = 0;
    StepEntry entry;
  };

  bool is(std::string_view dialect) const { return connection_.dialect_name() == dialect; }
  bool find_tables();
  void read_unfinished();
  void create_tables();
  void write_run(std::string_view outcome);
  void write_ended();
  void write_step_row();
  void write_outcomes();
  void set_proof(const std::string& table, std::string_view condition,
                 std::vector<database::Value> parameters);
  void enqueue(std::string text, std::vector<database::Value> parameters);
  database::Value time(std::int64_t microseconds) const;

  database::Connection& connection_;
  bool wanted_;
  std::string name_;
  std::string schema_;  ///< Of the version table; empty: the default one.
  std::string table_;
  std::string key_;  ///< The version table, as the rows name it.
  Names names_;
  bool exists_ = false;
  bool open_ = false;
  std::string run_;
  std::int64_t started_ = 0;
  std::string rows_before_;
  std::string rows_after_;
  Row run_row_ = Row::none;
  std::optional<UnfinishedStep> unfinished_;
  std::vector<EndedStep> ended_;  ///< Steps that have no row yet.
  std::optional<StepEntry> step_;
  std::string step_run_;  ///< Whose step it is: an earlier run's, when it is resumed.
  std::int64_t step_ordinal_ = 0;
  Row step_row_ = Row::none;
  std::vector<Intent> intents_;
  std::int64_t last_ordinal_ = 0;
  std::optional<database::Statement> proof_;
};

}  // namespace retort::runtime
