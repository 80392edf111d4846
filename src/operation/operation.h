// The one vocabulary in the middle: what scripts produce and dialects turn into SQL.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/source.h"
#include "schema/table.h"

namespace retort::operation {

struct CreateTable {
  schema::Table
      table;  ///< Indexes of Column(index=True) follow the table; the dialect derives them.
  bool if_not_exists = false;
};
struct DropTable {
  std::string schema;
  std::string table;
  bool if_exists = false;
  std::vector<schema::Column> columns;  ///< Given with Table.drop(): their enum types go too.
};
struct RenameTable {
  std::string schema;
  std::string old_name;
  std::string new_name;
};
struct AddColumn {
  std::string schema;
  std::string table;
  schema::Column column;
  bool if_not_exists = false;
  bool inline_references = false;
  bool inline_primary_key = false;
  // Of a batch only:
  std::optional<std::string> insert_before, insert_after;
  /// What the column's Python-side default= gives to the rows of a table that is rebuilt; may be
  /// null.
  schema::ExprPtr value_of_rows = nullptr;
};
struct DropColumn {
  std::string schema;
  std::string table;
  std::string column;
  bool if_exists = false;
  schema::Options options;
};
/// Unset members were not given. `server_default`, `existing_server_default` and `comment` tell
/// "not given" (unset outer) from None (set outer, unset inner).
struct AlterColumn {
  using OptionalDefault = std::optional<schema::ServerDefault>;
  struct DefaultChange {
    OptionalDefault value;
    std::optional<schema::Identity> identity;
    std::optional<schema::Computed> computed;
  };
  std::string schema;
  std::string table;
  std::string column;
  std::optional<bool> nullable;
  std::optional<schema::Type> type;
  bool type_is_class = false;  ///< The new type, or else the existing one, was given as a class.
  std::optional<std::string> new_name;
  std::optional<DefaultChange> server_default;
  std::optional<std::optional<std::string>> comment;
  std::optional<schema::Type> existing_type;
  std::optional<bool> existing_nullable;
  std::optional<DefaultChange> existing_server_default;
  std::optional<std::string> existing_comment;
  std::optional<bool> autoincrement;
  std::optional<bool> existing_autoincrement;
  // Of a batch only:
  std::optional<std::string> insert_before, insert_after;
  /// What the column's Python-side default= gives to the rows of a table that is rebuilt; may be
  /// null.
  schema::ExprPtr value_of_rows = nullptr;
  schema::Options options;                                 ///< postgresql_using and the like.
};
struct CreateIndex {
  schema::Index index;
  bool if_not_exists = false;
};
struct DropIndex {
  schema::Name name;
  std::string schema;
  std::string table;  ///< May be empty.
  bool if_exists = false;
  schema::Options options;
};
/// create_primary_key, create_unique_constraint, create_foreign_key, create_check_constraint,
/// create_exclude_constraint.
struct AddConstraint {
  std::string schema;
  std::string table;
  schema::Constraint constraint;
};
struct DropConstraint {
  std::string schema;
  std::string table;
  schema::Name name;
  std::string type;  ///< "foreignkey", "primary", "unique", "check" or empty.
  bool if_exists = false;
};
struct CreateTableComment {
  std::string schema;
  std::string table;
  std::optional<std::string> comment;
};
struct DropTableComment {
  std::string schema;
  std::string table;
};
/// op.execute: text goes through text() already. `autocommit` is
/// execution_options(isolation_level="AUTOCOMMIT").
struct Execute {
  schema::ExprPtr statement;
  bool autocommit = false;
};
struct BulkInsert {
  std::string schema;
  std::string table;
  std::vector<schema::Column> columns;  ///< The table's columns, for their order and types.
  struct Row {
    std::vector<std::pair<std::string, schema::ExprPtr>>
        values;  ///< In the order of the dictionary.
  };
  std::vector<Row> rows;
  bool multiinsert = true;
};
struct CreateEnumType {
  schema::Type type;
  bool check_first = false;
};
struct DropEnumType {
  schema::Type type;
  bool check_first = false;
};
struct CreateSequence {
  schema::Sequence sequence;
  bool if_not_exists = false;
};
struct DropSequence {
  schema::Sequence sequence;
  bool if_exists = false;
};
struct CreateSchema {
  std::string name;
  bool if_not_exists = false;
};
struct DropSchema {
  std::string name;
  bool cascade = false;
  bool if_exists = false;
};

struct Operation;

/// batch_alter_table: operations on one table, applied one by one or by rebuilding the table.
struct BatchAlterTable {
  enum class Recreate { automatic, always, never };
  std::string schema;
  std::string table;
  Recreate recreate = Recreate::automatic;
  std::optional<schema::Table> copy_from;
  std::vector<schema::Constraint> table_args;
  schema::Options table_options;                ///< table_kwargs.
  std::vector<schema::Column> reflect_columns;  ///< reflect_args: override what is reflected.
  std::vector<std::vector<std::string>> partial_reordering;
  schema::NamingConvention naming_convention;
  std::vector<Operation> operations;
};

using OperationVariant =
    std::variant<CreateTable, DropTable, RenameTable, AddColumn, DropColumn, AlterColumn,
                 CreateIndex, DropIndex, AddConstraint, DropConstraint, CreateTableComment,
                 DropTableComment, Execute, BulkInsert, CreateEnumType, DropEnumType,
                 CreateSequence, DropSequence, CreateSchema, DropSchema, BatchAlterTable>;

/// One operation and the script line that asked for it.
struct Operation {
  OperationVariant value;
  Origin origin;
};

/// "create_table", "add_column", ...: the directive's name.
std::string_view directive_name(const Operation& operation);

}  // namespace retort::operation
