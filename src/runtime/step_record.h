// What a revision has done to the database so far, and what of it a rollback would not undo: on
// MySQL, where each change of the schema commits, and around a script's own commits.
//
// The record also keeps a digest of everything that went between the script and the database: the
// statements with their parameters, and the rows that the script has read. Two runs of a script
// with equal digests have done the same, so that the second can go on where the first was killed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "database/value.h"
#include "runtime/journal.h"

namespace retort::runtime {

class StepRecord {
 public:
  void clear();
  /// A statement is about to be sent, or to be passed over.
  void begin(std::string_view statement, const std::vector<database::Value>& parameters);
  /// It was carried out or queued; `uncommitted` when a rollback still undoes it.
  void ran(bool uncommitted);
  /// It was carried out by an earlier run.
  void passed();
  /// The script has read a row.
  void read(const database::Row& row);
  /// Everything so far was committed.
  void committed() { lasting_ = count_; }
  /// Everything since the last commit was undone.
  void undone();

  std::size_t count() const { return count_; }
  /// How many statements stay in effect after a rollback.
  std::size_t lasting() const { return lasting_; }
  /// Those statements, shortened, separated by semicolons; the first few of many.
  std::string lasting_text() const;

  /// The digest up to and with the last statement.
  std::string digest() const;
  /// The statements since the last group, as the next one; its count is 0 when there are none.
  StatementGroup next_group() const;
  /// The statement that begin() was called for, as a group of its own that follows those.
  StatementGroup lone_group() const;
  /// Groups of an interrupted run are in the journal already: the next one has this ordinal.
  void go_on_at(std::int64_t ordinal) { ordinal_ = ordinal; }
  /// The group is in the journal.
  void grouped(const StatementGroup& group);

 private:
  void mix(std::string_view text);

  std::vector<std::string> statements_;  ///< The first few.
  std::size_t count_ = 0;
  std::size_t lasting_ = 0;
  std::uint64_t digest_ = 0;
  std::uint64_t digest_at_statement_ = 0;  ///< With the statement that was begun last.
  std::uint64_t digest_at_count_ = 0;      ///< With the last one that ran or was passed over.
  std::string text_;                       ///< The statement that was begun, shortened.
  std::int64_t begun_ = 0;
  // The group that is growing.
  std::int64_t ordinal_ = 1;
  std::int64_t grouped_ = 0;  ///< Statements in groups before it.
  std::string group_text_;
  std::int64_t group_started_ = 0;
};

}  // namespace retort::runtime
