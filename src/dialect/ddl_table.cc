#include <algorithm>
#include <cctype>

#include "base/error.h"
#include "dialect/ddl.h"
#include "dialect/expression.h"
#include "dialect/options.h"
#include "dialect/quoting.h"
#include "dialect/types.h"
#include "schema/attach.h"

namespace retort::dialect {

using schema::Column;
using schema::Table;
using schema::TypeKind;

std::string DdlWriter::expression(const schema::ExprPtr& node, bool grouped) const {
  ExpressionWriter writer({.family = family_,
                           .binds = offline_ ? BindStyle::literal : BindStyle::inlined,
                           .qualify_columns = false,
                           .double_backslashes = doubles_backslashes(family_, offline_)});
  return grouped ? writer.write_grouped(node) : writer.write(node);
}

std::string DdlWriter::string(std::string_view text) const {
  return string_literal({family_, doubles_backslashes(family_, offline_)}, text);
}

std::string DdlWriter::name(std::string_view identifier) const {
  return quote(family_, identifier);
}

std::string DdlWriter::qualified(std::string_view schema, std::string_view name) const {
  return qualify(family_, schema, name);
}

std::string DdlWriter::constraint_name(const schema::Name& name) const {
  return quote(family_, fitted_name(family_, name));
}

std::string DdlWriter::column_names(const std::vector<std::string>& columns) const {
  std::string text;
  for (const std::string& column : columns) text += (text.empty() ? "" : ", ") + name(column);
  return text;
}

std::string DdlWriter::server_default(const schema::ServerDefault& value) const {
  if (const auto* text = std::get_if<std::string>(&value.value)) return string(*text);
  return expression(std::get<schema::ExprPtr>(value.value));
}

std::string DdlWriter::sequence_options(const schema::SequenceOptions& options) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " ") + part; };
  if (options.increment) add("INCREMENT BY " + std::to_string(*options.increment));
  if (options.start) add("START WITH " + std::to_string(*options.start));
  if (options.minvalue) add("MINVALUE " + std::to_string(*options.minvalue));
  if (options.maxvalue) add("MAXVALUE " + std::to_string(*options.maxvalue));
  if (options.nominvalue) add("NO MINVALUE");
  if (options.nomaxvalue) add("NO MAXVALUE");
  if (options.cache) add("CACHE " + std::to_string(*options.cache));
  if (options.cycle) add(*options.cycle ? "CYCLE" : "NO CYCLE");
  return text;
}

