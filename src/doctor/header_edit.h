// Changing what a migration file says of itself, and nothing else of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "script/migration_reading.h"

namespace retort::doctor {

/// What is to be said; what is not given stays.
struct HeaderEdit {
  std::optional<std::string> id;
  std::optional<std::vector<std::string>> down_revisions;
  std::optional<std::vector<std::string>> depends_on;
  std::optional<std::vector<std::string>> branch_labels;
};

/// The file's text with other values, in the file's own quotes and line ends. The lines
/// `Revision ID:` and `Revises:` of a docstring follow the values given, or the code when none is.
/// Errors: ErrorCode::unsupported with the place of a value that is computed.
std::string edit_header(const script::MigrationFile& file, const HeaderEdit& edit);

/// The docstring's `Revises:` as ids; nothing without such a line, empty for a base.
std::optional<std::vector<std::string>> told_parents(const std::string& text);
/// The docstring's `Create Date:`; empty without one.
std::string told_date(const std::string& text);

}  // namespace retort::doctor
