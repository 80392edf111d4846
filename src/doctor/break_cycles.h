// Which edges to change so that no revision comes before itself.
//
// An edge is one name in `down_revision` or `depends_on`. Fewest edges first; among equally few,
// those with the most evidence against them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "doctor/history.h"

namespace retort::doctor {

/// Who wrote a line, and when.
struct Authorship {
  std::string commit;
  std::string author;
  std::string date;  ///< ISO 8601.
};

/// What a revision's file said before somebody changed it.
struct EarlierParents {
  std::vector<std::string> parents;
  Authorship changed;  ///< Who wrote something else in their place; may be empty.
};

/// The seam to the repository.
class Blame {
 public:
  Blame() = default;
  Blame(const Blame&) = delete;
  Blame& operator=(const Blame&) = delete;
  virtual ~Blame() = default;
  /// Nothing when it is not known.
  virtual std::optional<Authorship> line(const std::string& path, int line) = 0;
  /// What the files of these revisions ever said, newest first.
  virtual std::map<std::string, std::vector<EarlierParents>> earlier_parents(
      const std::vector<std::string>& ids) = 0;
};

/// One edge to change.
struct EdgeChange {
  Index from = revision::kNone;
  Index to = revision::kNone;  ///< What it names now.
  bool dependency = false;     ///< In `depends_on`: the name goes, and nothing takes its place.
  /// What takes the name's place; kNone: nothing, as others remain or it becomes a base.
  Index target = revision::kNone;
  std::string target_reason;
  int score = 0;                      ///< How much speaks for this change.
  std::vector<std::string> evidence;  ///< For and against, a line each.
};

/// A set of changes without which its component stays a circle.
struct CycleBreak {
  std::vector<EdgeChange> changes;
  int score = 0;
};

/// One strongly connected component.
struct BrokenComponent {
  std::vector<Index> nodes;
  bool exact = false;                    ///< Whether fewer changes are proven not to be enough.
  std::vector<CycleBreak> alternatives;  ///< Best first; not empty.
};

/// One entry for each component; nothing for a history without circles. `blame` may be null.
std::vector<BrokenComponent> break_cycles(const History& history, Blame* blame);

}  // namespace retort::doctor
