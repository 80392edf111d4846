// Data types as they stand in DDL.
#pragma once

#include <string>

#include "dialect/family.h"
#include "schema/type.h"

namespace retort::dialect {

/// The type's SQL, variants resolved. Errors: ErrorCode::unsupported for a type that the family
/// does not have, ErrorCode::command for one without what it needs (the element type, a name).
std::string type_text(Family family, const schema::Type& type);

/// Whether values of this type live in an enum type of their own.
bool is_native_enum(Family family, const schema::Type& type);
/// `schema.name` of an enum or domain type. Errors: ErrorCode::command when it has no name.
std::string named_type_text(Family family, const schema::Type& type);

}  // namespace retort::dialect
