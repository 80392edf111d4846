// What SQLAlchemy models and Tables of an application say, as plain values.
#pragma once

#include <string>
#include <vector>

#include "base/source.h"
#include "schema/table.h"

namespace retort::models {

/// One thing that could not be known, with its place.
struct Gap {
  enum class Kind : std::uint8_t {
    type,       ///< A column is there, but its type is known to the application only.
    column,     ///< The table may have more columns, or a column was lost.
    table,      ///< A class or Table() whose table is not known.
    statement,  ///< A statement that may define more, such as an import under a condition.
    metadata,   ///< target_metadata itself.
    module,     ///< A module that env.py imports, by way of others too, and that is no Python.
  };
  Kind kind = Kind::statement;
  std::string table;   ///< `schema.name`; empty when it belongs to no table.
  std::string column;  ///< Empty when it is not about one column.
  std::string what;    ///< One sentence without its full stop.
  Place place;
};

/// A stable word for JSON: "type", "column", ...
std::string_view name_of(Gap::Kind kind);

struct Model {
  /// Complete: columns, and what they imply as constraints, named by the convention.
  schema::Table table;
  schema::NamingConvention convention;  ///< Of its MetaData.
  std::size_t metadata = 0;             ///< Which one that is, of those of target_metadata.
  Place place;
  std::vector<Place> column_places;  ///< Parallel to table.columns.
  /// False: env.py's include_object leaves it out, or cannot be followed.
  bool included = true;
  /// Whether no gap concerns the table, so that it has these columns and no others.
  bool complete = true;
};

/// The tables of target_metadata in the order of their definition.
struct Models {
  /// Whether there was a MetaData to read: without one the list of tables says nothing.
  bool found = false;
  bool several = false;  ///< There is more than one MetaData.
  std::vector<Model> tables;
  std::vector<Gap> gaps;
  /// Modules that were read beside those that env.py imports, because it reaches its models only
  /// through the running application.
  std::vector<std::string> searched;
};

/// `schema.name`, or the name alone.
std::string key_of(const schema::Table& table);
/// Null when there is no such table.
const Model* find(const Models& models, std::string_view schema, std::string_view name);
/// The native enum types of the columns on PostgreSQL, in the order of their first use.
std::vector<schema::Type> enum_types(const Models& models);

}  // namespace retort::models
