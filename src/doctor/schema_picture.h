// A schema drawn as tables and the foreign keys between them.
#pragma once

#include <string>

#include "base/json.h"
#include "schema/shape.h"

namespace retort::doctor {

/// Mermaid's erDiagram. What its grammar has no way to write (blanks, commas and dots of types and
/// column names) is replaced; a column's real name then stands in its comment.
std::string schema_mermaid(const schema::shape::Database& database);

/// What the page draws: `{"dialect", "tables":[{id, schema, name, kind, comment, columns, parts,
/// definition}], "links":[{from, to, columns, referred_columns, name, rule, many, optional, kind}],
/// "others":[{kind, name, text}]}`. Views are among the tables, and what they are made from among
/// the links.
Json schema_json(const schema::shape::Inspection& inspection);

}  // namespace retort::doctor
