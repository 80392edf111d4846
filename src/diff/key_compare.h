// Indexes, unique constraints, foreign keys and CHECK constraints of one table.
#pragma once

#include "diff/changes.h"
#include "diff/compare.h"
#include "diff/live_table.h"

namespace retort::diff {

/// Adds what is to be done with indexes and unique constraints, by name. `live` is null for a table
/// that is added, `desired` for one that is removed: then only indexes count, for constraints come
/// and go with their table.
void compare_indexes_and_uniques(const Comparison& comparison, const LiveTable* live,
                                 const schema::Table* desired, TableChanged& changed);
void compare_foreign_keys(const Comparison& comparison, const LiveTable& live,
                          const schema::Table& desired, TableChanged& changed);
/// Checks with a name; only whether there is one of that name counts.
void compare_checks(const Comparison& comparison, const LiveTable& live,
                    const schema::Table& desired, TableChanged& changed);

}  // namespace retort::diff
