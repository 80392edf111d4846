// Parameters of statements that run on PostgreSQL: written into the text, as psycopg2 does it.
//
// A parameter of its own (`$1`) has no type until the server finds one, and in
// `jsonb_build_object('a', $1)` or `$1 IS NULL` it finds none. Scripts were written for a driver
// whose parameters are literals, so literals they are.
#pragma once

#include <string>

#include "schema/expression.h"

namespace retort::dialect {

/// The value as PostgreSQL's literal, safe whatever it holds: text with a backslash is an E''
/// string, which reads the same whether standard_conforming_strings is on or off. `type` decides
/// about numbers for boolean columns and about the elements of arrays.
std::string driver_literal(const schema::Literal& value, const schema::Type& type);

}  // namespace retort::dialect
