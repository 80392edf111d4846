// A migration written in C++.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "retort/operations.h"

namespace retort {

/// One revision. It stands in one history with those in .py and .sql files:
///
///     retort::Migration{
///         .revision = "1975ea83b712",
///         .revises = {"ae1027a6acf0"},
///         .message = "accounts have a name",
///         .upgrade = [](retort::Operations& op) { op.add_column("account", ...); },
///         .downgrade = [](retort::Operations& op) { op.drop_column("account", "name"); },
///     }
///
/// A function that throws anything ends the run, and the step is rolled back.
struct Migration {
  std::string revision;                   ///< Its id; as in Alembic without `@ + - :` and blanks.
  std::vector<std::string> revises = {};  ///< What it follows: none for a base, several to merge.
  std::vector<std::string> depends_on = {};     ///< Further revisions that must be there first.
  std::vector<std::string> branch_labels = {};  ///< Names of the branch that begins here.
  std::string message = {};                     ///< The first line is shown in listings.
  std::function<void(Operations&)> upgrade = nullptr;
  /// Without it a downgrade past this revision is an error of kind `command`.
  std::function<void(Operations&)> downgrade = nullptr;
  /// False: its statements run outside of a transaction, each for itself.
  bool transaction = true;
  Caller declared = Caller::here();  ///< For errors.
};

}  // namespace retort
