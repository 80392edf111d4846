// Where revisions stand that no file defines.
#pragma once

#include <string>
#include <vector>

#include "doctor/history.h"

namespace retort::command {

struct MissingPlace {
  std::string id;
  std::vector<std::string> parents;   ///< Empty: it is a base.
  std::vector<std::string> children;  ///< Who names it as parent or dependency.
  std::string child_path;             ///< The file of one of them; empty without any.
};

/// In the order in which they run, else as in `ids`. `after`: the parents as they were given,
/// `base` for none, with several ids as `ID=PARENT`; none of an id whose parents were not. Errors:
/// `command` when an id is defined, when nobody names it and no parents are given, when its parents
/// are not known (with a proposal), and when other revisions are missing, too; `usage` for words of
/// `after` that name none of the ids.
std::vector<MissingPlace> find_missing_places(const doctor::History& history,
                                              const std::vector<std::string>& ids,
                                              const std::vector<std::string>& after);

}  // namespace retort::command
