// One ALTER TABLE a table, with all its changes: the server writes the table once. Foreign keys
// hold columns and indexes, and go before what they stand on changes. Nothing else is checked
// before it is used: views, triggers and routines are made anew when their own text changed.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "dialect/literal.h"
#include "dialect/mysql_types.h"
#include "dialect/quoting.h"
#include "dialect/recreate.h"
#include "diff/shape_plan.h"

namespace retort::diff {

using namespace schema::shape;

namespace {

std::string quoted(std::string_view name) {
  return dialect::quoted(dialect::Family::mariadb, name);
}

std::string literal(std::string_view text) {
  return dialect::string_literal(dialect::Family::mariadb, text);
}

bool is_foreign(const Constraint& constraint) {
  return constraint.kind == "foreign key";
}
/// A check that stands behind its column.
bool is_columns_own(const Constraint& constraint) {
  return constraint.kind == "check" && !constraint.columns.empty();
}

template <class List>
const typename List::value_type* named(const List& list, const auto& name) {
  const auto found = std::ranges::find_if(list, [&](const auto& one) { return one.name == name; });
  return found == list.end() ? nullptr : &*found;
}

/// From the shortest to the longest.
constexpr std::string_view kTexts[] = {"char",       "varchar",  "tinytext", "text",
                                       "mediumtext", "longtext", "enum",     "set"};

/// Whether a value may become another one, or be refused.
bool may_lose(const std::string& from, const std::string& to) {
  if (from == to) return false;
  constexpr std::string_view kNumbers[] = {"tinyint", "smallint", "mediumint", "int", "bigint"};
  const auto base = [](const std::string& type) {
    return type.substr(0, type.find_first_of("( "));
  };
  const auto size = [](const std::string& type) {
    const std::size_t open = type.find('(');
    return open == type.npos ? -1 : std::atoi(type.c_str() + open + 1);
  };
  const auto rest = [](const std::string& type) {
    const std::size_t close = type.find(')');
    return close == type.npos ? std::string() : type.substr(close + 1);
  };
  const auto place = [&](const auto& list, const std::string& type) {
    return std::ranges::find(list, base(type)) - std::begin(list);
  };
  const auto small = place(kNumbers, from), large = place(kNumbers, to);
  if (small < std::ssize(kNumbers) && large < std::ssize(kNumbers)) {
    return large < small || rest(from) != rest(to);
  }
  const auto shorter = place(kTexts, from), longer = place(kTexts, to);
  if (shorter >= std::ssize(kTexts) || longer >= std::ssize(kTexts)) return true;
  const bool listed = base(to) == "enum" || base(to) == "set";
  if (listed) {
    const std::string labels = from.substr(0, from.size() - 1);
    return base(from) != base(to) || !to.starts_with(labels);
  }
  return size(to) >= 0 ? size(from) < 0 || size(to) < size(from) : longer < shorter;
}

/// The clauses of an ALTER TABLE.
struct Clauses {
  std::string text;
  void add(const std::string& clause) { text += (text.empty() ? "" : ",\n    ") + clause; }
};

class Planner {
 public:
  Planner(const Database& from, const Database& to) : from_(from), to_(to) {
    for (const Table& table : from.tables) old_tables_.emplace(table.name, &table);
    for (const Table& table : to.tables) new_tables_.emplace(table.name, &table);
  }

  Plan plan() {
    drop_gone();
    find_changes();
    drop_foreign_keys();
    for (const Table& table : from_.tables) {
      if (new_table(table.name) != nullptr) continue;
      add_table_drop(plan_.steps, quoted(table.name.name), table.name);
    }
    for (const Table& wanted : to_.tables) {
      const Table* now = old_table(wanted.name);
      const Object object{Kind::table, wanted.name, {}};
      if (now == nullptr) {
        say(dialect::mariadb_table(wanted), "create " + shown(object), object);
      } else {
        alter_whole_table(*now, wanted);
      }
    }
    add_foreign_keys();
    routines();
    views();
    triggers();
    events();
    return std::move(plan_);
  }

