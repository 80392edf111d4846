// The only outside interface is migrate.h.
#include "command/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/sha256.h"
#include "base/signals.h"
#include "command/archive.h"
#include "command/env_metadata.h"
#include "command/foresight.h"
#include "command/python_steps.h"
#include "command/repeatable.h"
#include "command/scripts.h"
#include "inspect/catalog.h"
#include "revision/language.h"
#include "runtime/rollback.h"
#include "script/meaning.h"

namespace retort::command {
namespace {

/// `start:target` cut at the first colon, as Alembic cuts it.
struct Range {
  std::vector<std::string> start;
  std::string target;
};

Range parse_range(const std::string& text, Mode mode) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return {{}, text};
  if (mode == Mode::online) {
    throw Error(ErrorCode::command, "Range revision not allowed")
        .with_hint("Give the target alone: the database says where it is. Ranges are for --sql.");
  }
  return {{text.substr(0, colon)}, text.substr(colon + 1)};
}

/// Scripts that will run may leave the names of constraints to a convention.
void name_constraints(Session& session, const revision::Plan& plan, Mode mode) {
  const bool scripts = std::ranges::any_of(plan.steps, [](const revision::Step& step) {
    return step.operation != revision::Operation::stamp;
  });
  if (scripts) complete_naming(session, mode);
}

RunReport run_offline(Session& session, const std::vector<std::string>& start,
                      const runtime::MakePlan& make_plan) {
  RunReport report;
  session.tell_left_out(Mode::offline);
  report.before = revision::starting_rows(session.graph(), start);
  report.plan = make_plan(report.before);
  name_constraints(session, report.plan, Mode::offline);
  Scripts scripts(session);
  PythonSteps python(session, Mode::offline);
  scripts.expect(python.expect(report.plan), Mode::offline);
  runtime::RunContext context = session.run_context(Mode::offline);
  context.foreign = &python;
  runtime::run_offline(context, report.plan, report.before.size(), scripts.runner());
  return report;
}

/// The migration file of a step as it is now.
runtime::FileMark file_mark(Session& session, const revision::Step& step) {
  if (step.revision == revision::kNone) return {};
  const revision::RevisionSpec& spec = session.graph()[step.revision].spec;
  if (revision::language_of(spec) == revision::Language::cpp) return {spec.file(), {}, {}};
  const std::string text =
      spec.source != nullptr ? spec.source->text : session.files().read(spec.path);
  const std::string meaning = script::meaning_of(
      spec.path, text, session.dialect(Mode::online).name(), script::HistoryPlace::ignored);
  return {spec.file(), sha256_hex(text), sha256_hex(meaning)};
}

/// What the migration file of a step says of its time-outs.
script::Timeouts timeouts_of(Session& session, const revision::Step& step) {
  if (step.revision == revision::kNone) return {};
  const revision::RevisionSpec& spec = session.graph()[step.revision].spec;
  if (revision::language_of(spec) == revision::Language::cpp) return {};
  const bool sql = revision::language_of(spec) == revision::Language::sql;
  if (spec.source != nullptr) return script::timeouts_in(*spec.source, sql);
  return script::timeouts_in({spec.file(), session.files().read(spec.path)}, sql);
}

/// What is asked for, as others see it.
struct Purpose {
  std::string_view command;
  std::string target;
  bool ends_interrupted = false;  ///< See RunContext.
};

RunReport run_online(Session& session, const Purpose& purpose, const runtime::MakePlan& make_plan) {
  database::Connection& connection = session.connection(true);
  runtime::RunContext context = session.run_context(Mode::online);  // The server decides.
  context.name = fmt::format("{} {}", purpose.command, purpose.target);
  context.ends_interrupted = purpose.ends_interrupted || purpose.command == "stamp";
  context.file_of = [&session](const revision::Step& step) { return file_mark(session, step); };
  context.timeouts_of = [&session](const revision::Step& step) {
    return timeouts_of(session, step);
  };
  PythonSteps python(session, Mode::online);
  context.foreign = &python;
  std::optional<SignalGuard> guard;
  if (session.request().catch_signals) guard.emplace([&connection] { connection.cancel(); });
  const std::unique_ptr<schema::Catalog> catalog = inspect::open_catalog(connection);
  Scripts scripts(session);
  const auto expected_plan = [&](const std::vector<std::string>& rows) {
    use_archive(session, rows);
    context.graph = &session.graph();
    revision::Plan plan = make_plan(rows);
    name_constraints(session, plan, Mode::online);
    const revision::Plan& own = python.expect(plan);
    scripts.expect(own, Mode::online);
    foresee_transactions(session, own);
    return plan;
  };
  runtime::RunOutcome outcome =
      runtime::run_online(connection, *catalog, context, expected_plan, scripts.runner());
  return {std::move(outcome.before), std::move(outcome.plan)};
}

RunReport run(Session& session, Mode mode, const Purpose& purpose,
              const std::vector<std::string>& start, const runtime::MakePlan& make_plan) {
  const auto with_warnings = [&](const std::vector<std::string>& rows) {
    revision::Plan plan = make_plan(rows);
    for (const std::string& warning : plan.warnings) {
      session.reporter().log("WARNING", "retort", warning);
    }
    return plan;
  };
  if (mode == Mode::offline) return run_offline(session, start, with_warnings);
  return run_online(session, purpose, with_warnings);
}

/// A merge does nothing by itself: whoever goes one step back from it mostly means a step before
/// it.
void refuse_unmerging(const revision::Graph& graph, const std::vector<std::string>& rows,
                      const revision::Plan& plan, const std::string& target) {
  if (plan.heads.size() <= rows.size()) return;
  for (const revision::Step& step : plan.steps) {
    if (step.revision == revision::kNone) continue;
    const revision::RevisionSpec& spec = graph[step.revision].spec;
    if (spec.down_revisions.size() < 2) continue;
    throw Error(ErrorCode::command,
                fmt::format("Downgrading past the merge {} leaves the database on {} branches: {}",
                            spec.id, plan.heads.size(), fmt::join(plan.heads, ", ")))
        .with_hint(fmt::format("If that is meant: retort downgrade --past-merge {}", target))
        .with_hint(
            "To go back on all of the branches, name the revision that they fork from; "
            "`retort graph` shows it.");
  }
}

}  // namespace

