#include "runtime/journal_reading.h"

#include <fmt/format.h>

#include <utility>

namespace retort::runtime {
namespace {

using database::Row;

std::int64_t integer(const database::Value& value) {
  return database::as_integer(value).value_or(0);
}

double real(const database::Value& value) {
  if (const double* number = std::get_if<double>(&value)) return *number;
  const std::string text = database::text_or_empty(value);
  return text.empty() ? 0 : std::strtod(text.c_str(), nullptr);
}

/// Reads the cells of a row one after the other.
class Cells {
 public:
  explicit Cells(const Row& row) : row_(row) {}
  std::string text() { return database::text_or_empty(row_.at(next_++)); }
  std::int64_t number() { return integer(row_.at(next_++)); }
  double seconds() { return real(row_.at(next_++)); }
  bool is_null() const { return database::is_null(row_.at(next_)); }

 private:
  const Row& row_;
  std::size_t next_ = 0;
};

/// A time as `2026-01-31 23:59:59.123456`, in UTC, whatever the session's settings are.
std::string time_column(std::string_view dialect, const std::string& column) {
  if (dialect != "postgresql") return column;
  return fmt::format("to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')", column);
}

/// Seconds between the two times of a run.
std::string duration(std::string_view dialect) {
  if (dialect == "postgresql") return "extract(epoch FROM ended_at - started_at)::float8";
  if (dialect == "sqlite") return "(julianday(ended_at) - julianday(started_at)) * 86400.0";
  return "TIMESTAMPDIFF(MICROSECOND, started_at, ended_at) / 1000000.0";
}

StatementGroup group_of(Cells& cells) {
  StatementGroup group;
  group.ordinal = cells.number();
  group.first = cells.number();
  group.count = cells.number();
  group.hash = cells.text();
  group.text = cells.text();
  const std::string state = cells.text();
  group.undoing = state == "undoing";
  group.undone = state == "undone";
  group.done = state == "done" || group.undone;
  group.before = cells.text();
  return group;
}

LoggedRun run_of(const Row& row) {
  Cells cells(row);
  LoggedRun run;
  run.id = cells.text();
  run.version_table = cells.text();
  run.command = cells.text();
  run.tool = cells.text();
  run.host = cells.text();
  run.os_user = cells.text();
  run.db_user = cells.text();
  run.pid = cells.number();
  run.started = cells.text();
  run.ended = cells.text();
  run.outcome = cells.text();
  run.message = cells.text();
  run.rows_before = cells.text();
  run.rows_after = cells.text();
  if (!cells.is_null()) run.seconds = cells.seconds();
  return run;
}

/// `('a', 'b')` of ids that this program has made: hexadecimal digits.
std::string id_list(const std::vector<LoggedRun>& runs) {
  std::string out;
  for (const LoggedRun& run : runs) {
    out += fmt::format("{}'{}'", out.empty() ? "(" : ", ", run.id);
  }
  return out + ")";
}

LoggedRun* find_run(std::vector<LoggedRun>& runs, const std::string& id) {
  for (LoggedRun& run : runs) {
    if (run.id == id) return &run;
  }
  return nullptr;
}

void read_steps(database::Connection& connection, const JournalTables& tables,
                std::vector<LoggedRun>& runs) {
  const std::string ids = id_list(runs);
  const database::Result steps = connection.execute(fmt::format(
      "SELECT run, ordinal, revision, operation, row_changes, file, state, {}, seconds, statements "
      "FROM {} WHERE run IN {} ORDER BY run, ordinal",
      time_column(connection.dialect_name(), "started_at"), tables.step, ids));
  for (const Row& row : steps.rows) {
    Cells cells(row);
    LoggedRun* run = find_run(runs, cells.text());
    if (run == nullptr) continue;
    LoggedStep& step = run->steps.emplace_back();
    step.ordinal = cells.number();
    step.revision = cells.text();
    step.operation = cells.text();
    step.rows = cells.text();
    step.file = cells.text();
    step.state = cells.text();
    step.started = cells.text();
    step.seconds = cells.seconds();
    step.statements = cells.number();
  }
  const database::Result groups = connection.execute(fmt::format(
      "SELECT run, step, ordinal, first_statement, statement_count, text_hash, sql_text, state, "
      "object_before, changed_rows, seconds FROM {} WHERE run IN {} ORDER BY run, step, ordinal",
      tables.statement, ids));
  for (const Row& row : groups.rows) {
    Cells cells(row);
    LoggedRun* run = find_run(runs, cells.text());
    const std::int64_t ordinal = cells.number();
    if (run == nullptr) continue;
    for (LoggedStep& step : run->steps) {
      if (step.ordinal != ordinal) continue;
      StatementGroup group = group_of(cells);
      group.rows = cells.number();
      group.seconds = cells.seconds();
      step.groups.push_back(std::move(group));
      break;
    }
  }
}

}  // namespace

JournalTables journal_tables(std::string_view dialect) {
  const std::string start = dialect == "postgresql" ? "retort." : "retort_";
  return {start + "run", start + "step", start + "statement"};
}

std::string unfinished_query(const JournalTables& tables) {
  return fmt::format(
      "SELECT s.run, s.ordinal, s.revision, s.operation, s.file, s.checksum, s.meaning, "
      "r.command, r.os_user, r.host, r.pid, s.started_at, s.state, g.ordinal, g.first_statement, "
      "g.statement_count, g.text_hash, g.sql_text, g.state, g.object_before "
      "FROM {1} s LEFT JOIN {0} r ON r.id = s.run "
      "LEFT JOIN {2} g ON g.run = s.run AND g.step = s.ordinal "
      "WHERE s.version_table = $1 AND s.state IN ('started', 'undoing') "
      "ORDER BY s.started_at DESC, s.run, s.ordinal, g.ordinal",
      tables.run, tables.step, tables.statement);
}

std::optional<UnfinishedStep> unfinished_of(const database::Result& result) {
  std::optional<UnfinishedStep> out;
  for (const Row& row : result.rows) {
    Cells cells(row);
    UnfinishedStep found;
    found.run = cells.text();
    found.ordinal = cells.number();
    if (out && (found.run != out->run || found.ordinal != out->ordinal)) break;
    found.step.revision = cells.text();
    found.step.operation = cells.text();
    found.step.file.path = cells.text();
    found.step.file.checksum = cells.text();
    found.step.file.meaning = cells.text();
    found.command = cells.text();
    const std::string user = cells.text();
    const std::string host = cells.text();
    found.who = fmt::format("{}@{}, process {}", user, host, cells.text());
    found.started = cells.text();
    found.undoing = cells.text() == "undoing";
    if (!out) out = std::move(found);
    if (!cells.is_null()) out->groups.push_back(group_of(cells));
  }
  return out;
}

std::string applied_query(const JournalTables& tables) {
  return fmt::format(
      "SELECT revision, operation, row_changes, file, checksum, meaning, started_at FROM {} "
      "WHERE version_table = $1 AND state = 'done' ORDER BY started_at, run, ordinal",
      tables.step);
}

std::vector<AppliedStep> applied_of(const database::Result& result) {
  std::vector<AppliedStep> out;
  out.reserve(result.rows.size());
  for (const Row& row : result.rows) {
    Cells cells(row);
    AppliedStep& step = out.emplace_back();
    step.revision = cells.text();
    step.operation = cells.text();
    step.rows = cells.text();
    step.file.path = cells.text();
    step.file.checksum = cells.text();
    step.file.meaning = cells.text();
    step.started = cells.text();
  }
  return out;
}

std::vector<LoggedRun> read_runs(database::Connection& connection, const std::string& key,
                                 std::size_t limit, bool with_steps) {
  const std::string_view dialect = connection.dialect_name();
  const JournalTables tables = journal_tables(dialect);
  const database::Result result = connection.execute(
      fmt::format("SELECT id, version_table, command, tool, host, os_user, db_user, pid, {}, {}, "
                  "outcome, message, rows_before, rows_after, {} FROM {} WHERE version_table = $1 "
                  "ORDER BY started_at DESC, id LIMIT {}",
                  time_column(dialect, "started_at"), time_column(dialect, "ended_at"),
                  duration(dialect), tables.run, limit),
      {key});
  std::vector<LoggedRun> runs;
  for (const Row& row : result.rows) runs.push_back(run_of(row));
  if (with_steps && !runs.empty()) read_steps(connection, tables, runs);
  return runs;
}

}  // namespace retort::runtime
