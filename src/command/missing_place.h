// Where a revision stands that no file defines.
#pragma once

#include <string>
#include <vector>

#include "doctor/history.h"

namespace retort::command {

struct MissingPlace {
  std::vector<std::string> parents;   ///< Empty: it is a base.
  std::vector<std::string> children;  ///< Who names it as parent or dependency.
  std::string child_path;             ///< The file of one of them; empty without any.
};

/// `after`: the parents as they were given, `base` for none; empty when they were not. Errors:
/// `command` when the id is defined, when nobody names it and no parents are given, when its
/// parents are not known (with a proposal), and when other revisions are missing, too.
MissingPlace find_missing_place(const doctor::History& history, const std::string& id,
                                const std::vector<std::string>& after);

}  // namespace retort::command
