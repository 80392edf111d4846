// The only outside interface is create.h.
//
// The order is that of sqlalchemy.sql.ddl.sort_tables_and_constraints():
// 1. In the order of definition, those tables go first that refer to no other that still waits;
//    then those that refer to these only; and so on.
// 2. Where nothing is left that can go, there is a circle: all foreign keys of the tables that
// stand
//    in one are taken out, and 1. begins anew.
// 3. What was taken out, and what says use_alter, follows the tables.
#include "models/create.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/error.h"

namespace retort::models {
namespace {

using schema::ForeignKeyConstraint;

class Order {
 public:
  explicit Order(const Models& models) {
    for (const Model& model : models.tables) {
      positions_.emplace(std::pair(model.table.schema, model.table.name), tables_.size());
      tables_.push_back(&model.table);
    }
    for (const schema::Table* table : tables_) edges_.push_back(parents_of(*table));
  }

  /// Positions of the tables in the order in which they are created.
  std::vector<std::size_t> sorted() {
    if (auto order = levels()) return *order;
    in_circle_ = tables_in_circles();
    for (const std::size_t table : in_circle_) edges_[table].clear();
    return levels().value();
  }
  /// REQUIRES: sorted() was called.
  bool alters(std::size_t table) const { return in_circle_.contains(table); }

 private:
  std::set<std::size_t> parents_of(const schema::Table& table) const {
    std::set<std::size_t> parents;
    for (const schema::Constraint& constraint : table.constraints) {
      const auto* key = std::get_if<ForeignKeyConstraint>(&constraint);
      if (key == nullptr || key->use_alter) continue;
      const auto found = positions_.find(std::pair(key->referred_schema, key->referred_table));
      if (found != positions_.end() && tables_[found->second] != &table) {
        parents.insert(found->second);
      }
    }
    return parents;
  }

  /// Nothing when there is a circle.
  std::optional<std::vector<std::size_t>> levels() const {
    std::vector<std::size_t> order, waiting(tables_.size());
    std::vector<char> waits(tables_.size(), 1);
    for (std::size_t i = 0; i < waiting.size(); ++i) waiting[i] = i;
    while (!waiting.empty()) {
      std::vector<std::size_t> ready, left;
      for (const std::size_t table : waiting) {
        const bool blocked = std::ranges::any_of(
            edges_[table], [&](std::size_t parent) { return waits[parent] != 0; });
        (blocked ? left : ready).push_back(table);
      }
      if (ready.empty()) return std::nullopt;
      for (const std::size_t table : ready) waits[table] = 0;
      order.insert(order.end(), ready.begin(), ready.end());
      waiting = std::move(left);
    }
    return order;
  }

  bool reaches(std::size_t from, std::size_t target) const {
    std::vector<char> seen(tables_.size(), 0);
    std::vector<std::size_t> open{from};
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      for (const std::size_t parent : edges_[at]) {
        if (parent == target) return true;
        if (seen[parent] == 0) open.push_back(parent);
        seen[parent] = 1;
      }
    }
    return false;
  }
  std::set<std::size_t> tables_in_circles() const {
    std::set<std::size_t> found;
    for (std::size_t table = 0; table < tables_.size(); ++table) {
      if (reaches(table, table)) found.insert(table);
    }
    return found;
  }

  std::vector<const schema::Table*> tables_;
  std::map<std::pair<std::string, std::string>, std::size_t> positions_;
  std::vector<std::set<std::size_t>> edges_;  ///< To the tables that come before.
  std::set<std::size_t> in_circle_;
};

/// A type that is not known is written as a comment: what was not noticed fails at once.
void mark_unknown_types(schema::Table& table) {
  for (schema::Column& column : table.columns) {
    schema::Type* type = &column.type;
    while (type->kind == schema::TypeKind::Array && !type->item.empty()) type = &type->item.front();
    if (type->kind != schema::TypeKind::UserDefined || !type->spec.empty()) continue;
    type->spec = "/* " + type->python_name + " */";
  }
}

}  // namespace

std::vector<operation::Operation> create_operations(const Models& models) {
  std::vector<operation::Operation> out, later;
  for (schema::Type& type : enum_types(models)) {
    out.push_back({operation::CreateEnumType{std::move(type)}, {}});
  }
  Order order(models);
  for (const std::size_t position : order.sorted()) {
    schema::Table table = models.tables[position].table;
    for (schema::Constraint& constraint : table.constraints) {
      auto* key = std::get_if<ForeignKeyConstraint>(&constraint);
      if (key == nullptr) continue;
      if (order.alters(position)) key->use_alter = true;
      if (key->use_alter) {
        later.push_back({operation::AddConstraint{table.schema, table.name, *key}, {}});
      }
    }
    for (const schema::Column& column : table.columns) {
      if (column.sequence && !column.sequence->optional) {
        out.push_back({operation::CreateSequence{*column.sequence}, {}});
      }
    }
    out.push_back({operation::CreateTable{std::move(table)}, {}});
  }
  out.insert(out.end(), std::make_move_iterator(later.begin()),
             std::make_move_iterator(later.end()));
  return out;
}

std::vector<std::string> create_statements(const Models& models, const dialect::Dialect& dialect,
                                           std::vector<Error>& refused) {
  std::vector<std::string> out;
  dialect::RenderContext context;
  context.offline = true;
  for (const schema::Type& type : enum_types(models)) {
    context.handled_types.insert(type.schema.value_or("") + "." + type.name.value_or(""));
  }
  for (operation::Operation& operation : create_operations(models)) {
    if (auto* made = std::get_if<operation::CreateTable>(&operation.value)) {
      mark_unknown_types(made->table);
    }
    // SQLite has no ALTER TABLE for this: its keys stand in CREATE TABLE. Only PostgreSQL has
    // sequences.
    const bool is_key = std::holds_alternative<operation::AddConstraint>(operation.value);
    const bool is_sequence = std::holds_alternative<operation::CreateSequence>(operation.value);
    if (is_key && dialect.name() == "sqlite") continue;
    if (is_sequence && dialect.name() != "postgresql") continue;
    try {
      for (const dialect::Statement& statement : dialect.render(operation, context)) {
        out.push_back(statement.text);
      }
    } catch (Error& error) {
      const auto* created = std::get_if<operation::CreateTable>(&operation.value);
      const Model* model =
          created ? find(models, created->table.schema, created->table.name) : nullptr;
      if (!error.place && model != nullptr && !model->place.empty()) error.place = model->place;
      refused.push_back(std::move(error));
    }
  }
  return out;
}

}  // namespace retort::models
