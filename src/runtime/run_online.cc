// The on-line half of run.h.
//
//   1. Read the version table (one round trip) and plan. Nothing to do: done.
//   2. Take the lock, read again, and plan again if the rows have changed meanwhile.
//   3. Create the version table if it is missing; empty it for `stamp --purge`.
//   4. For each step: queue the script's statements and the row changes. The transaction is
//      committed after each step, or after the last one when one transaction holds all. On SQLite a
//      step is a savepoint of one transaction: what is applied after an error is the same as with a
//      transaction a step, without waiting for the disk at each.
//   5. What passes by itself (a lock time-out, a deadlock): roll back, pause, and run again from
//   the
//      first step that is not committed.
//   6. Any other error: roll back (on SQLite: only the step, and commit those before it), and say
//   what
//      stays applied, and which statements of the failed revision no rollback undoes (MySQL).
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/signals.h"
#include "runtime/attempts.h"
#include "runtime/lock.h"
#include "runtime/lock_memory.h"
#include "runtime/lost_connection.h"
#include "runtime/online_host.h"
#include "runtime/resumption.h"
#include "runtime/run.h"
#include "runtime/timeouts.h"
#include "runtime/version_table.h"
#include "runtime/watch.h"

namespace retort::runtime {
namespace {

/// One run on one connection.
class OnlineRun {
 public:
  OnlineRun(const OnlineRun&) = delete;
  OnlineRun& operator=(const OnlineRun&) = delete;
  OnlineRun(database::Connection& connection, schema::Catalog& catalog, const RunContext& context)
      : connection_(connection),
        context_(context),
        table_(context.dialect, context.settings),
        journal_(connection, table_, context.settings.journal, context.name),
        lock_(connection, table_, context.settings, context.reporter, context.name),
        host_(connection, context.dialect, catalog, context.settings, context.reporter, &journal_,
              &lock_),
        attempts_(context.settings.retries) {
    host_.on_retry([this](const Error& error, Attempts& attempts) { announce(error, attempts); });
    connection_.on_notice([this](const database::Notice& notice) { host_.notice(notice); });
    const bool transactional =
        context.settings.transactional_ddl.value_or(context.dialect.transactional_ddl());
    one_transaction_ = transactional && !context.settings.transaction_per_migration;
    savepoints_ = !one_transaction_ && !context.settings.transaction_per_migration &&
                  context.dialect.name() == "sqlite";
  }

  ~OnlineRun() { tell_notices(connection_, context_.reporter); }

  RunOutcome run(const MakePlan& make_plan, const RunScript& run_script) {
    log_context(context_, false);
    VersionRows found = read_version_rows(connection_, context_);
    revision::Plan plan = make_plan(found.rows);
    tell_begin(found, plan);
    applied_ = found.rows;
    RunOutcome outcome;
    try {
      outcome = work(std::move(found), std::move(plan), make_plan, run_script);
    } catch (const Error& error) {
      tell_end(&error);
      throw;
    }
    tell_end(nullptr);
    return outcome;
  }

  void ensure_table() {
    log_context(context_, false);
    if (read_version_rows(connection_, context_).exists) return;
    try {
      const VersionRows locked = lock_and_read();
      prepare(locked, {});
      host_.commit_transaction();
    } catch (Error& error) {
      abandon(error);
      throw;
    }
  }

 private:
  RunOutcome work(VersionRows found, revision::Plan plan, const MakePlan& make_plan,
                  const RunScript& run_script) {
    if (!needs_work(found, plan)) {
      if (found.exists) journal_.look();
      if (!journal_.unfinished()) {
        if (context_.before_commit) context_.before_commit();
        return {std::move(found.rows), std::move(plan)};
      }
    }
    try {
      const VersionRows locked = lock_and_read();
      if (locked.rows != found.rows) plan = make_plan(locked.rows);
      const bool changed = locked != found;
      found = locked;
      applied_ = pending_ = found.rows;
      if (changed && !needs_work(found, plan) && nothing_left()) {
        context_.reporter.log("INFO", "retort", "Another run has done the work: already at head");
        if (context_.before_commit) context_.before_commit();
        connection_.rollback();
        return {std::move(found.rows), std::move(plan)};
      }
      open_journal(plan);
      run_all(found, plan, run_script);
    } catch (Error& error) {
      abandon(error);
      throw;
    }
    return {std::move(found.rows), std::move(plan)};
  }

