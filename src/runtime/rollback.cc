// The only outside interface is rollback.h.
#include "runtime/rollback.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/signals.h"
#include "runtime/inverse.h"
#include "runtime/lock.h"
#include "runtime/online_host.h"
#include "runtime/resumption.h"
#include "runtime/statement_effect.h"
#include "runtime/version_table.h"

namespace retort::runtime {
namespace {

/// One group of the journal, and what undoes it.
struct GroupUndo {
  std::int64_t ordinal = 0;
  std::string text;  ///< Of its first statement.
  std::vector<operation::Operation> operations;
  bool undone = false;
};

class RollbackRun {
 public:
  RollbackRun(const RollbackRun&) = delete;
  RollbackRun& operator=(const RollbackRun&) = delete;
  RollbackRun(database::Connection& connection, schema::Catalog& catalog, const RunContext& context)
      : connection_(connection),
        catalog_(catalog),
        context_(context),
        table_(context.dialect, context.settings),
        journal_(connection, table_, context.settings.journal, context.name),
        lock_(connection, table_, context.settings, context.reporter, context.name),
        host_(connection, context.dialect, catalog, context.settings, context.reporter, nullptr,
              &lock_) {
    connection_.on_notice([this](const database::Notice& notice) { host_.notice(notice); });
  }
  ~RollbackRun() { tell_notices(connection_, context_.reporter); }

  Rollback run(const FindStep& find_step, const RunScript& run_script) {
    log_context(context_, false);
    begun_ = monotonic_seconds();
    lock_.take();
    rows_ = read_version_rows(connection_, context_).rows;
    // Nothing is written yet: SQLite's lock is given back, and taken again with each transaction.
    if (connection_.in_transaction()) connection_.rollback();
    journal_.look();
    if (!journal_.unfinished()) return Rollback::nothing;
    const UnfinishedStep left = *journal_.unfinished();
    tell_begin(left);
    try {
      const Rollback outcome = undo(left, find_step(left), run_script);
      tell_end(left, nullptr);
      return outcome;
    } catch (Error& error) {
      connection_.rollback();
      journal_.rolled_back();
      lock_.explain(error);
      if (undoing_) {
        journal_.fail(received_signal() != 0 ? "interrupted" : "failed", error.message, rows_);
        error.with_hint(
            "A part of the step is undone. Solve this, and run `retort rollback` again: it goes on "
            "where it has stopped.");
      }
      tell_end(left, &error);
      throw;
    }
  }

 private:
  Rollback undo(const UnfinishedStep& left, const revision::Step& step,
                const RunScript& run_script) {
    const UndoRecord record = retrace(left, step, run_script);
    std::vector<std::string> obstacles;
    const std::vector<GroupUndo> groups = plan(left, record, obstacles);
    if (record.reads && !left.undoing && !groups.empty()) {
      obstacles.push_back(
          "its script reads the database, which would answer in another way once a part is undone");
    }
    if (!obstacles.empty()) {
      if (record.complete && !left.undoing && left.step.operation == "upgrade") {
        return Rollback::complete;
      }
      refuse(left, obstacles);
    }
    carry_out(left, groups);
    return Rollback::done;
  }

  UndoRecord retrace(const UnfinishedStep& left, const revision::Step& step,
                     const RunScript& run_script) {
    journal_.set_rows_before(rows_);
    if (const std::optional<std::string> why_not = journal_.open()) {
      throw Error(ErrorCode::command,
                  fmt::format("A rollback has to be recorded in the database: {}", *why_not))
          .with_hint("Run it as a user who may do that.");
    }
    OnlineHost host(connection_, context_.dialect, catalog_, context_.settings, context_.reporter,
                    &journal_, &lock_);
    host.set_revision(left.step.revision);
    journal_.begin_step(left.step);
    journal_.adopt();
    UndoRecord record;
    host.retrace(left, record);
    try {
      host.begin();
      if (context_.settings.statements_commit) host.enter_autocommit({});
      run_script(step, host);
      host.end_script();
      record.complete = true;
    } catch (const ScriptFrontier&) {
      record.complete = false;
    }
    connection_.rollback();
    journal_.rolled_back();
    return record;
  }

  std::vector<GroupUndo> plan(const UnfinishedStep& left, const UndoRecord& record,
                              std::vector<std::string>& obstacles) {
    Inverses inverses(context_.dialect.name());
    std::vector<GroupUndo> out;
    std::size_t next = 0;
    for (const StatementGroup& group : left.groups) {
      GroupUndo undo;
      undo.ordinal = group.ordinal;
      const std::int64_t end = group.first + group.count;
      std::vector<Inverse> found;
      bool any = false;
      for (; next < record.statements.size() && record.statements[next].number < end; ++next) {
        const DoneStatement& statement = record.statements[next];
        if (!std::exchange(any, true)) undo.text = statement.text;
        undo.undone = statement.undone;
        found.push_back(inverses.of(statement));
        if (!found.back().obstacle.empty()) {
          obstacles.push_back(obstacle_text(statement, found.back().obstacle));
        }
      }
      if (!any) continue;  // It was about to be sent, and did not take effect.
      for (auto one = found.rbegin(); one != found.rend(); ++one) {
        std::ranges::move(one->operations, std::back_inserter(undo.operations));
      }
      out.push_back(std::move(undo));
    }
    std::ranges::reverse(out);
    return out;
  }

