#include "inspect/catalog_dump.h"

#include <utility>

namespace retort::inspect {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return "(" + text + ")";
}

std::string sql_of(const schema::ExprPtr& expression) {
  if (const auto* text = std::get_if<schema::TextClause>(&expression->node)) return text->text;
  if (const auto* column = std::get_if<schema::ColumnRef>(&expression->node)) return column->name;
  if (const auto* sorted = std::get_if<schema::Unary>(&expression->node)) {
    return sql_of(sorted->operand) + " " + sorted->op;
  }
  return "?";
}

std::string name_text(const schema::Name& name) {
  return name.text.value_or("-");
}

std::string type_text(const schema::Type& type) {
  if (type.kind == schema::TypeKind::Array) return type_text(type.item.at(0)) + "[]";
  std::string text = "type " + std::to_string(static_cast<int>(type.kind));
  const auto add = [&](const char* what, const std::optional<std::int64_t>& number) {
    if (number) text += std::string(" ") + what + "=" + std::to_string(*number);
  };
  add("length", type.length);
  add("precision", type.precision);
  add("scale", type.scale);
  if (type.timezone) text += " timezone";
  if (type.name) text += " " + type.schema.value_or("") + "." + *type.name;
  if (!type.labels.empty()) text += listed(type.labels);
  if (type.collation) text += " collate=" + *type.collation;
  return text + type.spec;
}

struct OptionText {
  std::string operator()(std::monostate) const { return "none"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return std::to_string(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const std::vector<std::string>& value) const { return listed(value); }
  std::string operator()(const std::vector<std::pair<std::string, std::string>>& value) const {
    std::vector<std::string> items;
    for (const auto& [key, item] : value) items.push_back(key + ":" + item);
    return listed(items);
  }
  std::string operator()(const schema::ExprPtr& value) const { return sql_of(value); }
};

std::string options_text(const schema::Options& options) {
  std::string text;
  for (const auto& [name, value] : options)
    text += " " + name + "=" + std::visit(OptionText{}, value);
  return text;
}

std::string column_line(const schema::ColumnInfo& info) {
  const schema::Column& column = info.column;
  std::string line = "column " + column.name + ": " + type_text(column.type);
  if (!column.nullable.value_or(true)) line += ", not null";
  if (column.server_default)
    line += ", default " + sql_of(std::get<schema::ExprPtr>(column.server_default->value));
  if (column.computed) {
    line += ", computed " + sql_of(column.computed->expression);
    line += column.computed->persisted.value_or(false) ? " stored" : " virtual";
  }
  if (column.identity)
    line += column.identity->always ? ", identity always" : ", identity by default";
  if (info.autoincrement) line += ", autoincrement";
  if (column.comment) line += ", comment " + *column.comment;
  return line + "\n";
}

std::string actions_text(const schema::ForeignKeyActions& actions) {
  std::string text;
  if (actions.onupdate) text += " onupdate=" + *actions.onupdate;
  if (actions.ondelete) text += " ondelete=" + *actions.ondelete;
  if (actions.deferrable) text += *actions.deferrable ? " deferrable" : " not deferrable";
  if (actions.initially) text += " initially=" + *actions.initially;
  if (actions.match) text += " match=" + *actions.match;
  return text;
}

std::string index_line(const schema::IndexInfo& info) {
  std::vector<std::string> elements;
  for (const auto& element : info.index.elements) elements.push_back(sql_of(element));
  std::string line = "index " + name_text(info.index.name) + listed(elements);
  if (info.index.unique) line += " unique";
  if (info.duplicates_constraint) line += " of constraint";
  return line + options_text(info.index.options) + "\n";
}

}  // namespace

std::string dump_table(schema::Catalog& catalog, const std::string& schema,
                       const std::string& table) {
  std::string text;
  for (const auto& info : catalog.columns(schema, table)) text += column_line(info);
  const auto key = catalog.primary_key(schema, table);
  text +=
      "primary key " + name_text(key.name) + listed(key.columns) + options_text(key.options) + "\n";
  for (const auto& foreign : catalog.foreign_keys(schema, table)) {
    const std::string target = foreign.referred_schema.empty() ? "" : foreign.referred_schema + ".";
    text += "foreign key " + name_text(foreign.name) + listed(foreign.columns) + " -> " + target +
            foreign.referred_table + listed(foreign.referred_columns) +
            actions_text(foreign.actions) + options_text(foreign.options) + "\n";
  }
  for (const auto& unique : catalog.unique_constraints(schema, table)) {
    text += "unique " + name_text(unique.name) + listed(unique.columns) +
            options_text(unique.options) + "\n";
  }
  for (const auto& check : catalog.check_constraints(schema, table)) {
    text += "check " + name_text(check.name) + " [" + sql_of(check.expression) + "]" +
            options_text(check.options) + "\n";
  }
  for (const auto& index : catalog.indexes(schema, table)) text += index_line(index);
  if (const auto comment = catalog.table_comment(schema, table))
    text += "comment " + *comment + "\n";
  return text;
}

}  // namespace retort::inspect