  void tell_begin(const VersionRows& found, const revision::Plan& plan) {
    begun_ = monotonic_seconds();
    RunBegun event{context_.name, {}, found.rows, plan.steps.size()};
    if (context_.settings.url) event.database = database::render(*context_.settings.url);
    context_.reporter.event(event);
  }

  /// `error`: why the run ends, which is what counts then, whatever the listener does.
  void tell_end(const Error* error) {
    RunEnded event{context_.name, Ending::done, monotonic_seconds() - begun_, applied_, {}};
    if (error == nullptr) return context_.reporter.event(event);
    event.outcome = received_signal() != 0 ? Ending::interrupted : Ending::failed;
    event.message = error->message;
    try {
      host_.drop_answers();
      if (running_step_) tell_step_end(event.outcome);
      context_.reporter.event(event);
    } catch (const Error&) {
      return;
    }
  }

  void tell_step(const revision::Step& step) {
    StepInfo info{next_ + 1, steps_, {}, std::string(revision::name_of(step.operation)), {}};
    if (step.revision != revision::kNone) {
      const revision::RevisionSpec& spec = (*context_.graph)[step.revision].spec;
      info.revision = spec.id;
      info.message = spec.doc();
    }
    step_begun_ = monotonic_seconds();
    context_.reporter.event(StepBegun{info});
    running_step_ = std::move(info);
  }

  void tell_step_end(Ending outcome) {
    if (!running_step_) return;
    const StepEnded event{*std::exchange(running_step_, std::nullopt), outcome,
                          monotonic_seconds() - step_begun_, host_.record().count()};
    context_.reporter.event(event);
  }

  void run_all(const VersionRows& found, const revision::Plan& plan, const RunScript& run_script) {
    if (!lock_.is_lease())
      watch_.emplace(connection_, context_.settings, context_.reporter,
                     [this](const std::string& running) { return host_.current_work(running); });
    lock_memory_.emplace(connection_, one_transaction_ ? plan.steps.size() : 0);
    steps_ = plan.steps.size();
    while (true) {
      try {
        run_steps(found, plan, run_script);
        break;
      } catch (Error& error) {
        if (was_committed(error)) break;
        if (!try_again(error)) throw;
      }
      pause_for(attempts_.pause());
    }
    watch_.reset();
  }

  void run_steps(const VersionRows& found, const revision::Plan& plan,
                 const RunScript& run_script) {
    host_.set_timeouts(context_.settings.timeouts);
    if (!prepared_) prepare(found, plan);
    for (next_ = durable_; next_ < plan.steps.size();) {
      const bool last = next_ + 1 == plan.steps.size();
      tell_step(plan.steps[next_]);
      run_step(plan.steps[next_], run_script, last);
      tell_step_end(Ending::done);
      ++next_;
      if (!last && one_transaction_) mind_lock_memory();
    }
    if (context_.before_commit) context_.before_commit();
    finish();
  }

  /// One transaction for all is what there is by default: where the server has no room for it, it
  /// is committed between two revisions.
  void mind_lock_memory() {
    bool full = false;
    try {
      full = lock_memory_->step_ended();
    } catch (Error& error) {
      host_.explain(error);
      throw;
    }
    const std::string warning = lock_memory_->take_warning();
    const bool asked = context_.settings.one_transaction_asked;
    if (!warning.empty()) {
      const std::string_view what =
          asked ? "it is likely to fail. Use --transaction each, or raise the server's settings"
                : "it is committed between revisions, as one transaction was not asked for";
      context_.reporter.log("WARNING", "retort", fmt::format("{}: {}.", warning, what));
    }
    if (full && !asked) commit_apart();
  }

