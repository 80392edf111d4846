// The only outside interface is verify_staircase.h.
#include "command/verify_staircase.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "base/files.h"
#include "command/scratch_roles.h"

namespace retort::command {
namespace {

using Severity = VerifyFinding::Severity;
using schema::shape::Database;

/// The first line of `file` that begins with `start`; 0: none does.
int line_of(const std::string& text, std::string_view start) {
  int line = 1;
  for (std::size_t at = 0; at < text.size(); ++line) {
    if (text.compare(at, start.size(), start) == 0) return line;
    const std::size_t end = text.find('\n', at);
    if (end == std::string::npos) break;
    at = end + 1;
  }
  return 0;
}

}  // namespace

void tell_error(VerifyFinding& finding, const Error& error) {
  if (error.place && !error.place->file.empty()) {
    finding.file = error.place->file;
    finding.line = error.place->line;
  }
  finding.details.push_back(error.message);
  if (!missing_role(error).empty()) finding.repair = "Give --url, a server that has the role.";
  if (!error.server.detail.empty()) finding.details.push_back(error.server.detail);
  if (!error.statement.empty()) finding.details.push_back(error.statement);
}

Staircase::Staircase(ScratchHistory& history, RowSource* rows,
                     const std::function<void(revision::Index)>& begin_step)
    : history_(history), rows_(rows), begin_step_(begin_step) {}

VerifyFinding& Staircase::add(std::string code, Severity severity, revision::Index revision,
                              std::string message) {
  VerifyFinding finding;
  finding.severity = severity;
  finding.code = std::move(code);
  finding.revision = history_.graph().id(revision);
  finding.file = history_.graph()[revision].spec.file();
  finding.message = std::move(message);
  findings.push_back(std::move(finding));
  return findings.back();
}

void Staircase::place_downgrade(VerifyFinding& finding, revision::Index revision) {
  const revision::RevisionSpec& spec = history_.graph()[revision].spec;
  if (spec.source == nullptr) return;
  const std::string& text = spec.source->text;
  finding.line = std::max(line_of(text, "def downgrade"), line_of(text, "-- retort: downgrade"));
}

void Staircase::climb(const std::vector<revision::Index>& order, std::size_t first,
                      std::size_t end) {
  for (std::size_t i = 0; i < first; ++i) {
    if (can_run(order[i])) up(order[i], false);
  }
  before_ = history_.shape();
  for (std::size_t i = first; i < end; ++i) {
    if (can_run(order[i])) {
      begin_step_(order[i]);
      step(order[i]);
    } else {
      ++skipped;
    }
  }
  look_again();
}

/// What the last second upgrade has made, if nobody has looked.
void Staircase::look_again() {
  if (!unread_) return;
  const revision::Index revision = *std::exchange(unread_, std::nullopt);
  const Database found = history_.shape();
  if (equal(before_, found)) return;
  not_repeatable(revision, before_, found);
  restore();
}

void Staircase::not_repeatable(revision::Index revision, const Database& expected,
                               const Database& found) {
  add("upgrade-not-repeatable", Severity::error, revision,
      "upgrade() after the downgrade leads to another schema than before")
      .changes = changes(expected, found);
}

bool Staircase::can_run(revision::Index revision) {
  const revision::Indices parents = history_.graph()[revision].parents;
  const bool can = std::ranges::none_of(
      parents, [&](revision::Index parent) { return failed_.contains(parent); });
  if (!can) failed_.insert(revision);
  return can;
}

/// Back to what `done_` makes, without rows.
void Staircase::restore() {
  unread_.reset();
  history_.reset(done_);
  if (rows_ != nullptr) rows_->forget();
}

bool Staircase::equal(const Database& expected, const Database& found) {
  return expected == found ||
         items_of(expected, history_.version_table()) == items_of(found, history_.version_table());
}

std::vector<schema::shape::Change> Staircase::changes(const Database& expected,
                                                      const Database& found) {
  return changes_between(items_of(expected, history_.version_table()),
                         items_of(found, history_.version_table()));
}

bool Staircase::up(revision::Index revision, bool told) {
  if (rows_ != nullptr) rows_->fill(history_);
  std::optional<Error> failure;
  try {
    history_.upgrade(revision);
    done_.push_back(revision);
    return true;
  } catch (const Error& error) {
    failure = error;
  }
  if (const std::size_t known = findings.size(); unread_) {
    look_again();
    if (findings.size() > known) return up(revision, told);
  }
  std::optional<Error> failure_when_empty;
  if (rows_ != nullptr) {
    done_.push_back(revision);
    try {
      restore();
    } catch (const Error& error) {
      failure_when_empty = error;
      done_.pop_back();
      restore();  // The other attempt has left nothing to go on with.
    }
    if (!failure_when_empty) {
      if (told) {
        VerifyFinding& finding = add("fails-on-rows", Severity::error, revision,
                                     "upgrade() fails when the tables hold rows");
        tell_error(finding, *failure);
        finding.repair =
            "Change the rows before the schema: a new column needs a default or an UPDATE before "
            "NOT NULL, a unique one needs its duplicates resolved.";
      }
      return true;
    }
    failure = failure_when_empty;
  }
  failed_.insert(revision);
  if (told) {
    tell_error(add("upgrade-fails", Severity::error, revision,
                   "upgrade() fails on a database that was made by the history alone"),
               *failure);
  }
  restore();
  return false;
}

void Staircase::step(revision::Index revision) {
  if (!up(revision, true)) return;
  Database after = history_.shape();
  if (down(revision, after)) up_again(revision, after);
  before_ = std::move(after);
}

/// Where a downgrade is wrong after a second upgrade that nobody has looked at: it is tried where
/// the history alone has made `after`.
bool Staircase::down_on_clean(revision::Index revision, Database& after) {
  const revision::Index earlier = *unread_;
  done_.push_back(revision);
  restore();
  const Database seen = std::exchange(after, history_.shape());
  if (!equal(after, seen)) not_repeatable(earlier, after, seen);
  return down(revision, after);
}

/// Whether the revision is to be upgraded again.
bool Staircase::down(revision::Index revision, Database& after) {
  wrong_ = kNone;
  const std::size_t upgraded = history_.statements();
  try {
    history_.downgrade(revision);
  } catch (const Error& error) {
    unread_.reset();
    // What a script raises by itself is meant.
    const bool meant = error.code == ErrorCode::script && error.statement.empty();
    VerifyFinding& finding =
        meant ? add("irreversible", Severity::warning, revision, "downgrade() refuses to run")
              : add("downgrade-fails", Severity::error, revision,
                    "downgrade() fails directly after upgrade()");
    place_downgrade(finding, revision);
    tell_error(finding, error);
    if (!equal(after, history_.shape())) restore();
    return false;
  }
  done_.pop_back();
  const bool silent = history_.statements() == 0 && upgraded > 0;
  const Database back = history_.shape();
  if (equal(before_, back)) {
    if (silent) {
      place_downgrade(add("irreversible", Severity::note, revision,
                          "downgrade() does nothing, upgrade() changes rows"),
                      revision);
    }
    unread_.reset();
    return true;
  }
  if (unread_ && !silent) return down_on_clean(revision, after);
  if (silent) {
    VerifyFinding& finding = add("irreversible", Severity::warning, revision,
                                 "downgrade() does nothing, upgrade() changes the schema");
    place_downgrade(finding, revision);
    finding.changes = changes(before_, back);
    finding.repair =
        "Undo the changes, or raise an error, so that nobody believes they are undone.";
    unread_.reset();
    history_.note_upgraded(revision);
    done_.push_back(revision);
    return false;
  }
  VerifyFinding& finding = add("wrong-downgrade", Severity::error, revision,
                               "downgrade() does not lead back to the schema from before");
  place_downgrade(finding, revision);
  finding.changes = changes(before_, back);
  wrong_ = findings.size() - 1;
  return true;
}

void Staircase::up_again(revision::Index revision, const Database& after) {
  try {
    history_.upgrade(revision);
    done_.push_back(revision);
  } catch (const Error& error) {
    if (wrong_ != kNone) {
      findings[wrong_].details.push_back("then upgrade() fails: " + error.message);
    } else {
      tell_error(add("upgrade-not-repeatable", Severity::error, revision,
                     "upgrade() fails after the downgrade, which leads back to the same schema"),
                 error);
    }
    done_.push_back(revision);
    return restore();
  }
  const bool later =
      rows_ == nullptr && wrong_ == kNone && history_.connection().dialect_name() == "postgresql";
  if (later) {
    unread_ = revision;
    return;
  }
  const Database again = history_.shape();
  if (equal(after, again)) return;
  if (wrong_ == kNone) not_repeatable(revision, after, again);
  restore();
}

}  // namespace retort::command
