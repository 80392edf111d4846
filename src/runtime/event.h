// What happens during a command that runs something, as values: what terminals, JSON lines, log
// files and the library's callback are told, each in its own form.
//
// The set is closed: run, step and statement begin and end; retry, wait, progress, notice, and the
// log lines of Reporter::log. No text in an event holds a password that is known to be one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retort::runtime {

/// How a run, a step or a statement ended.
enum class Ending {
  done,
  failed,
  interrupted,  ///< By a signal.
  skipped,      ///< A statement that was queued behind one that failed.
  unknown,      ///< The connection was lost before the answer came.
  not_ready,    ///< `gate`: the database did not get ready.
};
/// `done`, `failed`, ...
std::string_view name_of(Ending outcome);

struct RunBegun {
  std::string command;            ///< With its target: `upgrade head`.
  std::string database;           ///< The URL without its password; empty where there is none.
  std::vector<std::string> rows;  ///< Of the version table.
  std::size_t steps = 0;          ///< As planned from these rows.
};

struct RunEnded {
  std::string command;
  Ending outcome = Ending::done;
  double seconds = 0;
  std::vector<std::string> rows;  ///< Of the version table, as far as it is known.
  std::string message;            ///< What went wrong.
};

struct StepInfo {
  std::size_t number = 0;  ///< From 1, of `total`.
  std::size_t total = 0;
  std::string revision;   ///< Empty for a stamp.
  std::string operation;  ///< `upgrade`, `downgrade`, `stamp`, `rollback`.
  std::string message;    ///< What the revision is for.
};

struct StepBegun {
  StepInfo step;
};

struct StepEnded {
  StepInfo step;
  Ending outcome = Ending::done;
  double seconds = 0;
  std::size_t statements = 0;  ///< Of the script.
};

/// A statement of a script.
struct StatementInfo {
  std::string revision;
  std::size_t number = 0;  ///< Of those that were sent for the revision, from 1.
  std::string file;        ///< Where it stands; empty when it is not known.
  int line = 0;
  std::string sql;  ///< Long ones are cut.
};

/// A message that the server sent.
struct ServerNotice {
  std::string revision;
  std::size_t statement = 0;  ///< Its number; 0 when it belongs to none.
  std::string severity;
  std::string message;
  std::string sqlstate;
  std::string detail;
  std::string hint;
};

/// It was handed over; on PostgreSQL it may still be queued behind others.
struct StatementBegun {
  StatementInfo statement;
};

/// Its answer was read.
struct StatementEnded {
  StatementInfo statement;
  Ending outcome = Ending::done;
  /// Since it was handed over or, when it was queued behind others, since the answer before it.
  double seconds = 0;
  std::optional<std::int64_t> rows;  ///< Changed or returned, where the database says so.
  std::vector<ServerNotice> notices;
  std::string message;  ///< What the database said against it.
  std::string sqlstate;
};

/// Somebody whom a statement or a run waits for.
struct Blocker {
  std::int64_t pid = 0;  ///< The server's number of the session.
  std::string user;
  std::string application;
  std::string address;
  std::string state;
  std::optional<std::int64_t> seconds;  ///< How old its transaction is.
  std::string lock;                     ///< What it holds.
  std::string query;
};

/// Something that passes is tried again.
struct Retry {
  std::string revision;
  std::string reason;       ///< `a lock time-out`
  std::string error;        ///< What the server said.
  std::size_t attempt = 0;  ///< The one that comes next, of `most`.
  std::size_t most = 0;
  std::vector<Blocker> blockers;
  std::string text;  ///< All of it in a sentence.
};

/// Something is waited for.
struct Wait {
  enum class For {
    run,        ///< The lock that another run holds.
    lock,       ///< A statement waits for a lock of the database.
    statement,  ///< A statement that takes long.
    database,   ///< `gate`: the database is not ready.
  };
  For what = For::run;
  std::string statement;  ///< `Revision a1 (ALTER TABLE ...)`
  double seconds = 0;     ///< Waited so far.
  std::optional<double> left;
  std::string lock;  ///< What is wanted.
  std::vector<Blocker> blockers;
  std::string text;  ///< All of it in a sentence.
};
/// `run`, `lock`, ...
std::string_view name_of(Wait::For what);

/// How far a statement that takes long has come.
struct Progress {
  std::string statement;
  std::string phase;           ///< `building index: scanning table`
  std::optional<double> part;  ///< From 0 to 1.
};

using Event = std::variant<RunBegun, RunEnded, StepBegun, StepEnded, StatementBegun, StatementEnded,
                           Retry, Wait, Progress, ServerNotice>;

/// An event as a line of a log.
struct LogLine {
  std::string level;
  std::string logger;
  std::string text;
};
/// What of an event people are told in words: retries, waits and notices.
std::optional<LogLine> log_line_of(const Event& event);

}  // namespace retort::runtime
