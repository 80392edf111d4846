// The only outside interface is shape_scope.h.
#include "command/shape_scope.h"

#include <algorithm>
#include <set>
#include <utility>

#include "inspect/database.h"
#include "schema/shape_changes.h"
#include "schema/shape_objects.h"

namespace retort::command {
namespace {

using namespace schema::shape;

/// Whether the table is the one that Alembic's contexts make.
bool looks_like_version_table(const Table& table) {
  return table.columns.size() == 1 && table.columns.front().name == "version_num";
}

/// Of objects that are in a schema.
template <class Drops>
void drop(Inspection& inspection, const Drops& drops) {
  each_list(inspection.database, [&](Kind, auto& objects) {
    if constexpr (requires { objects.front().name.schema; }) {
      std::erase_if(objects, [&](const auto& object) { return drops(object.name); });
    }
  });
  std::erase_if(inspection.dependencies, [&](const Dependency& one) {
    return drops(one.object.name) || drops(one.needs.name);
  });
}

}  // namespace

void leave_out_objects(Inspection& inspection, const std::set<Name>& names) {
  if (names.empty()) return;
  drop(inspection, [&](const Name& name) { return names.contains(name); });
}

void leave_out_version_table(Inspection& inspection, const runtime::Settings& settings) {
  const std::string& schema = settings.version_table_schema;
  const bool fixed = !schema.empty() && !inspection.database.schemas.empty();
  std::set<Name> found;
  for (const Table& one : inspection.database.tables) {
    if (one.name.name != settings.version_table || !looks_like_version_table(one)) continue;
    if (!fixed || one.name.schema == schema) found.insert(one.name);
  }
  leave_out_objects(inspection, found);
}

Inspection read_scope(Session& session, const std::vector<std::string>& schemas) {
  Inspection out = inspect::inspect_database(session.connection(true));
  leave_out_version_table(out, session.settings(Mode::online));
  keep_schemas(out, schemas);
  return out;
}

Name version_table_of(const runtime::Settings& settings, database::Connection& connection) {
  Name out{settings.version_table_schema, settings.version_table};
  if (!out.schema.empty() || connection.dialect_name() != "postgresql") return out;
  const database::Result found = connection.execute("SELECT current_schema()");
  out.schema = database::text_or_empty(found.rows.front().front());
  return out;
}

namespace {

/// Objects that are no tables, and that something in these schemas cannot be without.
std::set<Object> needed_elsewhere(const Inspection& inspection,
                                  const std::vector<std::string>& schemas) {
  const auto inside = [&](const Name& name) {
    return std::ranges::find(schemas, name.schema) != schemas.end();
  };
  std::set<Object> out;
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& [object, needs] : inspection.dependencies) {
      const bool counts = inside(object.name) || out.contains(object);
      if (!counts || inside(needs.name) || needs.kind == Kind::table) continue;
      grows = out.insert(needs).second || grows;
    }
  }
  return out;
}

}  // namespace

void keep_schemas(Inspection& inspection, const std::vector<std::string>& schemas) {
  if (schemas.empty()) return;
  const std::set<Object> needed = needed_elsewhere(inspection, schemas);
  const auto foreign = [&](const Name& name) {
    return std::ranges::find(schemas, name.schema) == schemas.end() &&
           std::ranges::none_of(needed, [&](const Object& one) { return one.name == name; });
  };
  drop(inspection, foreign);
  std::erase_if(inspection.database.schemas, [&](const Schema& schema) {
    return std::ranges::find(schemas, schema.name) == schemas.end() &&
           std::ranges::none_of(needed,
                                [&](const Object& one) { return one.name.schema == schema.name; });
  });
}

void keep_tables(Inspection& inspection) {
  Database& all = inspection.database;
  Database kept;
  kept.dialect = std::move(all.dialect);
  kept.enums = std::move(all.enums);
  kept.tables = std::move(all.tables);
  for (Table& table : kept.tables) {
    table.triggers.clear();
    table.policies.clear();
    table.rules.clear();
    table.row_security = table.force_row_security = false;
    table.grants.clear();
  }
  all = std::move(kept);
}

std::vector<std::string> shape_differences(const Database& have, const Database& want) {
  std::vector<std::string> out;
  for (const Change& change : changes_between(items_of(want), items_of(have))) {
    out.push_back(describe(change));
  }
  return out;
}

std::vector<std::string> reordered_tables(const Database& have, const Database& want) {
  const auto names = [](const Table& table) {
    std::vector<std::string> out;
    for (const Column& column : table.columns) out.push_back(column.name);
    return out;
  };
  std::vector<std::string> out;
  for (const Table& table : want.tables) {
    const auto mine = std::ranges::find(have.tables, table.name, &Table::name);
    if (mine == have.tables.end()) continue;
    std::vector<std::string> left = names(*mine), right = names(table);
    if (left == right) continue;
    std::ranges::sort(left);
    std::ranges::sort(right);
    if (left == right) out.push_back(shown(table.name));
  }
  return out;
}

}  // namespace retort::command
