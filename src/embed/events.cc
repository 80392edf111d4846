#include "embed/events.h"

#include <utility>
#include <variant>

namespace retort {

std::string_view name_of(DatabaseStatus::State state) {
  using State = DatabaseStatus::State;
  switch (state) {
    case State::at_head:
      return "at_head";
    case State::behind:
      return "behind";
    case State::ahead:
      return "ahead";
    case State::foreign:
      return "foreign";
    case State::diverged:
      return "diverged";
    case State::dirty:
      return "dirty";
    case State::empty:
      return "empty";
    case State::unversioned:
      return "unversioned";
  }
  return "";
}

namespace embed {
namespace {

using Kind = Event::Kind;

std::chrono::microseconds time_of(double seconds) {
  return std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::duration<double>(seconds));
}

std::vector<Blocker> blockers_of(const std::vector<runtime::Blocker>& blockers) {
  std::vector<Blocker> out;
  for (const runtime::Blocker& from : blockers) {
    Blocker one;
    one.pid = from.pid;
    one.user = from.user;
    one.application = from.application;
    one.address = from.address;
    one.state = from.state;
    if (from.seconds) one.age = std::chrono::seconds(*from.seconds);
    one.lock = from.lock;
    one.query = from.query;
    out.push_back(std::move(one));
  }
  return out;
}

Event of_step(Kind kind, const runtime::StepInfo& step) {
  Event out;
  out.kind = kind;
  out.text = step.message;
  out.revision = step.revision;
  out.number = step.number;
  out.total = step.total;
  return out;
}

Event of_statement(Kind kind, const runtime::StatementInfo& statement) {
  Event out;
  out.kind = kind;
  out.revision = statement.revision;
  out.number = statement.number;
  out.statement = statement.sql;
  out.location = {statement.file, statement.line, 0};
  return out;
}

struct ToPublic {
  Event operator()(const runtime::RunBegun& run) const {
    Event out;
    out.kind = Kind::run_begin;
    out.text = run.command;
    out.total = run.steps;
    return out;
  }
  Event operator()(const runtime::RunEnded& run) const {
    Event out;
    out.kind = Kind::run_end;
    out.text = run.message;
    out.outcome = name_of(run.outcome);
    out.duration = time_of(run.seconds);
    return out;
  }
  Event operator()(const runtime::StepBegun& begun) const {
    return of_step(Kind::step_begin, begun.step);
  }
  Event operator()(const runtime::StepEnded& ended) const {
    Event out = of_step(Kind::step_end, ended.step);
    out.outcome = name_of(ended.outcome);
    out.duration = time_of(ended.seconds);
    return out;
  }
  Event operator()(const runtime::StatementBegun& begun) const {
    return of_statement(Kind::statement_begin, begun.statement);
  }
  Event operator()(const runtime::StatementEnded& ended) const {
    Event out = of_statement(Kind::statement_end, ended.statement);
    out.text = ended.message;
    out.outcome = name_of(ended.outcome);
    out.duration = time_of(ended.seconds);
    out.rows = ended.rows;
    return out;
  }
  Event operator()(const runtime::Retry& retry) const {
    Event out;
    out.kind = Kind::retry;
    out.text = retry.text;
    out.revision = retry.revision;
    out.number = retry.attempt;
    out.total = retry.most;
    out.blockers = blockers_of(retry.blockers);
    return out;
  }
  Event operator()(const runtime::Wait& wait) const {
    Event out;
    out.kind = Kind::wait;
    out.text = wait.text;
    out.statement = wait.statement;
    out.duration = time_of(wait.seconds);
    out.blockers = blockers_of(wait.blockers);
    return out;
  }
  Event operator()(const runtime::Progress& progress) const {
    Event out;
    out.kind = Kind::progress;
    out.text = progress.phase;
    out.statement = progress.statement;
    out.fraction = progress.part;
    return out;
  }
  Event operator()(const runtime::ServerNotice& notice) const {
    Event out;
    out.kind = Kind::notice;
    out.level = notice.severity;
    out.logger = "retort.database";
    out.text = notice.message;
    out.revision = notice.revision;
    out.number = notice.statement;
    return out;
  }
};

}  // namespace

void with_public_event(const runtime::Event& event, const std::function<void(const Event&)>& tell) {
  tell(std::visit(ToPublic{}, event));
}

DatabaseStatus::State public_state(command::DatabaseState state) {
  using From = command::DatabaseState;
  using State = DatabaseStatus::State;
  switch (state) {
    case From::at_head:
      return State::at_head;
    case From::behind:
      return State::behind;
    case From::ahead:
      return State::ahead;
    case From::foreign:
      return State::foreign;
    case From::diverged:
      return State::diverged;
    case From::dirty:
      return State::dirty;
    case From::empty:
      return State::empty;
    case From::unversioned:
      return State::unversioned;
  }
  return State::empty;
}

}  // namespace embed
}  // namespace retort
