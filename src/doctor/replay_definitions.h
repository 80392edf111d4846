// How two definitions of what has the same name differ, as far as that is certain.
//
// No state; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schema/table.h"

namespace retort::doctor {

/// What it was and what it is, in words that fit behind "was" and "is" ("had" and "has" for
/// defaults).
struct Change {
  std::string before;
  std::string after;
};

/// Columns, and where foreign keys lead and what they do. CHECKs are not compared: there are many
/// spellings of one.
std::optional<Change> change_of(const schema::Constraint& before, const schema::Constraint& after);
/// Columns, uniqueness, and whether there is a condition. `dialect`: its name.
std::optional<Change> change_of(const schema::Index& before, const schema::Index& after,
                                std::string_view dialect);
/// Plain values, and whether there is a default at all.
std::optional<Change> change_of_default(const schema::Column& before, const schema::Column& after);

}  // namespace retort::doctor
