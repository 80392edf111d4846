// The objects of a shape, kind by kind.
#pragma once

#include "schema/shape.h"

namespace retort::schema::shape {

/// Calls `use(kind, list)` for every list of objects; several lists hold types.
template <class Shape, class Use>
void each_list(Shape& database, const Use& use) {
  use(Kind::schema, database.schemas);
  use(Kind::extension, database.extensions);
  use(Kind::collation, database.collations);
  use(Kind::type, database.enums);
  use(Kind::type, database.domains);
  use(Kind::type, database.composite_types);
  use(Kind::type, database.range_types);
  use(Kind::sequence, database.sequences);
  use(Kind::table, database.tables);
  use(Kind::view, database.views);
  use(Kind::routine, database.routines);
  use(Kind::statistics, database.statistics);
  use(Kind::event, database.events);
}

/// Which object that is.
template <class Made>
Object object_of(Kind kind, const Made& made) {
  Object out{kind, {}, {}};
  if constexpr (requires { made.name.schema; }) {
    out.name = made.name;
  } else {
    out.name.name = made.name;
  }
  if constexpr (requires { made.arguments; }) out.part = made.arguments;
  return out;
}

}  // namespace retort::schema::shape
