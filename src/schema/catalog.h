// What can be asked of a live database's shape: the seam between those who look (scripts, batch
// mode, checkfirst) and `inspect/`, which answers from a connection.
//
// An empty schema name means the default schema. Answers may be cached until invalidate().
// Not safe for use by several threads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/table.h"

namespace retort::schema {

/// A named enum type as the database has it.
struct EnumInfo {
  std::string schema;
  std::string name;
  std::vector<std::string> labels;
  bool visible = true;  ///< Found without a schema prefix.
};

/// An index as reflected.
struct IndexInfo {
  Index index;
  std::optional<std::string> duplicates_constraint;  ///< The unique constraint it belongs to.
  std::vector<std::string> include_columns;
};

/// A column as reflected: `column.server_default` holds SQL text, exactly as the database gives it.
struct ColumnInfo {
  Column column;
  bool autoincrement = false;
};

class Catalog {
 public:
  virtual ~Catalog() = default;

  virtual std::string default_schema() = 0;
  virtual std::vector<std::string> schema_names() = 0;
  virtual std::vector<std::string> table_names(const std::string& schema) = 0;
  virtual std::vector<std::string> view_names(const std::string& schema) = 0;
  virtual std::vector<std::string> sequence_names(const std::string& schema) = 0;
  virtual std::vector<EnumInfo> enums(const std::string& schema) = 0;
  /// Tables and views, as SQLAlchemy's has_table since 2.0.
  virtual bool has_table(const std::string& schema, const std::string& name) = 0;
  virtual bool has_sequence(const std::string& schema, const std::string& name) = 0;
  virtual bool has_enum(const std::string& schema, const std::string& name) = 0;

  /// The following throw Error{command} "No such table: x" when the table is missing.
  virtual std::vector<ColumnInfo> columns(const std::string& schema, const std::string& table) = 0;
  virtual PrimaryKeyConstraint primary_key(const std::string& schema, const std::string& table) = 0;
  virtual std::vector<ForeignKeyConstraint> foreign_keys(const std::string& schema,
                                                         const std::string& table) = 0;
  virtual std::vector<UniqueConstraint> unique_constraints(const std::string& schema,
                                                           const std::string& table) = 0;
  virtual std::vector<CheckConstraint> check_constraints(const std::string& schema,
                                                         const std::string& table) = 0;
  virtual std::vector<IndexInfo> indexes(const std::string& schema, const std::string& table) = 0;
  virtual std::optional<std::string> table_comment(const std::string& schema,
                                                   const std::string& table) = 0;
  /// Everything of one table, as Table(autoload_with=) would load it.
  virtual Table table(const std::string& schema, const std::string& name) = 0;

  /// Forgets what was read: the schema has changed.
  virtual void invalidate() = 0;
};

}  // namespace retort::schema
