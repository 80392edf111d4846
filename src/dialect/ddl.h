// Pieces and whole statements of DDL as SQLAlchemy's DDL compilers write them. Tables are expected
// as attach() leaves them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dialect/family.h"
#include "operation/operation.h"
#include "schema/table.h"

namespace retort::dialect {

/// Writes DDL for one family; holds no state. Errors: ErrorCode::command for what is missing or
/// contradictory, ErrorCode::unsupported for what the family cannot do.
class DdlWriter {
 public:
  /// `offline`: nothing is known of the server, so SQLAlchemy assumes an old one.
  DdlWriter(Family family, bool offline) : family_(family), offline_(offline) {}

  Family family() const { return family_; }

  std::string create_table(const schema::Table& table, bool if_not_exists) const;
  /// `name TYPE DEFAULT ... NOT NULL`, without the column's CHECKs.
  std::string column(const schema::Table& table, const schema::Column& column) const;
  /// The CHECKs written in the column, each with a leading blank.
  std::string column_checks(const schema::Column& column) const;
  /// The constraint as in CREATE TABLE; nothing for one that this family leaves out.
  std::optional<std::string> constraint(const schema::Constraint& constraint,
                                        const schema::Table& table) const;
  std::string create_index(const schema::Index& index, bool if_not_exists) const;
  std::string drop_index(const operation::DropIndex& drop) const;
  std::string add_constraint(const schema::Constraint& constraint,
                             const schema::Table& table) const;

  std::string server_default(const schema::ServerDefault& value) const;
  std::string identity(const schema::Identity& identity) const;
  static std::string sequence_options(const schema::SequenceOptions& options);
  std::string references(const schema::ForeignKeyConstraint& constraint) const;
  /// MATCH, ON DELETE, ON UPDATE, DEFERRABLE, INITIALLY, in this order.
  std::string actions(const schema::ForeignKeyActions& actions) const;
  std::string enum_labels(const schema::Type& type) const;

  /// An expression as DDL holds it: columns without their table, values as literals.
  std::string expression(const schema::ExprPtr& expression, bool grouped = false) const;
  std::string string(std::string_view text) const;
  std::string name(std::string_view identifier) const;
  std::string qualified(std::string_view schema, std::string_view name) const;
  /// The name quoted and fitted. REQUIRES: name.text.
  std::string constraint_name(const schema::Name& name) const;
  std::string column_names(const std::vector<std::string>& columns) const;

 private:
  std::string postgresql_column(const schema::Table& table, const schema::Column& column) const;
  std::string sqlite_column(const schema::Table& table, const schema::Column& column) const;
  std::string mysql_column(const schema::Table& table, const schema::Column& column) const;
  std::string mysql_default(const schema::ServerDefault& value) const;
  std::string mysql_table_options(const schema::Table& table) const;
  std::string mysql_create_index(const schema::Index& index, bool if_not_exists) const;
  std::string postgresql_table_options(const schema::Table& table) const;
  std::string sqlite_table_options(const schema::Table& table) const;
  std::string computed(const schema::Computed& computed) const;

  std::string preamble(const schema::Name& name) const;
  std::optional<std::string> primary_key(const schema::PrimaryKeyConstraint& key,
                                         const schema::Table& table) const;
  std::optional<std::string> unique(const schema::UniqueConstraint& constraint,
                                    const schema::Table& table) const;
  std::optional<std::string> foreign_key(const schema::ForeignKeyConstraint& constraint,
                                         const schema::Table& table) const;
  std::optional<std::string> check(const schema::CheckConstraint& constraint,
                                   const schema::Table& table) const;
  std::optional<std::string> exclude(const schema::ExcludeConstraint& constraint) const;
  std::string include(const schema::Options& options) const;

  Family family_;
  bool offline_;
};

/// Whether the column is written `INTEGER PRIMARY KEY AUTOINCREMENT`.
bool is_sqlite_autoincrement(const schema::Table& table, const schema::Column& column);

/// Whether a type-bound CHECK of the column is needed: the family has no such type of its own.
bool needs_type_check(Family family, const schema::CheckConstraint& check,
                      const schema::Table& table);

}  // namespace retort::dialect
