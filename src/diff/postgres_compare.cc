// What becomes of each object: see postgres_planner.h, 2.
#include <algorithm>
#include <utility>

#include "dialect/postgres_text.h"
#include "diff/postgres_planner.h"
#include "diff/postgres_types.h"

namespace retort::diff {

using namespace schema::shape;

namespace {

/// The parts of a struct that ALTER and COMMENT can change, taken from another one.
Constraint with_extras(Constraint core, const Constraint& of) {
  core.comment = of.comment;
  core.clustered = of.clustered;
  core.settings = of.settings;
  if (of.valid && !core.valid) {
    core.valid = true;
    constexpr std::string_view kWords = " NOT VALID";
    if (core.definition.ends_with(kWords)) {
      core.definition.resize(core.definition.size() - kWords.size());
    }
  }
  return core;
}
Index with_extras(Index core, const Index& of) {
  core.comment = of.comment;
  core.clustered = of.clustered;
  return core;
}
/// Of triggers, rules and events.
template <class Made>
requires requires(Made made) {
  made.enabled;
}
Made with_extras(Made core, const Made& of) {
  core.comment = of.comment;
  core.enabled = of.enabled;
  return core;
}
Policy with_extras(Policy core, const Policy& of) {
  core.comment = of.comment;
  return core;
}
Statistics with_extras(Statistics core, const Statistics& of) {
  core.comment = of.comment;
  core.target = of.target;
  if (ordered_statistics(core.definition) == ordered_statistics(of.definition)) {
    core.definition = of.definition;
  }
  return core;
}
/// `CREATE OR REPLACE` keeps the name, the arguments and what is returned.
std::string_view head(const Routine& routine) {
  const std::string_view text = routine.definition;
  const std::size_t line = text.find('\n');
  return text.substr(0, routine.kind == "procedure" ? line : text.find('\n', line + 1));
}
Routine with_extras(Routine core, const Routine& of) {
  core.comment = of.comment;
  core.grants = of.grants;
  if (core.kind != "aggregate" && head(core) == head(of)) core.definition = of.definition;
  return core;
}
View with_extras(View core, const View& of) {
  core.comment = of.comment;
  core.grants = of.grants;
  core.settings = of.settings;
  core.populated = of.populated && !core.populated ? true : core.populated;
  // New columns may come behind those that are there.
  const bool may_grow = !core.materialized && of.columns.size() >= core.columns.size();
  if (may_grow) core.columns.resize(of.columns.size());
  for (std::size_t i = 0; i < core.columns.size() && i < of.columns.size(); ++i) {
    Column& column = core.columns[i];
    const bool is_new = column.name.empty();
    if (is_new) column = of.columns[i];
    column.comment = of.columns[i].comment;
    column.grants = of.columns[i].grants;
    column.default_value = of.columns[i].default_value;
    column.storage = of.columns[i].storage;
    column.statistics = of.columns[i].statistics;
  }
  if (!core.materialized) core.definition = of.definition;
  // They are parts, and compared for themselves.
  core.indexes = of.indexes;
  core.triggers = of.triggers;
  core.rules = of.rules;
  return core;
}

bool can_be_altered(const Part& now, const Part& wanted) {
  if (now.index() != wanted.index()) return false;
  return std::visit(
      [&](const auto* one) {
        using Made = std::remove_cvref_t<decltype(*one)>;
        const auto& other = **std::get_if<const Made*>(&wanted);
        if constexpr (requires { with_extras(*one, other); }) {
          return with_extras(*one, other) == other;
        } else {
          return true;  // A default.
        }
      },
      now);
}

}  // namespace

bool PostgresPlanner::is_kept(const Object& object) const {
  return from_parts_.contains(object) && to_parts_.contains(object) && !gone_.contains(object);
}

/// The object goes before anything is made. `silent`: with its whole.
void PostgresPlanner::go(const Object& object, bool silent) {
  if (!gone_.insert(object).second) return;
  if (silent) silent_.insert(object);
  queue_.push_back(object);
}

/// What one part of a partitioned or inherited table's part means for the others.
void PostgresPlanner::go_family(const Object& object) {
  const auto* constraint = find<Constraint>(from_parts_, object);
  const auto* index = find<Index>(from_parts_, object);
  if (constraint == nullptr && index == nullptr) return;
  const std::optional<Name>& parent = constraint != nullptr ? constraint->parent : index->parent;
  const auto* own = find<Table>(from_parts_, {Kind::table, object.name, {}});
  if (own == nullptr) return;
  const bool brought = constraint != nullptr && constraint->inherited && !parent;
  if (parent || brought) {
    silent_.insert(object);
    for (const Name& whole : own->parents) {
      const Object above{object.kind, whole, parent ? parent->name : object.part};
      // A child that goes as a whole leaves its parent's parts alone.
      if (from_parts_.contains(above) && !gone_.contains({Kind::table, own->name, {}})) go(above);
    }
  }
  // As long as it is compared, all is as it was.
  tables_.each_child(object.name, [&](const Table& child) {
    for (const Constraint& below : child.constraints) {
      const bool same = below.parent ? below.parent->name == object.part
                                     : below.inherited && below.name == object.part;
      if (constraint != nullptr && same) go({Kind::constraint, child.name, below.name}, true);
    }
    for (const Index& below : child.indexes) {
      const bool same = index != nullptr && below.parent && below.parent->name == object.part;
      if (same) go({Kind::index, child.name, below.name}, true);
    }
  });
}

/// The parts of something that goes. `rebuilt`: it is there for a while under another name, so that
/// what has a name in the schema has to go by itself.
void PostgresPlanner::go_parts(const Object& whole, bool rebuilt) {
  for (const Kind kind : {Kind::default_value, Kind::constraint, Kind::index, Kind::rule,
                          Kind::trigger, Kind::policy}) {
    auto at = from_parts_.lower_bound({kind, whole.name, {}});
    for (; at != from_parts_.end() && at->first.kind == kind && at->first.name == whole.name;
         ++at) {
      const auto* constraint = as<Constraint>(at->second);
      const bool named =
          kind == Kind::index || (constraint != nullptr && dialect::is_key(*constraint));
      go(at->first, !(rebuilt && named));
    }
  }
}

/// What cannot be there without it.
void PostgresPlanner::go_users(const Object& object) {
  const auto [first, last] = users_.equal_range(object);
  for (auto at = first; at != last; ++at) {
    const Object& user = at->second;
    if (!from_parts_.contains(user)) continue;
    if (is_light(user.kind)) {
      go(user);
    } else if (const auto* table = find<Table>(from_parts_, user)) {
      if (object.kind != Kind::routine || !is_kept(user)) continue;
      for (const Column& column : table->columns) {
        const bool named = column.generated && names(*column.generated, object.name.name);
        if (named) drop_column(*table, column.name);
      }
    } else if (find<Domain>(from_parts_, user) != nullptr && object.kind == Kind::routine) {
      new_defaults_.insert(user.name);
    }
  }
}

void PostgresPlanner::touch_others(const Table& table, const std::string& column) {
  const auto [first, last] = users_.equal_range({Kind::table, table.name, {}});
  for (auto at = first; at != last; ++at) {
    const auto user = from_parts_.find(at->second);
    if (user == from_parts_.end() || !is_light(user->first.kind)) continue;
    const std::string words = words_of(user->second);
    if (!names(words, column) && !names(words, "NATURAL")) continue;
    go(user->first);
    // What would go with its own table goes earlier: the column does.
    const auto* constraint = as<Constraint>(user->second);
    const bool inherited = constraint != nullptr && constraint->inherited;
    const bool of_relation = user->first.kind == Kind::rule || user->first.kind == Kind::policy ||
                             user->first.kind == Kind::constraint;
    if (of_relation && !inherited) silent_.erase(user->first);
  }
}

/// A column that is dropped, or gets another type.
void PostgresPlanner::touch_column(const Table& table, const std::string& column, bool is_dropped) {
  for (const Constraint& constraint : table.constraints) {
    const bool named = std::ranges::find(constraint.columns, column) != constraint.columns.end() ||
                       names(constraint.definition, column);
    const bool moves = is_dropped || constraint.kind == "foreign key";
    if (named && moves) go({Kind::constraint, table.name, constraint.name});
  }
  for (const Index& index : table.indexes) {
    if (is_dropped && names(index.definition, column)) go({Kind::index, table.name, index.name});
  }
  for (const Policy& policy : table.policies) {
    if (names(words_of(&policy), column)) go({Kind::policy, table.name, policy.name});
  }
  for (const Trigger& trigger : table.triggers) {
    if (names(trigger.definition, column)) go({Kind::trigger, table.name, trigger.name});
  }
  for (const Rule& rule : table.rules) {
    if (names(rule.definition, column)) go({Kind::rule, table.name, rule.name});
  }
  const Column* own = column_of(table, column);
  if (own != nullptr && own->default_value) {
    go({Kind::default_value, table.name, column}, is_dropped);
  }
  for (const Column& other : table.columns) {
    if (other.generated && names(*other.generated, column)) drop_column(table, other.name);
  }
  touch_others(table, column);
  tables_.each_child(table.name, [&](const Table& child) {
    if (!gone_.contains({Kind::table, child.name, {}})) touch_column(child, column, is_dropped);
  });
}

void PostgresPlanner::drop_column(const Table& table, const std::string& column) {
  if (changes_[table.name].dropped.insert(column).second) touch_column(table, column, true);
}

void PostgresPlanner::retype_column(const Table& table, const std::string& column) {
  if (changes_[table.name].retyped.insert(column).second) touch_column(table, column, false);
}

void PostgresPlanner::compare_column(const Table& now, const Column& column, const Column& wanted) {
  const bool retyped =
      column.type != wanted.type || column.collation != wanted.collation || has_replaced(column);
  if (wanted.generated) {
    if (retyped || column.generated != wanted.generated) drop_column(now, column.name);
  } else if (retyped) {
    retype_column(now, column.name);
  }
}

void PostgresPlanner::compare_table(const Table& now, const Table& wanted) {
  for (const Column& column : now.columns) {
    const Column* other = column_of(wanted, column.name);
    if (!column.local && !now.parents.empty()) continue;  // It follows its parent's.
    if (other == nullptr) {
      drop_column(now, column.name);
    } else {
      compare_column(now, column, *other);
    }
  }
}

/// Whether the key comes from a parent, and does so in the other schema, under whatever name.
bool PostgresPlanner::has_brought_key(const Object& object, const Part& now) const {
  const auto* key = as<Constraint>(now);
  const auto* table = find<Table>(to_parts_, {Kind::table, object.name, {}});
  if (key == nullptr || table == nullptr || !key->inherited || !key->referred) return false;
  return std::ranges::any_of(table->constraints, [&](const Constraint& one) {
    return one.inherited && one.definition == key->definition;
  });
}

void PostgresPlanner::compare_light(const Object& object, const Part& now) {
  const auto wanted = to_parts_.find(object);
  if (wanted != to_parts_.end() && can_be_altered(now, wanted->second)) return;
  if (has_brought_key(object, now)) return;
  if (object.kind == Kind::default_value && wanted == to_parts_.end()) {
    const auto* table = find<Table>(to_parts_, {Kind::table, object.name, {}});
    // Its column goes, or becomes a generated one.
    if (table != nullptr && column_of(*table, object.part) == nullptr) return;
  }
  go(object);
}

void PostgresPlanner::compare() {
  for (const auto& [object, now] : from_parts_) {
    if (object.kind == Kind::table || object.kind == Kind::view) {
      const bool rebuilt = object.kind == Kind::table && rebuilt_.contains(object.name);
      if (to_parts_.contains(object) && !rebuilt) continue;
      go(object);
      go_parts(object, rebuilt);
    } else if (!is_light(object.kind)) {
      const bool again = object.kind != Kind::sequence && replaced_.contains(object.name);
      if (again || !to_parts_.contains(object)) go(object);
      if (find<Domain>(from_parts_, object) != nullptr && gone_.contains(object)) {
        go_parts(object, false);
      }
    }
  }
  for (const auto& [object, now] : from_parts_) {
    if (is_light(object.kind) && !gone_.contains(object)) compare_light(object, now);
  }
  for (const Table& table : from_.database.tables) {
    const Object object{Kind::table, table.name, {}};
    if (is_kept(object)) compare_table(table, *find<Table>(to_parts_, object));
  }
  go_all_users();
}

/// Of all that has been found to go.
void PostgresPlanner::go_all_users() {
  while (!queue_.empty()) {
    const Object object = queue_.back();
    queue_.pop_back();
    go_users(object);
    go_family(object);
    if (object.kind == Kind::view) go_parts(object, false);
  }
}

/// Tables that become partitions when they have their own keys and indexes. The server would give
/// them those of the whole that they lack, which are therefore made afterwards.
void PostgresPlanner::find_attached_later() {
  for (const Table& table : to_.database.tables) {
    if (!table.bound) continue;
    const Object object{Kind::table, table.name, {}};
    const bool stays = is_kept(object);
    const bool attached = stays && find<Table>(from_parts_, object)->bound.has_value();
    const Object whole{Kind::table, table.parents.front(), {}};
    if (attached || (!stays && !is_kept(whole))) continue;
    attached_later_.insert(table.name);
    for (const Index& index : find<Table>(to_parts_, whole)->indexes) {
      const Name name{whole.name.schema, index.name};
      const auto belongs = [&](const Index& own) { return own.parent == name; };
      if (std::ranges::any_of(table.indexes, belongs)) continue;
      const Object part{Kind::index, whole.name, index.name};
      late_indexes_.insert(part);
      if (is_kept(part)) go(part);
    }
  }
  if (late_indexes_.empty()) return;
  go_all_users();
  // Parts of them, and parts of those.
  std::size_t known = 0;
  while (known != late_indexes_.size()) {
    known = late_indexes_.size();
    for (const Table& table : to_.database.tables) {
      for (const Index& index : table.indexes) {
        if (!index.parent) continue;
        const Object above{Kind::index, table.parents.front(), index.parent->name};
        if (!late_indexes_.contains(above)) continue;
        late_indexes_.insert({Kind::index, table.name, index.name});
      }
    }
  }
}

}  // namespace retort::diff