 private:
  Step& say(std::string sql, std::string what, const Object& object) {
    return add_step(plan_.steps, std::move(sql), std::move(what), object);
  }

  using Tables = std::map<Name, const Table*>;
  static const Table* look_up(const Tables& tables, const Name& name) {
    const auto found = tables.find(name);
    return found == tables.end() ? nullptr : found->second;
  }
  const Table* old_table(const Name& name) const { return look_up(old_tables_, name); }
  const Table* new_table(const Name& name) const { return look_up(new_tables_, name); }

  static std::string option(const Table& table, std::string_view name) {
    for (const std::string& setting : table.settings) {
      if (setting.starts_with(name)) return setting.substr(name.size());
    }
    return {};
  }
  /// With its collation, whatever the table's is, as that may change in the same statement.
  static std::string column_text(const Table& table, Column column) {
    const std::string base = column.type.substr(0, column.type.find('('));
    if (!column.collation && std::ranges::find(kTexts, base) != std::end(kTexts)) {
      column.collation = option(table, "COLLATE=");
    }
    return dialect::mariadb_column(table, column);
  }
  static bool same_column(const Table& now, const Column& column, const Table& wanted,
                          const Column& other) {
    return column_text(now, column) == column_text(wanted, other);
  }
  /// The server makes no column a generated one, nor a virtual one a real one, in place, and has no
  /// way from a number to an address or a place.
  static bool must_be_added(const Column& now, const Column& wanted) {
    constexpr std::string_view kApart[] = {"uuid", "inet4", "inet6"};
    const auto is_apart = [&](const std::string& type) {
      return std::ranges::find(kApart, type) != std::end(kApart) || dialect::is_spatial_type(type);
    };
    const auto is_text = [](const std::string& type) {
      return type.find("char") != type.npos || type.find("text") != type.npos ||
             type.find("binary") != type.npos;
    };
    const bool places = dialect::is_spatial_type(now.type) && dialect::is_spatial_type(wanted.type);
    if (now.type != wanted.type && !places &&
        ((is_apart(now.type) && !is_text(wanted.type)) ||
         (is_apart(wanted.type) && !is_text(now.type)))) {
      return true;
    }
    if (!now.generated && !wanted.generated) return false;
    if (now.generated && now.stored && !wanted.generated) return false;
    return now.generated != wanted.generated || now.stored != wanted.stored ||
           now.type != wanted.type;
  }
  /// The columns that are dropped, and perhaps added again, and the generated ones that stand on
  /// them.
  static std::set<std::string> unsettled(const Table& now, const Table& wanted) {
    std::set<std::string> out;
    for (const Column& column : now.columns) {
      const Column* made = named(wanted.columns, column.name);
      if (made == nullptr || must_be_added(column, *made)) out.insert(column.name);
    }
    for (std::size_t before = 0; before != out.size();) {
      before = out.size();
      for (const Column& column : now.columns) {
        if (column.generated && names_any(*column.generated, out)) out.insert(column.name);
      }
    }
    return out;
  }
  static bool names_any(const std::string& sql, const std::set<std::string>& columns) {
    return std::ranges::any_of(columns, [&](const std::string& column) {
      return sql.find(quoted(column)) != std::string::npos;
    });
  }
  /// A check goes with its column, also where this is added again, or only stands on one that is.
  static bool stays(const Table& now, const Table& wanted, const Constraint& check) {
    return std::ranges::find(now.constraints, check) != now.constraints.end() &&
           std::ranges::find(wanted.constraints, check) != wanted.constraints.end() &&
           !names_any(check.definition, unsettled(now, wanted));
  }
  /// An index whose column is dropped and added has to be, too.
  static bool goes(const Table& now, const Table& wanted, const Index& index) {
    if (std::ranges::find(wanted.indexes, index) == wanted.indexes.end()) return true;
    return std::ranges::any_of(index.elements, [&](const IndexElement& element) {
      const Column* old = named(now.columns, element.text);
      const Column* made = named(wanted.columns, element.text);
      return old != nullptr && made != nullptr && must_be_added(*old, *made);
    });
  }

