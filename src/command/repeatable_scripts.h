// The repeatable scripts of a project: SCRIPT_LOCATION/repeatable/*.sql, in the order in which they
// run. Each makes something that can be made again (a view, a function, a policy), and needs what
// it says in `-- requires: NAME, ...`, or else the scripts whose objects it mentions.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "command/session.h"

namespace retort::command {

struct RepeatableScript {
  std::string name;  ///< The file's, without its folder and `.sql`.
  std::string path;
  SourcePtr source;
  std::string checksum;                ///< SHA-256 of the text, whatever its line ends.
  std::vector<std::string> requires_;  ///< Names of others.
  std::vector<std::string> makes;      ///< Views and routines; empty when none is understood.
  bool transaction = true;             ///< Without `-- retort: transaction off`.
};

/// Whether the project has a folder for them.
bool has_repeatables(Session& session);

/// Each after those that it requires, otherwise by name. Errors: `command` for a requirement that
/// does not exist, and for scripts that require each other, with their places.
std::vector<RepeatableScript> repeatable_scripts(Session& session, std::string_view dialect);

/// ASCII letters only, as names are folded.
std::string in_lower_case(std::string text);
/// Every word of the scripts in lower case: the names of what they make are among them.
std::set<std::string> repeatable_words(Session& session);

}  // namespace retort::command
