#include "script/foreign_keys.h"

#include <fmt/format.h>

#include <utility>

#include "python/interpreter.h"
#include "python/objects.h"
#include "schema/attach.h"
#include "script/column_keys.h"
#include "script/constraints.h"
#include "script/exceptions.h"

namespace retort::script {

using python::Interpreter;
using python::Ref;
using python::Value;

namespace {

const schema::ForeignKeyConstraint* key_of(const ConstraintObject& object) {
  return std::get_if<schema::ForeignKeyConstraint>(&object.constraint);
}

/// A ForeignKey of one column.
Ref<ConstraintObject> make_foreign_key(Interpreter& interpreter, schema::ForeignKeyConstraint key,
                                       const Value& parent) {
  auto object = python::make<ConstraintObject>(
      Ref(&interpreter.native_class(*constraint_class_named("ForeignKey"))), std::move(key));
  object->in_column = true;
  object->parent = parent;
  return object;
}

/// The key of the i-th column alone.
schema::ForeignKeyConstraint part_of(const schema::ForeignKeyConstraint& key, std::size_t i) {
  schema::ForeignKeyConstraint one = key;
  if (i < key.columns.size()) one.columns = {key.columns[i]};
  if (i < key.referred_columns.size()) one.referred_columns = {key.referred_columns[i]};
  return one;
}

/// Null for a key that belongs to no table's column.
ColumnObject* own_column(const ConstraintObject& object) {
  const auto* table = object.parent.try_as<TableObject>();
  const schema::ForeignKeyConstraint* key = key_of(object);
  if (table == nullptr || key == nullptr || key->columns.empty()) return nullptr;
  return table->find(key->columns.front());
}

std::string referred_text(const schema::ForeignKeyConstraint& key) {
  return key.referred_schema.empty() ? key.referred_table
                                     : key.referred_schema + "." + key.referred_table;
}

}  // namespace

Value foreign_keys_of(Interpreter& interpreter, TableObject& table, std::string_view column) {
  auto set = python::make<python::SetObject>();
  const Value parent = Value(&table);
  const auto add = [&](schema::ForeignKeyConstraint key) {
    if (!column.empty() && (key.columns.empty() || key.columns.front() != column)) return;
    set->table.set(interpreter, make_foreign_key(interpreter, std::move(key), parent),
                   Value::none());
  };
  for (const schema::Constraint& constraint : schema::attach(table.shape(), {}).constraints) {
    const auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint);
    for (std::size_t i = 0; key != nullptr && i < key->columns.size(); ++i) add(part_of(*key, i));
  }
  return set;
}

Value foreign_key_elements(Interpreter& interpreter, const schema::ForeignKeyConstraint& key,
                           const Value& parent) {
  python::ValueList items;
  for (std::size_t i = 0; i < key.referred_columns.size(); ++i) {
    items.push_back(make_foreign_key(interpreter, part_of(key, i), parent));
  }
  return python::make_list(std::move(items));
}

Value constraint_parent(Arguments& arguments) {
  const auto& self = arguments.self_as<ConstraintObject>();
  if (!self.in_column) return self.parent.is_absent() ? Value::none() : self.parent;
  ColumnObject* column = own_column(self);
  return column == nullptr ? Value::none() : Value(column);
}

Value foreign_key_column(Arguments& arguments) {
  const auto& self = arguments.self_as<ConstraintObject>();
  const schema::ForeignKeyConstraint* key = key_of(self);
  if (!self.in_column || key == nullptr) return Value::absent();
  Interpreter& interpreter = arguments.interpreter();
  const ColumnObject* own = own_column(self);
  if (own == nullptr) {
    raise_sqlalchemy(
        interpreter, "InvalidRequestError",
        "this ForeignKey object does not yet have a parent Column associated with it.");
  }
  const std::string& name = key->referred_columns.front();
  const auto* metadata = own->table->metadata.try_as<MetaDataObject>();
  const TableObject* table =
      metadata == nullptr ? nullptr : metadata->find(key->referred_schema, key->referred_table);
  if (table == nullptr) {
    raise_sqlalchemy(
        interpreter, "NoReferencedTableError",
        fmt::format("Foreign key associated with column '{}.{}' could not find table "
                    "'{}' with which to generate a foreign key to target column '{}'",
                    own->table->table.name, own->column.name, referred_text(*key), name));
  }
  ColumnObject* column = referred_column(*metadata, *key);
  if (column == nullptr) {
    raise_sqlalchemy(
        interpreter, "NoReferencedColumnError",
        fmt::format("Could not initialize target column for ForeignKey '{}.{}' on "
                    "table '{}': table '{}' has no column named '{}'",
                    referred_text(*key), name, own->table->table.name, key->referred_table, name));
  }
  return Value(column);
}

Value foreign_key_constraint(Arguments& arguments) {
  const auto& self = arguments.self_as<ConstraintObject>();
  const schema::ForeignKeyConstraint* key = key_of(self);
  if (!self.in_column || key == nullptr) return Value::absent();
  const auto* table = self.parent.try_as<TableObject>();
  if (table == nullptr) return Value::none();
  Interpreter& interpreter = arguments.interpreter();
  schema::ForeignKeyConstraint whole = *key;
  for (const schema::Constraint& constraint : schema::attach(table->shape(), {}).constraints) {
    const auto* other = std::get_if<schema::ForeignKeyConstraint>(&constraint);
    for (std::size_t i = 0; other != nullptr && i < other->columns.size(); ++i) {
      const schema::ForeignKeyConstraint one = part_of(*other, i);
      if (one.name.text == key->name.text && one.columns == key->columns &&
          one.referred_columns == key->referred_columns &&
          one.referred_table == key->referred_table &&
          one.referred_schema == key->referred_schema) {
        whole = *other;
      }
    }
  }
  auto object = python::make<ConstraintObject>(
      Ref(&interpreter.native_class(*constraint_class_named("ForeignKeyConstraint"))),
      std::move(whole));
  object->parent = self.parent;
  return object;
}

}  // namespace retort::script
