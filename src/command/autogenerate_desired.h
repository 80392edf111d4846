// `revision --autogenerate` and `check` against a schema that is not the models': an SQL file, a
// database, what a program prints (schema_source.h). All kinds of objects are compared.
//
//   1. The rows of the version table must be the heads of the history, and the repeatable scripts
//      must have run. They run on the desired schema, too: what they make is no migration's matter.
//   2. What leads from the live database to that schema, and back again, is planned
//      (diff/shape_plan.h), and both ways are tried on scratch databases.
//   3. The migration holds the statements as they are: SQL, or op.execute() in Python.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/new_revision.h"
#include "command/schema_source.h"
#include "command/session.h"
#include "diff/shape_plan.h"

namespace retort::command {

struct DesiredSchema {
  std::string word;  ///< As SchemaReader takes it.
  SchemaOptions options;
  diff::Answers answers;
};

/// Errors: `command` when the database is not at the heads, for renames that nobody has answered,
/// and when a try does not lead where it should; those of SchemaReader. Nothing is written then,
/// nor when there is nothing to do (see autogenerate_revision()).
std::optional<revision::RevisionSpec> desired_revision(Session& session,
                                                       const RevisionRequest& request,
                                                       const DesiredSchema& desired,
                                                       FileFormat format, StatusLines& lines);

/// What would be done, one item a step; empty without any. Errors: as above, but for the tries.
std::vector<std::string> check_desired(Session& session, const DesiredSchema& desired);

}  // namespace retort::command
