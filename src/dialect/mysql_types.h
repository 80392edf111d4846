// Data types of MySQL and MariaDB.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dialect/family.h"
#include "schema/type.h"

namespace retort::dialect {

/// The type's SQL in DDL; empty for a type that the family does not have. REQUIRES: variants
/// resolved. Errors: ErrorCode::command for a VARCHAR without a length.
std::string mysql_type_text(Family family, const schema::Type& type);

/// The type as CAST takes it; nullopt for one that CAST does not know, so that the cast is left
/// out. `float_casts`: the server is new enough to know FLOAT there, which nobody knows off-line.
/// REQUIRES: variants resolved.
std::optional<std::string> mysql_cast_text(Family family, const schema::Type& type,
                                           bool float_casts);

/// Whether `type`, as information_schema writes it, is one of places: `point`, `polygon`.
bool is_spatial_type(std::string_view type);

}  // namespace retort::dialect