  /// The server made it for a foreign key, or may have, and drops it when the key is added again
  /// and brings one with the key's name, which is not ignored.
  bool gives_way(const Table& wanted, const Index& index) const {
    return std::ranges::any_of(wanted.constraints, [&](const Constraint& key) {
      return is_foreign(key) && !kept_keys_.contains({wanted.name, key.name}) && !index.unique &&
             (index.name != key.name || !index.settings.empty()) &&
             std::ranges::equal(index.elements, key.columns, {}, &IndexElement::text);
    });
  }

  // Foreign keys.
  struct Change {
    std::set<std::string> columns;  ///< Changed, dropped, or in an index that is.
    bool collation = false;
  };

  void find_changes() {
    for (const Table& now : from_.tables) {
      Change& change = changes_[now.name];
      const Table* wanted = new_table(now.name);
      for (const Column& column : now.columns) {
        const Column* other = wanted == nullptr ? nullptr : named(wanted->columns, column.name);
        if (other == nullptr || !same_column(now, column, *wanted, *other)) {
          change.columns.insert(column.name);
        }
      }
      if (wanted == nullptr) continue;
      change.collation = now.settings != wanted->settings;
      const auto note = [&](const std::vector<Index>& list, const std::vector<Index>& others) {
        for (const Index& index : list) {
          const Index* other = named(others, index.name);
          if (other != nullptr && same_but_ignored(index, *other)) continue;
          for (const IndexElement& element : index.elements) change.columns.insert(element.text);
        }
      };
      note(now.indexes, wanted->indexes);
      note(wanted->indexes, now.indexes);
    }
  }
  bool is_touched(const Name& table, const std::vector<std::string>& columns) const {
    const auto change = changes_.find(table);
    if (change == changes_.end()) return false;
    return change->second.collation || std::ranges::any_of(columns, [&](const std::string& column) {
             return change->second.columns.contains(column);
           });
  }

  void drop_foreign_keys() {
    for (const Table& now : from_.tables) {
      const Table* wanted = new_table(now.name);
      for (const Constraint& key : now.constraints) {
        if (!is_foreign(key)) continue;
        const bool same = wanted != nullptr &&
                          std::ranges::find(wanted->constraints, key) != wanted->constraints.end();
        const Name referred = key.referred.value_or(Name());
        const bool target_stays = !referred.schema.empty() || new_table(referred) != nullptr;
        const bool target_was = !referred.schema.empty() || old_table(referred) != nullptr;
        if (same && target_stays && target_was && !is_touched(now.name, key.columns) &&
            !is_touched(referred, key.referred_columns)) {
          kept_keys_.insert({now.name, key.name});
          continue;
        }
        const Object object{Kind::constraint, now.name, key.name};
        say(fmt::format("ALTER TABLE {} DROP FOREIGN KEY {}", quoted(now.name.name),
                        quoted(key.name)),
            "drop " + shown(object) + (same ? ", to be made again" : ""), object);
      }
    }
  }
  void add_foreign_keys() {
    for (const Table& wanted : to_.tables) {
      for (const Constraint& key : wanted.constraints) {
        if (!is_foreign(key) || kept_keys_.contains({wanted.name, key.name})) continue;
        const Object object{Kind::constraint, wanted.name, key.name};
        say(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", quoted(wanted.name.name),
                        quoted(key.name), key.definition),
            "create " + shown(object), object);
      }
    }
  }

