// Just enough reading of SQL text to know how it must be sent. No state; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::database {

/// Whose rules for quotes and comments apply.
enum class SqlSyntax {
  postgresql,  ///< Nested comments, dollar quotes, E'' strings.
  sqlite,      ///< Also `[name]` and backticks.
};

/// What a text holds, as far as sending it is concerned.
struct SqlShape {
  /// A `;` outside quotes and comments is followed by more than blanks and comments.
  bool several_statements = false;
  /// The first words in upper case, at most three (`CREATE`, `INDEX`, `CONCURRENTLY`); empty for
  /// a text of blanks and comments.
  std::vector<std::string> first_words;
};

SqlShape scan_sql(std::string_view text, SqlSyntax syntax);

/// Whether the statement begins or ends a transaction (not savepoints).
bool controls_transaction(const SqlShape& shape);

}  // namespace retort::database
