// A shape as one sorted list of everything that can be made or dropped by itself: objects and the
// parts of tables and views. Points into the shape, which has to stay.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>

#include "schema/shape.h"

namespace retort::diff {

/// A default_value is its column; a part of a table is what the table has.
using Part = std::variant<
    const schema::shape::Schema*, const schema::shape::Extension*, const schema::shape::Collation*,
    const schema::shape::Enum*, const schema::shape::Domain*, const schema::shape::CompositeType*,
    const schema::shape::RangeType*, const schema::shape::Sequence*, const schema::shape::Table*,
    const schema::shape::View*, const schema::shape::Routine*, const schema::shape::Statistics*,
    const schema::shape::Event*, const schema::shape::Constraint*, const schema::shape::Index*,
    const schema::shape::Trigger*, const schema::shape::Policy*, const schema::shape::Rule*,
    const schema::shape::Column*>;
using Parts = std::map<schema::shape::Object, Part>;

Parts parts_of(const schema::shape::Database& database);

/// The part as a `Struct`, or null.
template <class Struct>
const Struct* as(const Part& part) {
  const auto* found = std::get_if<const Struct*>(&part);
  return found == nullptr ? nullptr : *found;
}
/// The object as a `Struct`, or null.
template <class Struct>
const Struct* find(const Parts& parts, const schema::shape::Object& object) {
  const auto found = parts.find(object);
  return found == parts.end() ? nullptr : as<Struct>(found->second);
}

/// Whether the object is a part of a table, view or domain.
bool is_part(const schema::shape::Object& object);
/// Whether it can be dropped and made again without loss: it holds no rows and no values.
bool is_light(schema::shape::Kind kind);

/// All that a light object says of others, as SQL.
std::string words_of(const Part& part);
/// Whether SQL of PostgreSQL names an identifier.
bool names(std::string_view sql, std::string_view identifier);

/// The column of that name, or null.
const schema::shape::Column* column_of(const schema::shape::Table& table, std::string_view name);

/// What has a name among PostgreSQL's relations: tables, views, sequences, indexes, composite
/// types.
std::set<schema::shape::Name> relation_names(const schema::shape::Database& database);

/// The definition of extended statistics with its columns by name: the server lists them in the
/// order of the table's.
std::string ordered_statistics(const std::string& definition);

}  // namespace retort::diff
