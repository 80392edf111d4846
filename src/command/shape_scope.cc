// The only outside interface is shape_scope.h.
#include "command/shape_scope.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "schema/shape_changes.h"

namespace retort::command {
namespace {

using namespace schema::shape;

constexpr std::string_view kJournalSchema = "retort";

bool is_record(const Name& name, const runtime::Settings& settings) {
  if (name.schema == kJournalSchema || name.name.starts_with("retort_")) return true;
  const bool here =
      settings.version_table_schema.empty() || settings.version_table_schema == name.schema;
  return here && name.name == settings.version_table;
}

/// Every list of objects that are in a schema.
template <class Use>
void each_list(Database& database, const Use& use) {
  use(database.collations);
  use(database.enums);
  use(database.domains);
  use(database.composite_types);
  use(database.range_types);
  use(database.sequences);
  use(database.tables);
  use(database.views);
  use(database.routines);
  use(database.statistics);
}

template <class Drops>
void drop(Inspection& inspection, const Drops& drops) {
  each_list(inspection.database, [&](auto& objects) {
    std::erase_if(objects, [&](const auto& object) { return drops(object.name); });
  });
  std::erase_if(inspection.dependencies, [&](const Dependency& one) {
    return drops(one.object.name) || drops(one.needs.name);
  });
}

std::string shown(const Name& name) {
  return name.schema.empty() ? name.name : name.schema + '.' + name.name;
}

}  // namespace

void leave_out_objects(Inspection& inspection, const std::set<Name>& names) {
  drop(inspection, [&](const Name& name) { return names.contains(name); });
}

void leave_out_records(Inspection& inspection, const runtime::Settings& settings) {
  drop(inspection, [&](const Name& name) { return is_record(name, settings); });
  std::erase_if(inspection.database.schemas,
                [](const Schema& schema) { return schema.name == kJournalSchema; });
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
