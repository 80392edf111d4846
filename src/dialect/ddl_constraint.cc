#include <algorithm>
#include <cctype>

#include "base/error.h"
#include "dialect/ddl.h"
#include "dialect/options.h"
#include "dialect/quoting.h"
#include "schema/attach.h"

namespace retort::dialect {

using schema::Constraint;
using schema::Table;

namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return result;
}

/// Throws unless the phrase is one of those that SQL knows there.
const std::string& checked_phrase(const std::string& phrase,
                                  const std::vector<std::string_view>& allowed) {
  const std::string text = upper(phrase);
  const bool with_columns =
      text.ends_with(")") && (text.starts_with("SET NULL") || text.starts_with("SET DEFAULT"));
  if (with_columns || std::ranges::find(allowed, text) != allowed.end()) return phrase;
  throw Error(ErrorCode::command, "Unexpected SQL phrase: '" + phrase + "'")
      .with_hint(
          "It may be one of RESTRICT, CASCADE, SET NULL, NO ACTION, SET DEFAULT, or "
          "DEFERRED and IMMEDIATE for initially=.");
}

const std::vector<std::string_view>& referential_actions() {
  static const std::vector<std::string_view> kActions = {"RESTRICT", "CASCADE", "SET NULL",
                                                         "NO ACTION", "SET DEFAULT"};
  return kActions;
}

std::string deferrability(const std::optional<bool>& deferrable,
                          const std::optional<std::string>& initially) {
  static const std::vector<std::string_view> kTimes = {"DEFERRED", "IMMEDIATE"};
  std::string text;
  if (deferrable) text = *deferrable ? " DEFERRABLE" : " NOT DEFERRABLE";
  if (initially) text += " INITIALLY " + checked_phrase(*initially, kTimes);
  return text;
}

std::string not_valid(Family family, const schema::Options& options) {
  if (family != Family::postgresql) return "";
  return option_bool(options, "postgresql_not_valid").value_or(false) ? " NOT VALID" : "";
}

std::string on_conflict(Family family, const schema::Options& options,
                        const schema::Column* only_column, std::string_view column_option) {
  if (family != Family::sqlite) return "";
  auto clause = option_text(options, "sqlite_on_conflict");
  if (!clause && only_column != nullptr) clause = option_text(only_column->options, column_option);
  return clause ? " ON CONFLICT " + *clause : "";
}

const schema::Column* only_column(const Table& table, const std::vector<std::string>& columns) {
  return columns.size() == 1 ? find_column(table, columns.front()) : nullptr;
}

}  // namespace

bool needs_type_check(Family family, const schema::CheckConstraint& check, const Table& table) {
  const schema::Column* column = find_column(table, check.type_column);
  if (column == nullptr) return false;
  const schema::Type& type = for_dialect(column->type, family_name(family));
  if (!type.create_constraint || type.name != check.original_name) return false;
  if (type.kind == schema::TypeKind::Boolean) return !has_boolean(family);
  return type.kind == schema::TypeKind::Enum && (!type.native || !has_enum(family));
}

std::string DdlWriter::preamble(const schema::Name& name) const {
  return name.text ? "CONSTRAINT " + constraint_name(name) + " " : "";
}

std::string DdlWriter::include(const schema::Options& options) const {
  const auto columns = option_list(options, "postgresql_include");
  return columns.empty() ? "" : " INCLUDE (" + column_names(columns) + ")";
}

std::optional<std::string> DdlWriter::primary_key(const schema::PrimaryKeyConstraint& key,
                                                  const Table& table) const {
  if (key.columns.empty()) return std::nullopt;
  std::vector<std::string> columns = key.columns;
  if (key.implicit) {
    // The column that counts by itself comes first.
    if (const schema::Column* counting = autoincrement_column(table))
      std::ranges::stable_partition(columns,
                                    [&](const std::string& c) { return c == counting->name; });
  }
  const schema::Column* single = only_column(table, columns);
  if (family_ == Family::sqlite && single != nullptr && is_sqlite_autoincrement(table, *single))
    return std::nullopt;
  std::string text = preamble(key.name) + "PRIMARY KEY (" + column_names(columns) + ")";
  if (family_ == Family::postgresql) text += include(key.options);
  text += deferrability(key.deferrable, key.initially);
  if (is_mysql(family_))
    if (const auto method = mysql_option(family_, key.options, "using"))
      text += " USING " + name(*method);
  return text + on_conflict(family_, key.options, single, "sqlite_on_conflict_primary_key");
}

