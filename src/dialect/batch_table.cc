#include "dialect/batch_table.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "dialect/ddl.h"
#include "dialect/refusal.h"
#include "dialect/types.h"
#include "schema/attach.h"

namespace retort::dialect {

namespace op = operation;
using schema::Column;
using schema::Constraint;
using schema::Table;

namespace {

bool is_primary_key(const Constraint& constraint) {
  return std::holds_alternative<schema::PrimaryKeyConstraint>(constraint);
}

auto has_name(const std::string& name) {
  return [name](const Constraint& constraint) { return name_of(constraint).text == name; };
}

/// Whether the type is of those that may own a constraint or a database type.
bool is_schema_type(const schema::Type& type) {
  return type.kind == schema::TypeKind::Boolean || type.kind == schema::TypeKind::Enum ||
         type.kind == schema::TypeKind::PgENUM;
}

/// Layers of `items` in which each stands after all that `pairs` put before it; within a layer the
/// order of `items` holds.
std::vector<std::string> sorted_by(const std::vector<std::pair<std::string, std::string>>& pairs,
                                   std::vector<std::string> items) {
  std::vector<std::string> result;
  while (!items.empty()) {
    std::vector<std::string> layer, rest;
    for (const std::string& item : items) {
      const bool waits = std::ranges::any_of(pairs, [&](const auto& pair) {
        return pair.second == item && pair.first != item &&
               std::ranges::find(items, pair.first) != items.end();
      });
      (waits ? rest : layer).push_back(item);
    }
    if (layer.empty())
      throw Error(ErrorCode::command, "The wanted order of columns contradicts itself")
          .with_hint("Look at partial_reordering, insert_before and insert_after.");
    result.insert(result.end(), layer.begin(), layer.end());
    items = std::move(rest);
  }
  return result;
}

}  // namespace

struct BatchTable::Apply {
  BatchTable& model;
  void operator()(const op::AlterColumn& op) const { model.alter(op); }
  void operator()(const op::AddColumn& op) const { model.add(op); }
  void operator()(const op::DropColumn& op) const { model.drop(op); }
  void operator()(const op::AddConstraint& op) const { model.add_constraint(op.constraint); }
  void operator()(const op::DropConstraint& op) const { model.drop_constraint(op); }
  void operator()(const op::CreateIndex& op) const { model.new_indexes_.push_back(op.index); }
  void operator()(const op::DropIndex& op) const {
    const auto found = std::ranges::find_if(model.kept_indexes_, [&](const schema::Index& index) {
      return index.name.text == op.name.text;
    });
    if (found == model.kept_indexes_.end())
      throw Refusal(ErrorCode::command, "ValueError",
                    "No such index: '" + op.name.text.value_or("") + "'");
    model.kept_indexes_.erase(found);
  }
  void operator()(const op::Execute&) const {}  // Already run.
  void operator()(const op::CreateTableComment&) const {}
  void operator()(const op::DropTableComment&) const {}
  template <class Other>
  void operator()(const Other&) const {
    throw Error(ErrorCode::unsupported, "This operation is not possible in batch mode")
        .with_hint("Move it out of the batch_alter_table block.");
  }
};

BatchTable::BatchTable(Family family, Table existing, const op::BatchAlterTable& batch)
    : family_(family), original_(std::move(existing)), batch_(batch) {
  for (const Column& column : original_.columns) {
    entries_.push_back({.key = column.name, .column = column});
    existing_order_.push_back(column.name);
  }
  for (const Constraint& constraint : original_.constraints) {
    const auto* check = std::get_if<schema::CheckConstraint>(&constraint);
    if (check != nullptr && check->type_bound) continue;
    (name_of(constraint).text ? named_ : unnamed_).push_back(constraint);
  }
  for (const schema::Index& index : original_.indexes)
    if (!index.column_flag) kept_indexes_.push_back(index);
}

std::string BatchTable::temporary_name() const {
  return ("_alembic_tmp_" + original_.name).substr(0, 50);
}

bool BatchTable::keeps_constraint(const std::string& name) const {
  return std::ranges::any_of(named_, has_name(name));
}

void BatchTable::apply(const op::Operation& operation) {
  std::visit(Apply{*this}, operation.value);
}

BatchTable::Entry& BatchTable::entry(const std::string& key) {
  const auto found = std::ranges::find(entries_, key, &Entry::key);
  if (found == entries_.end())
    throw Error(ErrorCode::command,
                "Table '" + original_.name + "' has no column '" + key + "' to change")
        .with_hint("A column renamed in the same block goes by its old name there.");
  return *found;
}

void BatchTable::alter(const op::AlterColumn& op) {
  Entry& changed = entry(op.column);
  Column& column = changed.column;
  if (op.new_name && *op.new_name != op.column) {
    column.name = *op.new_name;
    if (op.existing_type) {
      const schema::Type& type = for_dialect(*op.existing_type, family_name(family_));
      if (is_schema_type(type) && type.name) std::erase_if(named_, has_name(*type.name));
    }
  }
  if (op.type) change_type(changed, op);
  if (op.nullable) column.nullable = op.nullable;
  if (op.server_default) {
    column.server_default = op.server_default->value;
    if (op.server_default->computed) column.computed = op.server_default->computed;
    if (op.server_default->identity) column.identity = op.server_default->identity;
  }
  if (op.autoincrement)
    column.autoincrement =
        *op.autoincrement ? Column::Autoincrement::yes : Column::Autoincrement::no;
  if (op.comment) column.comment = *op.comment;
}

/// The new type's CHECK becomes a constraint of the table; the old one's goes.
void BatchTable::change_type(Entry& changed, const op::AlterColumn& op) {
  if (op.existing_type) {
    const schema::Type& old = for_dialect(*op.existing_type, family_name(family_));
    if (is_schema_type(old) && old.create_constraint && old.name)
      std::erase_if(named_, has_name(*old.name));
  }
  const schema::Type& old = for_dialect(changed.column.type, family_name(family_));
  const schema::Type& type = for_dialect(*op.type, family_name(family_));
  const bool json = affinity_of(type) == schema::Affinity::json;
  const bool other = affinity_of(old) != affinity_of(type) ||
                     (affinity_of(old) == schema::Affinity::other && old.kind != type.kind);
  if (other && !(family_ == Family::sqlite && json)) changed.cast = type_text(family_, type);
  changed.column.type = *op.type;

  Table probe;
  probe.name = original_.name;
  probe.columns.push_back({.name = changed.column.name, .type = *op.type});
  probe = attach(std::move(probe), {});
  for (const Constraint& constraint : probe.constraints) {
    const auto* check = std::get_if<schema::CheckConstraint>(&constraint);
    if (check == nullptr || !needs_type_check(family_, *check, probe)) continue;
    schema::CheckConstraint own = *check;
    own.type_bound = false;
    (own.name.text ? named_ : unnamed_).emplace_back(std::move(own));
  }
  changed.column.type.create_constraint = false;
  for (auto& variant : changed.column.type.variants) variant.second.create_constraint = false;
}

void BatchTable::place(const op::AddColumn& op) {
  std::optional<std::string> before = op.insert_before, after = op.insert_after;
  const auto at = [&](const std::string& name) { return std::ranges::find(existing_order_, name); };
  if (batch_.partial_reordering.empty()) {
    if (after && !before) {
      const auto found = at(*after);
      if (found != existing_order_.end()) {
        if (found + 1 != existing_order_.end()) before = *(found + 1);
      } else {
        const auto pair = std::ranges::find(added_order_, *after, &Pairs::value_type::first);
        if (pair != added_order_.end()) before = pair->second;
      }
    } else if (before && !after) {
      const auto found = at(*before);
      if (found != existing_order_.end()) {
        if (found != existing_order_.begin()) after = *(found - 1);
      } else {
        const auto pair = std::ranges::find(added_order_, *before, &Pairs::value_type::second);
        if (pair != added_order_.end()) after = pair->first;
      }
    }
  }
  if (before) added_order_.emplace_back(op.column.name, *before);
  if (after) added_order_.emplace_back(*after, op.column.name);
  if (batch_.partial_reordering.empty() && !before && !after && !existing_order_.empty())
    added_order_.emplace_back(existing_order_.back(), op.column.name);
}

void BatchTable::add(const op::AddColumn& op) {
  place(op);
  Table probe;
  probe.schema = original_.schema;
  probe.name = original_.name;
  probe.columns.push_back(op.column);
  probe = attach(std::move(probe), batch_.naming_convention);
  for (const Constraint& constraint : probe.constraints) {
    const auto* check = std::get_if<schema::CheckConstraint>(&constraint);
    if (is_primary_key(constraint)) continue;
    if (check != nullptr && check->type_bound) {
      // Alembic writes it twice: the type brings it along once more.
      schema::CheckConstraint own = *check;
      own.type_bound = false;
      if (needs_type_check(family_, *check, probe))
        (own.name.text ? named_ : unnamed_).emplace_back(std::move(own));
      continue;
    }
    add_constraint(constraint);
  }
  for (schema::Index index : probe.indexes) {
    index.column_flag = false;
    new_indexes_.push_back(std::move(index));
  }
  entries_.push_back({.key = op.column.name,
                      .column = probe.columns.front(),
                      .has_source = false,
                      .cast = {},
                      .value_of_rows = op.value_of_rows});
}

void BatchTable::drop(const op::DropColumn& op) {
  entry(op.column);
  std::erase_if(entries_, [&](const Entry& e) { return e.key == op.column; });
  std::erase(existing_order_, op.column);
  for (auto* list : {&named_, &unnamed_})
    for (Constraint& constraint : *list)
      if (auto* key = std::get_if<schema::PrimaryKeyConstraint>(&constraint))
        std::erase(key->columns, op.column);
}

void BatchTable::add_constraint(const Constraint& constraint) {
  const schema::Name& name = name_of(constraint);
  if (!name.text)
    throw Refusal(ErrorCode::command, "ValueError", "Constraint must have a name",
                  "Give the constraint a name, or batch_alter_table a naming_convention.");
  if (is_primary_key(constraint)) std::erase_if(unnamed_, is_primary_key);
  std::erase_if(named_, has_name(*name.text));
  named_.push_back(constraint);
}

bool BatchTable::drop_column_check(const std::string& name) {
  for (Entry& e : entries_) {
    const auto gone = std::erase_if(e.column.checks, [&](const schema::CheckConstraint& check) {
      return check.name.text == name;
    });
    if (gone > 0) return true;
  }
  return false;
}

void BatchTable::drop_constraint(const op::DropConstraint& op) {
  if (!op.name.text) throw Refusal(ErrorCode::command, "ValueError", "Constraint must have a name");
  if (drop_column_check(*op.name.text)) return;
  const auto found = std::ranges::find_if(named_, has_name(*op.name.text));
  if (found == named_.end())
    throw Refusal(ErrorCode::command, "ValueError", "No such constraint: '" + *op.name.text + "'",
                  "Unnamed constraints can be addressed when batch_alter_table is given a "
                  "naming_convention.");
  if (const auto* key = std::get_if<schema::PrimaryKeyConstraint>(&*found)) {
    for (const std::string& name : key->columns)
      for (Entry& e : entries_)
        if (e.key == name) e.column.primary_key = false;
  }
  named_.erase(found);
}

std::optional<std::vector<std::string>> BatchTable::renamed(
    const std::vector<std::string>& keys) const {
  std::vector<std::string> names;
  for (const std::string& key : keys) {
    const auto found = std::ranges::find(entries_, key, &Entry::key);
    if (found == entries_.end()) return std::nullopt;
    names.push_back(found->column.name);
  }
  return names;
}

std::optional<Constraint> BatchTable::carried_over(const Constraint& constraint) const {
  Constraint copy = constraint;
  const auto rename = [&](auto& c) {
    const auto names = renamed(c.columns);
    if (names) c.columns = *names;
    return names.has_value();
  };
  if (auto* key = std::get_if<schema::PrimaryKeyConstraint>(&copy)) {
    if (!rename(*key)) return std::nullopt;
  } else if (auto* unique = std::get_if<schema::UniqueConstraint>(&copy)) {
    if (!rename(*unique)) return std::nullopt;
  } else if (auto* foreign = std::get_if<schema::ForeignKeyConstraint>(&copy)) {
    if (!rename(*foreign)) return std::nullopt;
  } else if (auto* check = std::get_if<schema::CheckConstraint>(&copy)) {
    for (const std::string& column : columns_of(check->expression)) {
      const bool known = std::ranges::any_of(
          entries_, [&](const Entry& e) { return e.key == column || e.column.name == column; });
      if (!known) return std::nullopt;
    }
  }
  return copy;
}

void BatchTable::reorder() {
  if (batch_.partial_reordering.empty() && added_order_.empty()) return;
  std::vector<std::string> keys;
  for (const Entry& e : entries_) keys.push_back(e.key);
  Pairs pairs = added_order_;
  if (batch_.partial_reordering.empty()) {
    for (std::size_t i = 1; i < existing_order_.size(); ++i)
      pairs.emplace_back(existing_order_[i - 1], existing_order_[i]);
  }
  for (const auto& tuple : batch_.partial_reordering)
    for (std::size_t i = 1; i < tuple.size(); ++i) pairs.emplace_back(tuple[i - 1], tuple[i]);
  std::vector<Entry> ordered;
  for (const std::string& key : sorted_by(pairs, keys)) ordered.push_back(entry(key));
  entries_ = std::move(ordered);
}

Table BatchTable::new_table() {
  reorder();
  Table table;
  table.schema = original_.schema;
  table.name = temporary_name();
  table.comment = original_.comment;
  table.prefixes = original_.prefixes;
  table.options = batch_.table_options;
  for (const auto& option : original_.options)
    if (find_option(table.options, option.first) == nullptr) table.options.push_back(option);
  for (const Entry& e : entries_) table.columns.push_back(e.column);

  table.constraints = batch_.table_args;
  // Attached now, so that the types' own checks stand before what is carried over.
  const bool has_key =
      std::ranges::any_of(named_, is_primary_key) || std::ranges::any_of(unnamed_, is_primary_key);
  if (has_key)
    for (Column& column : table.columns) column.primary_key = false;
  table = attach(std::move(table), {});
  for (const auto* list : {&named_, &unnamed_}) {
    for (const Constraint& constraint : *list) {
      auto copy = carried_over(constraint);
      if (!copy) continue;
      if (is_primary_key(*copy)) std::erase_if(table.constraints, is_primary_key);
      table.constraints.push_back(std::move(*copy));
    }
  }
  settle_primary_key(table);
  return table;
}

std::vector<schema::Index> BatchTable::indexes() const {
  std::vector<schema::Index> result;
  for (const auto* list : {&kept_indexes_, &new_indexes_}) {
    for (schema::Index index : *list) {
      index.table = original_.name;
      index.table_schema = original_.schema;
      for (schema::ExprPtr& element : index.elements) {
        const auto* column = std::get_if<schema::ColumnRef>(&element->node);
        if (column == nullptr) continue;
        const auto names = renamed({column->name});
        if (!names)
          throw Error(ErrorCode::command, "Index '" + index.name.text.value_or("") +
                                              "' is on column '" + column->name +
                                              "', which is dropped")
              .with_hint("Drop the index in the same block.");
        schema::ColumnRef moved = *column;
        moved.name = names->front();
        element = schema::make_expr(std::move(moved));
      }
      result.push_back(std::move(index));
    }
  }
  return result;
}

}  // namespace retort::dialect
