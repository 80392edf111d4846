// SQLite's ALTER TABLE adds a column at the end, and little else: every other change of a table is
// a new table, into which the rows of the columns that both have are copied, and which takes the
// old one's name (the procedure of "Making Other Kinds Of Table Schema Changes" in SQLite's
// manual). RENAME reads all views and triggers, so that those that name a table that is missing for
// a moment are dropped before and made again.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "dialect/literal.h"
#include "dialect/quoting.h"
#include "dialect/recreate.h"
#include "diff/shape_plan.h"

namespace retort::diff {

using namespace schema::shape;

namespace {

std::string quoted(std::string_view name) {
  return dialect::quoted(dialect::Family::sqlite, name);
}

std::string literal(std::string_view text) {
  return dialect::string_literal(dialect::Family::sqlite, text);
}

/// Names are the same whatever their case.
std::string folded(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// A table alone.
Table bare(Table table) {
  table.indexes.clear();
  table.triggers.clear();
  return table;
}

class Planner {
 public:
  Planner(const Database& from, const Database& to) : from_(from), to_(to) {}

  Plan plan() {
    for (const Table& table : from_.tables) tables_.emplace(folded(table.name.name), &table);
    for (const Table& table : to_.tables) wanted_.emplace(folded(table.name.name), &table);
    for (const View& view : from_.views) views_.emplace(folded(view.name.name), &view);
    compare_tables();
    compare_views();
    drops();
    if (!moved_.empty()) legacy("ON");
    for (const Table& table : to_.tables) make_table(table);
    if (!moved_.empty()) legacy("OFF");
    for (const Table& table : to_.tables) make_indexes(table);
    make_views();
    make_triggers();
    if (!moved_.empty()) around();
    return std::move(plan_);
  }

 private:
  Step& say(std::string sql, std::string what, const Object& object) {
    return add_step(plan_.steps, std::move(sql), std::move(what), object);
  }

  const Table* old_table(const Table& wanted) const {
    const auto found = tables_.find(folded(wanted.name.name));
    return found == tables_.end() ? nullptr : found->second;
  }

  /// Whether what the table has more than the old one can be added as it stands.
  static bool can_be_extended(const Table& old, const Table& wanted) {
    const std::size_t count = old.columns.size();
    if (count == 0 || wanted.columns.size() < count) return false;
    Table start = bare(wanted);
    start.columns.resize(count);
    if (start != bare(old)) return false;
    for (std::size_t i = count; i < wanted.columns.size(); ++i) {
      const Column& column = wanted.columns[i];
      if (column.generated && column.stored) return false;
      const std::string value = column.default_value.value_or("NULL");
      const bool constant = value.front() != '(' && !folded(value).starts_with("current_");
      const bool empty = folded(value) == "null";
      if (!constant || (column.not_null && empty && !column.generated)) return false;
    }
    return true;
  }

  void compare_tables() {
    for (const Table& wanted : to_.tables) {
      const Table* old = old_table(wanted);
      if (old == nullptr || bare(*old) == bare(wanted)) continue;
      if (can_be_extended(*old, wanted)) {
        extended_.insert(folded(wanted.name.name));
      } else {
        moved_.insert(folded(wanted.name.name));
      }
    }
    for (const auto& [name, table] : tables_) {
      if (!wanted_.contains(name)) gone_.insert(name);
    }
  }

  void compare_views() {
    for (const auto& [name, view] : views_) {
      const auto same = [&](const View& wanted) {
        return wanted.name == view->name && wanted.definition == view->definition &&
               same_names(wanted.columns, view->columns);
      };
      if (std::ranges::none_of(to_.views, same)) dropped_views_.insert(name);
    }
  }
  /// Their types follow from what they stand on.
  static bool same_names(const std::vector<Column>& left, const std::vector<Column>& right) {
    return std::ranges::equal(left, right, {}, &Column::name, &Column::name);
  }

  template <class Relations>
  const Trigger* wanted_trigger(const Relations& relations, const Name& owner,
                                const std::string& name) const {
    for (const auto& relation : relations) {
      if (relation.name != owner) continue;
      const auto found = std::ranges::find(relation.triggers, name, &Trigger::name);
      if (found != relation.triggers.end()) return &*found;
    }
    return nullptr;
  }

  template <class Relation, class Relations>
  void drop_triggers(const Relation& relation, const Relations& wanted) {
    const std::string owner = folded(relation.name.name);
    // They go with it.
    if (moved_.contains(owner) || gone_.contains(owner) || dropped_views_.contains(owner)) return;
    for (const Trigger& trigger : relation.triggers) {
      const Trigger* other = wanted_trigger(wanted, relation.name, trigger.name);
      if (other != nullptr && *other == trigger) {
        kept_triggers_.insert(trigger.name);
        continue;
      }
      const Object object{Kind::trigger, relation.name, trigger.name};
      say("DROP TRIGGER " + quoted(trigger.name), "drop " + shown(object), object);
    }
  }

  void drops() {
    for (const Table& table : from_.tables) drop_triggers(table, to_.tables);
    for (const View& view : from_.views) drop_triggers(view, to_.views);
    for (const View& view : from_.views) {
      if (!dropped_views_.contains(folded(view.name.name))) continue;
      const Object object{Kind::view, view.name, {}};
      say("DROP VIEW " + quoted(view.name.name), "drop " + shown(object), object);
    }
    for (const Table& table : from_.tables) {
      const std::string name = folded(table.name.name);
      if (gone_.contains(name)) {
        add_table_drop(plan_.steps, quoted(table.name.name), table.name);
      } else if (!moved_.contains(name)) {
        drop_indexes(table);
      }
    }
  }

  void drop_indexes(const Table& table) {
    const std::vector<Index>& wanted = wanted_.at(folded(table.name.name))->indexes;
    for (const Index& index : table.indexes) {
      if (std::ranges::find(wanted, index) != wanted.end()) {
        kept_indexes_.insert(index.name);
        continue;
      }
      const Object object{Kind::index, table.name, index.name};
      say("DROP INDEX " + quoted(index.name), "drop " + shown(object), object);
    }
  }

  void make_table(const Table& wanted) {
    const Object object{Kind::table, wanted.name, {}};
    const std::string name = folded(wanted.name.name);
    const Table* old = old_table(wanted);
    if (old == nullptr) {
      say(dialect::sqlite_table(wanted), "create " + shown(object), object);
    } else if (extended_.contains(name)) {
      for (std::size_t i = old->columns.size(); i < wanted.columns.size(); ++i) {
        say(fmt::format("ALTER TABLE {} ADD COLUMN {}", quoted(wanted.name.name),
                        dialect::sqlite_column(wanted, wanted.columns[i])),
            fmt::format("add column {}.{}", wanted.name.name, wanted.columns[i].name), object);
      }
    } else if (moved_.contains(name)) {
      move(*old, wanted);
    }
  }

  void move(const Table& old, const Table& wanted) {
    const Object object{Kind::table, wanted.name, {}};
    if (old.columns.empty() || wanted.columns.empty()) {  // A virtual table.
      add_table_drop(plan_.steps, quoted(old.name.name), old.name);
      say(dialect::sqlite_table(wanted), "create " + shown(object), object);
      return;
    }
    Table made = wanted;
    made.name.name = "retort_new_" + wanted.name.name;
    say(dialect::sqlite_table(made), "create what " + shown(object) + " becomes", object);
    std::string targets, sources, lost, missing;
    for (const Column& column : old.columns) {
      const auto to = std::ranges::find_if(wanted.columns, [&](const Column& other) {
        return folded(other.name) == folded(column.name);
      });
      if (to == wanted.columns.end()) lost += (lost.empty() ? "" : ", ") + column.name;
      if (to == wanted.columns.end() || to->generated) continue;
      targets += (targets.empty() ? "" : ", ") + quoted(to->name);
      sources += (sources.empty() ? "" : ", ") + quoted(column.name);
      if (to->not_null && !column.not_null) missing += (missing.empty() ? "" : ", ") + column.name;
    }
    if (!targets.empty()) {
      Step& step = say(fmt::format("INSERT OR ABORT INTO {} ({}) SELECT {} FROM {}",
                                   quoted(made.name.name), targets, sources, quoted(old.name.name)),
                       "copy the rows of " + shown(wanted.name), object);
      step.destructive = !lost.empty();
      if (!lost.empty()) step.why = "without " + lost;
      if (!missing.empty()) {
        step.why +=
            fmt::format("{}fails if there are nulls in {}", lost.empty() ? "" : "; ", missing);
      }
    }
    if (counts(old) && counts(wanted)) {
      say("DELETE FROM sqlite_sequence WHERE name = " + literal(made.name.name),
          "numbers go on behind those of " + shown(wanted.name), object);
      say(fmt::format("INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence "
                      "WHERE name = {}",
                      literal(made.name.name), literal(old.name.name)),
          "numbers go on behind those of " + shown(wanted.name), object);
    }
    Step& drop =
        say("DROP TABLE " + quoted(old.name.name), "drop what " + shown(object) + " was", object);
    drop.destructive = targets.empty();
    if (targets.empty()) drop.why = "its rows are lost";
    say(fmt::format("ALTER TABLE {} RENAME TO {}", quoted(made.name.name),
                    quoted(wanted.name.name)),
        "take the name of " + shown(wanted.name), object);
  }
  static bool counts(const Table& table) {
    return std::ranges::any_of(table.columns, &Column::auto_increment);
  }

  void make_indexes(const Table& table) {
    for (const Index& index : table.indexes) {
      if (kept_indexes_.contains(index.name)) continue;
      const Object object{Kind::index, table.name, index.name};
      say(index.definition, "create " + shown(object), object);
    }
  }

  void make_views() {
    for (const View& view : to_.views) {
      const std::string name = folded(view.name.name);
      if (views_.contains(name) && !dropped_views_.contains(name)) continue;
      const Object object{Kind::view, view.name, {}};
      say(dialect::sqlite_view(view), "create " + shown(object), object);
    }
  }

  void make_triggers() {
    const auto make = [&](const auto& relations) {
      for (const auto& relation : relations) {
        for (const Trigger& trigger : relation.triggers) {
          if (kept_triggers_.contains(trigger.name)) continue;
          const Object object{Kind::trigger, relation.name, trigger.name};
          say(trigger.definition, "create " + shown(object), object);
        }
      }
    };
    make(to_.tables);
    make(to_.views);
  }

  void legacy(std::string_view state) {
    say(fmt::format("PRAGMA legacy_alter_table = {}", state), "prepare the session", {});
  }

  /// Dropping a table must not empty those that refer to it.
  void around() {
    const auto set = [](std::string sql) {
      return Step{std::move(sql), "prepare the session", {}, false, {}, Transaction::around, {}};
    };
    plan_.steps.insert(plan_.steps.begin(), set("PRAGMA foreign_keys = OFF"));
    plan_.steps.push_back(set("PRAGMA foreign_keys = ON"));
  }

  const Database& from_;
  const Database& to_;
  Plan plan_;
  std::map<std::string, const Table*> tables_, wanted_;
  std::map<std::string, const View*> views_;
  std::set<std::string> extended_, moved_, gone_, dropped_views_;
  std::set<std::string> kept_indexes_, kept_triggers_;
};

}  // namespace

Plan diff_sqlite(const Inspection& from, const Inspection& to) {
  return Planner(from.database, to.database).plan();
}

}  // namespace retort::diff
