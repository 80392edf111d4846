// The SQL of the version table (Alembic: DefaultImpl.version_table_impl, HeadMaintainer).
//
// A VersionTable is a plain value and knows no connection.
#pragma once

#include <string>
#include <string_view>

#include "dialect/dialect.h"
#include "dialect/family.h"
#include "runtime/settings.h"

namespace retort::runtime {

class VersionTable {
 public:
  VersionTable(const dialect::Dialect& dialect, const Settings& settings);

  /// `schema.table`, quoted where needed.
  const std::string& qualified_name() const { return qualified_; }
  /// Empty: the default schema.
  const std::string& schema() const { return schema_; }
  /// The table's own name, as in messages.
  const std::string& name() const { return name_; }

  /// The table as an operation. Online it is created only if it does not exist.
  operation::Operation create(bool if_not_exists) const;
  std::string select() const;
  std::string insert(std::string_view id) const;
  std::string update(std::string_view old_id, std::string_view new_id) const;
  std::string remove(std::string_view id) const;
  std::string remove_all() const;

 private:
  std::string literal(std::string_view text) const;

  std::string schema_;
  std::string name_;
  std::string qualified_;
  dialect::Family family_;
  bool primary_key_;
  std::string returning_;  ///< What the dialect adds to an INSERT.
};

}  // namespace retort::runtime
