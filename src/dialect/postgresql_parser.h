// PostgreSQL's own parser (libpg_query), where the program was built with it. It is of one release
// of PostgreSQL: what it does not understand may still be good SQL for a newer server.
//
// No state; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/source.h"

namespace retort::dialect {

/// Where the statements of a text stand, each with the blanks and comments before it and without
/// its `;`. Nothing if the text does not parse, or without the parser.
std::optional<std::vector<Span>> parse_statements(const std::string& text);

/// The command of a statement that no transaction block can hold, such as `CREATE INDEX
/// CONCURRENTLY`; empty for every other. Nothing if the text does not parse, or without the parser.
std::optional<std::string> parse_command_outside_transaction(const std::string& statement);

}  // namespace retort::dialect