  static std::string obstacle_text(const DoneStatement& statement, const std::string& why) {
    constexpr std::size_t kLongest = 70;
    std::string text = cut_sql(statement.text);
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
    std::string place;
    if (statement.origin.source != nullptr) {
      const Place at = place_of(statement.origin);
      place = fmt::format(", {}:{}", at.file, at.line);
    }
    return fmt::format("statement {} ({}{}): {}", statement.number, text, place, why);
  }

  [[noreturn]] static void refuse(const UnfinishedStep& left,
                                  const std::vector<std::string>& obstacles) {
    Error error(ErrorCode::command,
                fmt::format("The interrupted {} of revision {} cannot be rolled back, and nothing "
                            "was changed: {}",
                            left.step.operation, left.step.revision, fmt::join(obstacles, "; ")));
    error.revision = left.step.revision;
    error.with_hint("`retort resume` goes on with it instead.");
    for (std::string& way : ways_out(left)) error.with_hint(std::move(way));
    throw Error(error);
  }

  void carry_out(const UnfinishedStep& left, const std::vector<GroupUndo>& groups) {
    host_.set_revision(left.step.revision);
    host_.set_timeouts(context_.settings.timeouts);
    begin();
    journal_.begin_undo();
    commit();
    undoing_ = true;
    for (const GroupUndo& group : groups) {
      if (group.undone) continue;
      begin();
      if (commits_by_itself(group)) {
        journal_.mark(group.ordinal, "undoing", object_state(connection_, group.text));
        commit();
        for (const operation::Operation& operation : group.operations) host_.emit(operation);
        begin();
      } else {
        for (const operation::Operation& operation : group.operations) host_.emit(operation);
      }
      journal_.mark(group.ordinal, "undone", {});
      commit();
    }
    begin();
    journal_.close_unfinished("rolled_back");
    journal_.end_run(rows_);
    commit();
    undoing_ = false;
    context_.reporter.log("INFO", "retort",
                          fmt::format("Rolled back the interrupted {} of revision {}",
                                      left.step.operation, left.step.revision));
  }

  bool commits_by_itself(const GroupUndo& group) const {
    if (group.operations.empty() || context_.dialect.name() == "sqlite") return false;
    if (context_.dialect.name() != "postgresql") return true;
    dialect::RenderContext unasked{false, nullptr, context_.dialect.driver_binds(),
                                   context_.settings.naming_convention};
    for (const dialect::Statement& statement :
         context_.dialect.render(group.operations.front(), unasked)) {
      if (context_.dialect.forbids_transaction(statement.text)) return true;
    }
    return false;
  }

  void begin() { host_.begin(); }

  void commit() {
    host_.commit_transaction();
    journal_.committed();
  }

  void tell_begin(const UnfinishedStep& left) {
    RunBegun event{context_.name, {}, rows_, 1};
    if (context_.settings.url) event.database = database::render(*context_.settings.url);
    context_.reporter.event(event);
    context_.reporter.event(StepBegun{info(left)});
  }

  static StepInfo info(const UnfinishedStep& left) {
    return {1, 1, left.step.revision, "rollback", left.step.operation};
  }

  void tell_end(const UnfinishedStep& left, const Error* error) {
    const double seconds = monotonic_seconds() - begun_;
    Ending ending = Ending::done;
    if (error != nullptr) ending = received_signal() != 0 ? Ending::interrupted : Ending::failed;
    const std::string message = error == nullptr ? std::string() : error->message;
    try {
      host_.drop_answers();
      context_.reporter.event(StepEnded{info(left), ending, seconds, 0});
      context_.reporter.event(RunEnded{context_.name, ending, seconds, rows_, message});
    } catch (const Error&) {
      if (error == nullptr) throw;
    }
  }

  database::Connection& connection_;
  schema::Catalog& catalog_;
  const RunContext& context_;
  VersionTable table_;
  Journal journal_;
  RunLock lock_;
  OnlineHost host_;  ///< Sends what undoes.
  double begun_ = 0;
  bool undoing_ = false;
  std::vector<std::string> rows_;
};

}  // namespace

Rollback roll_back(database::Connection& connection, schema::Catalog& catalog,
                   const RunContext& context, const FindStep& find_step,
                   const RunScript& run_script) {
  return RollbackRun(connection, catalog, context).run(find_step, run_script);
}

}  // namespace retort::runtime
