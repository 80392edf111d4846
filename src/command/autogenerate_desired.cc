// The only outside interface is autogenerate_desired.h.
#include "command/autogenerate_desired.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "command/autogenerate.h"
#include "command/diff.h"
#include "command/repeatable.h"
#include "dialect/recreate.h"
#include "diff/python_body.h"
#include "diff/reversed_renames.h"
#include "python/dump.h"
#include "script/sql_template.h"

namespace retort::command {
namespace {

struct Ways {
  FoundSchema live, desired;
  diff::Plan upgrade, downgrade;
};

Ways compare(Session& session, SchemaReader& reader, const DesiredSchema& desired) {
  require_heads(session);
  require_repeatables(session);
  Ways out{reader.read("database"), reader.read_with_repeatables(desired.word), {}, {}};
  for (const std::string& note : out.desired.notes) {
    session.reporter().log("WARNING", "retort.autogenerate", note);
  }
  level(out.live, out.desired);
  const schema::shape::Inspection &live = out.live.inspection, &wanted = out.desired.inspection;
  out.upgrade = diff::diff_shapes(live, wanted, desired.answers);
  require_answers(out.upgrade);
  out.downgrade = diff::diff_shapes(wanted, live, diff::reversed_renames(out.upgrade.renamed));
  return out;
}

void require_proof(SchemaReader& reader, const Ways& ways) {
  const auto prove = [&](std::string_view what, const FoundSchema& from, const FoundSchema& to,
                         const diff::Plan& plan) {
    const DiffProof proof = prove_diff(reader, from.inspection, to.inspection, plan);
    if (proof.holds()) return;
    throw Error(ErrorCode::command,
                fmt::format("The {} that was planned does not lead where it should: {}", what,
                            diff_proof_text(proof)))
        .with_hint("No migration was written. Write it by hand: `retort diff` shows the plan.");
  };
  prove("upgrade", ways.live, ways.desired, ways.upgrade);
  prove("downgrade", ways.desired, ways.live, ways.downgrade);
}

std::string sql_of(const diff::Plan& plan, const std::string& dialect) {
  std::string out;
  for (const diff::Step& step : plan.steps) {
    if (step.destructive) out += fmt::format("-- DESTRUCTIVE: {}\n", step.why);
    out += dialect::script_text(dialect, step.sql);
  }
  return out;
}

bool has_own_transactions(const diff::Plan& plan) {
  return std::ranges::any_of(plan.steps, [](const diff::Step& step) {
    return step.transaction == diff::Transaction::before;
  });
}

}  // namespace

std::optional<revision::RevisionSpec> desired_revision(Session& session,
                                                       const RevisionRequest& request,
                                                       const DesiredSchema& desired,
                                                       FileFormat format, StatusLines& lines) {
  SchemaReader reader(session, {"database", desired.word}, desired.options);
  Ways ways = compare(session, reader, desired);
  if (ways.upgrade.steps.empty() &&
      passes_over_empty(session, "the contents of " + ways.desired.from))
    return std::nullopt;
  require_proof(reader, ways);
  leave_session_alone(ways.upgrade);
  leave_session_alone(ways.downgrade);
  const bool sql = format == FileFormat::sql;
  const RevisionDraft draft = draft_revision(session, request, sql ? ".sql" : ".py", lines);
  const auto render = [&] {
    const schema::shape::Inspection &live = ways.live.inspection, &wanted = ways.desired.inspection;
    if (!sql) {
      const PlanOperations forth = diff_operations(ways.upgrade, live, wanted);
      const PlanOperations back = diff_operations(ways.downgrade, wanted, live);
      const std::string& imports =
          forth.imports.size() < back.imports.size() ? back.imports : forth.imports;
      return render_python(
          session, draft, false,
          named_bodies(session, diff::commented(forth.text), diff::commented(back.text), imports));
    }
    const std::string& dialect = ways.desired.inspection.database.dialect;
    return script::render_sql_revision(
        draft.revision,
        {sql_of(ways.upgrade, dialect), sql_of(ways.downgrade, dialect),
         has_own_transactions(ways.upgrade) || has_own_transactions(ways.downgrade)});
  };
  return write_revision(session, draft, render, lines);
}

std::vector<std::string> check_desired(Session& session, const DesiredSchema& desired) {
  SchemaReader reader(session, {"database", desired.word}, desired.options);
  std::vector<std::string> out;
  for (const diff::Step& step : compare(session, reader, desired).upgrade.steps) {
    if (!step.object.name.name.empty()) out.push_back(step.what);
  }
  return out;
}

}  // namespace retort::command