RunReport upgrade(Session& session, const std::string& target, Mode mode) {
  const Range range = parse_range(target, mode);
  RunReport report = run(session, mode, {"upgrade", target}, range.start,
                         [&](const std::vector<std::string>& rows) {
                           return revision::plan_upgrade(session.graph(), rows, range.target);
                         });
  if (mode == Mode::online) {
    report.repeatables = run_repeatables(session);
  } else if (is_at_heads(session.graph(), report.plan.heads)) {
    write_repeatables(session);
  }
  return report;
}

RunReport downgrade(Session& session, const std::string& target, Mode mode, bool past_merge) {
  const Range range = parse_range(target, mode);
  if (mode == Mode::offline && range.start.empty()) {
    throw Error(ErrorCode::command, "downgrade with --sql requires <fromrev>:<torev>")
        .with_hint(fmt::format("Say from where: retort downgrade --sql heads:{}.", range.target));
  }
  const Purpose purpose{"downgrade", target};
  return run(session, mode, purpose, range.start, [&](const std::vector<std::string>& rows) {
    revision::Plan plan = revision::plan_downgrade(session.graph(), rows, range.target);
    if (!past_merge && mode == Mode::online) refuse_unmerging(session.graph(), rows, plan, target);
    return plan;
  });
}

RunReport resume(Session& session, bool from_start) {
  const std::optional<runtime::UnfinishedStep> left =
      runtime::find_unfinished(session.connection(true), session.run_context(Mode::online));
  if (!left) {
    session.reporter().log("INFO", "retort", "No run was interrupted: there is nothing to resume.");
    return {session.version_rows(), {}};
  }
  const bool up = left->step.operation == "upgrade";
  // A relative target has moved with the steps that are done.
  std::string target = left->command.substr(left->command.find(' ') + 1);
  const bool relative = target.find_first_of("+-") != std::string::npos;
  if (relative) target = up ? left->step.revision : left->step.revision + "-1";
  const Purpose purpose{up ? "upgrade" : "downgrade", target, from_start};
  return run(session, Mode::online, purpose, {}, [&](const std::vector<std::string>& rows) {
    return up ? revision::plan_upgrade(session.graph(), rows, target)
              : revision::plan_downgrade(session.graph(), rows, target);
  });
}

