#include "runtime/resumption.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace retort::runtime {

Resumption::Resumption(UnfinishedStep step) : step_(std::move(step)) {}

Resumption::Next Resumption::next(const StepRecord& record) {
  if (!is_active()) return Next::run;
  const StatementGroup& group = step_.groups[group_];
  const bool last_of_group = ++in_group_ >= group.count;
  if (last_of_group && record.digest() != group.hash) {
    differs(fmt::format(
        "its statements up to number {}, or the rows that it has read, are not those of the "
        "interrupted run",
        group.first + group.count - 1));
  }
  if (!group.done) return Next::judge;
  ++passed_;
  if (last_of_group) {
    ++group_;
    in_group_ = 0;
  }
  return Next::pass;
}

void Resumption::decide(bool done) {
  ++group_;
  in_group_ = 0;
  if (done) ++passed_;
}

void Resumption::undecided() const {
  differs(fmt::format("nothing tells whether statement {} ({}) took effect", judged().first,
                      judged().text));
}

void Resumption::needs_session() const {
  differs("it works with a temporary table, which is gone");
}

void Resumption::end() const {
  if (is_active()) differs("it has fewer statements now than in the interrupted run");
}

void Resumption::differs(const std::string& what) const {
  Error error(ErrorCode::command,
              fmt::format("The interrupted {} of revision {} cannot be resumed: {}",
                          step_.step.operation, step_.step.revision, what));
  error.revision = step_.step.revision;
  error.with_hint(describe(step_));
  for (std::string& way : ways_out(step_)) error.with_hint(std::move(way));
  throw error;
}

std::string describe(const UnfinishedStep& step) {
  std::int64_t done = 0;
  const StatementGroup* open = nullptr;
  for (const StatementGroup& group : step.groups) {
    if (group.done) {
      done += group.count;
    } else {
      open = &group;
    }
  }
  std::string text = fmt::format(
      "The {} of revision {} was interrupted: `{}`, begun {} by {}, has carried out {} of its "
      "statements for good",
      step.step.operation, step.step.revision, step.command, step.started, step.who, done);
  if (step.undoing) {
    const auto undone = std::ranges::count_if(step.groups, &StatementGroup::undone);
    return text + fmt::format(". It was being rolled back: {} of {} are undone.", undone,
                              step.groups.size() == 1
                                  ? "1 group of statements"
                                  : fmt::format("{} groups of statements", step.groups.size()));
  }
  if (open != nullptr) {
    text += fmt::format(", and was about to run statement {} ({})", open->first, open->text);
  }
  return text + ".";
}

std::vector<std::string> ways_out(const UnfinishedStep& step) {
  if (step.undoing) {
    return {"`retort rollback` goes on with it.",
            fmt::format("If you have put the database right by hand: `retort stamp REVISION` says "
                        "where it stands now, and ends the interrupted {}.",
                        step.step.operation)};
  }
  return {
      "If the script passes over what is there: `retort resume --from-start` runs it again from "
      "its "
      "first statement.",
      fmt::format("If you have put the database right by hand: `retort stamp REVISION` says where "
                  "it stands now, and ends the interrupted {}.",
                  step.step.operation)};
}

}  // namespace retort::runtime
