// What goes, in an order in which nothing stands on it any more.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <utility>

#include "dialect/object_order.h"
#include "dialect/postgres_text.h"
#include "diff/postgres_planner.h"
#include "diff/postgres_types.h"

namespace retort::diff {

using namespace schema::shape;

namespace {

int rank_of(Kind kind) {
  switch (kind) {
    case Kind::schema:
      return 0;
    case Kind::extension:
      return 1;
    case Kind::collation:
      return 2;
    case Kind::type:
      return 3;
    case Kind::routine:
      return 4;
    case Kind::sequence:
      return 5;
    case Kind::table:
      return 6;
    case Kind::default_value:
      return 7;
    case Kind::view:
      return 8;
    default:
      return 9;
  }
}

}  // namespace

/// The foreign keys that go with their tables, to other tables that go, own partitions among them.
std::vector<std::pair<Name, const Constraint*>> PostgresPlanner::keys_that_go() const {
  std::vector<std::pair<Name, const Constraint*>> out;
  for (const Object& part : silent_) {
    const auto* key = find<Constraint>(from_parts_, part);
    if (key == nullptr || !key->referred || key->inherited) continue;
    if (gone_.contains({Kind::table, part.name, {}}) &&
        gone_.contains({Kind::table, *key->referred, {}})) {
      out.emplace_back(part.name, key);
    }
  }
  return out;
}

/// A table, and the partitions that a foreign key to it stands on as well.
std::vector<Name> PostgresPlanner::with_partitions(const Name& table) const {
  std::vector<Name> out{table};
  for (std::size_t at = 0; at < out.size(); ++at) {
    const auto [first, last] = partitions_.equal_range(out[at]);
    for (auto part = first; part != last; ++part) out.push_back(part->second);
  }
  return out;
}

/// All that is there now, in an order in which it could have been made.
std::vector<Object> PostgresPlanner::order_now() const {
  dialect::ObjectOrder order;
  for (const auto& [object, part] : from_parts_) {
    const auto* constraint = as<Constraint>(part);
    const bool foreign = constraint != nullptr && constraint->kind == "foreign key";
    order.add(object, rank_of(object.kind) + (foreign ? 1 : 0));
  }
  for (const auto& [object, part] : from_parts_) {
    if (is_part(object)) {
      for (const Kind whole : {Kind::table, Kind::view, Kind::type}) {
        order.need(object, {whole, object.name, {}});
      }
    }
    if (const auto* table = as<Table>(part)) {
      for (const Name& parent : table->parents) order.need(object, {Kind::table, parent, {}});
    }
  }
  for (const auto& [needs, user] : users_) order.need(user, needs);
  for (const auto& [table, key] : keys_that_go()) {
    for (const Name& referred : with_partitions(*key->referred)) {
      if (referred != table) order.need({Kind::table, table, {}}, {Kind::table, referred, {}});
    }
  }
  std::vector<Object> out;
  order.each([&](const Object& object) { out.push_back(object); });
  return out;
}

/// A sequence goes with the column that owns it.
void PostgresPlanner::release_sequences() {
  for (const Sequence& sequence : from_.database.sequences) {
    const Object object{Kind::sequence, sequence.name, {}};
    if (!sequence.owner_table || !is_kept(object)) continue;
    const auto change = changes_.find(*sequence.owner_table);
    const bool dropped =
        change != changes_.end() && change->second.dropped.contains(sequence.owner_column);
    if (!dropped && is_kept({Kind::table, *sequence.owner_table, {}})) continue;
    say(fmt::format("ALTER SEQUENCE {} OWNED BY NONE", full(sequence.name)),
        "keep " + shown(object), object);
  }
}

/// Whether the server drops it along with a parent's.
bool PostgresPlanner::goes_with_parent(const Object& part) const {
  const auto* constraint = find<Constraint>(from_parts_, part);
  const auto* index = find<Index>(from_parts_, part);
  return (constraint != nullptr && (constraint->inherited || constraint->parent)) ||
         (index != nullptr && index->parent);
}

/// Whether `object` uses the other one, or what uses it.
bool PostgresPlanner::leads_to(const Object& object, const Object& other) const {
  std::set<Object> seen{other};
  std::vector<Object> next{other};
  while (!next.empty()) {
    const Object needs = std::move(next.back());
    next.pop_back();
    const auto [first, last] = users_.equal_range(needs);
    for (auto at = first; at != last; ++at) {
      if (at->second == object) return true;
      if (seen.insert(at->second).second) next.push_back(at->second);
    }
  }
  return false;
}

/// A part that calls a function which cannot wait for the part's whole goes by itself.
void PostgresPlanner::part_from_routines() {
  std::vector<Object> apart;
  for (const Object& routine : gone_) {
    if (routine.kind != Kind::routine) continue;
    const auto [first, last] = users_.equal_range(routine);
    for (auto at = first; at != last; ++at) {
      const Object& part = at->second;
      if (!silent_.contains(part)) continue;
      const bool circle = leads_to(routine, {Kind::table, part.name, {}});
      if (circle || from_parts_.contains({Kind::type, part.name, {}})) apart.push_back(part);
    }
  }
  for (const Object& part : apart) {
    if (!goes_with_parent(part)) silent_.erase(part);
  }
}

/// Whether a table that goes may be there for a while under another name.
bool PostgresPlanner::may_be_aside(const Table& table) const {
  const auto is_rebuilt = [&](const Name& name) { return rebuilt_.contains(name); };
  const auto [first, last] = users_.equal_range({Kind::table, table.name, {}});
  return is_rebuilt(table.name) || std::ranges::any_of(table.parents, is_rebuilt) ||
         std::any_of(first, last, [](const auto& use) { return !is_light(use.second.kind); });
}

/// What a part of a table stands on may go before the table does; the part is earlier then: a rule
/// or policy that reads another table, what stands on something that goes by itself or with another
/// table, and all parts of a table that is put aside.
void PostgresPlanner::part_from_others() {
  bool found = true;
  while (found) {
    found = false;
    for (const Object& object : gone_) {
      const bool apart =
          is_light(object.kind) && object.kind != Kind::routine && !silent_.contains(object);
      const auto* sequence = find<Sequence>(from_parts_, object);
      const auto [first, last] = users_.equal_range(object);
      for (auto at = first; at != last; ++at) {
        const Object& part = at->second;
        if (!silent_.contains(part)) continue;
        const bool of_other =
            sequence != nullptr && sequence->owner_table && part.name != *sequence->owner_table;
        if (object.kind == Kind::table && part.name == object.name) continue;
        if (goes_with_parent(part)) continue;
        const bool reads = part.kind == Kind::rule || part.kind == Kind::policy;
        const auto* table = find<Table>(from_parts_, {Kind::table, part.name, {}});
        const bool aside = table != nullptr && may_be_aside(*table);
        if (!apart && !of_other && !aside && !(reads && object.kind == Kind::table)) continue;
        silent_.erase(part);
        found = true;
      }
    }
  }
}

/// What stays for a while with its table has no name that something new wants, and refers to no
/// table.
void PostgresPlanner::part_what_stays() {
  std::set<Name> wanted;
  for (const auto& [object, part] : to_parts_) {
    const auto* constraint = as<Constraint>(part);
    const bool named =
        object.kind == Kind::index || (constraint != nullptr && dialect::is_key(*constraint));
    if (named && !is_kept(object)) wanted.insert({object.name.schema, object.part});
  }
  std::erase_if(silent_, [&](const Object& part) {
    const bool in_way = wanted.contains({part.name.schema, part.part});
    const auto* constraint = find<Constraint>(from_parts_, part);
    const bool named =
        part.kind == Kind::index || (constraint != nullptr && dialect::is_key(*constraint));
    const bool refers = constraint != nullptr && constraint->referred;
    if (!refers && !(in_way && named)) return false;
    const auto* table = find<Table>(from_parts_, {Kind::table, part.name, {}});
    return table != nullptr && may_be_aside(*table) && !goes_with_parent(part);
  });
}

/// Foreign keys between tables that go: the one that has the key goes first, unless they have keys
/// to each other.
void PostgresPlanner::part_circles(const std::vector<Object>& order) {
  std::map<Name, std::size_t> places;
  for (std::size_t at = 0; at < order.size(); ++at) {
    if (order[at].kind == Kind::table) places[order[at].name] = at;
  }
  for (const auto& [table, key] : keys_that_go()) {
    for (const Name& referred : with_partitions(*key->referred)) {
      if (places.at(table) < places.at(referred)) {
        silent_.erase({Kind::constraint, table, key->name});
      }
    }
  }
}

void PostgresPlanner::drops() {
  release_sequences();
  part_from_routines();
  part_what_stays();
  part_from_others();
  const std::vector<Object> order = order_now();
  part_circles(order);
  // A function that a column's expression calls goes after the column, and one that a part of a
  // table calls after the table that takes the part with it.
  const auto waits = [&](const Object& object) {
    if (object.kind != Kind::routine) return !is_light(object.kind);
    const auto [first, last] = users_.equal_range(object);
    return std::any_of(first, last, [&](const auto& use) {
      return !is_light(use.second.kind) || silent_.contains(use.second);
    });
  };
  for (const Object& object : std::views::reverse(order)) {
    if (gone_.contains(object) && !silent_.contains(object) && !waits(object)) drop_light(object);
  }
  for (const Table& table : from_.database.tables) {
    if (is_kept({Kind::table, table.name, {}})) drop_identities(*tables_.find(table.name));
  }
  leave_changed_parents();
  for (const Object& object : order) {
    const auto* table = find<Table>(from_parts_, object);
    if (table != nullptr && is_kept(object)) drop_columns(*table);
  }
  for (const Object& object : std::views::reverse(order)) {
    if (gone_.contains(object) && !silent_.contains(object) && waits(object)) drop_heavy(object);
  }
}

/// Before anything is made: a sequence may want the name of one that goes with an identity.
void PostgresPlanner::drop_identities(Table& table) {
  const Table& wanted = *find<Table>(to_parts_, {Kind::table, table.name, {}});
  for (Column& column : table.columns) {
    const Column* other = column_of(wanted, column.name);
    if (!column.identity || other == nullptr || other->identity) continue;
    const auto change = changes_.find(table.name);
    if (change != changes_.end() && change->second.dropped.contains(column.name)) continue;
    drop_identity(table.name, column.name);
    column.identity.reset();
  }
}

/// A table that goes leaves a parent that loses a column: what stands on its own column would keep
/// the parent's.
void PostgresPlanner::leave_changed_parents() {
  for (const Table& one : from_.database.tables) {
    Table* table = tables_.find(one.name);
    if (table == nullptr || !gone_.contains({Kind::table, one.name, {}})) continue;
    std::vector<Name> kept;
    for (const Name& parent : one.parents) {
      const auto change = changes_.find(parent);
      const bool loses = change != changes_.end() && !change->second.dropped.empty() &&
                         is_kept({Kind::table, parent, {}});
      if (loses) {
        leave_parent(*table, parent);
      } else {
        kept.push_back(parent);
      }
    }
    tables_.set_parents(*table, std::move(kept));
  }
}

void PostgresPlanner::drop_light(const Object& object) {
  if (object.kind == Kind::default_value) {
    Table* table = tables_.find(object.name);
    if (table != nullptr) {
      const auto column = std::ranges::find(table->columns, object.part, &Column::name);
      if (column != table->columns.end()) {
        // An identity column that got a default from a parent keeps it as long as it is one.
        if (column->identity) drop_identity(table->name, column->name);
        column->identity.reset();
        column->default_value.reset();
      }
    }
    // A new default takes the old one's place by itself, unless the type changes in between or
    // the old one stands on something that goes.
  }
  const bool again = to_parts_.contains(object);
  Step& step =
      say(drop_text(object), "drop " + shown(object) + (again ? ", to be made again" : ""), object);
  const auto* constraint = find<Constraint>(from_parts_, object);
  if (object.kind == Kind::index) step.action = {Action::Kind::drop_index, object.part, {}, {}};
  if (constraint != nullptr && constraint->kind != "exclude" &&
      from_parts_.contains({Kind::table, object.name, {}})) {
    const std::string type = constraint->kind.substr(0, constraint->kind.find(' '));
    step.action = {
        Action::Kind::drop_constraint, object.part, type == "foreign" ? "foreignkey" : type, {}};
  }
}

std::string PostgresPlanner::drop_text(const Object& object) const {
  const std::string name = full(object.name);
  const auto* view = find<View>(from_parts_, {Kind::view, object.name, {}});
  const bool of_domain = find<Domain>(from_parts_, {Kind::type, object.name, {}}) != nullptr &&
                         find<Table>(from_parts_, {Kind::table, object.name, {}}) == nullptr;
  switch (object.kind) {
    case Kind::default_value:
      return fmt::format("ALTER {} {} ALTER COLUMN {} DROP DEFAULT",
                         view != nullptr ? "VIEW" : "TABLE ONLY", name, ident(object.part));
    case Kind::constraint:
      return fmt::format("ALTER {} {} DROP CONSTRAINT {}", of_domain ? "DOMAIN" : "TABLE", name,
                         ident(object.part));
    case Kind::index:
      return "DROP INDEX " + full({object.name.schema, object.part});
    case Kind::view:
      return fmt::format("DROP {}VIEW {}", view->materialized ? "MATERIALIZED " : "", name);
    case Kind::rule:
      return fmt::format("DROP RULE {} ON {}", ident(object.part), name);
    case Kind::trigger:
      return fmt::format("DROP TRIGGER {} ON {}", ident(object.part), name);
    case Kind::policy:
      return fmt::format("DROP POLICY {} ON {}", ident(object.part), name);
    case Kind::statistics:
      return "DROP STATISTICS " + name;
    case Kind::event:
      return "DROP EVENT TRIGGER " + ident(object.name.name);
    case Kind::routine: {
      const Routine& routine = *find<Routine>(from_parts_, object);
      return fmt::format("DROP {} {}{}", dialect::routine_word(routine), name,
                         dialect::signature(routine));
    }
    case Kind::schema:
      return "DROP SCHEMA " + ident(object.name.name);
    case Kind::extension:
      return "DROP EXTENSION " + ident(object.name.name);
    case Kind::collation:
      return "DROP COLLATION " + name;
    case Kind::type:
      return fmt::format("DROP {} {}", of_domain ? "DOMAIN" : "TYPE", name);
    case Kind::sequence:
      return "DROP SEQUENCE " + name;
    case Kind::table:
      return "DROP TABLE " + name;
  }
  return {};
}

/// Columns of a table that stays. Generated ones first: they stand on others.
void PostgresPlanner::drop_columns(const Table& table) {
  const auto change = changes_.find(table.name);
  if (change == changes_.end()) return;
  const Table& wanted = *find<Table>(to_parts_, {Kind::table, table.name, {}});
  Table* now = tables_.find(table.name);
  const auto drop = [&](bool generated) {
    for (const std::string& name : change->second.dropped) {
      const Column* column = column_of(*now, name);
      if (column == nullptr || column->generated.has_value() != generated) continue;
      // It came from a parent, and went with it.
      const Column* old = column_of(table, name);
      const Column* again = column_of(wanted, name);
      bool kept_below = false;
      tables_.each_descendant(table.name, [&](Table& child) {
        const auto* other = find<Table>(to_parts_, {Kind::table, child.name, {}});
        kept_below = kept_below ||
                     (again == nullptr && other != nullptr && !table.partition_key &&
                      column_of(*other, name) != nullptr && column_of(child, name) != nullptr &&
                      !column_of(child, name)->local && column_of(*other, name)->local);
      });
      Step& step = say(fmt::format("ALTER TABLE {}{} DROP COLUMN {}", kept_below ? "ONLY " : "",
                                   full(table.name), ident(name)),
                       fmt::format("drop column {}.{}", shown(table.name), name),
                       {Kind::table, table.name, {}});
      if (!kept_below) step.action = {Action::Kind::drop_column, name, {}, {}};
      step.destructive = !old->generated;
      if (step.destructive) step.why = "its values are lost";
      std::erase_if(now->columns, [&](const Column& one) { return one.name == name; });
      tables_.each_descendant(table.name, [&](Table& child) {
        const Column* below = column_of(child, name);
        if (below == nullptr || below->local) return;
        if (kept_below) {
          std::ranges::find(child.columns, name, &Column::name)->local = true;
        } else {
          std::erase_if(child.columns, [&](const Column& one) { return one.name == name; });
        }
      });
    }
  };
  drop(true);
  drop(false);
}

/// Whether something that stays for a while stands on it.
bool PostgresPlanner::has_heavy_users(const Object& object) const {
  const auto [first, last] = users_.equal_range(object);
  return std::any_of(first, last, [&](const auto& use) {
    const Object& user = use.second;
    if (is_light(user.kind)) return false;
    return !gone_.contains(user) || aside_.contains(user);
  });
}

bool PostgresPlanner::is_name_wanted(const Object& object) const {
  std::vector<Name> names{object.name};
  if (const auto* range = find<RangeType>(from_parts_, object)) {
    names.push_back(multirange_name(*range));
  }
  const auto is_wanted = [&](const Name& name) {
    for (const Kind kind : {Kind::type, Kind::table, Kind::view, Kind::sequence, Kind::collation}) {
      if (to_parts_.contains({kind, name, {}})) return true;
    }
    return std::ranges::any_of(to_.database.range_types, [&](const RangeType& made) {
      return multirange_name(made) == name;
    });
  };
  return std::ranges::any_of(names, [&](const Name& name) {
    return is_wanted(name) || is_wanted({name.schema, '_' + name.name});
  });
}

Name PostgresPlanner::aside_name(const Name& name) const {
  std::string other = "retort_old_" + name.name;
  if (other.size() > 63) other.resize(63);
  return {name.schema, std::move(other)};
}

/// Whether a foreign key that is still there refers to the partition as a part of its whole.
bool PostgresPlanner::is_referred_partition(const Table& table) const {
  const Table* part = &table;
  while (part != nullptr && part->bound) {
    const Name& whole = part->parents.front();
    const auto [first, last] = users_.equal_range({Kind::table, whole, {}});
    const bool referred = std::any_of(first, last, [&](const auto& use) {
      const auto* key = find<Constraint>(from_parts_, use.second);
      const bool dropped = gone_.contains(use.second) && !silent_.contains(use.second);
      return key != nullptr && key->referred == whole && !dropped;
    });
    if (referred && is_kept({Kind::table, whole, {}})) return true;
    part = find<Table>(from_parts_, {Kind::table, whole, {}});
  }
  return false;
}

/// Types, collations, sequences, tables, schemas, extensions and what they call.
void PostgresPlanner::drop_heavy(const Object& object) {
  if (object.kind == Kind::schema || object.kind == Kind::extension) {
    aside_.emplace(object, object.name);
    return;
  }
  const auto* table = find<Table>(from_parts_, object);
  const bool rebuilt = table != nullptr && rebuilt_.contains(object.name);
  const bool is_source =
      table != nullptr && std::ranges::any_of(table->parents, [&](const Name& parent) {
        return rebuilt_.contains(parent);
      });
  if (rebuilt || is_source || has_heavy_users(object)) {
    put_aside(object, rebuilt || is_name_wanted(object));
    return;
  }
  if (const auto* sequence = as<Sequence>(from_parts_.at(object))) {
    if (sequence->owner_table) {
      const Table* owner = tables_.find(*sequence->owner_table);
      const bool aside = aside_.contains({Kind::table, *sequence->owner_table, {}});
      // It went with its column.
      if (!aside && (owner == nullptr || column_of(*owner, sequence->owner_column) == nullptr)) {
        return;
      }
    }
  }
  if (table != nullptr && is_referred_partition(*table)) {
    leave_parent(*table, table->parents.front());
  }
  Step& step = say(drop_text(object), "drop " + shown(object), object);
  const auto* collation = find<Collation>(from_parts_, object);
  step.destructive = table != nullptr || object.kind == Kind::sequence;
  if (collation != nullptr || object.kind == Kind::routine) step.destructive = false;
  if (table != nullptr) {
    step.why = "its rows are lost";
    step.action = {Action::Kind::drop_table, {}, {}, {}};
  }
  if (object.kind == Kind::sequence) step.why = "its position is lost";
  if (table != nullptr) {
    tables_.erase(table->name);
  }
}

/// The functions that come with a range type keep their names when it gets another one.
void PostgresPlanner::rename_constructors(const RangeType& range) {
  const Object object{Kind::type, range.name, {}};
  const auto rename = [&](std::string_view word, const Name& name, const std::string& arguments) {
    say(fmt::format("ALTER {} {}{} RENAME TO {}", word, full(name), arguments,
                    ident(aside_name(name).name)),
        "put aside " + shown(object), object);
  };
  constexpr std::string_view kSubtype = "SUBTYPE = ";
  const std::size_t start = range.definition.find(kSubtype) + kSubtype.size();
  const std::string subtype =
      range.definition.substr(start, range.definition.find(", ", start) - start);
  rename("FUNCTION", range.name, fmt::format("({0}, {0})", subtype));
  rename("FUNCTION", range.name, fmt::format("({0}, {0}, text)", subtype));
  const Name multirange = multirange_name(range);
  if (multirange.name.empty()) return;
  rename("FUNCTION", multirange, "()");
  rename("FUNCTION", multirange, fmt::format("({})", full(range.name)));
  rename("FUNCTION", multirange, fmt::format("(VARIADIC {}[])", full(range.name)));
  rename("TYPE", multirange, {});
}

void PostgresPlanner::put_aside(const Object& object, bool rename) {
  const Part& part = from_parts_.at(object);
  Name name = object.name;
  if (rename || object.kind == Kind::routine) {
    name = aside_name(object.name);
    std::string_view word = "TYPE";
    std::string signature;
    if (object.kind == Kind::table) word = "TABLE";
    if (object.kind == Kind::collation) word = "COLLATION";
    if (as<Domain>(part) != nullptr) word = "DOMAIN";
    if (const auto* routine = as<Routine>(part)) {
      word = dialect::routine_word(*routine);
      signature = dialect::signature(*routine);
    }
    if (const auto* table = as<Table>(part)) {
      for (const Column& column : table->columns) {
        if (!column.identity) continue;
        drop_identity(table->name, column.name);
      }
    }
    if (const auto* range = as<RangeType>(part)) rename_constructors(*range);
    say(fmt::format("ALTER {} {}{} RENAME TO {}", word, full(object.name), signature,
                    ident(name.name)),
        "put aside " + shown(object), object);
  }
  aside_.emplace(object, name);
  if (object.kind == Kind::table) {
    tables_.erase(object.name);
  }
}

/// What was put aside, when nothing stands on it any more.
void PostgresPlanner::final_drops() {
  const std::vector<Object> order = order_now();
  for (const Object& object : std::views::reverse(order)) {
    const auto aside = aside_.find(object);
    if (aside == aside_.end()) continue;
    Object named = object;
    named.name = aside->second;
    std::string text = drop_text(object);
    if (object.kind == Kind::type) {
      const bool domain = find<Domain>(from_parts_, object) != nullptr;
      text = fmt::format("DROP {} {}", domain ? "DOMAIN" : "TYPE", full(named.name));
    } else if (object.kind == Kind::routine) {
      const Routine& routine = *find<Routine>(from_parts_, object);
      text = fmt::format("DROP {} {}{}", dialect::routine_word(routine), full(named.name),
                         dialect::signature(routine));
    } else if (object.kind == Kind::table) {
      text = "DROP TABLE " + full(named.name);
    } else if (object.kind == Kind::collation) {
      text = "DROP COLLATION " + full(named.name);
    }
    Step& step = add_step(final_, std::move(text), "drop " + shown(object), object);
    if (to_parts_.contains(object)) step.what = "drop what " + shown(object) + " was";
    if (object.kind == Kind::table && !to_parts_.contains(object)) {
      const auto* table = find<Table>(from_parts_, object);
      step.destructive = std::ranges::none_of(
          table->parents, [&](const Name& parent) { return rebuilt_.contains(parent); });
      if (step.destructive) step.why = "its rows are lost";
    }
  }
}

}  // namespace retort::diff
