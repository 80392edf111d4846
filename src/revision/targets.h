// What a revision identifier means: `head`, `ae10`, `label@head`, `+2`, `ae10-1`, ...
//
// All functions follow Alembic's RevisionMap (script/revision.py) and throw Failure, which callers
// inside this module turn into Errors with the words of their command.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "revision/graph.h"
#include "revision/traversal.h"

namespace retort::revision {

/// A place in the history: a revision, or before the first one. Alembic distinguishes None (nothing
/// named, or walked too far) from "base" (walked down below a base revision).
struct Point {
  enum class Kind { none, base, revision };
  Kind kind = Kind::none;
  Index index = kNone;

  static Point none() { return {}; }
  static Point base() { return {Kind::base, kNone}; }
  static Point at(Index index) { return {Kind::revision, index}; }
  bool is_revision() const { return kind == Kind::revision; }
  friend bool operator==(const Point&, const Point&) = default;
};

/// `label@symbol+2`, parsed. Alembic's pattern, which only has to match the start of the text.
struct RelativeTarget {
  std::optional<std::string> label;
  std::optional<std::string> symbol;
  std::string number;  ///< With its sign, as written.
  long long steps = 0;
};
std::optional<RelativeTarget> parse_relative(std::string_view text);

class Targets {
 public:
  explicit Targets(const Graph& graph) : graph_(graph) {}

  /// Everything that an identifier names (RevisionMap.get_revisions).
  std::vector<Point> revisions(const std::string& identifier) const;
  std::vector<Point> revisions(const std::vector<std::string>& identifiers) const;
  /// The one revision that an identifier names, or none for `base` (RevisionMap.get_revision).
  std::optional<Index> revision(const std::string& identifier) const;

  /// Where an upgrade goes. `relative_fails`: a walk that is too long is a Failure, otherwise it
  /// stops at the end.
  std::vector<Index> upgrade_targets(const std::vector<std::string>& current,
                                     const std::string& target, bool relative_fails) const;

  struct DowngradeTarget {
    std::optional<std::string> label;
    Point point;
  };
  /// Where a downgrade goes. Notes that Alembic prints as warnings go to `warnings`.
  DowngradeTarget downgrade_target(const std::vector<std::string>& current,
                                   const std::string& target, bool relative_fails,
                                   std::vector<std::string>& warnings) const;

  /// The revisions among `candidates` that share lineage with what `against` names.
  std::vector<Index> filter_lineage(const std::vector<Index>& candidates,
                                    const std::string& against, EdgeKind kind) const;
  /// The revision behind a label, an id or a part of one (RevisionMap._resolve_branch).
  Index branch(const std::string& label) const;

  /// The applied tips of each branch: the rows, and the heads that they imply as dependencies
  /// (RevisionMap._get_all_current), in map order.
  std::vector<Index> all_current(const std::vector<std::string>& rows) const;

 private:
  struct Resolved {
    std::vector<std::string> ids;
    std::optional<std::string> label;
  };
  Resolved resolve(const std::string& identifier) const;
  std::vector<std::string> current_head(const std::optional<std::string>& label) const;
  Index by_identifier(const std::string& id, const std::optional<std::string>& label) const;
  Index by_prefix(const std::string& id, const std::optional<std::string>& label) const;
  Marks lineage(const std::vector<std::string>& shares, EdgeKind kind) const;
  Point walk(Point start, long long steps, const std::optional<std::string>& label,
             bool fails) const;
  std::vector<Point> steps_up(Point from, const std::optional<std::string>& label) const;
  std::vector<Point> steps_down(Point from) const;
  Point walk_from_symbol(const RelativeTarget& relative, bool fails, bool zero_checks_label) const;
  Point start_of_upgrade(const std::vector<std::string>& current,
                         const std::optional<std::string>& label) const;
  std::string start_of_downgrade(const std::vector<std::string>& current,
                                 const RelativeTarget& relative,
                                 std::vector<std::string>& warnings) const;
  Point relative_upgrade(const std::vector<std::string>& current, const RelativeTarget& relative,
                         bool fails) const;
  Point point_of(const std::string& identifier) const;

  const Graph& graph_;
};

/// The revisions among `points`; the other points are left out.
std::vector<Index> indices_of(const std::vector<Point>& points);

}  // namespace retort::revision
