// The one table of what ends a command: names, exit statuses, HTTP statuses. docs/exit-codes.md
// shows it.
#pragma once

#include <span>
#include <string_view>

namespace retort {

struct ExitCode {
  std::string_view name;  ///< As in JSON: of an error, or of a database's state.
  int exit_status;
  int http_status;
  std::string_view meaning;
};

/// Errors first, then the states that `status` and `gate` tell of.
std::span<const ExitCode> exit_codes();
/// REQUIRES: the table has the name.
const ExitCode& exit_code(std::string_view name);

}  // namespace retort
