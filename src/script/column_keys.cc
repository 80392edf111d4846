// The only outside interface is column_keys.h.
#include "script/column_keys.h"

#include <algorithm>
#include <variant>

#include "schema/expression.h"
#include "script/tables.h"

namespace retort::script {
namespace {

bool has_keys(const TableObject& object) {
  return std::ranges::any_of(object.columns,
                             [](const auto& column) { return !column->column.key.empty(); });
}

/// The name of the column with that key; without one the text stays what it is.
void name_column(const TableObject& object, std::string& text) {
  for (const auto& column : object.columns) {
    if (column->column.key != text) continue;
    text = column->column.name;
    return;
  }
}

void name_columns(const TableObject& object, std::vector<std::string>& texts) {
  for (std::string& text : texts) name_column(object, text);
}

/// A column that was named by a text; one that was given as an object has its table.
void name_element(const TableObject& object, schema::ExprPtr& element) {
  const auto* reference = std::get_if<schema::ColumnRef>(&element->node);
  if (reference == nullptr || !reference->table.empty()) return;
  schema::ColumnRef named = *reference;
  name_column(object, named.name);
  if (named.name != reference->name) element = schema::make_expr(std::move(named));
}

void name_own(const TableObject& object, schema::Table& shape) {
  for (schema::Constraint& constraint : shape.constraints) {
    std::visit(
        [&](auto& one) {
          if constexpr (requires { one.columns; }) name_columns(object, one.columns);
          if constexpr (requires { one.using_method; }) {
            for (auto& element : one.elements) name_element(object, element.expression);
          }
        },
        constraint);
  }
  for (schema::Index& index : shape.indexes) {
    for (schema::ExprPtr& element : index.elements) name_element(object, element);
  }
}

void name_referred(const TableObject& object, schema::ForeignKeyConstraint& key) {
  const auto* owner = object.metadata.try_as<MetaDataObject>();
  if (owner == nullptr || key.link_to_name) return;
  const TableObject* referred = owner->find(key.referred_schema, key.referred_table);
  if (referred != nullptr && has_keys(*referred)) name_columns(*referred, key.referred_columns);
  key.link_to_name = true;
}

}  // namespace

void name_by_keys(const TableObject& object, schema::Table& shape) {
  if (has_keys(object)) name_own(object, shape);
  for (schema::Constraint& constraint : shape.constraints) {
    if (auto* key = std::get_if<schema::ForeignKeyConstraint>(&constraint))
      name_referred(object, *key);
  }
  for (schema::Column& column : shape.columns) {
    for (schema::ForeignKeyConstraint& key : column.foreign_keys) name_referred(object, key);
  }
}

ColumnObject* referred_column(const MetaDataObject& metadata,
                              const schema::ForeignKeyConstraint& key, std::size_t index) {
  const TableObject* table = metadata.find(key.referred_schema, key.referred_table);
  if (table == nullptr || index >= key.referred_columns.size()) return nullptr;
  const std::string& wanted = key.referred_columns[index];
  if (!key.link_to_name) return table->find(wanted);
  const auto found = std::ranges::find_if(
      table->columns, [&](const auto& column) { return column->column.name == wanted; });
  return found == table->columns.end() ? nullptr : found->get();
}

}  // namespace retort::script