  /// What is tried again: everything since the last commit. On SQLite nothing: nobody else writes.
  bool try_again(const Error& error) {
    if (!is_transient(error) || savepoints_ || !attempts_.left()) return false;
    connection_.rollback();
    journal_.rolled_back();
    const bool partly = host_.commits() != commits_before_ || host_.record().lasting() > 0;
    if (partly) {
      // The step goes on after what it has committed, if that is recorded.
      if (!journal_.is_open()) return false;
      journal_.look();
      if (!journal_.unfinished()) return false;
      durable_ = next_;
      prepared_ = true;
      applied_ = rows_before_step_;
    }
    pending_ = applied_;
    ended_ = durable_;
    tell_step_end(Ending::failed);
    host_.start_over();
    lock_memory_->begin_again();
    announce(error, attempts_);
    return true;
  }

  void announce(const Error& error, Attempts& attempts) {
    const Blockers blockers = watch_ ? watch_->take_blockers() : Blockers();
    const std::string where = error.revision.empty() ? "" : " in revision " + error.revision;
    const std::string attempt = attempts.take();
    Retry retry{error.revision,
                transient_name(error),
                error.message,
                attempts.used(),
                attempts.most(),
                blockers.list,
                {}};
    retry.text = fmt::format(
        "{}{} ({}); rolled back, and tried again: {}.{}", retry.reason, where, error.message,
        attempt, blockers.text.empty() ? "" : fmt::format(" It waited for {}.", blockers.text));
    context_.reporter.event(retry);
  }

  LostTransaction lost_transaction() const {
    return {.session = session_,
            .transaction = host_.last_transaction(),
            .pooled = lock_.is_lease(),
            .committing = connection_.commit_in_doubt(),
            .rows_before = applied_,
            .rows_after = pending_,
            .proof = journal_.proof()};
  }

  /// Asks what became of the transaction, once, if the connection was lost.
  void learn_aftermath(const Error& error) {
    if (aftermath_ || error.code != ErrorCode::connection || error.server.sqlstate == "57014")
      return;
    const StepRecord& step = host_.record();
    only_notes_ = applied_ == pending_ && step.count() == step.lasting();
    aftermath_ = find_out(context_, lost_transaction());
  }

  /// Whether all that is lost is the answer to the run's last COMMIT.
  bool was_committed(const Error& error) {
    learn_aftermath(error);
    if (!aftermath_ || !finishing_ || !connection_.commit_in_doubt() ||
        aftermath_->outcome != Aftermath::Outcome::committed) {
      return false;
    }
    context_.reporter.log("WARNING", "retort",
                          "The connection was lost while the last transaction was being committed. "
                          "A new one shows that it was committed: all is done.");
    return true;
  }

  static bool needs_work(const VersionRows& found, const revision::Plan& plan) {
    return !plan.steps.empty() || !plan.purged.empty() || !found.exists;
  }

  VersionRows lock_and_read() {
    session_ = connection_.session_id();
    lock_.take();
    return read_version_rows(connection_, context_);
  }

  bool nothing_left() {
    journal_.look();
    return !journal_.unfinished();
  }

  /// Judges what an interrupted run has left, and makes sure that this one is recorded.
  void open_journal(const revision::Plan& plan) {
    journal_.look();
    const std::optional<UnfinishedStep>& left = journal_.unfinished();
    if (left && !context_.ends_interrupted && !resumes(plan, *left)) {
      Error error(ErrorCode::command, describe(*left));
      error.revision = left->step.revision;
      for (std::string& way : ways_out(*left)) error.with_hint(std::move(way));
      throw Error(error);
    }
    journal_.set_rows_before(applied_);
    if (const std::optional<std::string> why_not = journal_.open()) {
      context_.reporter.log("WARNING", "retort",
                            fmt::format("This run is not recorded in the database: {}.", *why_not));
    }
  }

  /// Whether the plan begins with the step that was interrupted.
  bool resumes(const revision::Plan& plan, const UnfinishedStep& left) const {
    if (plan.steps.empty() || left.undoing) return false;
    const revision::Step& first = plan.steps.front();
    return first.operation != revision::Operation::stamp && !context_.is_foreign(first) &&
           context_.graph->id(first.revision) == left.step.revision &&
           revision::name_of(first.operation) == left.step.operation;
  }

