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

Step& add_step(std::vector<Step>& steps, std::string sql, std::string what, Object object) {
  return steps.emplace_back(
      Step{std::move(sql), std::move(what), std::move(object), false, {}, Transaction::inside, {}});
}

Step& add_table_drop(std::vector<Step>& steps, const std::string& quoted, const Name& name) {
  const Object object{Kind::table, name, {}};
  Step& step = add_step(steps, "DROP TABLE " + quoted, "drop " + shown(object), object);
  step.destructive = true;
  step.why = "its rows are lost";
  step.action.kind = Action::Kind::drop_table;
  return step;
}

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
  const auto is_around = [](const Step& step) { return step.transaction == Transaction::around; };
  // SQLite renames nothing while a view names what is not there; all views are made again then.
  const auto comes_earlier = [&](const Step& step) {
    const bool drops = step.sql.starts_with("DROP VIEW ") || step.sql.starts_with("DROP TRIGGER ");
    return is_around(step) || (dialect == "sqlite" && drops);
  };
  plan.steps.insert(std::ranges::find_if_not(plan.steps, comes_earlier),
                    std::make_move_iterator(renaming.steps.begin()),
                    std::make_move_iterator(renaming.steps.end()));
  // What is committed by itself comes first, when the session is prepared.
  const auto first = std::ranges::find_if_not(plan.steps, is_around);
  const auto last =
      std::find_if_not(plan.steps.rbegin(), std::make_reverse_iterator(first), is_around).base();
  std::stable_partition(first, last,
                        [](const Step& step) { return step.transaction == Transaction::before; });
  return plan;
}

}  // namespace retort::diff
