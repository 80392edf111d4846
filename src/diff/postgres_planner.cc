// The order of the plan, and the statements that every kind of object has.
#include "diff/postgres_planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dialect/postgres_text.h"
#include "dialect/quoting.h"
#include "diff/postgres_types.h"

namespace retort::diff {

using namespace schema::shape;

PostgresPlanner::PostgresPlanner(const Inspection& from, const Inspection& to)
    : from_(from),
      tables_(from_.database.tables),
      to_(to),
      from_parts_(parts_of(from_.database)),
      to_parts_(parts_of(to.database)) {}

namespace {

/// Whether the table inherits from the other, or has its rows as values.
bool stands_on(const Table& table, const Name& other) {
  return std::ranges::find(table.parents, other) != table.parents.end() ||
         std::ranges::any_of(table.columns,
                             [&](const Column& column) { return type_name(column.type) == other; });
}

}  // namespace

/// The key or index that a partition's is a part of.
std::optional<Object> PostgresPlanner::whole_of(const Object& part) const {
  const auto* table = find<Table>(from_parts_, {Kind::table, part.name, {}});
  if (table == nullptr || table->parents.empty()) return std::nullopt;
  const auto* constraint = find<Constraint>(from_parts_, part);
  const auto* index = find<Index>(from_parts_, part);
  const std::optional<Name> whole = constraint != nullptr ? constraint->parent
                                    : index != nullptr    ? index->parent
                                                          : std::nullopt;
  if (!whole) return std::nullopt;
  return Object{part.kind, table->parents.front(), whole->name};
}

Plan PostgresPlanner::plan() {
  find_replaced();
  find_rebuilt();
  for (Table& table : from_.database.tables) {
    const bool stays = to_parts_.contains({Kind::table, table.name, {}});
    if (stays) leave_parents(table);
  }
  tables_ = TableFamily(from_.database.tables);
  for (const Table& table : from_.database.tables) {
    if (table.bound) partitions_.emplace(table.parents.front(), table.name);
  }
  for (const Dependency& dependency : from_.dependencies) {
    const auto* user = find<Table>(from_parts_, dependency.object);
    const bool was_parent = user != nullptr && dependency.needs.kind == Kind::table &&
                            !stands_on(*user, dependency.needs.name);
    if (was_parent) continue;
    std::optional<Object> needs = dependency.needs;
    for (; needs; needs = whole_of(*needs)) users_.emplace(*needs, dependency.object);
  }
  for (const Table& table : from_.database.tables) {
    for (const Constraint& constraint : table.constraints) {
      if (constraint.referred) {
        users_.emplace(Object{Kind::table, *constraint.referred, {}},
                       Object{Kind::constraint, table.name, constraint.name});
      }
    }
  }
  compare();
  find_attached_later();
  add_labels();
  drops();
  const std::vector<std::string> finishing = dialect::visit_postgresql(to_, *this);
  for (const Table& table : to_.database.tables) {
    if (attached_later_.contains(table.name)) attach(table);
  }
  std::ranges::move(after_attaching_, std::back_inserter(plan_.steps));
  for (const std::string& sql : finishing) {
    say(sql, "finish", Object{Kind::table, {}, {}});
  }
  for (Step& step : last_) plan_.steps.push_back(std::move(step));
  final_drops();
  for (Step& step : final_) plan_.steps.push_back(std::move(step));
  if (!plan_.steps.empty()) {
    std::vector<Step> steps;
    for (std::string& sql : dialect::postgres_session()) {
      steps.push_back(
          {std::move(sql), "prepare the session", {}, false, {}, Transaction::around, {}});
    }
    std::ranges::move(plan_.steps, std::back_inserter(steps));
    plan_.steps = std::move(steps);
  }
  return std::move(plan_);
}

Step& PostgresPlanner::say(std::string sql, std::string what, const Object& object) {
  while (sql.ends_with(';') || sql.ends_with('\n')) sql.pop_back();
  return add_step(plan_.steps, std::move(sql), std::move(what), object);
}

Step& PostgresPlanner::say_last(std::string sql, std::string what, const Object& object) {
  return add_step(last_, std::move(sql), std::move(what), object);
}

std::string PostgresPlanner::ident(std::string_view name) const {
  return dialect::quote(dialect::Family::postgresql, name);
}

std::string PostgresPlanner::full(const Name& name) const {
  return dialect::qualify(dialect::Family::postgresql, name.schema, name.name);
}

void PostgresPlanner::comment(std::string_view target, const std::optional<std::string>& now,
                              const std::optional<std::string>& wanted, const Object& object) {
  if (now == wanted) return;
  say(fmt::format("COMMENT ON {} IS {}", target, wanted ? dialect::quoted_text(*wanted) : "NULL"),
      "comment on " + shown(object), object);
}

void PostgresPlanner::grants(std::string_view target, const Grants& now, const Grants& wanted,
                             const Object& object, std::string_view columns) {
  if (now == wanted) return;
  const auto has = [](const Grants& list, const Grant& grant) {
    return std::ranges::find(list, grant) != list.end();
  };
  for (const Grant& grant : now) {
    if (has(wanted, grant)) continue;
    // The other way round.
    Grant back = grant;
    back.revoked = !grant.revoked;
    say(dialect::grant_text(back, target, columns),
        fmt::format("{} on {}", back.revoked ? "revoke" : "grant", shown(object)), object);
  }
  for (const Grant& grant : wanted) {
    if (has(now, grant)) continue;
    say(dialect::grant_text(grant, target, columns),
        fmt::format("{} on {}", grant.revoked ? "revoke" : "grant", shown(object)), object);
  }
}

/// Of a table or view. Taking a privilege of it takes that of its columns as well, so these are for
/// later.
void PostgresPlanner::relation_grants(const Grants& now, const Grants& wanted,
                                      std::vector<Column>& columns, const Object& object) {
  grants("TABLE " + full(object.name), now, wanted, object);
  const auto take = [&](const Grants& list, const Grants& other, bool revoked) {
    for (const Grant& grant : list) {
      if (grant.revoked != revoked || std::ranges::find(other, grant) != other.end()) continue;
      for (Column& column : columns) {
        std::erase_if(column.grants, [&](const Grant& one) {
          return one.grantee == grant.grantee && one.privilege == grant.privilege;
        });
      }
    }
  };
  take(now, wanted, false);
  take(wanted, now, true);
}

void PostgresPlanner::settings(std::string_view alter, const Settings& now, const Settings& wanted,
                               const Object& object) {
  if (now == wanted) return;
  const auto name = [](const std::string& setting) { return setting.substr(0, setting.find('=')); };
  std::string reset;
  for (const std::string& setting : now) {
    const bool stays = std::ranges::any_of(
        wanted, [&](const std::string& other) { return name(other) == name(setting); });
    if (!stays) reset += (reset.empty() ? "" : ", ") + name(setting);
  }
  if (!reset.empty()) {
    say(fmt::format("{} RESET ({})", alter, reset), "settings of " + shown(object), object);
  }
  Settings set;
  for (const std::string& setting : wanted) {
    if (std::ranges::find(now, setting) == now.end()) set.push_back(setting);
  }
  if (!set.empty()) {
    say(fmt::format("{} SET ({})", alter, dialect::settings_text(set)),
        "settings of " + shown(object), object);
  }
}

Plan diff_postgresql(const Inspection& from, const Inspection& to) {
  return PostgresPlanner(from, to).plan();
}

}  // namespace retort::diff
