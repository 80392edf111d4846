// `sqlalchemy.dialects.postgresql.Range` and `MultiRange`: values that PostgreSQL takes and gives
// as text.
#pragma once

#include <optional>
#include <string>

#include "python/value.h"
#include "schema/type.h"

namespace retort::script {

/// INT4RANGE to TSTZMULTIRANGE.
bool is_range_kind(schema::TypeKind kind);

/// `Range` and `MultiRange`; absent for another name.
python::Value find_range_class(python::Interpreter& interpreter, std::string_view name);

/// A range, or for a type that holds several a list of them, as PostgreSQL writes it.
std::optional<std::string> range_text(python::Interpreter& interpreter, const python::Value& value,
                                      schema::TypeKind kind);

/// The text of a column of a range type as a Range; anything else as it is, multiranges too.
python::Value range_of_text(python::Interpreter& interpreter, const python::Value& value,
                            schema::TypeKind kind);

}  // namespace retort::script
