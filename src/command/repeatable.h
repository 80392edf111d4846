// Repeatable scripts: what they are, which of them have to run, and their run.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "command/repeatable_scripts.h"
#include "command/session.h"
#include "runtime/repeatable_table.h"

namespace retort::command {

struct RepeatableState {
  enum class Kind {
    applied,  ///< Ran as it is.
    changed,  ///< Ran when it said something else.
    added,    ///< Has not run yet.
    missing,  ///< Ran as it is; something that it has made is not there any more.
    implied,  ///< Ran as it is; something that it requires runs again, and so does it.
    gone,     ///< Ran, and has no file any more: what it has made is still there.
  };
  std::string name;
  Kind kind = Kind::applied;
  std::string applied;  ///< When it ran last, in UTC; empty: never.

  bool is_pending() const { return kind != Kind::applied && kind != Kind::gone; }
};
/// `applied`, `changed`, `new`, `missing`, `implied`, `gone`.
std::string_view name_of(RepeatableState::Kind kind);

/// In the order in which they run, those that are gone last. Nothing is written.
std::vector<RepeatableState> repeatable_states(Session& session);
/// The same where it is known what the database says of those that ran; no more is asked than that
/// needs. None for a program that carries its migrations.
std::vector<RepeatableState> repeatable_states(
    Session& session, const std::vector<runtime::RepeatableRecord>& records);
bool any_pending(const std::vector<RepeatableState>& states);
/// Errors: `command` when some have to run.
void require_repeatables(Session& session);

/// Whether rows of a version table are the heads.
bool is_at_heads(const revision::Graph& graph, std::vector<std::string> rows);

/// Runs those that have to, if the database stands at the heads, under the lock of runs. Returns
/// the names of those that ran. Errors: a script's with its place; what its transaction did is
/// rolled back.
std::vector<std::string> run_repeatables(Session& session);
/// Runs all of them on a database that nobody else uses, whatever ran there before, and records
/// nothing. Returns how many there are. Errors: a script's with its place.
std::size_t try_repeatables(Session& session);
/// Writes all of them as SQL to the reporter.
void write_repeatables(Session& session);
/// Forgets a script that is gone. Errors: `command` for one that never ran, or that has its file.
void forget_repeatable(Session& session, const std::string& name);

std::string repeatables_text(const std::vector<RepeatableState>& states);
/// docs/json.md.
Json repeatables_json(const std::vector<RepeatableState>& states);

}  // namespace retort::command
