// Undoes what an interrupted run has left of a step that is not one transaction.
//
//   1. The script runs once more and sends nothing: the journal's digests prove which of its
//      statements were carried out, and which operations they came from.
//   2. Each of them must have an inverse (inverse.h). If one has none, nothing is changed.
//   3. The step is marked `undoing` in the journal. From the last group of statements to the first,
//      each is undone and marked `undone`, in one transaction where the database can do that; else
//      it is marked `undoing` before, with the state of its object, so that the catalog can tell
//      a killed rollback whether it was undone.
//   4. The step is marked `rolled_back`. The version table has never had it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "database/connection.h"
#include "runtime/run.h"

namespace retort::runtime {

enum class Rollback {
  nothing,   ///< No run was interrupted.
  done,      ///< The step is undone.
  complete,  ///< All of the step was carried out, and not all of it has an inverse: nothing was
             ///< changed. Its own downgrade() undoes it, once it is completed.
};

/// The step's script as it is now. Errors: the revision is not here.
using FindStep = std::function<revision::Step(const UnfinishedStep&)>;

/// Errors: ErrorCode::command, with each statement that cannot be undone; nothing was changed then.
Rollback roll_back(database::Connection& connection, schema::Catalog& catalog,
                   const RunContext& context, const FindStep& find_step,
                   const RunScript& run_script);

}  // namespace retort::runtime
