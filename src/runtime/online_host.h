// Runs scripts against a database: every operation becomes statements on one connection.
//
// Statements are queued and sent without waiting (see database/connection.h) until a script reads
// a result, or the run waits. Whenever the database refuses a statement, the error is traced back
// to the revision and the script line that asked for it. One host belongs to one run, on one
// thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/signals.h"
#include "database/connection.h"
#include "dialect/dialect.h"
#include "dialect/sql_scanner.h"
#include "runtime/attempts.h"
#include "runtime/inverse.h"
#include "runtime/journal.h"
#include "runtime/lock.h"
#include "runtime/reporter.h"
#include "runtime/resumption.h"
#include "runtime/script_end.h"
#include "runtime/settings.h"
#include "runtime/statement_events.h"
#include "runtime/step_record.h"
#include "runtime/undone_work.h"
#include "script/host.h"
#include "script/timeouts.h"

namespace retort::runtime {

/// What an interrupted run of a script has carried out.
struct UndoRecord {
  std::vector<DoneStatement> statements;
  bool reads = false;     ///< The script has asked the database for something.
  bool complete = false;  ///< It has come to its end.
};

class OnlineHost final : public script::Host {
 public:
  /// All must outlive the host.
  OnlineHost(database::Connection& connection, const dialect::Dialect& dialect,
             schema::Catalog& catalog, const Settings& settings, Reporter& reporter,
             Journal* journal = nullptr, RunLock* lock = nullptr);

  ~OnlineHost() override;

  /// The revision that errors name from now on, and whose statements are recorded.
  void set_revision(std::string revision) {
    revision_ = std::move(revision);
    context_.naming_convention = settings_.naming_convention;  // May be known since the plan is.
    sent_ = 0;
    record_->clear();
    undone_work_.forget();
  }
  /// The script that runs next goes on where an interrupted run of it has ended.
  void resume(const UnfinishedStep& step);
  /// The same, only to see what that run has carried out: nothing new is sent. Where it begins,
  /// ScriptFrontier is thrown. `record` must outlive the script's run.
  void retrace(const UnfinishedStep& step, UndoRecord& record);
  /// The script has ended. Errors: see Resumption::end() and UndoneWork::check().
  void end_script();
  const std::string& revision() const { return revision_; }
  const StepRecord& record() const { return *record_; }
  /// Queues a statement of the runtime's own. `expect_one` names the change in the message that is
  /// given when it does not change exactly one row.
  void enqueue(std::string sql, std::string expect_one = {});
  void begin();
  /// The time-outs from now on: in the open transaction and those that follow.
  void set_timeouts(const script::Timeouts& timeouts);
  /// The transaction was rolled back, and its scripts will run again.
  void start_over();
  /// Told of statements that are tried again: the error, and the attempts, of which one is to be
  /// taken.
  using OnRetry = std::function<void(const Error&, Attempts&)>;
  void on_retry(OnRetry handler) { on_retry_ = std::move(handler); }
  /// PostgreSQL's id of the transaction that was committed last, or was about to be.
  std::optional<std::int64_t> last_transaction() const { return *last_transaction_; }
  /// The server has said something.
  void notice(const database::Notice& notice);
  /// The answers that are still open will not be read any more.
  void drop_answers();
  /// Names the revision and the script's line that an error of the connection belongs to.
  void explain(Error& error) const;
  /// What the connection works on now: `Revision a1 (ALTER TABLE ...)`. `running`: the statement
  /// that the server is at, as it says, or empty.
  std::string current_work(const std::string& running) const;
  void commit_transaction();
  /// A step as a savepoint of the open transaction, and its end. A script that ends the
  /// transaction by itself ends the savepoint with it.
  void begin_step();
  void end_step();
  /// Undoes the step that was begun and commits what was before it; false when that is not
  /// possible. Throws nothing: an error is being reported already.
  bool abandon_step() noexcept;
  /// Waits for all that is queued.
  void flush();
  /// How many transactions have been committed: those that scripts ended by themselves, too.
  std::size_t commits() const { return commits_; }

  const dialect::Dialect& dialect() const override { return dialect_; }
  bool offline() const override { return false; }
  const schema::NamingConvention& naming_convention() const override {
    return settings_.naming_convention;
  }
  const std::vector<std::string>& x_arguments() const override { return settings_.x_arguments; }
  const std::optional<std::string>& tag() const override { return settings_.tag; }
  void emit(operation::Operation operation) override;
  std::unique_ptr<script::RowSource> query(schema::ExprPtr statement,
                                           const Origin& origin) override;
  std::unique_ptr<script::RowSource> query_text(const std::string& sql,
                                                const std::vector<schema::Literal>& parameters,
                                                const Origin& origin) override;
  void settle() override;
  void run_sql(script::SqlCommand command) override;
  schema::Catalog& catalog() override;
  std::shared_ptr<script::Host> connect_again() override;
  bool is_own_database(const std::string& url) const override;
  bool in_transaction() const override;
  void enter_autocommit(const Origin& origin) override;
  void leave_autocommit() override;
  void commit() override;
  void rollback(const Origin& origin) override;
  void savepoint(const std::string& name) override;
  void release_savepoint(const std::string& name) override;
  void rollback_to_savepoint(const std::string& name) override;
  void write_output(std::string_view text) override;
  void log(std::string_view level, std::string_view logger, std::string_view message) override;

