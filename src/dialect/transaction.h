// Which statements PostgreSQL refuses inside a transaction block.
#pragma once

#include <string_view>

namespace retort::dialect {

/// Judges by the first words of the text, comments skipped. ALTER TYPE ... ADD VALUE is allowed:
/// it has been since PostgreSQL 12.
bool postgresql_forbids_transaction(std::string_view sql);

}  // namespace retort::dialect
