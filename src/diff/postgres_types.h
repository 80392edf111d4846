// What a plan has to know of PostgreSQL's types as the server prints them. No state; any thread.
#pragma once

#include <string>
#include <string_view>

#include "schema/shape.h"

namespace retort::diff {

/// The name in a type's text without arguments and brackets: `shop.mood[]` is {shop, mood},
/// `character varying(10)` is {"", "character varying"}.
schema::shape::Name type_name(std::string_view type);
/// The multirange type that comes with a range type.
schema::shape::Name multirange_name(const schema::shape::RangeType& range);

/// How a value of one type becomes one of another.
enum class Cast {
  assignment,  ///< By itself.
  explicitly,  ///< `::`.
  text,        ///< Through its text only.
};
Cast cast_between(std::string_view from, std::string_view to);
/// What stands behind USING where a column gets another type; empty: nothing need.
std::string cast_text(std::string_view column, std::string_view from, std::string_view to);
/// Whether digits, hours, or the like can be lost by it without an error.
bool may_lose(std::string_view from, std::string_view to);

}  // namespace retort::diff
