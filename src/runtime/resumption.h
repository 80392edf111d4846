// Leads a script past the statements that an interrupted run of it has carried out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "runtime/journal.h"
#include "runtime/step_record.h"

namespace retort::runtime {

class Resumption {
 public:
  explicit Resumption(UnfinishedStep step);

  enum class Next {
    pass,   ///< It was carried out.
    judge,  ///< It was about to be: the catalog has to say whether it was.
    run,    ///< It was never reached.
  };
  /// What becomes of the statement that `record` has begun. Errors: ErrorCode::command when the
  /// script does not say what it said then, so that nothing proves what was done.
  Next next(const StepRecord& record);
  /// Whether statements of the interrupted run are still to come.
  bool is_active() const { return group_ < step_.groups.size(); }
  /// The group that is to be judged, and the outcome.
  const StatementGroup& judged() const { return step_.groups[group_]; }
  void decide(bool done);
  /// Errors: the outcome cannot be told; the session's temporary tables are gone.
  [[noreturn]] void undecided() const;
  [[noreturn]] void needs_session() const;
  /// How many statements were passed over.
  std::int64_t passed() const { return passed_; }
  /// Errors: as of next(), when the script has ended before its old statements were over.
  void end() const;

 private:
  [[noreturn]] void differs(const std::string& what) const;

  UnfinishedStep step_;
  std::size_t group_ = 0;
  std::int64_t in_group_ = 0;
  std::int64_t passed_ = 0;
};

/// What to do about an interrupted step: the sentences that every message about one ends with.
std::vector<std::string> ways_out(const UnfinishedStep& step);
/// `upgrade of revision a1 (file a1.py) by upgrade head, begun 2026-01-01 10:00:00 by u@h, ...`:
/// one paragraph.
std::string describe(const UnfinishedStep& step);

}  // namespace retort::runtime
