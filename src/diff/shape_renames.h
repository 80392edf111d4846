// What has only another name: found by similarity, declared in comments, or said by a person.
#pragma once

#include "diff/shape_plan.h"

namespace retort::diff {

struct Renaming {
  schema::shape::Inspection from;  ///< As it is when the renames are done.
  std::vector<Step> steps;
  std::vector<PossibleRename> open;  ///< Without an answer.
  std::vector<std::string> renamed;
};

/// Renames what the answers, or `renamed_from: old` in the comment of the new table or column, say,
/// and indexes and constraints that are the same but for their name. Errors: ErrorCode::usage for
/// an answer that names nothing that is gone.
Renaming rename_shapes(const schema::shape::Inspection& from, const schema::shape::Inspection& to,
                       const Answers& answers);

}  // namespace retort::diff
