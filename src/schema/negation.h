// NOT of a comparison.
#pragma once

#include <optional>

#include "schema/expression.h"

namespace retort::schema {

/// The contrary comparison: `a != b` of `a = b`. Nothing where SQLAlchemy keeps the NOT.
std::optional<Binary> contrary_of(const Binary& comparison);

}  // namespace retort::schema
