// SQLite's declared types as SQLAlchemy reflects them.
#pragma once

#include <string_view>

#include "schema/type.h"

namespace retort::inspect {

/// A known type name, else the type that SQLite's affinity rules give
/// (https://www.sqlite.org/datatype3.html, section 3.1).
schema::Type sqlite_type(std::string_view declared);

}  // namespace retort::inspect
