// A table as plain lines, for the tests of the catalogs.
#pragma once

#include <string>

#include "schema/catalog.h"

namespace retort::inspect {

/// One line for each column, constraint and index, as the catalog gives them.
std::string dump_table(schema::Catalog& catalog, const std::string& schema,
                       const std::string& table);

}  // namespace retort::inspect
