// SQL text as messages may show it. No state; any thread.
#pragma once

#include <string>
#include <string_view>

#include "dialect/sql_scanner.h"

namespace retort::dialect {

/// With `***` in place of what follows PASSWORD, PASSWD or IDENTIFIED: a string, or a value inside
/// of one (`'host=db password=...'`).
std::string hide_passwords(std::string_view sql);

/// With `'***'` in place of every string, for statements of others. A text that was cut off in a
/// string ends there.
std::string hide_strings(std::string_view sql, SqlSyntax syntax);

}  // namespace retort::dialect