  // Tables.
  /// Partitions stand on columns and keys: other ones go before these change, and come after.
  void alter_whole_table(const Table& now, const Table& wanted) {
    const Object object{Kind::table, wanted.name, {}};
    const std::string alter = "ALTER TABLE " + quoted(wanted.name.name);
    const bool other = now.partition_key != wanted.partition_key;
    if (other && now.partition_key) {
      say(alter + " REMOVE PARTITIONING", "join the partitions of " + shown(object), object);
    }
    alter_table(now, wanted);
    if (other && wanted.partition_key) {
      say(alter + "\nPARTITION BY " + *wanted.partition_key, "partition " + shown(object), object)
          .why = "fails if a row does not belong into any";
    }
  }

  void alter_table(const Table& old, const Table& wanted) {
    Clauses before, clauses;
    std::string lost;
    const Table now = with_ignored(old, wanted, before);
    checks_and_indexes_go(now, wanted, clauses);
    columns(now, wanted, clauses, lost);
    for (const Index* index : dialect::mariadb_index_order(wanted)) {
      const bool there =
          std::ranges::find(now.indexes, *index) != now.indexes.end() && !goes(now, wanted, *index);
      if (there && !gives_way(wanted, *index)) continue;
      if (there) clauses.add("DROP KEY " + quoted(index->name));
      clauses.add("ADD " + index->definition);
    }
    for (const Constraint& check : wanted.constraints) {
      if (check.kind != "check" || is_columns_own(check) || stays(now, wanted, check)) continue;
      clauses.add(fmt::format("ADD CONSTRAINT {} {}", quoted(check.name), check.definition));
    }
    for (const std::string& setting : wanted.settings) {
      if (std::ranges::find(now.settings, setting) == now.settings.end()) clauses.add(setting);
    }
    const Object object{Kind::table, wanted.name, {}};
    // An engine that does not know an option does not take it back.
    const bool moves = option(now, "ENGINE=") != option(wanted, "ENGINE=");
    for (const std::string& reset : resets(now.settings, wanted.settings)) {
      const bool engines = reset.starts_with('`') || reset.starts_with("transactional=");
      (moves && engines ? before : clauses).add(reset);
    }
    if (!before.text.empty()) {
      say(fmt::format("ALTER TABLE {}\n    {}", quoted(wanted.name.name), before.text),
          "alter " + shown(object), object);
    }
    if (now.comment != wanted.comment) {
      clauses.add("COMMENT=" + literal(wanted.comment.value_or("")));
    }
    if (clauses.text.empty()) return;
    Step& step = say(fmt::format("ALTER TABLE {}\n    {}", quoted(wanted.name.name), clauses.text),
                     "alter " + shown(object), object);
    step.destructive = !lost.empty();
    if (!lost.empty()) step.why = "the values of " + lost + " are lost or may be changed";
  }

  static bool same_but_ignored(const Index& index, Index other) {
    other.settings = index.settings;
    other.definition = index.definition;
    return other == index;
  }
  /// The table when the indexes that only begin or cease to be ignored do so: the server takes an
  /// index that is dropped and added for the one that it was, and leaves that as it is.
  static Table with_ignored(Table now, const Table& wanted, Clauses& clauses) {
    for (Index& index : now.indexes) {
      const Index* other = named(wanted.indexes, index.name);
      if (other == nullptr || other->settings == index.settings) continue;
      if (!same_but_ignored(index, *other)) continue;
      clauses.add(fmt::format("ALTER INDEX {} {}IGNORED", quoted(index.name),
                              other->settings.empty() ? "NOT " : ""));
      index = *other;
    }
    return now;
  }

