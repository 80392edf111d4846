// Tables in the order in which they can be created or dropped.
#pragma once

#include <vector>

#include "schema/table.h"

namespace retort::diff {

/// By key, each after those that its foreign keys point to: MetaData.sorted_tables. Keys of tables
/// that refer to each other in a circle do not count.
std::vector<const schema::Table*> tables_in_order(std::vector<const schema::Table*> tables);
/// By key, each after those that refer to it.
std::vector<const schema::Table*> referring_first(std::vector<const schema::Table*> tables);

}  // namespace retort::diff
