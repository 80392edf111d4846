// Pieces of PostgreSQL's statements about objects of a shape. No state; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/shape.h"

namespace retort::dialect {

/// What a script about a whole database begins with: nothing is found without its schema, and the
/// bodies of functions may name what comes later.
std::vector<std::string> postgres_session();

/// A string in quotes.
std::string quoted_text(std::string_view text);
/// `WITH`'s and `SET`'s list.
std::string settings_text(const schema::shape::Settings& settings);
/// `START WITH 1 INCREMENT BY 1 ...`.
std::string numbers_text(const schema::shape::SequenceNumbers& numbers);
/// How a trigger or rule gets into a state that is not `origin`: `DISABLE`.
std::string_view enabling(std::string_view state);
/// `FUNCTION`, `PROCEDURE`, `AGGREGATE`.
std::string_view routine_word(const schema::shape::Routine& routine);
/// Its arguments in parentheses, as DROP and COMMENT take them.
std::string signature(const schema::shape::Routine& routine);
/// What gives the privilege, or takes one that is `revoked`. `what`: `TABLE a.b`; `columns`: names
/// as SQL.
std::string grant_text(const schema::shape::Grant& grant, std::string_view what,
                       std::string_view columns = {});

/// How a column of the type is stored when nobody chose.
std::string_view usual_storage(const schema::shape::Database& database, std::string_view type);

/// Whether an index carries the constraint.
bool is_key(const schema::shape::Constraint& constraint);
/// Whether a parent table brings it along.
bool is_brought(const schema::shape::Table& table, const schema::shape::Constraint& constraint);

}  // namespace retort::dialect
