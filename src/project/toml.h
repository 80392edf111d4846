// The `[tool.alembic]` and `[tool.retort]` tables of a pyproject.toml, as plain values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace retort::project {

struct TomlMember;

/// A value of a TOML file, with what a configuration can hold.
struct TomlValue {
  enum class Kind { string, boolean, integer, list, table, other };
  Kind kind = Kind::other;
  std::string text;              ///< The string; `true`, `false`; the integer's digits; else empty.
  std::vector<TomlValue> items;  ///< Of a list.
  std::vector<TomlMember> members;  ///< Of a table, sorted by key.
  Span span;

  /// The member of that name; null when there is none.
  const TomlValue* find(std::string_view key) const;
};

/// One key of a table with its value.
struct TomlMember {
  std::string name;
  TomlValue value;
};

/// Parses a whole file and returns its `tool.<name>` table; an empty table when there is none.
/// Errors: ErrorCode::config at the line when the file is not TOML, or `tool.<name>` is no table.
TomlValue read_tool_table(const Source& source, std::string_view name);

}  // namespace retort::project
