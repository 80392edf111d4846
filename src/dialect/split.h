// Where the statements of an SQL text begin and end, by the rules of the database's own tools.
//
// PostgreSQL: its own parser, where the program has it and the text parses; else psql's rules.
// `COPY ... FROM STDIN` is followed by its rows up to a line `\.`. SQLite: as its shell reads,
// triggers with their BEGIN ... END. MySQL: as its client reads, with DELIMITER. No state; any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace retort::dialect {

/// One statement of a Source.
struct StatementPiece {
  Span span;                 ///< From its first word to its last, without the terminator.
  std::uint32_t lead = 0;    ///< Where the comments on the lines before it begin.
  std::optional<Span> data;  ///< The rows of COPY, each with its line end.
  std::string delimiter = ";";
  friend bool operator==(const StatementPiece&, const StatementPiece&) = default;
};

/// The statements between two offsets of a source, in order. Errors: ErrorCode::parse with the
/// place of a quote or comment that is not closed, of COPY rows without an end, of a command of
/// psql's or SQLite's shell.
std::vector<StatementPiece> split_statements(const Source& source, Span range,
                                             std::string_view dialect);

}  // namespace retort::dialect