  /// Options that are in now and not in wanted: `row_format=DYNAMIC checksum=1`.
  static std::vector<std::string> resets(const Settings& now, const Settings& wanted) {
    std::string kept;
    for (const std::string& other : wanted) kept += ' ' + other;
    std::vector<std::string> out;
    for (const std::string& setting : now) {
      if (setting.starts_with("COLLATE=") || setting.starts_with("ENGINE=")) continue;
      for (std::size_t at = 0; at < setting.size();) {
        const std::size_t end = std::min(setting.find(' ', at), setting.size());
        const std::string name = setting.substr(at, setting.find('=', at) - at);
        at = end + 1;
        if (kept.find(' ' + name + '=') != kept.npos) continue;
        const bool number = name == "key_block_size" || name == "max_rows" || name == "min_rows" ||
                            name == "avg_row_length" || name == "checksum" ||
                            name == "delay_key_write";
        out.push_back(name + (number ? "=0" : "=DEFAULT"));
      }
    }
    return out;
  }

  static void checks_and_indexes_go(const Table& now, const Table& wanted, Clauses& clauses) {
    for (const Constraint& check : now.constraints) {
      if (check.kind != "check" || is_columns_own(check) || stays(now, wanted, check)) continue;
      clauses.add("DROP CONSTRAINT " + quoted(check.name));
    }
    for (const Index& index : now.indexes) {
      if (!goes(now, wanted, index)) continue;
      clauses.add(index.name == "PRIMARY" ? "DROP PRIMARY KEY" : "DROP KEY " + quoted(index.name));
    }
  }

  void columns(const Table& now, const Table& wanted, Clauses& clauses, std::string& lost) const {
    std::vector<std::string> order;  // As it is while the clauses are read from the left.
    for (const Column& column : now.columns) {
      const Column* other = named(wanted.columns, column.name);
      if (other != nullptr && !must_be_added(column, *other)) {
        order.push_back(column.name);
        continue;
      }
      clauses.add("DROP COLUMN " + quoted(column.name));
      if (!column.generated) lost += (lost.empty() ? "" : ", ") + column.name;
    }
    for (std::size_t i = 0; i < wanted.columns.size(); ++i) {
      const Column& column = wanted.columns[i];
      const std::string place = i == 0 ? " FIRST" : " AFTER " + quoted(wanted.columns[i - 1].name);
      const Column* old = named(now.columns, column.name);
      const auto at = std::ranges::find(order, column.name);
      const bool in_place = at - order.begin() == static_cast<std::ptrdiff_t>(i);
      const bool is_new = at == order.end();
      if (!is_new) order.erase(at);
      order.insert(order.begin() + static_cast<std::ptrdiff_t>(i), column.name);
      if (is_new) {
        clauses.add(fmt::format("ADD COLUMN {}{}", column_text(wanted, column), place));
      } else if (!in_place || !same_column(now, *old, wanted, column)) {
        clauses.add(
            fmt::format("MODIFY COLUMN {}{}", column_text(wanted, column), in_place ? "" : place));
        if (may_lose(old->type, column.type) && !old->generated) {
          lost += (lost.empty() ? "" : ", ") + column.name;
        }
      }
    }
  }

  // The others.
  void drop_gone() {
    for (const Event& event : from_.events) {
      if (named(to_.events, event.name) != nullptr) continue;
      const Object object{Kind::event, {{}, event.name}, {}};
      say("DROP EVENT " + quoted(event.name), "drop " + shown(object), object);
    }
    for (const Table& table : from_.tables) {
      const Table* wanted = new_table(table.name);
      if (wanted == nullptr) continue;  // They go with it.
      drop_triggers(table, *wanted);
    }
    for (const View& view : from_.views) {
      if (named(to_.views, view.name) != nullptr) continue;
      const Object object{Kind::view, view.name, {}};
      say("DROP VIEW " + quoted(view.name.name), "drop " + shown(object), object);
    }
    for (const Routine& routine : from_.routines) {
      const Routine* wanted = routine_of(to_, routine);
      if (wanted != nullptr && wanted->definition == routine.definition) continue;
      const Object object{Kind::routine, routine.name, routine.arguments};
      say(fmt::format("DROP {} {}", routine.kind == "function" ? "FUNCTION" : "PROCEDURE",
                      quoted(routine.name.name)),
          "drop " + shown(object), object);
    }
  }
  static const Routine* routine_of(const Database& database, const Routine& like) {
    const auto found = std::ranges::find_if(database.routines, [&](const Routine& one) {
      return one.name == like.name && one.kind == like.kind;
    });
    return found == database.routines.end() ? nullptr : &*found;
  }

