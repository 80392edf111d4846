// The only outside interface is models.h.
#include "models/models.h"

#include <algorithm>

namespace retort::models {

std::string_view name_of(Gap::Kind kind) {
  switch (kind) {
    case Gap::Kind::type:
      return "type";
    case Gap::Kind::column:
      return "column";
    case Gap::Kind::table:
      return "table";
    case Gap::Kind::statement:
      return "statement";
    case Gap::Kind::metadata:
      return "metadata";
    case Gap::Kind::module:
      return "module";
  }
  return "";
}

std::string key_of(const schema::Table& table) {
  return table.schema.empty() ? table.name : table.schema + "." + table.name;
}

const Model* find(const Models& models, std::string_view schema, std::string_view name) {
  const auto found = std::ranges::find_if(models.tables, [&](const Model& model) {
    return model.table.schema == schema && model.table.name == name;
  });
  return found == models.tables.end() ? nullptr : &*found;
}

std::vector<schema::Type> enum_types(const Models& models) {
  std::vector<schema::Type> types;
  const auto add = [&](const schema::Column& column, bool of_metadata) {
    const schema::Type* type = &schema::for_dialect(column.type, "postgresql");
    while (type->kind == schema::TypeKind::Array && !type->item.empty()) {
      type = &schema::for_dialect(type->item.front(), "postgresql");
    }
    const bool is_enum =
        type->kind == schema::TypeKind::Enum || type->kind == schema::TypeKind::PgENUM;
    if (!is_enum || !type->native || !type->create_type || !type->name) return;
    if (type->has_metadata != of_metadata) return;
    const bool known = std::ranges::any_of(types, [&](const schema::Type& other) {
      return other.name == type->name && other.schema == type->schema;
    });
    if (!known) types.push_back(*type);
  };
  for (const Model& model : models.tables) {
    // Those that belong to the MetaData were announced when they were made, before their table.
    for (const bool of_metadata : {true, false}) {
      for (const schema::Column& column : model.table.columns) add(column, of_metadata);
    }
  }
  return types;
}

}  // namespace retort::models
