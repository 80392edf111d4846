// What an SQL migration says about itself: the lines that begin with `-- retort:`. The SQL between
// them is not looked at, so that reading a directory costs little more than reading its files.
// docs/sql-migrations.md tells the format. No state; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "revision/revision.h"
#include "script/direction.h"

namespace retort::script {

/// A name after `-- retort: env` or `-- retort: secret`.
struct SqlVariable {
  std::string name;
  std::string fallback;  ///< After `=`: the value when the variable is not set.
  bool has_fallback = false;
  bool secret = false;
  Span span;  ///< The name.
};

/// `-- retort: upgrade` or `downgrade` and the SQL below it.
struct SqlSection {
  Direction direction = Direction::upgrade;
  std::vector<std::string> dialects;  ///< Empty: for every one.
  Span directive;                     ///< From the keyword to the end of its line.
  Span body;                          ///< Up to the next section or the end of the file.
};

struct SqlOutline {
  revision::RevisionSpec spec;
  bool transaction = true;
  std::vector<SqlVariable> variables;
  std::vector<SqlSection> sections;
};

/// Whether a file of this name holds SQL.
bool is_sql_file(std::string_view name);

/// Whether the text has a `-- retort:` line. Without one it is no migration, but for example a file
/// that a script reads.
bool has_directive(std::string_view text);

/// Reads the lines of a migration. `source.path` is how errors name the file, `path` its real path.
/// Errors: ErrorCode::parse with the place of a line that is wrong.
SqlOutline read_sql_outline(const Source& source, const std::string& path);

}  // namespace retort::script
