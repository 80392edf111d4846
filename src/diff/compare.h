// A live database compared with the tables that it should have, by Alembic's rules of autogenerate
// (alembic.autogenerate.compare): the same differences, in the same order.
//
// Where Alembic's order is that of a Python set, this one's is that of names; removed tables go so
// that none is dropped before those that refer to it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dialect/dialect.h"
#include "dialect/family.h"
#include "diff/changes.h"
#include "diff/host.h"
#include "schema/catalog.h"

namespace retort::diff {

struct Settings {
  bool include_schemas = false;
  bool compare_type = true;
  bool compare_server_default = false;
  std::string version_table = "alembic_version";
  std::string version_table_schema;
  /// What is known of the desired tables only in part: others may be missing; these may have
  /// further columns and constraints. Nothing of that is removed.
  bool tables_may_be_missing = false;
  /// What is not known of tables, as lines, by `schema.name` or the name alone.
  std::map<std::string, std::vector<std::string>> partly_known;
};

/// One side is `desired`: tables as schema::attach() leaves them, in the order in which they are to
/// be made (diff/table_order.h). The other is `live`.
struct Comparison {
  const std::vector<const schema::Table*>& desired;
  schema::Catalog& live;
  const dialect::Dialect& dialect;
  dialect::Family family;
  const Settings& settings;
  Host& host;
};

/// What leads from the live database to the desired tables.
Changes compare(const Comparison& comparison);

/// The family of a dialect as SQLAlchemy names it.
dialect::Family family_of(const dialect::Dialect& dialect);

}  // namespace retort::diff
