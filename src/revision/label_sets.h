// Which branch labels apply to which revisions, in space linear in the graph.
#pragma once

#include <string>
#include <vector>

#include "revision/revision.h"

namespace retort::revision {

/// A label spreads from the revision that declares it to every versioned descendant; and when the
/// line from there up to its head has no branch point and no merge point, also downwards along that
/// line to the nearest branch or merge point (Alembic: RevisionMap._add_branches, whose result does
/// not depend on the order in which it visits the labels).
class LabelSets {
 public:
  LabelSets() = default;
  /// `order` lists all revisions with parents (`down`) before children. `declared` lists each
  /// label with its revision.
  LabelSets(const std::vector<Revision>& revisions, const std::vector<Index>& order,
            const std::vector<std::pair<std::string, Index>>& declared);

  std::vector<std::string> of(Index index) const;

 private:
  /// A set is the union of other sets and of labels of its own. Set 0 is empty. Most revisions
  /// share the set of their parent.
  struct Set {
    std::vector<Index> parts;
    std::vector<Index> own;
    friend bool operator==(const Set&, const Set&) = default;
  };

  Index add(Set set);

  std::vector<std::string> names_;
  std::vector<Set> sets_;
  std::vector<Index> set_of_;
};

}  // namespace retort::revision
