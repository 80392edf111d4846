// Types, collations and tables that ALTER cannot make what they should be.
#include <algorithm>

#include "diff/postgres_planner.h"
#include "diff/postgres_types.h"

namespace retort::diff {

using namespace schema::shape;

namespace {

/// Whether `part` is `whole` without some of its elements.
template <class List>
bool is_subsequence(const List& part, const List& whole) {
  auto at = whole.begin();
  for (const auto& element : part) {
    at = std::find(at, whole.end(), element);
    if (at == whole.end()) return false;
    ++at;
  }
  return true;
}

/// Whether attributes can be dropped and added at the end until they are the wanted ones.
bool can_be_altered(const CompositeType& now, const CompositeType& wanted) {
  std::size_t kept = 0;
  for (const Attribute& attribute : now.attributes) {
    const auto found = std::ranges::find(wanted.attributes, attribute.name, &Attribute::name);
    if (found == wanted.attributes.end()) continue;
    const bool in_place = static_cast<std::size_t>(found - wanted.attributes.begin()) == kept;
    if (!in_place || found->type != attribute.type || found->collation != attribute.collation) {
      return false;
    }
    ++kept;
  }
  return true;
}

}  // namespace

bool PostgresPlanner::says_replaced(std::string_view type) const {
  return replaced_.contains(type_name(type));
}

bool PostgresPlanner::has_replaced(const Column& column) const {
  return says_replaced(column.type) || (column.collation && says_replaced(*column.collation));
}

/// Whether it is part of an array, a row or another type: the server checks no such values.
bool PostgresPlanner::is_inside_others(const Name& name) const {
  const auto is_array = [&](const Column& column) {
    return column.type.ends_with(']') && type_name(column.type) == name;
  };
  return std::ranges::any_of(
             from_.database.tables,
             [&](const Table& table) { return std::ranges::any_of(table.columns, is_array); }) ||
         std::ranges::any_of(from_.database.composite_types,
                             [&](const CompositeType& type) {
                               return std::ranges::any_of(
                                   type.attributes, [&](const Attribute& attribute) {
                                     return type_name(attribute.type) == name;
                                   });
                             }) ||
         std::ranges::any_of(from_.database.domains, [&](const Domain& domain) {
           return type_name(domain.base_type) == name;
         });
}

bool PostgresPlanner::must_be_replaced(const Part& now, const Part& wanted) const {
  if (now.index() != wanted.index()) return true;
  if (const auto* one = as<Enum>(now)) {
    return !is_subsequence(one->labels, as<Enum>(wanted)->labels);
  }
  if (const auto* one = as<Domain>(now)) {
    const Domain& other = *as<Domain>(wanted);
    const bool stricter = (other.not_null && !one->not_null) ||
                          std::ranges::any_of(other.constraints, [&](const Constraint& check) {
                            return check.valid && std::ranges::find(one->constraints, check) ==
                                                      one->constraints.end();
                          });
    return (stricter && is_inside_others(one->name)) || one->base_type != other.base_type ||
           one->collation != other.collation || says_replaced(one->base_type) ||
           (one->collation && says_replaced(*one->collation));
  }
  if (const auto* one = as<CompositeType>(now)) {
    return !can_be_altered(*one, *as<CompositeType>(wanted)) ||
           std::ranges::any_of(one->attributes, [&](const Attribute& attribute) {
             return says_replaced(attribute.type) ||
                    (attribute.collation && says_replaced(*attribute.collation));
           });
  }
  if (const auto* one = as<RangeType>(now)) {
    return one->definition != as<RangeType>(wanted)->definition ||
           std::ranges::any_of(replaced_,
                               [&](const Name& name) { return names(one->definition, name.name); });
  }
  if (const auto* one = as<Collation>(now)) {
    Collation same = *as<Collation>(wanted);
    same.comment = one->comment;
    return *one != same;
  }
  return false;
}

void PostgresPlanner::replace(const Object& object, const Part& now) {
  replaced_.insert(object.name);
  if (const auto* range = as<RangeType>(now)) {
    const Name multirange = multirange_name(*range);
    if (!multirange.name.empty()) replaced_.insert(multirange);
  }
}

/// What stands on a replaced one is replaced, too.
void PostgresPlanner::find_replaced() {
  bool found = true;
  while (found) {
    found = false;
    for (const auto& [object, now] : from_parts_) {
      const bool can_be = object.kind == Kind::type || object.kind == Kind::collation;
      if (!can_be || replaced_.contains(object.name)) continue;
      const auto wanted = to_parts_.find(object);
      if (wanted == to_parts_.end() || !must_be_replaced(now, wanted->second)) continue;
      replace(object, now);
      found = true;
    }
  }
}

/// The parents that it has and keeps: they stand in the wanted order, and are there all the time.
std::vector<Name> PostgresPlanner::kept_parents(const Table& now) const {
  std::vector<Name> out;
  const auto* wanted = find<Table>(to_parts_, {Kind::table, now.name, {}});
  if (wanted == nullptr || rebuilt_.contains(now.name) || now.bound != wanted->bound) return out;
  for (const Name& parent : now.parents) {
    const bool stays = to_parts_.contains({Kind::table, parent, {}}) && !rebuilt_.contains(parent);
    const bool next = out.size() < wanted->parents.size() && wanted->parents[out.size()] == parent;
    if (stays && next) out.push_back(parent);
  }
  return out;
}

bool PostgresPlanner::must_be_rebuilt(const Table& now, const Table& wanted) const {
  if (now.partition_key != wanted.partition_key || now.access_method != wanted.access_method) {
    return true;
  }
  const std::vector<Name> parents = kept_parents(now);
  const auto given = [&](std::string_view column, const auto& database, const auto& by) {
    return std::ranges::any_of(by, [&](const Name& parent) {
      const auto table = std::ranges::find(database.tables, parent, &Table::name);
      return table != database.tables.end() && column_of(*table, column) != nullptr;
    });
  };
  for (const Column& column : wanted.columns) {
    const Column* known = column_of(now, column.name);
    if (known != nullptr && now.partition_key && names(*now.partition_key, column.name) &&
        (known->type != column.type || known->collation != column.collation ||
         has_replaced(*known))) {
      return true;
    }
    if (wanted.bound) continue;  // A partition's columns are never its own.
    const bool own =
        known != nullptr && (known->local || !given(column.name, from_.database, parents));
    if (!column.local && own) return true;
    if (!column.local && known == nullptr && given(column.name, from_.database, parents))
      return true;
    if (!column.local && !given(column.name, to_.database, parents)) return true;
    if (column.local && known != nullptr && !own && given(column.name, to_.database, parents)) {
      return true;
    }
  }
  return false;
}

void PostgresPlanner::find_rebuilt() {
  std::vector<const Table*> waiting;
  for (const Table& table : from_.database.tables) waiting.push_back(&table);
  std::set<Name> seen;
  while (!waiting.empty()) {
    std::vector<const Table*> later;
    for (const Table* table : waiting) {
      const bool ready = std::ranges::all_of(
          table->parents, [&](const Name& parent) { return seen.contains(parent); });
      if (!ready) {
        later.push_back(table);
        continue;
      }
      seen.insert(table->name);
      const auto* wanted = find<Table>(to_parts_, {Kind::table, table->name, {}});
      if (wanted != nullptr && must_be_rebuilt(*table, *wanted)) rebuilt_.insert(table->name);
    }
    if (later.size() == waiting.size()) break;
    waiting = std::move(later);
  }
}

void PostgresPlanner::leave_parent(const Table& table, const Name& parent) {
  const Object object{Kind::table, table.name, {}};
  if (table.bound) {
    say("ALTER TABLE " + full(parent) + " DETACH PARTITION " + full(table.name),
        "detach partition " + shown(table.name), object);
  } else {
    say("ALTER TABLE " + full(table.name) + " NO INHERIT " + full(parent),
        shown(table.name) + " leaves " + shown(parent), object);
  }
}

void PostgresPlanner::leave_parents(Table& table) {
  const std::vector<Name> kept = kept_parents(table);
  for (const Name& parent : table.parents) {
    if (std::ranges::find(kept, parent) != kept.end()) continue;
    leave_parent(table, parent);
  }
  if (kept.size() == table.parents.size()) return;
  table.parents = kept;
  table.bound.reset();
  for (Column& column : table.columns) {
    const bool given = std::ranges::any_of(kept, [&](const Name& parent) {
      const Table* whole = tables_.find(parent);
      return whole != nullptr && column_of(*whole, column.name) != nullptr;
    });
    if (!given) column.local = true;
  }
  for (Constraint& constraint : table.constraints) {
    constraint.inherited = false;
    constraint.parent.reset();
  }
  for (Index& index : table.indexes) index.parent.reset();
}

}  // namespace retort::diff
