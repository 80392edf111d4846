// The only outside interface is retort/table.h.
#include "retort/table.h"

#include <utility>

#include "embed/convert.h"
#include "schema/table.h"

namespace retort {

Sql Sql::bind(std::string name, Value value) const {
  Sql out = *this;
  out.parameters_.emplace_back(std::move(name), std::move(value));
  return out;
}

Column::Column(schema::Column column)
    : column_(std::make_shared<const schema::Column>(std::move(column))) {}

Column::Column(std::string name, const Type& type) {
  schema::Column column;
  column.name = std::move(name);
  column.type = type.definition();
  column_ = std::make_shared<const schema::Column>(std::move(column));
}

const std::string& Column::name() const {
  return column_->name;
}

Column Column::nullable(bool value) const {
  schema::Column column = *column_;
  column.nullable = value;
  return Column(std::move(column));
}

Column Column::primary_key(bool value) const {
  schema::Column column = *column_;
  column.primary_key = value;
  return Column(std::move(column));
}

Column Column::autoincrement(bool value) const {
  schema::Column column = *column_;
  using enum schema::Column::Autoincrement;
  column.autoincrement = value ? yes : no;
  return Column(std::move(column));
}

Column Column::server_default(ServerDefault value) const {
  schema::Column column = *column_;
  embed::DefaultParts parts = embed::default_of(value);
  column.server_default = std::move(parts.value);
  column.identity = std::move(parts.identity);
  column.computed = std::move(parts.computed);
  return Column(std::move(column));
}

Column Column::unique(bool value) const {
  schema::Column column = *column_;
  column.unique = value;
  return Column(std::move(column));
}

Column Column::index(bool value) const {
  schema::Column column = *column_;
  column.index = value;
  return Column(std::move(column));
}

Column Column::references(std::string table, std::string referred_column,
                          ForeignKeyOptions options) const {
  schema::Column column = *column_;
  column.foreign_keys.push_back(embed::foreign_key_of(
      {{column.name}, std::move(table), {std::move(referred_column)}, std::move(options)}));
  return Column(std::move(column));
}

Column Column::check(Sql condition, std::optional<std::string> name) const {
  schema::Column column = *column_;
  ConstraintOptions options;
  options.name = std::move(name);
  column.checks.push_back(embed::check_of({std::move(condition), std::move(options)}));
  return Column(std::move(column));
}

Column Column::comment(std::string text) const {
  schema::Column column = *column_;
  column.comment = std::move(text);
  return Column(std::move(column));
}

Column Column::dialect_option(DialectOption option) const {
  schema::Column column = *column_;
  schema::Options options = embed::options_of({std::move(option)});
  column.options.push_back(std::move(options.front()));
  return Column(std::move(column));
}

}  // namespace retort
