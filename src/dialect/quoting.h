// Identifiers: when they need quotes, and how long names are cut.
#pragma once

#include <string>
#include <string_view>

#include "dialect/family.h"
#include "schema/table.h"

namespace retort::dialect {

/// The identifier in double quotes; in backticks for MySQL.
std::string quoted(Family family, std::string_view identifier);
/// The identifier, in quotes when it is a reserved word, has upper-case letters or characters other
/// than [a-z0-9_$], or begins with a digit or `$`.
std::string quote(Family family, std::string_view identifier);
/// `schema.name`, each quoted when needed; without a schema the name alone.
std::string qualify(Family family, std::string_view schema, std::string_view name);
/// The same where a dotted schema name means several identifiers, as in Alembic's ALTER TABLE.
std::string qualify_dotted(Family family, std::string_view schema, std::string_view name);

/// A constraint or index name that fits: a generated one is cut and gets four digits of its digest,
/// one given by hand is an error when too long. REQUIRES: `name.text`.
/// Errors: ErrorCode::command.
std::string fitted_name(Family family, const schema::Name& name);

/// Number of characters (code points) of UTF-8 text.
std::size_t character_count(std::string_view text);

}  // namespace retort::dialect