  void prepare(const VersionRows& found, const revision::Plan& plan) {
    host_.begin();
    if (!found.exists) host_.emit(table_.create(false));
    if (!plan.purged.empty()) {
      host_.enqueue(table_.remove_all());
      pending_.clear();
    }
    if (context_.ends_interrupted) journal_.close_unfinished("abandoned");
    if (!one_transaction_) commit_step();
  }

  StepEntry entry_of(const revision::Step& step) const {
    StepEntry entry;
    if (step.revision != revision::kNone) entry.revision = context_.graph->id(step.revision);
    entry.operation = revision::name_of(step.operation);
    entry.rows = fmt::format("{} -> {}", fmt::join(step.from, ", "), fmt::join(step.to, ", "));
    if (context_.file_of && journal_.is_open()) entry.file = context_.file_of(step);
    return entry;
  }

  void run_step(const revision::Step& step, const RunScript& run_script, bool last) {
    context_.reporter.log("INFO", kMigrationLogger,
                          fmt::format("Running {}", revision::describe(*context_.graph, step)));
    if (step.operation != revision::Operation::stamp) {
      host_.set_revision(context_.graph->id(step.revision));
    }
    const double begun = monotonic_seconds();
    rows_before_step_ = pending_;
    commits_before_ = host_.commits();
    begin_journal(step);
    if (context_.is_foreign(step)) return run_foreign(step, begun);
    set_timeouts(step);
    host_.begin();
    if (savepoints_) host_.begin_step();
    const std::size_t commits_before = host_.commits();
    if (step.operation != revision::Operation::stamp) run_on_host(step, run_script);
    host_.end_script();
    const bool left_transaction = host_.commits() != commits_before;
    host_.begin();
    for (const revision::RowChange& change : step.rows) queue(change);
    ended_ = next_ + 1;
    end_journal(begun);
    if (last) return;  // Its commit is the run's last.
    if (left_transaction) commit_apart();
    if (!one_transaction_ && !left_transaction) commit_step();
    host_.set_revision({});
  }

  void run_on_host(const revision::Step& step, const RunScript& run_script) {
    if (!context_.settings.statements_commit) return run_script(step, host_);
    host_.enter_autocommit({});
    run_script(step, host_);
    host_.leave_autocommit();
  }

  void set_timeouts(const revision::Step& step) {
    script::Timeouts timeouts;
    if (context_.timeouts_of && step.operation != revision::Operation::stamp) {
      timeouts = context_.timeouts_of(step);
    }
    timeouts = timeouts.over(context_.settings.timeouts);
    host_.set_timeouts(timeouts);
    if (watch_) watch_->expect_lock_timeout(timeouts.lock.value_or(kTableLockTimeout));
  }

  void begin_journal(const revision::Step& step) {
    const bool resumed = journal_.unfinished().has_value();
    journal_.begin_step(entry_of(step));
    if (!resumed) return;
    context_.reporter.log("INFO", "retort", "Going on: " + describe(*journal_.unfinished()));
    host_.resume(*journal_.unfinished());
    journal_.adopt();
  }

  void end_journal(double begun) {
    journal_.end_step(monotonic_seconds() - begun,
                      static_cast<std::int64_t>(host_.record().count()));
  }

  /// Commits the last step with the end of the run.
  void finish() {
    host_.begin();
    journal_.end_run(pending_);
    finishing_ = true;
    host_.commit_transaction();
    applied_ = pending_;
    host_.set_revision({});
  }

  /// A script that has committed something by itself is followed by its rows at once: no later
  /// failure may take back what the version table says of it.
  void commit_apart() {
    journal_.write();
    host_.commit_transaction();
    note_commit();
  }

  void note_commit() {
    applied_ = pending_;
    committed_ = true;
    prepared_ = true;
    durable_ = std::max(durable_, ended_);
    attempts_.reset();
    if (lock_memory_) lock_memory_->begin_again();
  }

