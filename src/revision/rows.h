// The rows of the version table and how each step changes them (Alembic: HeadMaintainer,
// RevisionStep, StampStep in runtime/migration.py).
#pragma once

#include <string>
#include <vector>

#include "revision/graph.h"
#include "revision/traversal.h"

namespace retort::revision {

/// One statement on the version table.
struct RowChange {
  enum class Kind { insert, remove, update };
  Kind kind = Kind::insert;
  std::string from;  ///< The row before: for remove and update.
  std::string to;    ///< The row after: for insert and update.
  friend bool operator==(const RowChange&, const RowChange&) = default;
};

/// The rows at one moment of a run. Where Alembic's result depends on the order of a Python set
/// (which of several rows is updated and which are deleted or inserted), the order here is that of
/// the revision's parents: `down_revision` as in the file, then its dependencies. The last one is
/// updated.
class VersionRows {
 public:
  VersionRows(const Graph& graph, const std::vector<Index>& rows);

  /// The statements for running a revision up; it becomes a row.
  std::vector<RowChange> upgrade(Index revision);
  /// The statements for running a revision down; it is a row and no longer one afterwards.
  std::vector<RowChange> downgrade(Index revision);
  /// The statements of one stamp step. `branch_move`: a branch appears (up) or vanishes (down).
  /// An Error if an earlier step has taken away the rows that this one replaces.
  std::vector<RowChange> stamp(const std::vector<Index>& from, const std::vector<Index>& to,
                               bool is_upgrade, bool branch_move);

  /// The rows in map order.
  std::vector<Index> rows() const;

 private:
  bool has(Index revision) const { return is_row_[revision] != 0; }
  RowChange insert(Index revision);
  RowChange remove(Index revision);
  RowChange update(Index from, Index to);
  std::vector<Index> rows_below(Index revision);
  bool is_covered(Index parent, Index without);
  bool reaches_row(Index from, Index without);
  bool has_witness(Index revision, Index without) const;
  void need_row(Index revision) const;

  const Graph& graph_;
  Marks is_row_;
  Marks applied_;                        ///< What the rows stand for; kept for downgrades only.
  std::vector<Index> applied_children_;  ///< By normalised edges.
  std::vector<Index> witness_;  ///< A row above, found before; it counts while it is a row.
  std::vector<Index> seen_by_;  ///< The last search that visited a revision, and from where.
  std::vector<Index> reached_from_;
  Index search_ = 0;
  std::size_t count_ = 0;
};

}  // namespace retort::revision
