#include "diff/live_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dialect/mysql_table_options.h"
#include "script/python_schema.h"

namespace retort::diff {
namespace {

using dialect::Family;
using schema::TypeKind;

/// The types of `sqlalchemy` itself that MySQL's dialect reflects.
bool is_common_on_mysql(TypeKind kind) {
  using enum TypeKind;
  return kind == BINARY || kind == VARBINARY || kind == BLOB || kind == DATE || kind == UUID;
}

/// Says from which module the class of a reflected type is.
void name_class(schema::Type& type, Family family) {
  const bool common = type.kind == TypeKind::UserDefined || type.kind == TypeKind::Null;
  if (family == Family::sqlite) {
    if (type.kind == TypeKind::JSON) type.python_name = "sqlite";
  } else if (dialect::is_mysql(family)) {
    if (!common && !is_common_on_mysql(type.kind)) type.python_name = "mysql";
  } else if (type.kind == TypeKind::Array || type.kind == TypeKind::JSON) {
    type.python_name = "postgresql";
  }
  for (schema::Type& item : type.item) name_class(item, family);
}

bool is_integer(const schema::Type& type) {
  return schema::affinity_of(type) == schema::Affinity::integer;
}

std::string text_of(const schema::ServerDefault& value) {
  const auto* node = std::get_if<schema::ExprPtr>(&value.value);
  if (node == nullptr) return std::get<std::string>(value.value);
  const auto* text = std::get_if<schema::TextClause>(&(*node)->node);
  return text == nullptr ? std::string() : text->text;
}

/// SQLAlchemy gives PostgreSQL's predicates as text.
void text_for_predicates(schema::Options& options) {
  for (auto& [name, value] : options) {
    const auto* node = std::get_if<schema::ExprPtr>(&value);
    if (name != "postgresql_where" || node == nullptr) continue;
    value = std::get<schema::TextClause>((*node)->node).text;
  }
}

/// `'name'` in nextval('name'::regclass).
std::optional<std::string> sequence_in(const std::string& value) {
  constexpr std::string_view kStart = "nextval('", kEnd = "'::regclass)";
  if (!value.starts_with(kStart)) return std::nullopt;
  const std::size_t end = value.find(kEnd);
  if (end == value.npos) return std::nullopt;
  return value.substr(kStart.size(), end - kStart.size());
}

std::string doubled_quotes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out;
}

}  // namespace

const std::map<std::string, LiveTables::OwnedSequence>& LiveTables::owned_sequences() {
  if (owned_) return *owned_;
  owned_.emplace();
  const auto rows = comparison_.host.query(
      "SELECT c.oid::pg_catalog.regclass::text, n.nspname, c.relname, a.attname "
      "FROM pg_catalog.pg_class c "
      "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
      "JOIN pg_catalog.pg_depend d ON d.objid = c.oid "
      "AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass "
      "AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass "
      "JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid "
      "WHERE c.relkind = 'S'");
  for (const auto& row : rows) {
    const OwnedSequence found{row[2].value_or(""), row[3].value_or("")};
    owned_->emplace(doubled_quotes(row[0].value_or("")), found);
    // Defaults of tables in other schemas are given with the schema's name.
    owned_->emplace(doubled_quotes(row[1].value_or("") + "." + row[0].value_or("")), found);
    const std::string quoted = "\"" + row[1].value_or("") + "\"." + row[0].value_or("");
    owned_->emplace(doubled_quotes(quoted), found);
  }
  return *owned_;
}

/// The default of a SERIAL column is not its own: its sequence belongs to it.
void LiveTables::hide_serial(schema::Column& column, const std::string& table) {
  if (!column.server_default) return;
  if (column.type.kind != TypeKind::INTEGER && column.type.kind != TypeKind::BIGINT) return;
  const auto sequence = sequence_in(text_of(*column.server_default));
  if (!sequence) return;
  const auto owner = owned_sequences().find(*sequence);
  if (owner == owned_sequences().end() || owner->second.column != column.name) return;
  comparison_.host.log("ddl.postgresql",
                       fmt::format("Detected sequence named '{}' as owned by integer column "
                                   "'{}({})', assuming SERIAL and omitting",
                                   owner->second.name, table, column.name));
  column.server_default.reset();
}