 private:
  /// Where a statement came from.
  struct Trace {
    Origin origin;
    std::string text;  ///< Empty if it is what stands at the origin.
    std::string revision;
    bool in_file = false;  ///< A statement of an SQL migration, with what is known of it.
    std::vector<script::TextShift> shifts;
    std::vector<Secret> secrets;
    std::optional<std::string_view> data;
  };

  static std::string text_of(const Trace& trace);
  void name_origin(Error& error) const;
  void ask_for_transaction();
  std::uint64_t trace(const Origin& origin, const std::string& text);
  /// Null when it is not known any more.
  const Trace* trace_of(std::uint64_t tag) const;
  /// The statement as it is handed over, with what it takes to tell of it.
  database::Statement told(database::Statement statement);
  /// The statement that is about to be sent in the open transaction changes something.
  void note_change(std::uint64_t tag);
  StatementInfo info_of(std::uint64_t tag);
  int line_of_origin(const Origin& origin);
  void forget_traces();
  void forget_answered();
  std::vector<dialect::Statement> render(const operation::Operation& operation);
  void run(const dialect::Statement& statement, const Origin& origin);
  /// What stands in the record for an operation whose statements depend on what the database holds,
  /// so that a resumed run could not tell them again; nothing for the others.
  std::optional<std::string> unit_text(const operation::Operation& operation) const;
  /// All statements of such an operation, as one.
  void run_unit(const operation::Operation& operation, const std::string& text);
  /// Sends a script's statement in the way that the journal asks for; false when an interrupted run
  /// has carried it out, so that it was passed over.
  bool send(database::Statement statement);
  /// What an interrupted run makes of the statement that has begun.
  enum class Due { send, send_again, pass };
  Due due(const std::string& text, bool whole = false);
  bool judge(const std::string& text);
  /// While a script is retraced: a statement that was carried out; a question to the database.
  void note_done(const std::string& text, bool whole, bool undone);
  void note_read();
  bool retrace_parts(const operation::Operation& operation);
  void send_alone(database::Statement statement);
  /// Carries a statement out that is no part of a transaction, again if that is safe.
  void execute_alone(const database::Statement& statement, const std::string& before);
  void refuse_in_transaction(const database::Statement& statement);
  void clean_up(const std::string& text, const std::string& before) noexcept;
  /// Tells of an attempt that comes next, and takes it.
  void retried(const Error& error, Attempts& attempts);
  /// Outside of a transaction, where each statement commits: in one with its row in the journal.
  template <typename Work>
  void as_transaction(Work work);
  /// Before a commit in the middle of a step.
  void write_journal();
  /// A transaction on PostgreSQL or MySQL, with what the lock has to say first.
  void begin_transaction();
  /// Before any commit, and after it.
  void guard();
  void transaction_ended();
  /// A commit in the middle of a step.
  void commit_part();
  /// Notes, while no transaction of the run is open, the statement that has begun one.
  void watch_autocommit(const Origin& origin);
  void run_outside_transaction(database::Statement statement);
  std::unique_ptr<script::RowSource> fetch(database::Statement statement);
  database::Statement statement_of(const std::string& sql,
                                   const std::vector<schema::Literal>& parameters,
                                   const Origin& origin);
  std::unique_ptr<script::RowSource> queue(database::Statement statement);
  bool journaled() const { return journal_ != nullptr && journal_->is_open(); }
  static void explain_in_file(Error& error, const Trace& found);
  /// Calls `work` and explains the error that comes out of it.
  template <typename Work>
  auto traced(Work work) {
    stop_if_interrupted();
    try {
      return work();
    } catch (Error& error) {
      explain(error);
      throw;
    }
  }

  database::Connection& connection_;
  const dialect::Dialect& dialect_;
  schema::Catalog& catalog_;
  const Settings& settings_;
  Reporter& reporter_;
  Journal* journal_;  ///< Null: nothing is recorded.
  RunLock* lock_;     ///< Null: the lock is another's concern.
  dialect::RenderContext context_;
  dialect::SqlSyntax syntax_;
  bool is_sqlite_;
  bool in_autocommit_ = false;
  bool in_step_ = false;             ///< The savepoint of begin_step() is open.
  bool resume_transaction_ = false;  ///< leave_autocommit() begins anew.
  std::optional<Origin> began_;      ///< What has begun a transaction where none should be open.
  std::string revision_;
  std::size_t sent_ = 0;                     ///< Statements of the revision so far.
  std::shared_ptr<StatementEvents> events_;  ///< Null: nobody listens.
  Origin counted_;                           ///< Up to where lines were counted last,
  int counted_line_ = 1;                     ///< and the line there.
  std::shared_ptr<StepRecord> record_;       ///< Results that are still read tell it.
  std::optional<Resumption> resumption_;
  UndoneWork undone_work_;
  UndoRecord* retraced_ = nullptr;                         ///< Null: the script runs.
  std::shared_ptr<const operation::Operation> operation_;  ///< That is retraced.
  std::size_t commits_ = 0;
  std::optional<script::Timeouts> timeouts_;  ///< Unset: nothing is set.
  OnRetry on_retry_;
  /// Results of queued statements write it.
  std::shared_ptr<std::optional<std::int64_t>> last_transaction_;
  std::deque<Trace> traces_;
  std::uint64_t first_tag_ = 1;          ///< Tag of traces_.front(). 0 is no tag.
  std::shared_ptr<script::Host*> self_;  ///< For results that outlive this: null then.
};

}  // namespace retort::runtime