std::optional<std::string> DdlWriter::unique(const schema::UniqueConstraint& constraint,
                                             const Table& table) const {
  if (constraint.columns.empty()) return std::nullopt;
  std::string distinct;
  if (family_ == Family::postgresql) {
    const auto nulls = option_bool(constraint.options, "postgresql_nulls_not_distinct");
    if (nulls) distinct = *nulls ? "NULLS NOT DISTINCT " : "NULLS DISTINCT ";
  }
  std::string text = preamble(constraint.name) + "UNIQUE " + distinct + "(" +
                     column_names(constraint.columns) + ")";
  if (family_ == Family::postgresql) text += include(constraint.options);
  text += deferrability(constraint.deferrable, constraint.initially);
  return text + on_conflict(family_, constraint.options, only_column(table, constraint.columns),
                            "sqlite_on_conflict_unique");
}

std::string DdlWriter::references(const schema::ForeignKeyConstraint& constraint) const {
  const std::string_view schema =
      family_ == Family::sqlite ? std::string_view() : std::string_view(constraint.referred_schema);
  return qualified(schema, constraint.referred_table) + " (" +
         column_names(constraint.referred_columns) + ")";
}

std::string DdlWriter::actions(const schema::ForeignKeyActions& actions) const {
  std::string text;
  if (actions.match && is_mysql(family_))
    throw Error(ErrorCode::command,
                "MySQL ignores the 'MATCH' keyword while at the same time causes ON UPDATE/ON "
                "DELETE clauses to be ignored.")
        .with_hint("Leave match= out for MySQL.");
  if (actions.match) text += " MATCH " + *actions.match;
  if (actions.ondelete)
    text += " ON DELETE " + checked_phrase(*actions.ondelete, referential_actions());
  if (actions.onupdate)
    text += " ON UPDATE " + checked_phrase(*actions.onupdate, referential_actions());
  return text + deferrability(actions.deferrable, actions.initially);
}

std::optional<std::string> DdlWriter::foreign_key(const schema::ForeignKeyConstraint& constraint,
                                                  const Table& table) const {
  // SQLite has no references between attached databases.
  if (family_ == Family::sqlite && table.schema != constraint.referred_schema) return std::nullopt;
  return preamble(constraint.name) + "FOREIGN KEY(" + column_names(constraint.columns) +
         ") REFERENCES " + references(constraint) + actions(constraint.actions) +
         not_valid(family_, constraint.options);
}

std::optional<std::string> DdlWriter::check(const schema::CheckConstraint& constraint,
                                            const Table& table) const {
  if (constraint.type_bound && !needs_type_check(family_, constraint, table)) return std::nullopt;
  return preamble(constraint.name) + "CHECK (" + expression(constraint.expression) + ")" +
         deferrability(constraint.deferrable, constraint.initially) +
         not_valid(family_, constraint.options) +
         on_conflict(family_, constraint.options, nullptr, "");
}

std::optional<std::string> DdlWriter::exclude(const schema::ExcludeConstraint& constraint) const {
  if (family_ != Family::postgresql)
    throw Error(ErrorCode::unsupported,
                "The " + std::string(family_name(family_)) + " dialect has no EXCLUDE constraints")
        .with_hint("Guard the operation with a test of the dialect's name.");
  std::string elements;
  for (const auto& element : constraint.elements) {
    if (!elements.empty()) elements += ", ";
    elements += expression(element.expression);
    if (!element.opclass.empty()) elements += " " + element.opclass;
    elements += " WITH " + element.op;
  }
  std::string text = preamble(constraint.name) + "EXCLUDE USING " + constraint.using_method + " (" +
                     elements + ")";
  if (constraint.where) text += " WHERE (" + expression(constraint.where) + ")";
  return text + deferrability(constraint.deferrable, constraint.initially);
}

std::string DdlWriter::column_checks(const schema::Column& column) const {
  std::string text;
  for (const schema::CheckConstraint& check : column.checks)
    text += " " + preamble(check.name) + "CHECK (" + expression(check.expression) + ")" +
            deferrability(check.deferrable, check.initially);
  return text;
}

std::optional<std::string> DdlWriter::constraint(const Constraint& constraint,
                                                 const Table& table) const {
  struct Visitor {
    const DdlWriter& writer;
    const Table& table;
    using Text = std::optional<std::string>;
    Text operator()(const schema::PrimaryKeyConstraint& c) const {
      return writer.primary_key(c, table);
    }
    Text operator()(const schema::UniqueConstraint& c) const { return writer.unique(c, table); }
    Text operator()(const schema::ForeignKeyConstraint& c) const {
      return writer.foreign_key(c, table);
    }
    Text operator()(const schema::CheckConstraint& c) const { return writer.check(c, table); }
    Text operator()(const schema::ExcludeConstraint& c) const { return writer.exclude(c); }
  };
  return std::visit(Visitor{*this, table}, constraint);
}

std::string DdlWriter::add_constraint(const Constraint& added, const Table& table) const {
  return "ALTER TABLE " + qualified(table.schema, table.name) + " ADD " +
         constraint(added, table).value_or("");
}

}  // namespace retort::dialect
