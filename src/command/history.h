// `heads`, `branches`, `history`, `show` and `current`: what Alembic prints, and as JSON. Nothing
// here touches a database: where rows of the version table are needed, the caller brings them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "revision/graph.h"

namespace retort::command {

using Rows = std::vector<std::string>;

/// The revisions that a command lists, and which of them are marked as current.
struct Listing {
  std::vector<revision::Index> revisions;
  std::optional<Rows> current;  ///< Rows to mark with `(current)`; none: nothing is marked.
};

/// The heads; with `resolve_dependencies` only those that nothing depends on.
Listing list_heads(const revision::Graph& graph, bool resolve_dependencies);
/// The branch points, newest first.
Listing list_branches(const revision::Graph& graph);
/// Whether `history` has to read the version table: for `current` in the range and for marks.
bool history_needs_rows(const std::optional<std::string>& range, bool indicate_current);
/// The revisions of `history`, newest first. `range` is `[start]:[end]`, both ends included.
/// Errors: `command` with Alembic's texts.
Listing list_history(const revision::Graph& graph, const std::optional<std::string>& range,
                     bool indicate_current, const Rows& rows);
/// The revisions that an identifier names; `current` stands for the rows.
Listing list_named(const revision::Graph& graph, const std::string& identifier, const Rows& rows);
/// The applied tips of all branches.
Listing list_current(const revision::Graph& graph, const Rows& rows);
/// `current --check-heads`: an Error unless the rows are exactly the heads.
void check_at_heads(const revision::Graph& graph, const Rows& rows);

/// The output of each command, every line ended.
std::string heads_text(const revision::Graph& graph, const Listing& listing, bool verbose);
std::string branches_text(const revision::Graph& graph, const Listing& listing, bool verbose);
std::string history_text(const revision::Graph& graph, const Listing& listing, bool verbose);
std::string show_text(const revision::Graph& graph, const Listing& listing);
std::string current_text(const revision::Graph& graph, const Listing& listing, bool verbose);

/// `{"revisions":[{"revision":...,"down_revision":[...],"depends_on":[...],"branch_labels":[...],
/// "head":...,"effective_head":...,"branchpoint":...,"mergepoint":...,"next":[...],"message":...,
/// "path":...}]}`; `current` is added where it is known. `head` and `effective_head` are as
/// `heads` shows them: a head on which something depends is only an effective head.
Json listing_json(const revision::Graph& graph, const Listing& listing);

}  // namespace retort::command
