// `retort diff A B`: the way from one schema to another, and the proof that it leads there.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "command/schema_source.h"
#include "diff/shape_plan.h"

namespace retort::command {

struct DiffProof {
  std::string place;                   ///< Where it ran, for people.
  std::string failure;                 ///< Empty: the plan leads from A to B.
  std::vector<std::string> different;  ///< Objects that are not as in B.

  bool holds() const { return failure.empty() && different.empty(); }
};

/// Makes the shape `from` in a scratch database, runs the plan there, and compares what comes out
/// with `to`. Errors: no scratch database can be had, or `from` cannot be made.
DiffProof prove_diff(SchemaReader& reader, const schema::shape::Inspection& from,
                     const schema::shape::Inspection& to, const diff::Plan& plan);

/// Where one of them speaks of tables only (models), what it says nothing of is the other's.
void level(FoundSchema& from, FoundSchema& to);

/// `renames` of the project's configuration, lines `old = new`; none where there is no project.
std::vector<std::string> declared_renames(Session& session);

/// Refuses a plan with possible renames that nobody has answered. Errors: ErrorCode::command.
void require_answers(const diff::Plan& plan);

/// A numbered list of what is done; destructive steps are marked with `!`.
std::string diff_text(const diff::Plan& plan);
/// A script for the database's own client, with its transaction.
std::string diff_sql(const diff::Plan& plan, const std::string& dialect);
/// The body of a migration's upgrade(), as Python, and the import lines that it needs.
struct PlanOperations {
  std::string text, imports;
};
PlanOperations diff_operations(diff::Plan plan, const schema::shape::Inspection& from,
                               const schema::shape::Inspection& to);
/// Takes away what prepares the session, as it would stay so for later migrations and for the
/// version table: the search path; SQLite's foreign keys, which are only enforced where somebody
/// asks for it.
void leave_session_alone(diff::Plan& plan);
/// docs/json.md.
Json diff_json(const diff::Plan& plan);
Json diff_proof_json(const DiffProof& proof);
std::string diff_proof_text(const DiffProof& proof);

}  // namespace retort::command
