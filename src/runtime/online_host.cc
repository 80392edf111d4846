// The only outside interface is online_host.h.
#include "runtime/online_host.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/signals.h"
#include "database/pooled_session.h"
#include "dialect/hidden_literals.h"
#include "inspect/catalog.h"
#include "runtime/row_sources.h"
#include "runtime/sql_place.h"
#include "runtime/timeouts.h"
#include "runtime/values.h"

namespace retort::runtime {
namespace {

const std::string kStepSavepoint = "retort_step";

/// Statements whose origins are kept before those that have been answered are forgotten.
constexpr std::size_t kMostTraces = 512;
/// INSERTs of many rows show no more than this many bytes in messages.
constexpr std::size_t kLongestInsert = 2000;

/// A statement as messages show it.
std::string shown(const std::string& sql) {
  if (sql.size() <= 2 * kLongestInsert || !sql.starts_with("INSERT")) return sql;
  std::size_t end = kLongestInsert;
  while (end > 0 && (static_cast<unsigned char>(sql[end]) & 0xC0) == 0x80) --end;
  return fmt::format("{} ... ({} more bytes)", std::string_view(sql).substr(0, end),
                     sql.size() - end);
}

/// Whether the statement was stopped by Connection::cancel, or a wait for a lock was.
bool is_cancelled(const Error& error) {
  return error.server.sqlstate == "57014" || error.server.sqlstate == "70100" ||
         error.message == "interrupted" || error.code == ErrorCode::locked;
}

/// What SQLite refuses in a transaction, or leaves without effect there.
bool leaves_sqlite_transaction(std::string_view sql) {
  const std::vector<std::string> first = dialect::first_words(sql, dialect::SqlSyntax::sqlite, 1);
  return !first.empty() && (first[0] == "PRAGMA" || first[0] == "VACUUM" || first[0] == "DETACH");
}
bool reads_pragma(std::string_view sql) {
  return sql.find('=') == std::string_view::npos &&
         dialect::first_words(sql, dialect::SqlSyntax::sqlite, 1).front() == "PRAGMA";
}

/// Whether an operation changes what the catalog may have cached.
bool changes_schema(const operation::Operation& operation) {
  return !std::holds_alternative<operation::BulkInsert>(operation.value);
}

}  // namespace

OnlineHost::OnlineHost(database::Connection& connection, const dialect::Dialect& dialect,
                       schema::Catalog& catalog, const Settings& settings, Reporter& reporter,
                       Journal* journal, RunLock* lock)
    : connection_(connection),
      dialect_(dialect),
      catalog_(catalog),
      settings_(settings),
      reporter_(reporter),
      journal_(journal),
      lock_(lock),
      context_{false, &catalog, dialect.driver_binds(), settings.naming_convention},
      syntax_(dialect::syntax_of(dialect.name())),
      is_sqlite_(dialect.name() == "sqlite"),
      record_(std::make_shared<StepRecord>()),
      last_transaction_(std::make_shared<std::optional<std::int64_t>>()),
      self_(std::make_shared<script::Host*>(this)) {
  if (reporter.wants_statements()) events_ = std::make_shared<StatementEvents>(reporter);
}

OnlineHost::~OnlineHost() {
  *self_ = nullptr;
}

void OnlineHost::explain(Error& error) const {
  name_origin(error);
  std::string shown = dialect::hide_passwords(error.statement);
  if (shown == error.statement) return;
  error.statement = std::move(shown);
  error.statement_place.reset();
}

void OnlineHost::name_origin(Error& error) const {
  if (received_signal() != 0 && is_cancelled(error)) error = interruption();
  if (error.revision.empty()) error.revision = revision_;
  const bool of_statement = error.code == ErrorCode::database ||
                            error.code == ErrorCode::connection || error.code == ErrorCode::io;
  if (!of_statement) return;
  const std::optional<std::uint64_t> tag = connection_.failed_statement();
  if (events_ != nullptr) events_->failed(error, tag);
  const Trace* known = tag ? trace_of(*tag) : nullptr;
  if (known == nullptr) return;
  const Trace& found = *known;
  error.revision = found.revision;
  if (found.in_file) return explain_in_file(error, found);
  error.statement = found.text;
  if (found.origin.source != nullptr) error.place = place_of(found.origin);
  if (error.server.sqlstate == "3F000") {
    error.with_hint("Create the schema first, with CREATE SCHEMA, or correct its name.");
  }
  if (error.server.sqlstate == "42704" && error.message.starts_with("role ")) {
    error.with_hint("Create the role first: it belongs to the server, and not to the database.");
  }
  if (error.server.sqlstate == "53200") {
    error.with_hint(
        "One transaction holds too many locks: use --transaction each, or raise "
        "max_locks_per_transaction of the server.");
  }
  if (error.server.sqlstate == "25001") {
    error.with_hint(
        "Put the statement into a `with op.get_context().autocommit_block():`, so that it runs "
        "outside of the transaction.");
  }
}

/// The file has the statement: the caret goes there.
void OnlineHost::explain_in_file(Error& error, const Trace& found) {
  const Span span = found.origin.span;
  const std::string written = found.origin.source->text.substr(span.begin, span.end - span.begin);
  const std::string& sent = found.text.empty() ? written : found.text;
  error.place = place_in_file(error, found.origin, sent, found.shifts, found.data);
  error.statement = written;
  error.statement_place.reset();
  for (const Secret& secret : found.secrets) {
    for (std::string* text :
         {&error.message, &error.server.detail, &error.server.hint, &error.server.context}) {
      *text = secret.redact(*text);
    }
  }
  if (error.server.sqlstate == "25001") {
    error.with_hint(
        "Write `-- retort: transaction off` into the file's header, so that each statement runs "
        "outside of a transaction.");
  }
  if (error.server.sqlstate == "55P04") {
    error.with_hint(
        "A new enum value can be used after its transaction: add it in a revision of its own with "
        "`-- retort: transaction off`.");
  }
}

std::uint64_t OnlineHost::trace(const Origin& origin, const std::string& text) {
  if (traces_.size() >= kMostTraces) forget_answered();
  traces_.push_back({.origin = origin, .text = shown(text), .revision = revision_});
  return first_tag_ + traces_.size() - 1;
}

const OnlineHost::Trace* OnlineHost::trace_of(std::uint64_t tag) const {
  const bool known = tag >= first_tag_ && tag < first_tag_ + traces_.size();
  return known ? &traces_[tag - first_tag_] : nullptr;
}

/// Counts on from the statement before: files may be long.
int OnlineHost::line_of_origin(const Origin& origin) {
  const bool further = counted_.source == origin.source && counted_.span.begin <= origin.span.begin;
  if (!further) counted_line_ = 1;
  const std::size_t from = further ? counted_.span.begin : 0;
  const std::string_view text = origin.source->text;
  const std::size_t end = std::min<std::size_t>(origin.span.begin, text.size());
  counted_line_ +=
      static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(from),
                                  text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
  counted_ = origin;
  counted_.span.begin = static_cast<std::uint32_t>(end);
  return counted_line_;
}

StatementInfo OnlineHost::info_of(std::uint64_t tag) {
  StatementInfo info;
  info.revision = revision_;
  info.number = ++sent_;
  const Trace* found = trace_of(tag);
  if (found == nullptr) return info;
  if (found->origin.source != nullptr) {
    info.file = found->origin.source->path;
    info.line = line_of_origin(found->origin);
  }
  std::string text = text_of(*found);
  for (const Secret& secret : found->secrets) text = secret.redact(text);
  if (settings_.url && settings_.url->password) text = settings_.url->password->redact(text);
  info.sql = cut_sql(dialect::hide_passwords(text));
  return info;
}

database::Statement OnlineHost::told(database::Statement statement) {
  if (events_ != nullptr) events_->begin(statement, info_of(statement.tag));
  return statement;
}

void OnlineHost::notice(const database::Notice& notice) {
  ServerNotice event = notice_event(notice);
  event.revision = revision_;
  if (events_ != nullptr) events_->notice(event);
  reporter_.event(event);
}

void OnlineHost::drop_answers() {
  if (events_ != nullptr) events_->drop(Ending::skipped);
}

void OnlineHost::forget_traces() {
  first_tag_ += traces_.size();
  traces_.clear();
}

void OnlineHost::forget_answered() {
  const std::uint64_t end = first_tag_ + traces_.size();
  const std::uint64_t oldest = connection_.oldest_queued().value_or(end);
  while (first_tag_ < std::min(oldest, end)) {
    traces_.pop_front();
    ++first_tag_;
  }
}

void OnlineHost::enqueue(std::string sql, std::string expect_one) {
  traced([&] {
    database::Statement statement;
    statement.tag = trace({}, sql);
    note_change(statement.tag);
    statement.text = std::move(sql);
    if (!expect_one.empty()) {
      statement.on_result = [message = std::move(expect_one)](const database::Result& result) {
        if (result.row_count == 1) return;
        throw Error(ErrorCode::command,
                    fmt::format("Online migration expected to match one row when {}; {} found",
                                message, result.row_count))
            .with_hint("Somebody else changed the version table; run `retort current`.");
      };
    }
    connection_.enqueue(std::move(statement));
  });
}

void OnlineHost::begin() {
  if (connection_.in_transaction()) return;
  traced([&] {
    // SQLite: take the write lock at once, so that two runs never interleave.
    if (is_sqlite_) {
      connection_.execute("BEGIN IMMEDIATE");
    } else {
      begin_transaction();
    }
  });
}

/// BEGIN with the time-outs, which cost no round trip.
void OnlineHost::begin_transaction() {
  last_transaction_->reset();
  connection_.begin();
  if (lock_ != nullptr) lock_->transaction_began();
  if (!timeouts_ || dialect_.name() != "postgresql") return;
  for (std::string& setting : timeout_settings(connection_, *timeouts_)) {
    database::Statement statement;
    statement.text = std::move(setting);
    connection_.enqueue(std::move(statement));
  }
}

void OnlineHost::set_timeouts(const script::Timeouts& timeouts) {
  if (timeouts_ == timeouts) return;
  script::Timeouts now = timeouts;
  if (timeouts_) {
    // What the revision before had set ends with it.
    if (timeouts_->lock && !now.lock) now.lock = kTableLockTimeout;
    if (timeouts_->statement && !now.statement) now.statement = 0;
  }
  timeouts_ = timeouts;
  const bool postgres = dialect_.name() == "postgresql";
  if (is_sqlite_ || (postgres && !connection_.in_transaction())) return;
  for (std::string& setting : timeout_settings(connection_, now)) enqueue(std::move(setting));
}

void OnlineHost::start_over() {
  in_autocommit_ = false;
  in_step_ = false;
  resume_transaction_ = false;
  began_.reset();
  resumption_.reset();
  record_->clear();
  sent_ = 0;
  drop_answers();
  catalog_.invalidate();
  forget_traces();
  transaction_ended();
}

std::string OnlineHost::text_of(const Trace& trace) {
  if (!trace.text.empty() || trace.origin.source == nullptr) return trace.text;
  const Span span = trace.origin.span;
  return trace.origin.source->text.substr(span.begin, span.end - span.begin);
}

std::string OnlineHost::current_work(const std::string& running) const {
  const Trace* found = nullptr;
  if (!running.empty()) {
    // The server may show the beginning only.
    const auto at = std::ranges::find_if(
        traces_, [&](const Trace& trace) { return text_of(trace).starts_with(running); });
    if (at != traces_.end()) found = &*at;
  }
  const std::optional<std::uint64_t> queued = connection_.oldest_queued();
  const std::optional<std::uint64_t> tag = queued ? queued : connection_.failed_statement();
  if (found == nullptr && tag) found = trace_of(*tag);
  std::string text = found == nullptr ? std::string() : text_of(*found);
  text = dialect::hide_passwords(text);
  constexpr std::size_t kLongest = 100;
  for (char& c : text) c = c == '\n' || c == '\t' ? ' ' : c;
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  const std::string& revision = found == nullptr ? revision_ : found->revision;
  const std::string who = revision.empty() ? "The run" : "Revision " + revision;
  return text.empty() ? who : fmt::format("{} ({})", who, text);
}

/// Should the answer to COMMIT get lost, the server can be asked what became of the transaction.
void OnlineHost::ask_for_transaction() {
  if (dialect_.name() != "postgresql" || *last_transaction_) return;
  database::Statement ask;
  ask.text = "SELECT txid_current()";
  ask.on_result = [id = last_transaction_](const database::Result& result) {
    *id = database::as_integer(result.rows.at(0).at(0));
  };
  connection_.enqueue(std::move(ask));
}

void OnlineHost::commit_transaction() {
  traced([&] {
    if (connection_.in_transaction()) guard();
    if (connection_.in_transaction()) ask_for_transaction();
    connection_.flush();
    if (!connection_.in_transaction()) return;
    connection_.commit();
    ++commits_;
  });
  last_transaction_->reset();
  transaction_ended();
  if (journaled()) journal_->committed();
  record_->committed();
  in_step_ = false;
  forget_traces();
}

void OnlineHost::begin_step() {
  traced([&] { connection_.savepoint(kStepSavepoint); });
  undone_work_.out_of_reach();
  in_step_ = true;
}

void OnlineHost::end_step() {
  flush();
  if (!std::exchange(in_step_, false) || !connection_.in_transaction()) return;
  traced([&] { connection_.release_savepoint(kStepSavepoint); });
}

bool OnlineHost::abandon_step() noexcept {
  if (!in_step_ || !connection_.in_transaction()) return false;
  try {
    connection_.rollback_to_savepoint(kStepSavepoint);
    connection_.release_savepoint(kStepSavepoint);
    if (journaled()) journal_->write();
    connection_.commit();
    if (journaled()) journal_->committed();
  } catch (const Error&) {
    return false;
  }
  return true;
}

void OnlineHost::settle() {
  traced([&] { connection_.flush(); });
}

void OnlineHost::flush() {
  traced([&] { connection_.flush(); });
  forget_traces();
}

/// A batch that alters its table in place is retraced part by part, so that it is known which part
/// each statement comes from.
bool OnlineHost::retrace_parts(const operation::Operation& operation) {
  const auto* batch = std::get_if<operation::BatchAlterTable>(&operation.value);
  if (retraced_ == nullptr || batch == nullptr || batch->operations.size() < 2) return false;
  if (unit_text(operation)) return false;
  for (const operation::Operation& part : batch->operations) {
    operation::BatchAlterTable one = *batch;
    one.operations = {part};
    emit({std::move(one), operation.origin});
  }
  return true;
}

void OnlineHost::emit(operation::Operation operation) {
  if (retrace_parts(operation)) return;
  const auto* execute = std::get_if<operation::Execute>(&operation.value);
  const bool apart = execute != nullptr && execute->autocommit && !in_autocommit_;
  if (apart) enter_autocommit(operation.origin);
  if (retraced_ != nullptr) operation_ = std::make_shared<operation::Operation>(operation);
  if (const std::optional<std::string> text = unit_text(operation)) {
    run_unit(operation, *text);
  } else {
    for (const dialect::Statement& statement : render(operation)) run(statement, operation.origin);
  }
  operation_.reset();
  if (changes_schema(operation)) catalog_.invalidate();
  if (apart) leave_autocommit();
}

std::vector<dialect::Statement> OnlineHost::render(const operation::Operation& operation) {
  return traced([&] {
    try {
      return dialect_.render(operation, context_);
    } catch (Error& error) {
      if (!error.place && operation.origin.source != nullptr) {
        error.place = place_of(operation.origin);
      }
      throw;
    }
  });
}

void OnlineHost::run(const dialect::Statement& statement, const Origin& origin) {
  traced([&] {
    if (!in_autocommit_ && rolls_back(statement.text, syntax_)) return rollback(origin);
    const std::uint64_t tag = trace(origin, statement.text);
    database::Statement out;
    out.text = statement.text;
    out.tag = tag;
    if (is_sqlite_ && connection_.in_transaction() && leaves_sqlite_transaction(statement.text)) {
      return run_outside_transaction(std::move(out));
    }
    for (const schema::Literal& value : statement.parameters) {
      out.parameters.push_back(to_value(value));
    }
    send(std::move(out));
    watch_autocommit(origin);
  });
}

void OnlineHost::watch_autocommit(const Origin& origin) {
  if (!in_autocommit_) return;
  if (!connection_.in_transaction()) {
    began_.reset();
  } else if (!began_) {
    began_ = origin;
  }
}

/// SQLite ignores PRAGMA foreign_keys inside a transaction, and refuses VACUUM there. Under
/// Python's driver DDL leaves none open, so scripts rely on it: what is done so far is committed,
/// and the statement takes effect.
void OnlineHost::run_outside_transaction(database::Statement statement) {
  commit_part();
  connection_.execute(told(std::move(statement)));
  connection_.execute("BEGIN IMMEDIATE");
}

std::unique_ptr<script::RowSource> OnlineHost::fetch(database::Statement statement) {
  note_read();
  return traced([&] {
    if (may_change(statement.text, syntax_)) note_change(statement.tag);
    auto rows = std::make_unique<database::RowSpool>();
    if (events_ != nullptr) events_->begin(statement.tag, info_of(statement.tag));
    database::Result summary = connection_.execute_into(statement, *rows);
    if (events_ != nullptr) events_->ended(summary);
    return std::make_unique<SpooledRows>(std::move(summary), std::move(rows), record_);
  });
}

/// Queues a statement that only changes something; its answer is there when it is asked for.
std::unique_ptr<script::RowSource> OnlineHost::queue(database::Statement statement) {
  auto state = std::make_shared<QueuedAnswer::State>();
  state->host = self_;
  statement.judged = false;
  statement.on_result = [state](const database::Result& result) {
    state->result = result;
    state->answered = true;
  };
  if (!traced([&] { return send(std::move(statement)); })) {
    return std::make_unique<PassedAnswer>(revision_);
  }
  return std::make_unique<QueuedAnswer>(std::move(state));
}

std::unique_ptr<script::RowSource> OnlineHost::query(schema::ExprPtr statement,
                                                     const Origin& origin) {
  dialect::Compiled compiled = dialect_.compile(statement, dialect_.driver_binds());
  const auto* insert = std::get_if<schema::Insert>(&statement->node);
  if (insert != nullptr && insert->rows.size() == 1) {
    // What it returns is one row: no need to wait for it.
    return queue(statement_of(compiled.text, compiled.parameters, origin));
  }
  return query_text(compiled.text, compiled.parameters, origin);
}

database::Statement OnlineHost::statement_of(const std::string& sql,
                                             const std::vector<schema::Literal>& parameters,
                                             const Origin& origin) {
  database::Statement statement;
  statement.text = sql;
  statement.tag = trace(origin, sql);
  for (const schema::Literal& value : parameters) statement.parameters.push_back(to_value(value));
  return statement;
}

std::unique_ptr<script::RowSource> OnlineHost::query_text(
    const std::string& sql, const std::vector<schema::Literal>& parameters, const Origin& origin) {
  if (!in_autocommit_ && rolls_back(sql, syntax_)) {
    rollback(origin);
    return std::make_unique<SpooledRows>(database::Result(), std::make_unique<database::RowSpool>(),
                                         record_);
  }
  database::Statement statement = statement_of(sql, parameters, origin);
  catalog_.invalidate();
  if (is_sqlite_ && connection_.in_transaction() && leaves_sqlite_transaction(sql) &&
      !reads_pragma(sql)) {
    commit_part();
    std::unique_ptr<script::RowSource> rows = fetch(std::move(statement));
    begin();
    return rows;
  }
  if (only_changes(sql, syntax_)) return queue(std::move(statement));
  return fetch(std::move(statement));
}

void OnlineHost::run_sql(script::SqlCommand command) {
  if (!in_autocommit_ && rolls_back(command.text, syntax_)) return rollback(command.origin);
  traced([&] {
    Trace found{.origin = command.origin, .revision = revision_, .in_file = true};
    found.data = command.data;
    found.secrets = std::move(command.secrets);
    if (!command.shifts.empty()) {
      found.text = command.text;
      found.shifts = std::move(command.shifts);
    }
    traces_.push_back(std::move(found));
    database::Statement out;
    out.text = std::move(command.text);
    out.tag = first_tag_ + traces_.size() - 1;
    out.copy_data = command.data;
    send(std::move(out));
    watch_autocommit(command.origin);
  });
  catalog_.invalidate();
}

schema::Catalog& OnlineHost::catalog() {
  note_read();
  settle();  // The catalog's queries would meet the errors of what is queued without its lines.
  return catalog_;
}

namespace {

/// What a script's own connection consists of. Closing it rolls back.
struct FurtherConnection {
  FurtherConnection(const dialect::Dialect& dialect, const Settings& settings, Reporter& reporter)
      : connection(database::set_up(database::connect(*settings.url), settings.setup_statements)),
        catalog(inspect::open_catalog(*connection)),
        host(*connection, dialect, *catalog, settings, reporter) {
    host.begin();
  }
  std::unique_ptr<database::Connection> connection;
  std::unique_ptr<schema::Catalog> catalog;
  OnlineHost host;
};

}  // namespace

std::shared_ptr<script::Host> OnlineHost::connect_again() {
  // SQLite has one writer at a time, and that is this connection.
  if (!settings_.url || is_sqlite_) return nullptr;
  auto further = std::make_shared<FurtherConnection>(dialect_, settings_, reporter_);
  further->host.set_revision(revision_);
  if (timeouts_) further->host.set_timeouts(*timeouts_);
  return {further, &further->host};
}

bool OnlineHost::is_own_database(const std::string& url) const {
  if (!settings_.url) return true;
  return database::is_same_database(database::parse_url(url), *settings_.url);
}

bool OnlineHost::in_transaction() const {
  return connection_.in_transaction();
}

void OnlineHost::enter_autocommit(const Origin&) {
  resume_transaction_ = connection_.in_transaction();
  commit_part();
  in_autocommit_ = true;
}

void OnlineHost::leave_autocommit() {
  in_autocommit_ = false;
  flush();
  const std::optional<Origin> began = std::exchange(began_, std::nullopt);
  if (began && connection_.in_transaction()) {
    Error error(ErrorCode::unsupported,
                fmt::format("Revision {} leaves a transaction open", revision_));
    error.revision = revision_;
    if (began->source != nullptr) error.place = place_of(*began);
    throw error.with_hint("End it with COMMIT: what it has done was rolled back.");
  }
  if (resume_transaction_) begin();
  resume_transaction_ = false;
}

void OnlineHost::commit() {
  const bool was_open = connection_.in_transaction();
  commit_part();
  if (was_open) begin();
}

void OnlineHost::note_change(std::uint64_t tag) {
  if (connection_.in_transaction()) undone_work_.change(tag, connection_.failed_statement());
}

void OnlineHost::rollback(const Origin& origin) {
  const bool was_open = connection_.in_transaction();
  if (connection_.has_uncommitted_work()) {
    undone_work_.roll_back(origin, connection_.failed_statement());
  }
  if (in_step_) {
    connection_.rollback_to_savepoint(kStepSavepoint);
  } else {
    connection_.rollback();
    if (journaled()) journal_->rolled_back();
  }
  drop_answers();
  record_->undone();
  catalog_.invalidate();
  forget_traces();
  if (was_open) begin();
}

void OnlineHost::savepoint(const std::string& name) {
  traced([&] { connection_.savepoint(name); });
}

void OnlineHost::release_savepoint(const std::string& name) {
  traced([&] { connection_.release_savepoint(name); });
}

void OnlineHost::rollback_to_savepoint(const std::string& name) {
  traced([&] { connection_.rollback_to_savepoint(name); });
  catalog_.invalidate();
}

void OnlineHost::write_output(std::string_view text) {
  reporter_.print(text);
}

void OnlineHost::log(std::string_view level, std::string_view logger, std::string_view message) {
  reporter_.log(level, logger, message);
}

}  // namespace retort::runtime
