// The model of a table that is being rebuilt.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dialect/family.h"
#include "operation/operation.h"
#include "schema/table.h"

namespace retort::dialect {

class BatchTable {
 public:
  /// A column under its original name, where its rows come from, and what it shall be.
  struct Entry {
    std::string key;
    schema::Column column;
    bool has_source = true;
    std::optional<std::string> cast;          ///< The type that the old values are cast to.
    schema::ExprPtr value_of_rows = nullptr;  ///< See operation::AddColumn.
  };

  /// `existing` is an attached table.
  BatchTable(Family family, schema::Table existing, const operation::BatchAlterTable& batch);

  /// Applies one operation. Errors: ErrorCode::command for what the table does not have.
  void apply(const operation::Operation& operation);

  const schema::Table& original() const { return original_; }
  const std::vector<Entry>& entries() const { return entries_; }
  std::string temporary_name() const;
  bool keeps_constraint(const std::string& name) const;
  /// The table to create, attached, under its temporary name. Settles the order of the columns.
  schema::Table new_table();
  /// The indexes to create once the table has its name back.
  std::vector<schema::Index> indexes() const;

 private:
  struct Apply;
  using Pairs = std::vector<std::pair<std::string, std::string>>;

  Entry& entry(const std::string& key);
  void alter(const operation::AlterColumn& op);
  void change_type(Entry& entry, const operation::AlterColumn& op);
  void add(const operation::AddColumn& op);
  void place(const operation::AddColumn& op);
  void drop(const operation::DropColumn& op);
  void add_constraint(const schema::Constraint& constraint);
  void drop_constraint(const operation::DropConstraint& op);
  bool drop_column_check(const std::string& name);
  void reorder();
  /// Column keys to new names; nothing when one of the columns is gone.
  std::optional<std::vector<std::string>> renamed(const std::vector<std::string>& keys) const;
  std::optional<schema::Constraint> carried_over(const schema::Constraint& constraint) const;

  Family family_;
  schema::Table original_;
  const operation::BatchAlterTable& batch_;
  std::vector<Entry> entries_;
  std::vector<std::string> existing_order_;
  Pairs added_order_;
  std::vector<schema::Constraint> named_;
  std::vector<schema::Constraint> unnamed_;
  std::vector<schema::Index> kept_indexes_;
  std::vector<schema::Index> new_indexes_;
};

}  // namespace retort::dialect