std::string DdlWriter::identity(const schema::Identity& identity) const {
  std::string text =
      std::string("GENERATED ") + (identity.always ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY";
  const std::string options = sequence_options(identity.options);
  return options.empty() ? text : text + " (" + options + ")";
}

std::string DdlWriter::computed(const schema::Computed& computed) const {
  std::string text = "GENERATED ALWAYS AS (" + expression(computed.expression) + ")";
  if (family_ == Family::postgresql) {
    if (computed.persisted == false)
      throw Error(ErrorCode::unsupported,
                  "PostgreSQL computed columns do not support 'virtual' persistence; set the "
                  "'persisted' flag to None or True for PostgreSQL support.");
    return text + " STORED";
  }
  if (computed.persisted) text += *computed.persisted ? " STORED" : " VIRTUAL";
  return text;
}

std::string DdlWriter::column(const Table& table, const Column& column) const {
  if (is_mysql(family_)) return mysql_column(table, column);
  return family_ == Family::postgresql ? postgresql_column(table, column)
                                       : sqlite_column(table, column);
}

std::string DdlWriter::postgresql_column(const Table& table, const Column& column) const {
  std::string text = name(column.name) + " ";
  const bool no_default =
      !column.has_client_default && (!column.sequence || column.sequence->optional);
  if (column.primary_key && autoincrement_column(table) == &column && !column.identity &&
      no_default) {
    const TypeKind kind = for_dialect(column.type, "postgresql").kind;
    const bool big = kind == TypeKind::BigInteger || kind == TypeKind::BIGINT;
    const bool small = kind == TypeKind::SmallInteger || kind == TypeKind::SMALLINT;
    text += big ? "BIGSERIAL" : small ? "SMALLSERIAL" : "SERIAL";
  } else {
    text += type_text(family_, column.type);
    if (column.server_default) text += " DEFAULT " + server_default(*column.server_default);
  }
  if (column.computed) text += " " + computed(*column.computed);
  if (column.identity) text += " " + identity(*column.identity);
  const bool nullable = column.nullable.value_or(true);
  if (!nullable && !column.identity) text += " NOT NULL";
  if (nullable && column.identity) text += " NULL";
  return text;
}

std::string DdlWriter::sqlite_column(const Table& table, const Column& column) const {
  std::string text = name(column.name) + " " + type_text(family_, column.type);
  if (column.server_default) {
    const std::string value = server_default(*column.server_default);
    const std::size_t start = value.find_first_not_of(" \t\n\r\f\v");
    const bool delimited = start != std::string::npos &&
                           std::string_view("'\"(").find(value[start]) != std::string_view::npos;
    const bool word = std::ranges::all_of(value, [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
             static_cast<unsigned char>(c) >= 0x80;
    });
    text += delimited || word ? " DEFAULT " + value : " DEFAULT (" + value + ")";
  }
  if (!column.nullable.value_or(true)) {
    text += " NOT NULL";
    if (const auto clause = option_text(column.options, "sqlite_on_conflict_not_null"))
      text += " ON CONFLICT " + *clause;
  }
  if (column.primary_key) {
    const auto* key = primary_key_of(table);
    if (column.autoincrement == Column::Autoincrement::yes && key != nullptr &&
        key->columns.size() != 1)
      throw Error(ErrorCode::unsupported,
                  "(in table '" + table.name + "', column '" + column.name +
                      "'): SQLite does not support autoincrement for composite primary keys");
    if (is_sqlite_autoincrement(table, column)) {
      text += " PRIMARY KEY";
      if (const auto clause = option_text(column.options, "sqlite_on_conflict_primary_key"))
        text += " ON CONFLICT " + *clause;
      text += " AUTOINCREMENT";
    }
  }
  if (column.computed) text += " " + computed(*column.computed);
  return text;
}

bool is_sqlite_autoincrement(const Table& table, const Column& column) {
  if (!option_bool(table.options, "sqlite_autoincrement").value_or(false)) return false;
  const auto* key = primary_key_of(table);
  if (key == nullptr || key->columns.size() != 1 || key->columns.front() != column.name)
    return false;
  if (affinity_of(column.type) != schema::Affinity::integer) return false;
  return std::ranges::none_of(table.constraints, [&](const schema::Constraint& constraint) {
    const auto* foreign = std::get_if<schema::ForeignKeyConstraint>(&constraint);
    return foreign != nullptr &&
           std::ranges::find(foreign->columns, column.name) != foreign->columns.end();
  });
}

std::string DdlWriter::create_table(const Table& table, bool if_not_exists) const {
  std::string text = "\nCREATE ";
  for (const std::string& prefix : table.prefixes) text += prefix + " ";
  text += "TABLE ";
  if (if_not_exists) text += "IF NOT EXISTS ";
  text += qualified(table.schema, table.name) + " (";
  std::string_view separator = "\n";
  for (const Column& item : table.columns) {
    if (item.system) continue;
    text.append(separator).append("\t").append(column(table, item)).append(column_checks(item));
    separator = ", \n";
  }
  for (const schema::Constraint& item : table.constraints) {
    const auto* foreign = std::get_if<schema::ForeignKeyConstraint>(&item);
    // use_alter=True: added by an ALTER TABLE of its own where the database has one.
    if (family_ != Family::sqlite && foreign != nullptr && foreign->use_alter) continue;
    const auto written = constraint(item, table);
    if (!written) continue;
    text.append(separator).append("\t").append(*written);
    separator = ", \n";
  }
  text += "\n)";
  if (is_mysql(family_))
    text += mysql_table_options(table);
  else
    text += family_ == Family::postgresql ? postgresql_table_options(table)
                                          : sqlite_table_options(table);
  return text + "\n\n";
}

std::string DdlWriter::postgresql_table_options(const Table& table) const {
  const schema::Options& options = table.options;
  std::string text;
  const auto inherits = option_list(options, "postgresql_inherits");
  if (!inherits.empty()) text += "\n INHERITS ( " + column_names(inherits) + " )";
  if (const auto by = option_text(options, "postgresql_partition_by"))
    text += "\n PARTITION BY " + *by;
  if (const auto method = option_text(options, "postgresql_using")) text += "\n USING " + *method;
  if (const auto oids = option_bool(options, "postgresql_with_oids"))
    text += *oids ? "\n WITH OIDS" : "\n WITHOUT OIDS";
  if (auto commit = option_text(options, "postgresql_on_commit")) {
    for (char& c : *commit)
      c = c == '_' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    text += "\n ON COMMIT " + *commit;
  }
  if (const auto space = option_text(options, "postgresql_tablespace"))
    text += "\n TABLESPACE " + name(*space);
  return text;
}

std::string DdlWriter::sqlite_table_options(const Table& table) const {
  std::string text;
  if (!option_bool(table.options, "sqlite_with_rowid").value_or(true)) text = "\n WITHOUT ROWID";
  if (option_bool(table.options, "sqlite_strict").value_or(false))
    text += text.empty() ? "\n STRICT" : ",\n STRICT";
  return text;
}

std::string DdlWriter::enum_labels(const schema::Type& type) const {
  std::string text;
  for (const std::string& label : type.labels) text += (text.empty() ? "" : ", ") + string(label);
  return text;
}

}  // namespace retort::dialect
