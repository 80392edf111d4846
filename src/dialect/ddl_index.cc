#include <algorithm>
#include <cctype>

#include "base/error.h"
#include "dialect/ddl.h"
#include "dialect/options.h"
#include "dialect/refusal.h"

namespace retort::dialect {
namespace {

/// What `postgresql_ops` calls an element: a column's or label's name, or the raw text.
std::string element_key(const schema::ExprPtr& element) {
  if (const auto* column = std::get_if<schema::ColumnRef>(&element->node)) return column->name;
  if (const auto* label = std::get_if<schema::Label>(&element->node)) return label->name;
  if (const auto* text = std::get_if<schema::TextClause>(&element->node)) return text->text;
  return "";
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

void require_name(const schema::Name& name, std::string_view verb) {
  if (name.text) return;
  throw Refusal(ErrorCode::command, "CompileError",
                std::string(verb) + " INDEX requires that the index have a name",
                "Give the index a name, or a naming convention for 'ix'.");
}

std::string postgresql_elements(const DdlWriter& writer, const schema::Index& index) {
  const auto classes = option_pairs(index.options, "postgresql_ops");
  std::string text;
  for (const schema::ExprPtr& element : index.elements) {
    if (!text.empty()) text += ", ";
    const auto* label = std::get_if<schema::Label>(&element->node);
    text += writer.expression(label != nullptr ? label->operand : element, true);
    const std::string key = element_key(element);
    for (const auto& [column, operator_class] : classes)
      if (column == key) text += " " + operator_class;
  }
  return text;
}

std::string postgresql_tail(const DdlWriter& writer, const schema::Options& options) {
  std::string text;
  const auto included = option_list(options, "postgresql_include");
  if (!included.empty()) text += " INCLUDE (" + writer.column_names(included) + ")";
  if (const auto nulls = option_bool(options, "postgresql_nulls_not_distinct"))
    text += *nulls ? " NULLS NOT DISTINCT" : " NULLS DISTINCT";
  std::string parameters;
  for (const auto& [key, value] : option_pairs(options, "postgresql_with"))
    parameters += (parameters.empty() ? "" : ", ") + key + " = " + value;
  if (!parameters.empty()) text += " WITH (" + parameters + ")";
  if (const auto space = option_text(options, "postgresql_tablespace"))
    text += " TABLESPACE " + writer.name(*space);
  if (const auto where = option_expression(options, "postgresql_where"))
    text += " WHERE " + writer.expression(where);
  return text;
}

}  // namespace

std::string DdlWriter::create_index(const schema::Index& index, bool if_not_exists) const {
  require_name(index.name, "CREATE");
  if (is_mysql(family_)) return mysql_create_index(index, if_not_exists);
  const bool postgresql = family_ == Family::postgresql;
  std::string text = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  if (postgresql && option_bool(index.options, "postgresql_concurrently").value_or(false))
    text += "CONCURRENTLY ";
  if (if_not_exists) text += "IF NOT EXISTS ";
  const std::string own = constraint_name(index.name);
  if (postgresql) {
    text += own + " ON " + qualified(index.table_schema, index.table) + " ";
    if (const auto method = option_text(index.options, "postgresql_using"))
      text += "USING " + lower(*method) + " ";
    text += "(" + postgresql_elements(*this, index) + ")";
    return text + postgresql_tail(*this, index.options);
  }
  if (!index.table_schema.empty()) text += name(index.table_schema) + ".";
  text += own + " ON " + name(index.table) + " (";
  for (std::size_t i = 0; i < index.elements.size(); ++i)
    text += (i == 0 ? "" : ", ") + expression(index.elements[i]);
  text += ")";
  if (const auto where = option_expression(index.options, "sqlite_where"))
    text += " WHERE " + expression(where);
  return text;
}

std::string DdlWriter::drop_index(const operation::DropIndex& drop) const {
  require_name(drop.name, "DROP");
  std::string text = "\nDROP INDEX ";
  if (family_ == Family::postgresql &&
      option_bool(drop.options, "postgresql_concurrently").value_or(false))
    text += "CONCURRENTLY ";
  if (drop.if_exists) text += "IF EXISTS ";
  if (is_mysql(family_)) {
    // Alembic's name for a table that the script did not name.
    const std::string_view table = drop.table.empty() ? "no_table" : std::string_view(drop.table);
    return text + constraint_name(drop.name) + " ON " + qualified(drop.schema, table);
  }
  if (!drop.schema.empty()) text += name(drop.schema) + ".";
  return text + constraint_name(drop.name);
}

}  // namespace retort::dialect
