// Whether two server defaults differ, as each of Alembic's dialects decides it.
#pragma once

#include <optional>
#include <string>

#include "diff/compare.h"

namespace retort::diff {

/// A default as the comparison has it: text of a string as it stands, SQL of an expression; nothing
/// without one, or for what is no plain default.
std::optional<std::string> compared_default(const Comparison& comparison,
                                            const schema::Column& column);

/// REQUIRES: one of the columns has a default, and neither is computed or an identity.
bool defaults_differ(const Comparison& comparison, const schema::Table& table,
                     const schema::Column& live, const schema::Column& desired);

/// Attributes in which an identity differs from what is desired, sorted; the database's choice for
/// what is not said is no difference.
std::vector<std::string> identity_differences(const std::optional<schema::Identity>& live,
                                              const std::optional<schema::Identity>& desired);

/// Whether the expressions of computed columns differ by more than blanks, quotes and parentheses.
bool computed_differ(dialect::Family family, const std::optional<schema::Computed>& live,
                     const schema::Computed& desired);

}  // namespace retort::diff