  /// What is complete is committed, so that the other program sees it and is not kept waiting. On
  /// SQLite this gives the write lock away, hence the look at the rows with the lock taken again.
  void run_foreign(const revision::Step& step, double begun) {
    commit_apart();
    context_.foreign->run(step, applied_);
    for (const revision::RowChange& change : step.rows) note(change);
    host_.begin();
    std::vector<std::string> rows = read_version_rows(connection_, context_).rows;
    std::vector<std::string> expected = pending_;
    std::ranges::sort(rows);
    std::ranges::sort(expected);
    if (rows != expected) {
      throw Error(ErrorCode::command,
                  fmt::format("After the step in Python the version table holds '{}' and not '{}'",
                              fmt::join(rows, ", "), fmt::join(expected, ", ")))
          .with_hint("env.py must connect to the database that Retort migrates: `retort env`.");
    }
    applied_ = pending_;
    durable_ = ended_ = next_ + 1;
    end_journal(begun);
    host_.catalog().invalidate();
    host_.set_revision({});
  }

  void queue(const revision::RowChange& change) {
    using Kind = revision::RowChange::Kind;
    const std::string where = fmt::format("in '{}'", table_.name());
    switch (change.kind) {
      case Kind::insert:
        host_.enqueue(table_.insert(change.to));
        break;
      case Kind::remove:
        host_.enqueue(table_.remove(change.from),
                      fmt::format("deleting '{}' {}", change.from, where));
        break;
      case Kind::update:
        host_.enqueue(table_.update(change.from, change.to),
                      fmt::format("updating '{}' to '{}' {}", change.from, change.to, where));
        break;
    }
    note(change);
  }

  void note(const revision::RowChange& change) {
    using Kind = revision::RowChange::Kind;
    if (change.kind != Kind::insert) std::erase(pending_, change.from);
    if (change.kind != Kind::remove) pending_.push_back(change.to);
  }

  void commit_step() {
    if (savepoints_) {
      host_.end_step();
    } else {
      journal_.write();
      host_.commit_transaction();
    }
    note_commit();
  }

  /// Rolls back, and adds to the error what is known of the database now.
  void abandon(Error& error) {
    if (connection_.commit_in_doubt()) learn_aftermath(error);
    // An interrupted run, too, keeps the steps that were complete.
    if (!savepoints_ || !host_.abandon_step()) {
      connection_.rollback();
      journal_.rolled_back();
    }
    lock_.explain(error);
    record_failure(error);
    const bool partly = host_.record().lasting() > 0;
    if (partly) tell_lasting_statements(error);
    if (is_transient(error)) tell_attempts(error);
    if (aftermath_ && connection_.commit_in_doubt()) return tell_outcome(error);
    committed_ = committed_ || host_.commits() > 0;
    if (!std::exchange(committed_, false) && !partly) return;
    const std::string rows = fmt::format("{}", fmt::join(rows_after(error), ", "));
    if (partly) {
      const std::string at = rows.empty() ? "has no row" : "says " + rows;
      error.with_hint(
          journal_.is_open()
              ? fmt::format("Solve this and run again: it goes on after what was committed. The "
                            "version table {}.",
                            at)
              : fmt::format("Undo that, or let the script pass over it, before you run it again: "
                            "the version table {}.",
                            at));
    } else if (!rows.empty()) {
      error.with_hint(fmt::format("Solve this and run again: the database stays at {}.", rows));
    }
  }

  void tell_attempts(Error& error) {
    const std::string blockers = watch_ ? watch_->take_blockers().text : std::string();
    if (!blockers.empty()) error.with_hint(fmt::format("It waited for {}.", blockers));
    error.with_hint(
        "Run again when that is over; --table-lock-timeout sets how long each attempt waits, "
        "--retries how many there are.");
  }

  /// The answer to a COMMIT was lost.
  void tell_outcome(Error& error) {
    const bool unknown = aftermath_->outcome == Aftermath::Outcome::unknown;
    const std::string rows =
        fmt::format("{}", fmt::join(unknown ? applied_ : aftermath_->rows, ", "));
    const std::string stands = rows.empty() ? "has no revision" : "is at " + rows;
    error.hints.clear();
    switch (aftermath_->outcome) {
      case Aftermath::Outcome::committed:
        error.with_hint(fmt::format(
            "The connection was lost during a COMMIT, which was carried out: the database {}. Run "
            "again to go on.",
            stands));
        return;
      case Aftermath::Outcome::rolled_back:
        error.with_hint(fmt::format(
            "The connection was lost during a COMMIT, which was not carried out: the transaction "
            "was rolled back, and the database {}. Run again.",
            stands));
        return;
      case Aftermath::Outcome::unknown:
        if (only_notes_) {
          error.with_hint(fmt::format(
              "The connection was lost during a COMMIT with which no revision's work ends: the "
              "database {}. Run again.",
              stands));
          return;
        }
        error.with_hint(
            "In doubt: the connection was lost during a COMMIT, and the server could not be asked "
            "whether it was carried out. When it answers again, `retort current` tells.");
    }
  }

