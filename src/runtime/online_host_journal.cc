// How OnlineHost sends a script's statements so that a killed run can be told and resumed: see
// journal.h for what is written, and when.
#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "dialect/transaction.h"
#include "runtime/attempts.h"
#include "runtime/online_host.h"
#include "runtime/statement_effect.h"
#include "runtime/timeouts.h"
#include "runtime/transaction_foresight.h"
#include "runtime/values.h"

namespace retort::runtime {
namespace {

using dialect::StatementKind;

bool makes_temporary_table(std::string_view sql, dialect::SqlSyntax syntax) {
  const std::vector<std::string> first = dialect::first_words(sql, syntax, 4);
  if (first.size() < 2 || first[0] != "CREATE") return false;
  for (std::size_t i = 1; i < first.size(); ++i) {
    if (first[i] == "TEMP" || first[i] == "TEMPORARY") return true;
    if (first[i] == "TABLE") return false;
  }
  return false;
}

}  // namespace

void OnlineHost::resume(const UnfinishedStep& step) {
  std::int64_t next = 1;
  for (const StatementGroup& group : step.groups) next = group.ordinal + 1;
  record_->go_on_at(next);
  resumption_.emplace(step);
}

void OnlineHost::retrace(const UnfinishedStep& step, UndoRecord& record) {
  resume(step);
  retraced_ = &record;
}

void OnlineHost::note_done(const std::string& text, bool whole, bool undone) {
  if (retraced_ == nullptr) return;
  retraced_->statements.push_back({.number = static_cast<std::int64_t>(record_->count()) + 1,
                                   .text = text,
                                   .origin = operation_ ? operation_->origin : Origin{},
                                   .operation = operation_,
                                   .whole = whole,
                                   .undone = undone});
}

void OnlineHost::note_read() {
  if (retraced_ == nullptr) return;
  if (!resumption_->is_active()) throw ScriptFrontier{};
  retraced_->reads = true;
}

void OnlineHost::end_script() {
  if (resumption_) {
    const Resumption done = *std::exchange(resumption_, std::nullopt);
    done.end();
  }
  undone_work_.check(revision_);
}

bool OnlineHost::judge(const std::string& text) {
  const StatementGroup group = resumption_->judged();
  if (group.undoing) {
    // As it was before it was to be undone: it was not.
    const bool undone = object_state(connection_, text) != group.before;
    resumption_->decide(true);
    note_done(text, false, undone);
    return true;
  }
  const Effect effect = effect_of(connection_, text, group.before);
  if (effect == Effect::unknown) resumption_->undecided();
  resumption_->decide(effect == Effect::done);
  if (journaled()) journal_->intent_ended(effect == Effect::done);
  return effect == Effect::done;
}

OnlineHost::Due OnlineHost::due(const std::string& text, bool whole) {
  using Next = Resumption::Next;
  const bool undone = resumption_->is_active() && resumption_->judged().undone;
  const bool undoing = resumption_->is_active() && resumption_->judged().undoing;
  const Next next = resumption_->next(*record_);
  if (next == Next::run || (next == Next::judge && !judge(text))) {
    if (retraced_ != nullptr) throw ScriptFrontier{};
    return Due::send;
  }
  if (!undoing) note_done(text, whole, undone);
  if (makes_temporary_table(text, syntax_)) resumption_->needs_session();
  record_->passed();
  const bool of_session = dialect::statement_kind(text, dialect_.name()) == StatementKind::session;
  return of_session ? Due::send_again : Due::pass;
}

bool OnlineHost::send(database::Statement statement) {
  note_change(statement.tag);
  if (!journaled()) {
    record_->begin(statement.text, {});
    statement.alone = dialect_.forbids_transaction(statement.text);
    const bool alone = statement.alone || syntax_ == dialect::SqlSyntax::mysql;
    if (alone &&
        dialect::statement_kind(statement.text, dialect_.name()) == StatementKind::commits) {
      refuse_in_transaction(statement);
      execute_alone(statement, object_state(connection_, statement.text));
    } else {
      connection_.enqueue(told(std::move(statement)));
    }
    record_->ran(connection_.has_uncommitted_work());
    return true;
  }
  record_->begin(statement.text, statement.parameters);
  const Due due_now = resumption_ ? due(statement.text) : Due::send;
  if (due_now == Due::pass) return false;
  if (due_now == Due::send_again) {
    connection_.enqueue(told(std::move(statement)));
    return true;
  }
  const StatementKind kind = dialect::statement_kind(statement.text, dialect_.name());
  const bool inside = connection_.in_transaction();
  statement.alone = kind == StatementKind::commits && dialect_.name() == "postgresql";
  if (statement.alone) refuse_in_transaction(statement);
  const bool alone =
      kind == StatementKind::commits && (!inside || syntax_ == dialect::SqlSyntax::mysql);
  if (alone || (kind == StatementKind::may_commit && !inside)) {
    send_alone(std::move(statement));
  } else if (!inside && kind == StatementKind::ordinary) {
    as_transaction([&] { connection_.enqueue(told(statement)); });
  } else {
    connection_.enqueue(told(std::move(statement)));
    record_->ran(connection_.has_uncommitted_work());
  }
  return true;
}

/// A statement that commits by itself: announced, sent, and its outcome noted.
void OnlineHost::send_alone(database::Statement statement) {
  const bool own = !connection_.in_transaction();
  if (own) begin_transaction();
  write_journal();
  StatementGroup group = record_->lone_group();
  group.before = object_state(connection_, statement.text);
  journal_->write(group);
  record_->grouped(group);
  guard();
  if (own) {
    connection_.commit();
    journal_->committed();
    transaction_ended();
  }
  execute_alone(statement, group.before);
  transaction_ended();
  journal_->committed();
  journal_->intent_ended(true);
  record_->ran(false);
}

void OnlineHost::execute_alone(const database::Statement& statement, const std::string& before) {
  Attempts attempts(settings_.retries);
  while (true) {
    try {
      const bool pooled = lock_ != nullptr && lock_->is_lease();
      const SessionTimeouts limits(
          connection_, pooled ? script::Timeouts{} : timeouts_.value_or(script::Timeouts{}));
      connection_.execute(told(statement));
      return;
    } catch (Error& error) {
      explain(error);
      // The server has refused it. A lost connection leaves that open.
      if (error.code == ErrorCode::database) clean_up(statement.text, before);
      if (!is_transient(error) || !attempts.left()) throw;
      retried(error, attempts);
    }
    pause_for(attempts.pause());
    if (journaled()) journal_->intent_again();
  }
}

void OnlineHost::retried(const Error& error, Attempts& attempts) {
  if (on_retry_) {
    on_retry_(error, attempts);
  } else {
    attempts.take();
  }
}

/// Says so before the server does, in the middle of the run.
void OnlineHost::refuse_in_transaction(const database::Statement& statement) {
  if (dialect_.name() != "postgresql" || !connection_.in_transaction()) return;
  const dialect::TransactionConflict conflict =
      dialect::transaction_conflict(statement.text, dialect_.name());
  if (conflict.kind != dialect::TransactionConflict::Kind::outside) return;
  Error error = transaction_conflict_error(conflict.command, revision_, statement.text);
  const Trace* found = trace_of(statement.tag);
  if (found != nullptr && found->origin.source != nullptr) error.place = place_of(found->origin);
  throw Error(error);
}

/// Removes what a refused statement has left behind, so that it can be sent again as it is.
void OnlineHost::clean_up(const std::string& text, const std::string& before) noexcept {
  try {
    if (!connection_.in_transaction()) effect_of(connection_, text, before);
    if (journaled()) journal_->intent_ended(false);
  } catch (const Error&) {
    return;  // The refusal is what counts; the next run looks again.
  }
}

std::optional<std::string> OnlineHost::unit_text(const operation::Operation& operation) const {
  if (!journaled() || syntax_ == dialect::SqlSyntax::mysql) return std::nullopt;
  operation::Operation model = operation;
  if (auto* batch = std::get_if<operation::BatchAlterTable>(&model.value)) {
    using Recreate = operation::BatchAlterTable::Recreate;
    if (!is_sqlite_ && batch->recreate != Recreate::always) return std::nullopt;
    batch->recreate = Recreate::never;
  } else if (const auto* create = std::get_if<operation::CreateEnumType>(&model.value)) {
    if (!create->check_first) return std::nullopt;
  } else if (const auto* drop = std::get_if<operation::DropEnumType>(&model.value)) {
    if (!drop->check_first) return std::nullopt;
  } else {
    return std::nullopt;
  }
  // As changes of a table in place, which no database has to be asked for.
  dialect::RenderContext unasked = context_;
  unasked.catalog = nullptr;
  std::string text;
  try {
    for (const dialect::Statement& statement :
         dialect::find_dialect("postgresql")->render(model, unasked)) {
      text += (text.empty() ? "" : "; ") + statement.text;
    }
  } catch (const Error&) {
    text = operation::directive_name(operation);
  }
  return text;
}

void OnlineHost::run_unit(const operation::Operation& operation, const std::string& text) {
  record_->begin(text, {});
  if (resumption_ && due(text, true) == Due::pass) return;
  const auto send_all = [&] {
    for (const dialect::Statement& statement : render(operation)) {
      database::Statement out;
      out.text = statement.text;
      out.tag = trace(operation.origin, statement.text);
      note_change(out.tag);
      for (const schema::Literal& value : statement.parameters) {
        out.parameters.push_back(to_value(value));
      }
      connection_.enqueue(told(std::move(out)));
    }
  };
  traced([&] {
    if (!connection_.in_transaction()) return as_transaction(send_all);
    send_all();
    record_->ran(true);
  });
}

template <typename Work>
void OnlineHost::as_transaction(Work work) {
  const StepRecord record_before = *record_;
  Attempts attempts(settings_.retries);
  while (true) {
    try {
      begin_transaction();
      work();
      record_->ran(true);
      write_journal();
      guard();
      connection_.commit();
      break;
    } catch (Error& error) {
      connection_.rollback();
      transaction_ended();
      // What became of it is asked later, see lost_connection.h.
      if (error.code != ErrorCode::connection) journal_->rolled_back();
      if (!is_transient(error) || !attempts.left()) {
        record_->undone();
        throw;
      }
      *record_ = record_before;
      explain(error);
      retried(error, attempts);
    }
    pause_for(attempts.pause());
  }
  journal_->committed();
  transaction_ended();
  record_->committed();
}

void OnlineHost::write_journal() {
  if (!journaled()) return;
  journal_->write();
  const StatementGroup group = record_->next_group();
  if (group.count == 0) return;
  journal_->write(group);
  record_->grouped(group);
}

void OnlineHost::guard() {
  if (lock_ == nullptr) return;
  lock_->guard();
  if (!lock_->is_lease()) return;
  // COMMIT must not be on its way before it is known that the lease is still held.
  ask_for_transaction();
  connection_.flush();
}

void OnlineHost::transaction_ended() {
  undone_work_.out_of_reach();
  if (lock_ != nullptr) lock_->transaction_ended();
}

void OnlineHost::commit_part() {
  if (connection_.in_transaction()) write_journal();
  commit_transaction();
}

}  // namespace retort::runtime
