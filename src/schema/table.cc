#include "schema/table.h"

#include <algorithm>

namespace retort::schema {

const OptionValue* find_option(const Options& options, std::string_view name) {
  const auto found = std::ranges::find(options, name, &Options::value_type::first);
  return found == options.end() ? nullptr : &found->second;
}

const std::string& key_of(const Column& column) {
  return column.key.empty() ? column.name : column.key;
}

const Column* find_column(const Table& table, std::string_view name) {
  const auto found = std::ranges::find(table.columns, name, &Column::name);
  return found == table.columns.end() ? nullptr : &*found;
}

const Name& name_of(const Constraint& constraint) {
  return std::visit([](const auto& c) -> const Name& { return c.name; }, constraint);
}

Name& name_of(Constraint& constraint) {
  return std::visit([](auto& c) -> Name& { return c.name; }, constraint);
}

}  // namespace retort::schema