  void record_failure(const Error& error) {
    if (error.code == ErrorCode::connection || connection_.in_transaction()) return;
    const bool interrupted = received_signal() != 0;
    journal_.fail(interrupted ? "interrupted" : "failed", error.message, applied_);
  }

  void tell_lasting_statements(Error& error) const {
    const std::size_t count = host_.record().lasting();
    const bool implicit = !context_.dialect.transactional_ddl() && !savepoints_;
    error.with_hint(fmt::format("{} of revision {} {} committed before the error{}: {}",
                                count == 1 ? "1 statement" : fmt::format("{} statements", count),
                                host_.revision(), count == 1 ? "was" : "were",
                                implicit ? " (the server commits each change of the schema)" : "",
                                host_.record().lasting_text()));
  }

  /// The rows of the version table now: as it says itself, if it can still be asked.
  std::vector<std::string> rows_after(const Error& error) const {
    if (error.code == ErrorCode::connection) return applied_;
    try {
      return read_version_rows(connection_, context_).rows;
    } catch (const Error&) {
      return applied_;
    }
  }

  database::Connection& connection_;
  const RunContext& context_;
  VersionTable table_;
  Journal journal_;
  RunLock lock_;
  OnlineHost host_;
  Attempts attempts_;
  std::optional<Watch> watch_;
  std::optional<LockMemory> lock_memory_;
  std::optional<Aftermath> aftermath_;
  bool only_notes_ = false;  ///< No step is in the transaction that aftermath_ is about.
  std::optional<StepInfo> running_step_;
  double begun_ = 0;
  double step_begun_ = 0;
  std::size_t steps_ = 0;
  std::int64_t session_ = 0;
  std::size_t next_ = 0;            ///< The step that runs.
  std::size_t durable_ = 0;         ///< The first step that is not committed.
  std::size_t ended_ = 0;           ///< Steps whose changes of the version table are queued.
  std::size_t commits_before_ = 0;  ///< The host's, when the step began.
  std::vector<std::string> rows_before_step_;
  bool prepared_ = false;   ///< What prepare() does is committed.
  bool finishing_ = false;  ///< The run's last COMMIT is under way.
  bool one_transaction_ = false;
  bool savepoints_ = false;  ///< Each step is a savepoint of one transaction (SQLite).
  bool committed_ = false;
  std::vector<std::string> applied_;  ///< Rows as committed.
  std::vector<std::string> pending_;  ///< Rows as the current transaction has them.
};

}  // namespace

VersionRows read_version_rows(database::Connection& connection, const RunContext& context) {
  const VersionTable table(context.dialect, context.settings);
  database::Statement select;
  select.text = table.select();
  select.may_be_missing = true;
  const database::Result result = connection.execute(select);
  VersionRows out;
  out.exists = !result.missing;
  for (const database::Row& row : result.rows) {
    out.rows.push_back(database::text_or_empty(row.front()));
  }
  return out;
}

RunOutcome run_online(database::Connection& connection, schema::Catalog& catalog,
                      const RunContext& context, const MakePlan& make_plan,
                      const RunScript& run_script) {
  return OnlineRun(connection, catalog, context).run(make_plan, run_script);
}

std::optional<UnfinishedStep> find_unfinished(database::Connection& connection,
                                              const RunContext& context) {
  Journal journal(connection, VersionTable(context.dialect, context.settings),
                  context.settings.journal, context.name);
  journal.look();
  return journal.unfinished();
}

void ensure_version_table(database::Connection& connection, schema::Catalog& catalog,
                          const RunContext& context) {
  OnlineRun(connection, catalog, context).ensure_table();
}

}  // namespace retort::runtime
