// What a revision has done to the database so far, and what of it a rollback would not undo: on
// MySQL, where each change of the schema commits, and around a script's own commits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::runtime {

class StepRecord {
 public:
  void clear();
  /// A statement was carried out or queued; `uncommitted` when a rollback still undoes it.
  void ran(std::string_view statement, bool uncommitted);
  /// Everything so far was committed.
  void committed() { lasting_ = count_; }

  /// How many statements stay in effect after a rollback.
  std::size_t lasting() const { return lasting_; }
  /// Those statements, shortened, separated by semicolons; the first few of many.
  std::string lasting_text() const;

 private:
  std::vector<std::string> statements_;  ///< The first few.
  std::size_t count_ = 0;
  std::size_t lasting_ = 0;
};

}  // namespace retort::runtime
