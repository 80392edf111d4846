// The only outside interface is shape_plan.h.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/error.h"
#include "diff/shape_plan.h"
#include "diff/shape_renames.h"

namespace retort::diff {

using namespace schema::shape;

Plan diff_shapes(const Inspection& from, const Inspection& to, const Answers& answers) {
  const std::string& dialect = to.database.dialect;
  if (from.database.dialect != dialect) {
    throw Error(ErrorCode::usage, fmt::format("A {} database cannot become one of {}",
                                              from.database.dialect, dialect));
  }
  Renaming renaming = rename_shapes(from, to, answers);
  Plan plan;
  if (dialect == "postgresql") {
    plan = diff_postgresql(renaming.from, to);
  } else if (dialect == "sqlite") {
    plan = diff_sqlite(renaming.from, to);
  } else if (dialect == "mariadb") {
    plan = diff_mariadb(renaming.from, to);
  } else {
    throw Error(ErrorCode::unsupported, fmt::format("{} databases cannot be compared", dialect));
  }
  plan.possible_renames = std::move(renaming.open);
  plan.renamed = std::move(renaming.renamed);
  // What is said before the plan's own steps, but behind what they say about the session.
  const auto first = std::ranges::find_if(
      plan.steps, [](const Step& step) { return step.transaction != Transaction::around; });
  plan.steps.insert(first, std::make_move_iterator(renaming.steps.begin()),
                    std::make_move_iterator(renaming.steps.end()));
  // What is committed by itself comes first.
  std::ranges::stable_partition(
      plan.steps, [](const Step& step) { return step.transaction != Transaction::inside; });
  return plan;
}

}  // namespace retort::diff