void LiveTables::adjust(schema::Column& column, bool autoincrement, const std::string& table) {
  const Family family = comparison_.family;
  using Autoincrement = schema::Column::Autoincrement;
  const bool said =
      family == Family::postgresql || (dialect::is_mysql(family) && is_integer(column.type));
  if (said) column.autoincrement = autoincrement ? Autoincrement::yes : Autoincrement::no;
  name_class(column.type, family);
  if (family == Family::postgresql) hide_serial(column, table);
  if (family != Family::sqlite || !column.server_default) return;
  std::string text = text_of(*column.server_default);
  if (!script::needs_parentheses_on_sqlite(text)) return;
  column.server_default->value = schema::make_expr(schema::TextClause{
      .text = "(" + text + ")", .verbatim = true, .binds = {}, .type = {}, .columns = {}});
}

/// What SQLAlchemy says of every unique constraint where the server knows of it.
void LiveTables::say_nulls(schema::UniqueConstraint& constraint) {
  if (comparison_.family != Family::postgresql) return;
  if (!knows_nulls_) {
    const auto rows = comparison_.host.query("SHOW server_version_num");
    knows_nulls_ = rows.at(0).at(0).value_or("") >= "150000";
  }
  constexpr const char* kOption = "postgresql_nulls_not_distinct";
  if (!*knows_nulls_ || schema::find_option(constraint.options, kOption) != nullptr) return;
  auto at = std::ranges::find_if(
      constraint.options, [](const auto& option) { return option.first == "postgresql_include"; });
  if (at != constraint.options.end()) ++at;
  constraint.options.insert(at, {kOption, false});
}

/// MySQL's table options, which SQLAlchemy reads from SHOW CREATE TABLE too.
void LiveTables::read_options(schema::Table& table) {
  if (!dialect::is_mysql(comparison_.family)) return;
  const dialect::Dialect& dialect = comparison_.dialect;
  const std::string schema = table.schema.empty() ? "" : dialect.quote(table.schema) + ".";
  const auto rows =
      comparison_.host.query("SHOW CREATE TABLE " + schema + dialect.quote(table.name));
  if (rows.empty()) return;
  const std::string prefix = std::string(dialect::family_name(comparison_.family)) + "_";
  for (auto& [name, value] : dialect::shown_table_options(rows[0][1].value_or(""))) {
    std::ranges::replace(name, ' ', '_');
    table.options.emplace_back(prefix + name, std::move(value));
  }
}

LiveTable LiveTables::read(const std::string& schema, const std::string& name, bool whole) {
  schema::Catalog& catalog = comparison_.live;
  LiveTable out;
  schema::Table& table = out.table;
  table.schema = schema;
  table.name = name;
  const schema::PrimaryKeyConstraint key = catalog.primary_key(schema, name);
  for (schema::ColumnInfo& info : catalog.columns(schema, name)) {
    info.column.primary_key = std::ranges::find(key.columns, info.column.name) != key.columns.end();
    adjust(info.column, info.autoincrement, name);
    table.columns.push_back(std::move(info.column));
  }
  if (!key.columns.empty()) table.constraints.emplace_back(key);
  for (auto& constraint : catalog.foreign_keys(schema, name)) {
    table.constraints.emplace_back(std::move(constraint));
  }
  out.uniques = catalog.unique_constraints(schema, name);
  for (schema::UniqueConstraint& constraint : out.uniques) say_nulls(constraint);
  // On MySQL they are their indexes.
  if (!dialect::is_mysql(comparison_.family)) {
    for (const auto& constraint : out.uniques) table.constraints.emplace_back(constraint);
  }
  for (auto& constraint : catalog.check_constraints(schema, name)) {
    table.constraints.emplace_back(std::move(constraint));
  }
  out.indexes = catalog.indexes(schema, name);
  for (schema::IndexInfo& info : out.indexes) text_for_predicates(info.index.options);
  table.comment = catalog.table_comment(schema, name);
  if (whole) read_options(table);
  return out;
}

}  // namespace retort::diff
