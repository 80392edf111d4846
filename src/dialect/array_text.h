// PostgreSQL's text of arrays: `{a,"b c",NULL,{...}}`.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "schema/expression.h"

namespace retort::dialect {

/// Reads an array from its `{` at `position`, which is moved behind the `}`. `element` makes a
/// value of an element's text; a NULL is none.
schema::LiteralList read_array(std::string_view text, std::size_t& position,
                               const std::function<schema::Literal(std::string)>& element);

}  // namespace retort::dialect
