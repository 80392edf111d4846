// PostgreSQL's error codes by the names of psycopg's exception classes (`UniqueViolation`).
// Constants.
#pragma once

#include <span>
#include <string_view>

namespace retort::script {

struct SqlState {
  std::string_view code;
  std::string_view name;
};

/// In the order of codes.
std::span<const SqlState> sqlstates();
/// Empty for a code that has none.
std::string_view name_of_sqlstate(std::string_view code);

}  // namespace retort::script
