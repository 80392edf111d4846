// The only outside interface is gate.h.
#include "command/gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/signals.h"
#include "command/databases.h"
#include "revision/traversal.h"

namespace retort::command {
namespace {

using revision::Graph;
using revision::Index;

constexpr double kFirstPause = 0.1;
constexpr double kLongestPause = 2;

/// `>= ae10`, resolved.
struct Bound {
  std::string text;
  std::string sign;
  Index revision = revision::kNone;
};

std::string_view stripped(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

Error unreadable_window(const std::string& text, const std::string& why) {
  return Error(ErrorCode::config,
               fmt::format("requires = '{}' cannot be understood: {}", text, why))
      .with_hint(
          "Write revisions with >=, >, <=, < or ==, separated by commas: `>= ae10, < bf20`.");
}

std::vector<Bound> parse_window(const Graph& graph, const std::string& text) {
  std::vector<Bound> out;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::string_view part = stripped(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    const std::size_t id = part.find_first_not_of("<>=");
    Bound bound{std::string(part), std::string(part.substr(0, id)), revision::kNone};
    constexpr std::string_view kSigns[] = {">=", ">", "<=", "<", "==", "="};
    if (id == std::string_view::npos || std::ranges::find(kSigns, bound.sign) == std::end(kSigns)) {
      throw unreadable_window(text, fmt::format("'{}'", part));
    }
    const std::string name(stripped(part.substr(id)));
    std::vector<std::string> rows;
    try {
      rows = revision::starting_rows(graph, {name});
    } catch (const Error& error) {
      throw unreadable_window(text, error.message);
    }
    const std::optional<Index> found = rows.size() == 1 ? graph.find(rows[0]) : std::nullopt;
    if (!found) throw unreadable_window(text, fmt::format("'{}' is not one revision", name));
    bound.revision = *found;
    out.push_back(std::move(bound));
  }
  if (out.empty()) throw unreadable_window(text, "it names no revision");
  return out;
}

/// Whether the database has nothing but the revision and what comes before it.
bool is_within(const Graph& graph, const DatabaseStatus& status, Index last) {
  if (!status.unknown.empty()) return false;
  const revision::Marks inside = ancestors(graph, {last}, revision::EdgeKind::real);
  for (Index i = 0; i < graph.size(); ++i) {
    if (status.applied[i] && !inside[i]) return false;
  }
  return true;
}

/// Whether it has something that comes after the revision.
bool is_past(const Graph& graph, const DatabaseStatus& status, Index revision) {
  const revision::Marks later = descendants(graph, {revision}, revision::EdgeKind::real);
  for (Index i = 0; i < graph.size(); ++i) {
    if (i != revision && later[i] && status.applied[i]) return true;
  }
  return std::ranges::any_of(status.unknown, [&](const UnknownRow& row) {
    return std::ranges::any_of(row.after, [&](Index after) { return later[after] != 0; });
  });
}

bool holds(const Graph& graph, const DatabaseStatus& status, const Bound& bound) {
  const bool has = status.applied[bound.revision] != 0;
  if (bound.sign == ">=") return has;
  if (bound.sign == ">") return has && is_past(graph, status, bound.revision);
  if (bound.sign == "<=") return is_within(graph, status, bound.revision);
  if (bound.sign == "<") return !has;
  return has && is_within(graph, status, bound.revision);
}

/// Why the database is not ready, as far as a window of revisions is concerned.
std::string outside_window(const Graph& graph, const DatabaseStatus& status,
                           const std::vector<Bound>& window) {
  for (const Bound& bound : window) {
    if (holds(graph, status, bound)) continue;
    return fmt::format(
        "It is at {}, and this code requires {}.",
        status.rows.empty() ? "no revision" : fmt::format("{}", fmt::join(status.rows, ", ")),
        bound.text);
  }
  return {};
}

/// What can change by itself: somebody else migrates, or is about to.
bool may_change(const DatabaseStatus& status) {
  const DatabaseState at = status.position;
  return at == DatabaseState::behind || at == DatabaseState::empty || status.unfinished ||
         !status.running.empty();
}

/// Whether nothing is missing but scripts that say something else than when they ran, as later code
/// may have them.
bool has_later_scripts(const DatabaseStatus& status) {
  using enum RepeatableState::Kind;
  return status.pending.empty() &&
         std::ranges::none_of(status.repeatables, [](const RepeatableState& script) {
           return script.kind == added || script.kind == missing;
         });
}

/// Whether --allow-ahead accepts it.
bool is_accepted_ahead(const DatabaseStatus& status) {
  return status.position == DatabaseState::ahead ||
         (status.position == DatabaseState::behind && has_later_scripts(status));
}

GateVerdict judge(const std::string& name, Session& session, const GateRequest& request) {
  const Graph& graph = session.graph();
  GateVerdict out;
  out.database = name;
  out.status = database_status(session, false);
  const DatabaseStatus& status = *out.status;
  out.may_change = may_change(status);
  std::optional<std::string> text = request.window;
  if (!text && session.request().program == nullptr) {
    if (const auto found = session.project().config.retort_option("requires")) text = found->value;
  }
  const bool located = status.position != DatabaseState::foreign &&
                       status.position != DatabaseState::empty &&
                       status.position != DatabaseState::unversioned;
  if (status.unfinished) {
    out.reason = explain(graph, status);
  } else if (text && located) {
    out.reason = outside_window(graph, status, parse_window(graph, *text));
    out.may_change = out.may_change && !status.pending.empty();
  } else if (status.position != DatabaseState::at_head &&
             !(request.allow_ahead && is_accepted_ahead(status))) {
    out.reason = explain(graph, status);
    if (status.position == DatabaseState::ahead) {
      out.reason += " --allow-ahead accepts it, `requires` says up to where.";
    } else if (is_accepted_ahead(status)) {
      out.reason += " --allow-ahead accepts it, where later code has run others.";
    }
  }
  if (!out.reason.empty() && !status.running.empty()) out.reason += ' ' + status.running;
  return out;
}

GateReport look(Session& session, const GateRequest& request) {
  GateReport out;
  out.ready = true;
  visit_databases(session, Mode::online, [&](const std::string& name, Session& one) {
    try {
      out.databases.push_back(judge(name, one, request));
    } catch (const Error& error) {
      if (error.code != ErrorCode::connection && error.code != ErrorCode::locked) throw;
      out.databases.push_back({name, error.message, true, std::nullopt});
    }
    out.ready = out.ready && out.databases.back().reason.empty();
  });
  return out;
}

/// A sleep that a signal ends.
void pause_for(double seconds) {
  const double until = monotonic_seconds() + seconds;
  for (double left = seconds; left > 0; left = until - monotonic_seconds()) {
    stop_if_interrupted();
    sleep_seconds(std::min(left, kFirstPause));
  }
  stop_if_interrupted();
}

GateReport wait_until_ready(Session& session, const GateRequest& request) {
  std::optional<SignalGuard> guard;
  if (session.request().catch_signals) guard.emplace([] {});
  const double begun = monotonic_seconds();
  const double deadline = begun + request.timeout;
  double pause = kFirstPause;
  std::string told;
  for (;;) {
    // Everything is read again, so that a changed address or password counts.
    Session attempt(session.request(), session.reporter());
    GateReport report = look(attempt, request);
    const bool waits = std::ranges::any_of(report.databases, [](const GateVerdict& verdict) {
      return !verdict.reason.empty() && verdict.may_change;
    });
    const bool hopeless = std::ranges::any_of(report.databases, [](const GateVerdict& verdict) {
      return !verdict.reason.empty() && !verdict.may_change;
    });
    const double left = deadline - monotonic_seconds();
    if (report.ready || !request.wait || !waits || hopeless || left <= 0) return report;
    if (const std::string reason = reason_of(report); reason != told) {
      runtime::Wait wait;
      wait.what = runtime::Wait::For::database;
      wait.seconds = monotonic_seconds() - begun;
      wait.left = left;
      wait.text = "Waiting for the database: " + reason;
      session.reporter().event(wait);
      told = reason;
    }
    pause_for(std::min(pause, left));
    pause = std::min(pause * 2, kLongestPause);
  }
}

}  // namespace

std::string reason_of(const GateReport& report) {
  for (const GateVerdict& verdict : report.databases) {
    if (verdict.reason.empty()) continue;
    return verdict.database.empty() ? verdict.reason : verdict.database + ": " + verdict.reason;
  }
  return {};
}

GateReport gate(Session& session, const GateRequest& request) {
  using runtime::Ending;
  runtime::Reporter& reporter = session.reporter();
  const double begun = monotonic_seconds();
  reporter.event(runtime::RunBegun{"gate", {}, {}, 0});
  GateReport report;
  try {
    report = wait_until_ready(session, request);
  } catch (const Error& error) {
    const Ending outcome = received_signal() != 0 ? Ending::interrupted : Ending::failed;
    reporter.event(
        runtime::RunEnded{"gate", outcome, monotonic_seconds() - begun, {}, error.message});
    throw;
  }
  std::vector<std::string> rows;
  if (report.databases.size() == 1 && report.databases.front().status) {
    rows = report.databases.front().status->rows;
  }
  reporter.event(runtime::RunEnded{"gate", report.ready ? Ending::done : Ending::not_ready,
                                   monotonic_seconds() - begun, std::move(rows),
                                   reason_of(report)});
  return report;
}

}  // namespace retort::command