  /// Triggers of one event run in the order in which they were made.
  static bool same_event(const Trigger& left, const Trigger& right) {
    return event_of(left) == event_of(right);
  }
  static std::string event_of(const Trigger& trigger) {
    const std::size_t start = std::string("CREATE TRIGGER ").size() + quoted(trigger.name).size();
    return trigger.definition.substr(start, trigger.definition.find(" ON ", start) - start);
  }
  /// How many of them stay: the same ones from the start.
  static std::size_t common(const std::vector<Trigger>& now, const std::vector<Trigger>& wanted) {
    const auto [left, right] = std::ranges::mismatch(now, wanted);
    return static_cast<std::size_t>(left - now.begin());
  }
  bool stays(const Trigger& trigger, const Table& now, const Table& wanted) const {
    const auto of_event = [&](const Table& table) {
      std::vector<Trigger> out;
      for (const Trigger& one : table.triggers) {
        if (same_event(one, trigger)) out.push_back(one);
      }
      return out;
    };
    const std::vector<Trigger> left = of_event(now), right = of_event(wanted);
    const std::size_t same = common(left, right);
    const auto at = std::ranges::find(left, trigger);
    return at != left.end() && static_cast<std::size_t>(at - left.begin()) < same;
  }
  void drop_triggers(const Table& now, const Table& wanted) {
    for (const Trigger& trigger : now.triggers) {
      if (stays(trigger, now, wanted)) continue;
      const Object object{Kind::trigger, now.name, trigger.name};
      say("DROP TRIGGER " + quoted(trigger.name), "drop " + shown(object), object);
    }
  }
  void triggers() {
    for (const Table& wanted : to_.tables) {
      const Table* now = old_table(wanted.name);
      for (const Trigger& trigger : wanted.triggers) {
        if (now != nullptr && stays(trigger, *now, wanted)) continue;
        const Object object{Kind::trigger, wanted.name, trigger.name};
        say(trigger.definition, "create " + shown(object), object);
      }
    }
  }

  void routines() {
    for (const Routine& routine : to_.routines) {
      const Routine* now = routine_of(from_, routine);
      if (now != nullptr && now->definition == routine.definition) continue;
      const Object object{Kind::routine, routine.name, routine.arguments};
      say(routine.definition, "create " + shown(object), object);
    }
  }

  void views() {
    for (const View* view : dialect::mariadb_view_order(to_)) {
      const View* now = named(from_.views, view->name);
      const Object object{Kind::view, view->name, {}};
      std::string sql = dialect::mariadb_view(*view);
      if (now == nullptr) {
        say(std::move(sql), "create " + shown(object), object);
      } else if (dialect::mariadb_view(*now) != sql) {
        sql.insert(7, "OR REPLACE ");
        say(std::move(sql), "replace " + shown(object), object);
      }
    }
  }

  void events() {
    for (const Event& event : to_.events) {
      const Event* now = named(from_.events, event.name);
      if (now != nullptr && *now == event) continue;
      const Object object{Kind::event, {{}, event.name}, {}};
      if (now != nullptr) {
        say("DROP EVENT " + quoted(event.name), "drop " + shown(object), object);
      }
      say(event.definition, "create " + shown(object), object);
    }
  }

  const Database& from_;
  const Database& to_;
  Tables old_tables_, new_tables_;
  Plan plan_;
  std::map<Name, Change> changes_;
  std::set<std::pair<Name, std::string>> kept_keys_;
};

}  // namespace

Plan diff_mariadb(const Inspection& from, const Inspection& to) {
  return Planner(from.database, to.database).plan();
}

}  // namespace retort::diff
