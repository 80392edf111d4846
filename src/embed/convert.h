// From the public value types to those of `schema/`, and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "retort/operations.h"
#include "schema/table.h"

namespace retort::embed {

/// Where a call stands; its Source has lines but no text.
Origin origin_of(const Caller& caller);

schema::Literal literal_of(const Value& value);
Value value_of(const schema::Literal& literal);

/// `text()`: with parameters if any are given, else as it stands.
schema::ExprPtr expression_of(const Sql& sql);
schema::ExprPtr element_of(const IndexElement& element);
/// A name given by the program is final: no naming convention changes it.
schema::Name name_of(std::optional<std::string> name);
schema::Options options_of(const DialectOptions& options);
schema::SequenceOptions sequence_options_of(const SequenceOptions& options);

/// A server default apart from a column.
struct DefaultParts {
  std::optional<schema::ServerDefault> value;
  std::optional<schema::Identity> identity;
  std::optional<schema::Computed> computed;
};
DefaultParts default_of(const ServerDefault& value);

schema::PrimaryKeyConstraint primary_key_of(const PrimaryKey& key);
schema::UniqueConstraint unique_of(const Unique& unique);
schema::CheckConstraint check_of(const Check& check);
schema::ForeignKeyConstraint foreign_key_of(const ForeignKey& key);
schema::ExcludeConstraint exclude_of(const Exclude& exclude);

/// A table of these items.
schema::Table table_of(std::string name, const std::vector<TableItem>& items,
                       const TableOptions& options);

}  // namespace retort::embed
