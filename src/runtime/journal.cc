// The only outside interface is journal.h.
#include "runtime/journal.h"

#include <fmt/format.h>

#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/identity.h"
#include "base/version.h"
#include "runtime/journal_reading.h"

namespace retort::runtime {
namespace {

using database::Value;

constexpr std::size_t kStepsInOneInsert = 50;

/// The tables. {0} is how the names begin, the rest are types: short text, text, time.
constexpr std::string_view kRunColumns =
    "(id {1} NOT NULL PRIMARY KEY, version_table {2} NOT NULL, command {2} NOT NULL, "
    "tool {2} NOT NULL, host {2} NOT NULL, os_user {2} NOT NULL, db_user {2} NOT NULL, "
    "pid BIGINT NOT NULL, started_at {4} NOT NULL, ended_at {4}, outcome {1} NOT NULL, "
    "message {3} NOT NULL, rows_before {3} NOT NULL, rows_after {3} NOT NULL)";
constexpr std::string_view kStepColumns =
    "(run {1} NOT NULL, ordinal BIGINT NOT NULL, version_table {2} NOT NULL, "
    "revision {2} NOT NULL, operation {1} NOT NULL, row_changes {3} NOT NULL, file {3} NOT NULL, "
    "checksum {1} NOT NULL, meaning {1} NOT NULL, state {1} NOT NULL, started_at {4} NOT NULL, "
    "seconds DOUBLE PRECISION NOT NULL, statements BIGINT NOT NULL, PRIMARY KEY (run, ordinal))";
constexpr std::string_view kStatementColumns =
    "(run {1} NOT NULL, step BIGINT NOT NULL, ordinal BIGINT NOT NULL, "
    "first_statement BIGINT NOT NULL, statement_count BIGINT NOT NULL, text_hash {1} NOT NULL, "
    "sql_text {3} NOT NULL, state {1} NOT NULL, object_before {3} NOT NULL, "
    "changed_rows BIGINT NOT NULL, started_at {4} NOT NULL, seconds DOUBLE PRECISION NOT NULL, "
    "PRIMARY KEY (run, step, ordinal))";

/// `($1, $2), ($3, $4)` for so many rows.
std::string places(std::size_t rows, std::size_t columns) {
  std::string out;
  std::size_t next = 1;
  for (std::size_t row = 0; row < rows; ++row) {
    out += row == 0 ? "(" : ", (";
    for (std::size_t column = 0; column < columns; ++column) {
      out += fmt::format("{}${}", column == 0 ? "" : ", ", next++);
    }
    out += ')';
  }
  return out;
}

}  // namespace

Journal::Journal(database::Connection& connection, const VersionTable& table, bool wanted,
                 std::string name)
    : connection_(connection),
      wanted_(wanted),
      name_(std::move(name)),
      schema_(table.schema()),
      table_(table.name()),
      run_(fmt::format("{:016x}{:016x}", random_bits(), random_bits())),
      started_(now_microseconds()) {
  JournalTables tables = journal_tables(connection.dialect_name());
  names_ = {std::move(tables.run), std::move(tables.step), std::move(tables.statement)};
}

Value Journal::time(std::int64_t microseconds) const {
  return utc_text(microseconds) + (is("postgresql") ? "+00" : "");
}

void Journal::enqueue(std::string text, std::vector<Value> parameters) {
  database::Statement statement;
  statement.text = std::move(text);
  statement.parameters = std::move(parameters);
  connection_.enqueue(std::move(statement));
}

void Journal::set_proof(const std::string& table, std::string_view condition,
                        std::vector<Value> parameters) {
  proof_.emplace();
  proof_->text = fmt::format("SELECT COUNT(*) > 0 FROM {} WHERE {}", table, condition);
  proof_->parameters = std::move(parameters);
}

bool Journal::find_tables() {
  std::string sql;
  std::vector<Value> parameters{schema_};
  if (is("postgresql")) {
    sql =
        "SELECT coalesce(nullif($1, ''), current_schema()), "
        "to_regclass('retort.statement') IS NOT NULL";
  } else if (is("sqlite")) {
    sql =
        "SELECT coalesce(nullif($1, ''), 'main'), EXISTS (SELECT 1 FROM sqlite_master "
        "WHERE name = 'retort_statement')";
  } else {
    sql =
        "SELECT coalesce(nullif($1, ''), database()), EXISTS (SELECT 1 FROM "
        "information_schema.TABLES WHERE TABLE_SCHEMA = database() "
        "AND TABLE_NAME = 'retort_statement')";
  }
  const database::Result result = connection_.execute(std::move(sql), std::move(parameters));
  const database::Row& row = result.rows.at(0);
  key_ = database::text_or_empty(row.at(0)) + "." + table_;
  return database::as_boolean(row.at(1));
}

void Journal::look() {
  if (!wanted_) return;
  unfinished_.reset();
  exists_ = find_tables();
  if (exists_) read_unfinished();
}

void Journal::read_unfinished() {
  const JournalTables tables{names_.run, names_.step, names_.statement};
  unfinished_ = unfinished_of(connection_.execute(unfinished_query(tables), {key_}));
}

void Journal::create_tables() {
  const bool mysql = !is("postgresql") && !is("sqlite");
  const std::string_view brief = mysql ? "VARCHAR(64)" : "TEXT";
  const std::string_view name = mysql ? "VARCHAR(255)" : "TEXT";
  const std::string_view time = is("postgresql") ? "TIMESTAMP WITH TIME ZONE"
                                : mysql          ? "DATETIME(6)"
                                                 : "TEXT";
  const std::string_view end = mysql ? " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4" : "";
  const auto create = [&](const std::string& table, std::string_view columns) {
    connection_.execute(fmt::format("CREATE TABLE IF NOT EXISTS {} ", table) +
                        fmt::format(fmt::runtime(columns), "", brief, name, "TEXT", time) +
                        std::string(end));
  };
  if (is("postgresql")) connection_.execute("CREATE SCHEMA IF NOT EXISTS retort");
  create(names_.run, kRunColumns);
  create(names_.step, kStepColumns);
  create(names_.statement, kStatementColumns);
}

std::optional<std::string> Journal::open() {
  if (!wanted_) return std::nullopt;
  if (key_.empty()) exists_ = find_tables();
  if (is("postgresql")) {
    const database::Result may = connection_.execute(
        exists_ ? "SELECT has_table_privilege('retort.run', 'INSERT, UPDATE') AND "
                  "has_table_privilege('retort.step', 'INSERT, UPDATE') AND "
                  "has_table_privilege('retort.statement', 'INSERT, UPDATE')"
                : "SELECT has_database_privilege(current_database(), 'CREATE') OR "
                  "has_schema_privilege((SELECT oid FROM pg_namespace WHERE nspname = 'retort'), "
                  "'CREATE')");
    if (!database::as_boolean(may.rows.at(0).at(0))) {
      return exists_ ? "the user may not write into the tables of the schema retort"
                     : "the user may not create the schema retort";
    }
  }
  if (!exists_) {
    const bool own = !connection_.in_transaction();
    if (own && !is("mysql") && !is("mariadb")) connection_.begin();
    try {
      // Two runs on different version tables may meet here.
      if (own && is("postgresql")) {
        connection_.execute("SELECT pg_advisory_xact_lock(hashtext('retort.journal'))");
      }
      create_tables();
      if (own && connection_.in_transaction()) connection_.commit();
    } catch (const Error& error) {
      if (error.code != ErrorCode::database || !own) throw;
      connection_.rollback();
      return error.message;
    }
    exists_ = true;
  }
  open_ = true;
  return std::nullopt;
}

void Journal::begin_step(StepEntry step) {
  if (!open_) return;
  step_ = std::move(step);
  step_->started = now_microseconds();
  step_run_ = run_;
  step_ordinal_ = ++last_ordinal_;
  step_row_ = Row::none;
  intents_.clear();
}

void Journal::adopt() {
  if (!open_ || !unfinished_) return;
  step_run_ = unfinished_->run;
  step_ordinal_ = unfinished_->ordinal;
  step_row_ = Row::committed;
  --last_ordinal_;
  const bool open = !unfinished_->groups.empty() && !unfinished_->groups.back().done;
  if (open && !unfinished_->groups.back().undoing) {
    intents_ = {{unfinished_->groups.back().ordinal}};
  }
}

void Journal::end_step(double seconds, std::int64_t statements) {
  if (!open_ || !step_) return;
  step_->seconds = seconds;
  step_->statements = statements;
  if (step_row_ == Row::none) {
    ended_.push_back({step_ordinal_, std::move(*step_)});
    if (ended_.size() >= kStepsInOneInsert && connection_.in_transaction()) write();
  } else {
    enqueue(fmt::format("UPDATE {} SET state = 'done', seconds = $1, statements = $2 "
                        "WHERE run = $3 AND ordinal = $4",
                        names_.step),
            {seconds, statements, step_run_, step_ordinal_});
    write_outcomes();
    unfinished_.reset();
  }
  step_.reset();
}

void Journal::write_run(std::string_view outcome) {
  if (run_row_ != Row::none) return;
  const std::string user = is("postgresql") ? "current_user" : is("sqlite") ? "''" : "user()";
  enqueue(fmt::format("INSERT INTO {} (id, version_table, command, tool, host, os_user, db_user, "
                      "pid, started_at, outcome, message, rows_before, rows_after) VALUES "
                      "($1, $2, $3, $4, $5, $6, {}, $7, $8, $9, '', $10, $11)",
                      names_.run, user),
          {run_, key_, name_, std::string("retort ") + std::string(program_version()), host_name(),
           user_name(), process_id(), time(started_), std::string(outcome), rows_before_,
           rows_before_});
  run_row_ = Row::queued;
}

void Journal::write_ended() {
  constexpr std::size_t kColumns = 13;
  for (std::size_t begin = 0; begin < ended_.size(); begin += kStepsInOneInsert) {
    const std::size_t end = std::min(ended_.size(), begin + kStepsInOneInsert);
    std::vector<Value> values;
    values.reserve((end - begin) * kColumns);
    for (std::size_t i = begin; i < end; ++i) {
      const StepEntry& step = ended_[i].entry;
      for (Value& value : std::vector<Value>{
               run_, ended_[i].ordinal, key_, step.revision, step.operation, step.rows,
               step.file.path, step.file.checksum, step.file.meaning, std::string("done"),
               time(step.started), step.seconds, step.statements}) {
        values.push_back(std::move(value));
      }
    }
    enqueue(fmt::format("INSERT INTO {} VALUES {}", names_.step, places(end - begin, kColumns)),
            std::move(values));
    set_proof(names_.step, "run = $1 AND ordinal = $2", {run_, ended_[begin].ordinal});
  }
  ended_.clear();
}

void Journal::write_step_row() {
  if (!step_ || step_row_ != Row::none) return;
  enqueue(fmt::format("INSERT INTO {} VALUES {}", names_.step, places(1, 13)),
          {step_run_, step_ordinal_, key_, step_->revision, step_->operation, step_->rows,
           step_->file.path, step_->file.checksum, step_->file.meaning, std::string("started"),
           time(step_->started), 0.0, std::int64_t{0}});
  step_row_ = Row::queued;
}

void Journal::write() {
  if (!open_) return;
  write_run("running");
  write_ended();
}

void Journal::write(const StatementGroup& group) {
  if (!open_ || !step_) return;
  write();
  write_step_row();
  write_outcomes();
  enqueue(fmt::format("INSERT INTO {} VALUES {}", names_.statement, places(1, 12)),
          {step_run_, step_ordinal_, group.ordinal, group.first, group.count, group.hash,
           group.text, std::string(group.done ? "done" : "intent"), group.before, group.rows,
           time(group.started), group.seconds});
  set_proof(names_.statement, "run = $1 AND step = $2 AND ordinal = $3",
            {step_run_, step_ordinal_, group.ordinal});
  if (!group.done) intents_.push_back({group.ordinal});
}

void Journal::write_outcomes() {
  for (Intent& intent : intents_) {
    if (intent.outcome == Intent::Outcome::sent || intent.queued) continue;
    const std::string_view change =
        intent.outcome == Intent::Outcome::done ? "UPDATE {} SET state = 'done'" : "DELETE FROM {}";
    enqueue(fmt::format(fmt::runtime(change), names_.statement) +
                " WHERE run = $1 AND step = $2 AND ordinal = $3",
            {step_run_, step_ordinal_, intent.ordinal});
    intent.queued = true;
  }
}

void Journal::intent_ended(bool done) {
  if (intents_.empty()) return;
  intents_.back().outcome = done ? Intent::Outcome::done : Intent::Outcome::failed;
}

void Journal::intent_again() {
  if (!intents_.empty()) intents_.back().outcome = Intent::Outcome::sent;
}

void Journal::committed() {
  for (Row* row : {&run_row_, &step_row_}) {
    if (*row == Row::queued) *row = Row::committed;
  }
  std::erase_if(intents_, [](const Intent& intent) { return intent.queued; });
  proof_.reset();
}

void Journal::rolled_back() {
  for (Row* row : {&run_row_, &step_row_}) {
    if (*row == Row::queued) *row = Row::none;
  }
  for (Intent& intent : intents_) intent.queued = false;
  ended_.clear();
  proof_.reset();
}

void Journal::begin_undo() {
  if (!open_ || !unfinished_) return;
  write();
  write_outcomes();
  enqueue(
      fmt::format("UPDATE {} SET state = 'undoing' WHERE run = $1 AND ordinal = $2", names_.step),
      {unfinished_->run, unfinished_->ordinal});
}

void Journal::mark(std::int64_t group, std::string_view state, const std::string& before) {
  if (!open_ || !unfinished_) return;
  enqueue(fmt::format("UPDATE {} SET state = $1, object_before = $2 WHERE run = $3 AND step = $4 "
                      "AND ordinal = $5",
                      names_.statement),
          {std::string(state), before, unfinished_->run, unfinished_->ordinal, group});
}

void Journal::close_unfinished(std::string_view state) {
  if (!open_ || !unfinished_) return;
  enqueue(fmt::format("UPDATE {} SET state = $1 WHERE run = $2 AND ordinal = $3", names_.step),
          {std::string(state), unfinished_->run, unfinished_->ordinal});
  unfinished_.reset();
}

void Journal::set_rows_before(const std::vector<std::string>& rows) {
  rows_before_ = fmt::format("{}", fmt::join(rows, ", "));
}

void Journal::end_run(const std::vector<std::string>& rows) {
  if (!open_) return;
  write();
  enqueue(fmt::format("UPDATE {} SET outcome = 'done', ended_at = $1, rows_after = $2 "
                      "WHERE id = $3",
                      names_.run),
          {time(now_microseconds()), fmt::format("{}", fmt::join(rows, ", ")), run_});
  set_proof(names_.run, "id = $1 AND outcome = 'done'", {run_});
}

void Journal::fail(std::string_view outcome, std::string_view message,
                   const std::vector<std::string>& rows) noexcept {
  if (!open_) return;
  try {
    write_run("running");
    write_outcomes();
    enqueue(fmt::format("UPDATE {} SET outcome = $1, message = $2, ended_at = $3, "
                        "rows_after = $4 WHERE id = $5",
                        names_.run),
            {std::string(outcome), std::string(message), time(now_microseconds()),
             fmt::format("{}", fmt::join(rows, ", ")), run_});
    connection_.flush();
  } catch (const std::exception&) {
    return;  // The failure itself is being reported.
  }
}

}  // namespace retort::runtime
