// The words that must be quoted when they are names in MySQL or MariaDB.
#pragma once

#include <string_view>

#include "dialect/family.h"

namespace retort::dialect {

/// REQUIRES: is_mysql(family) and a word in lower case.
bool is_mysql_reserved(Family family, std::string_view word);

}  // namespace retort::dialect