namespace {

/// The step as the files have it now.
revision::Step step_of(Session& session, const runtime::UnfinishedStep& left) {
  const std::optional<revision::Index> found = session.graph().find(left.step.revision);
  if (!found || session.graph().id(*found) != left.step.revision) {
    throw Error(ErrorCode::command,
                fmt::format("There is no file of revision {}, whose {} was interrupted",
                            left.step.revision, left.step.operation))
        .with_hint("Run it with the files that the interrupted run has had.");
  }
  revision::Step step;
  step.operation = left.step.operation == "downgrade" ? revision::Operation::downgrade
                                                      : revision::Operation::upgrade;
  step.revision = *found;
  return step;
}

runtime::Rollback undo_interrupted(Session& session, std::string& revision) {
  database::Connection& connection = session.connection(true);
  runtime::RunContext context = session.run_context(Mode::online);
  complete_naming(session, Mode::online);
  context.name = "rollback";
  std::optional<SignalGuard> guard;
  if (session.request().catch_signals) guard.emplace([&connection] { connection.cancel(); });
  const std::unique_ptr<schema::Catalog> catalog = inspect::open_catalog(connection);
  Scripts scripts(session);
  const auto find_step = [&](const runtime::UnfinishedStep& left) {
    revision = left.step.revision;
    return step_of(session, left);
  };
  return runtime::roll_back(connection, *catalog, context, find_step, scripts.runner());
}

}  // namespace

RunReport rollback(Session& session) {
  std::string revision;
  const runtime::Rollback outcome = undo_interrupted(session, revision);
  if (outcome == runtime::Rollback::nothing) {
    session.reporter().log("INFO", "retort",
                           "No run was interrupted: there is nothing to roll back.");
  }
  if (outcome != runtime::Rollback::complete) return {session.version_rows(), {}};
  session.reporter().log("INFO", "retort",
                         fmt::format("All of revision {} was carried out: it is completed, and "
                                     "its downgrade() undoes it",
                                     revision));
  run(session, Mode::online, {"upgrade", revision}, {}, [&](const std::vector<std::string>& rows) {
    return revision::plan_upgrade(session.graph(), rows, revision);
  });
  return downgrade(session, revision + "-1", Mode::online, true);
}

RunReport stamp(Session& session, const std::vector<std::string>& revisions, bool purge,
                Mode mode) {
  std::vector<std::string> start;
  std::vector<std::string> targets = revisions;
  if (mode == Mode::offline) {
    for (std::string& target : targets) {
      Range range = parse_range(target, mode);
      target = range.target;
      if (range.start.empty() || range.start == start) continue;
      if (!start.empty()) {
        throw Error(
            ErrorCode::command,
            "Stamp operation with --sql only supports a single starting revision at a time");
      }
      start = std::move(range.start);
    }
    if (purge) {
      throw Error(ErrorCode::command, "Can't use --purge with --sql mode")
          .with_hint("Leave --purge out, and give the range START:END.");
    }
  }
  const Purpose purpose{"stamp", fmt::format("{}", fmt::join(revisions, " "))};
  return run(session, mode, purpose, start, [&](const std::vector<std::string>& rows) {
    return revision::plan_stamp(session.graph(), rows, targets, purge);
  });
}

void ensure_version(Session& session, Mode mode) {
  const runtime::RunContext context = session.run_context(mode);
  if (mode == Mode::offline) {
    runtime::write_version_table(context);
    return;
  }
  database::Connection& connection = session.connection(true);
  std::optional<SignalGuard> guard;
  if (session.request().catch_signals) guard.emplace([&connection] { connection.cancel(); });
  const std::unique_ptr<schema::Catalog> catalog = inspect::open_catalog(connection);
  runtime::ensure_version_table(connection, *catalog, context);
}

}  // namespace retort::command
