// Tables as they are at one point of a plan, found by name and by parent. Belongs to one plan.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "schema/shape.h"

namespace retort::diff {

class TableFamily {
 public:
  using Name = schema::shape::Name;
  using Table = schema::shape::Table;

  TableFamily() = default;
  explicit TableFamily(const std::vector<Table>& tables) {
    for (const Table& table : tables) add(table);
  }

  /// Stays where it is until it is erased. Its name and parents change by this class alone.
  Table& add(Table table) {
    for (const Name& parent : table.parents) children_[parent].insert(table.name);
    Name name = table.name;
    return tables_.insert_or_assign(std::move(name), std::move(table)).first->second;
  }
  Table* find(const Name& name) {
    const auto found = tables_.find(name);
    return found == tables_.end() ? nullptr : &found->second;
  }
  void erase(const Name& name) {
    if (Table* table = find(name)) {
      set_parents(*table, {});
      tables_.erase(name);
    }
  }
  void set_parents(Table& table, std::vector<Name> parents) {
    for (const Name& parent : table.parents) children_[parent].erase(table.name);
    table.parents = std::move(parents);
    for (const Name& parent : table.parents) children_[parent].insert(table.name);
  }

  bool has_children(const Name& parent) const {
    const auto found = children_.find(parent);
    return found != children_.end() && !found->second.empty();
  }
  /// The tables that have it as a parent, by name. `change` adds, erases and moves none.
  template <class Change>
  void each_child(const Name& parent, const Change& change) {
    const auto found = children_.find(parent);
    if (found == children_.end()) return;
    for (const Name& name : found->second) change(tables_.at(name));
  }
  /// And theirs.
  template <class Change>
  void each_descendant(const Name& parent, const Change& change) {
    each_child(parent, [&](Table& child) {
      change(child);
      each_descendant(child.name, change);
    });
  }

 private:
  std::map<Name, Table> tables_;
  std::map<Name, std::set<Name>> children_;
};

}  // namespace retort::diff
