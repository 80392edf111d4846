// MySQL's types as SQLAlchemy reflects them. Plain functions; any thread.
#pragma once

#include <optional>
#include <string>

#include "schema/type.h"

namespace retort::inspect {

/// The type from the catalog's COLUMN_TYPE (`int(10) unsigned`, `enum('a','b')`). One that
/// SQLAlchemy does not know becomes UserDefined with that text.
schema::Type mysql_type(const std::string& column_type);

}  // namespace retort::inspect
