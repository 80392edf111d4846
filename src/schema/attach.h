// A table as SQLAlchemy sees it once its parts are put together: what columns imply (primary key,
// unique constraints, foreign keys, type-bound checks, indexes) stands beside what was written.
#pragma once

#include <string>
#include <vector>

#include "schema/table.h"

namespace retort::schema {

/// `table` with its constraints complete and in the order in which they print: primary key, the
/// written ones, then column by column those of unique=True, of the type and of ForeignKey(). The
/// columns keep only their CHECKs; `nullable` and `primary_key` of every column are settled.
/// Checks of Boolean and Enum types are all there, marked type_bound: whether one is needed is the
/// dialect's decision (see type_bound_type()). Names follow `convention`.
Table attach(Table table, const NamingConvention& convention);

/// The part of attach() that concerns the primary key: puts it first, the written one or the one
/// that the columns imply, and settles `primary_key` and `nullable` of every column.
void settle_primary_key(Table& table);

/// The primary key of an attached table; null without one.
const PrimaryKeyConstraint* primary_key_of(const Table& table);
PrimaryKeyConstraint* primary_key_of(Table& table);

/// The column whose value the database generates by itself (SERIAL, ROWID) in an attached table, as
/// SQLAlchemy's `autoincrement` rules decide; null when there is none.
const Column* autoincrement_column(const Table& table);

/// Names of the columns in an expression, in order, each once; the text itself for raw SQL of
/// an index element.
std::vector<std::string> columns_of(const ExprPtr& expression);

/// SQLAlchemy's notion of what kind of values a type holds; two types are the "same" when equal.
enum class Affinity : std::uint8_t {
  none,
  string,
  integer,
  numeric,
  boolean,
  datetime,
  date,
  time,
  interval,
  binary,
  json,
  array,
  uuid,
  other,
};
Affinity affinity_of(const Type& type);

}  // namespace retort::schema
