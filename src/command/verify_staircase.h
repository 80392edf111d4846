// The staircase of `verify` on one scratch database: each revision up, down, up again.
//
// Reading the schema is what takes most of the time. What a second upgrade has made is therefore
// not read at once where failing steps are rolled back: what it has left stands in what the next
// downgrade leads back to, and only if that is wrong is it asked which revision has left it. (A
// downgrade that fails is told of as it is.)
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "command/scratch_history.h"
#include "command/verify.h"

namespace retort::command {

/// Fills tables before each step.
class RowSource {
 public:
  virtual ~RowSource() = default;
  /// Rows for tables that can have some and have none.
  virtual void fill(ScratchHistory& history) = 0;
  /// The database is empty again.
  virtual void forget() = 0;
};

class Staircase {
 public:
  /// All must outlive it. `rows` may be null. `begin_step` is told of each revision that is tried.
  Staircase(ScratchHistory& history, RowSource* rows,
            const std::function<void(revision::Index)>& begin_step);

  /// Runs `order` up to `first`, and climbs from there to before `end`.
  void climb(const std::vector<revision::Index>& order, std::size_t first, std::size_t end);

  std::vector<VerifyFinding> findings;  ///< Of what was climbed.
  std::size_t skipped = 0;

 private:
  bool can_run(revision::Index revision);
  bool up(revision::Index revision, bool told);
  void step(revision::Index revision);
  bool down(revision::Index revision, schema::shape::Database& after);
  bool down_on_clean(revision::Index revision, schema::shape::Database& after);
  void look_again();
  void not_repeatable(revision::Index revision, const schema::shape::Database& expected,
                      const schema::shape::Database& found);
  void up_again(revision::Index revision, const schema::shape::Database& after);
  void restore();
  bool equal(const schema::shape::Database& expected, const schema::shape::Database& found);
  std::vector<schema::shape::Change> changes(const schema::shape::Database& expected,
                                             const schema::shape::Database& found);
  VerifyFinding& add(std::string code, VerifyFinding::Severity severity, revision::Index revision,
                     std::string message);
  void place_downgrade(VerifyFinding& finding, revision::Index revision);

  ScratchHistory& history_;
  RowSource* rows_;
  const std::function<void(revision::Index)>& begin_step_;
  std::vector<revision::Index> done_;
  std::set<revision::Index> failed_;  ///< Those that do not run, and what needs them.
  schema::shape::Database before_;    ///< What is there before the step.
  /// Whose second upgrade has made what is there, when that was not compared with `before_`.
  std::optional<revision::Index> unread_;
  std::size_t wrong_ = kNone;  ///< The finding of this step's downgrade.
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

/// Adds what an error says of itself: place, statement, the server's words.
void tell_error(VerifyFinding& finding, const Error& error);

}  // namespace retort::command
