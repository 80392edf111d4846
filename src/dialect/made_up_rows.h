// Rows for a table that nobody has written: values by type, name and constraints, for trying a
// history on filled tables.
//
// Deterministic. What a constraint asks of several columns at once, or of a trigger, is not
// understood: then the database refuses the row, and another attempt may have more luck.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "schema/shape.h"

namespace retort::dialect {

/// How many different attempts at a row there are.
inline constexpr std::size_t kRowAttempts = 6;

/// INSERT of row `number` (from 0). Columns that the database fills itself are left out. Foreign
/// keys take the row of that number of the table that they refer to.
std::string made_up_insert(const schema::shape::Database& database,
                           const schema::shape::Table& table, std::size_t number,
                           std::size_t attempt);

/// The tables that can hold rows, those that others refer to first. Partitions are left out: they
/// get theirs from the whole.
std::vector<const schema::shape::Table*> tables_to_fill(const schema::shape::Database& database);

}  // namespace retort::dialect
