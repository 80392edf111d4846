// What a run will do: the steps in order, and what each does to the version table.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "revision/graph.h"
#include "revision/rows.h"

namespace retort::revision {

enum class Operation { upgrade, downgrade, stamp };

/// `upgrade`, `downgrade` or `stamp`.
std::string_view name_of(Operation operation);

/// One step of a run.
struct Step {
  Operation operation = Operation::upgrade;
  Index revision = kNone;         ///< Whose upgrade() or downgrade() runs; kNone for a stamp.
  std::vector<std::string> from;  ///< As in the log line: without dependencies, empty for a base.
  std::vector<std::string> to;
  std::vector<RowChange> rows;
  friend bool operator==(const Step&, const Step&) = default;
};

struct Plan {
  std::vector<Step> steps;
  std::vector<std::string> purged;  ///< `stamp --purge`: rows that are deleted before the steps.
  std::vector<std::string> heads;   ///< The rows after the run, in map order.
  std::vector<std::string> warnings;
  friend bool operator==(const Plan&, const Plan&) = default;
};

/// Plans `upgrade target` from the rows of the version table. `target` is an identifier of any
/// form. Errors (code `command`) have Alembic's texts.
Plan plan_upgrade(const Graph& graph, const std::vector<std::string>& rows,
                  const std::string& target);
/// Plans `downgrade target`. For `-N` with several rows the first row counts, as in Alembic.
Plan plan_downgrade(const Graph& graph, const std::vector<std::string>& rows,
                    const std::string& target);
/// Plans `stamp targets`. Every target is judged against the same starting rows.
Plan plan_stamp(const Graph& graph, const std::vector<std::string>& rows,
                const std::vector<std::string>& targets, bool purge);

/// The rows that starting identifiers stand for (`--from`, and `start:end` with --sql): each must
/// name one revision; `base` names none.
std::vector<std::string> starting_rows(const Graph& graph, const std::vector<std::string>& from);

/// `upgrade a, b -> c, doc`, as in the log; without `, doc` if there is none.
std::string describe(const Graph& graph, const Step& step);
/// `upgrade a, b -> c`, as in the comments of offline output.
std::string describe_short(const Step& step);

/// One end of a history range: an identifier, or the rows of the version table for `current`.
using RangeEnd = std::variant<std::string, std::vector<std::string>>;
/// The revisions of `history -r lower:upper`, newest first, both ends included.
std::vector<Index> history_range(const Graph& graph, const RangeEnd& lower, const RangeEnd& upper);
/// Every revision, newest first.
std::vector<Index> whole_history(const Graph& graph);

/// What `show identifier` or `edit identifier` means: all revisions that it names.
std::vector<Index> named_revisions(const Graph& graph, const std::vector<std::string>& identifiers);
/// What a new revision revises when it is asked to follow `identifiers`; empty for `base`. Errors:
/// `command` with Alembic's texts, also when one is named twice.
std::vector<Index> parents_of_new(const Graph& graph, const std::vector<std::string>& identifiers);
/// What `--depends-on` says, as it is written into the file: full ids, labels as they are.
std::vector<std::string> dependencies_of_new(const Graph& graph,
                                             const std::vector<std::string>& identifiers);
/// The applied tips that rows stand for, as `current` shows them, in map order.
std::vector<Index> current_tips(const Graph& graph, const std::vector<std::string>& rows);

}  // namespace retort::revision
