// The only outside interface is compare.h.
//
//   1. Tables that are missing, each with its indexes, in the order given.
//   2. Tables that are not wanted, their indexes before them.
//   3. Tables on both sides, by schema and name: columns added, columns changed, indexes and unique
//      constraints, foreign keys, the comment, checks, columns removed.
#include "diff/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "diff/column_compare.h"
#include "diff/key_compare.h"
#include "diff/live_table.h"
#include "diff/table_order.h"
#include "python/dump.h"

namespace retort::diff {
namespace {

using Name = std::pair<std::string, std::string>;  ///< Schema and table.

constexpr std::string_view kLogger = "autogenerate.compare.tables";

class Run {
 public:
  explicit Run(const Comparison& comparison) : comparison_(comparison), live_tables_(comparison) {}

  Changes compare() {
    default_schema_ = comparison_.live.default_schema();
    find_live();
    find_desired();
    add_missing();
    remove_unwanted();
    std::vector<Name> both;
    for (const auto& [name, table] : desired_) {
      if (live_.contains(name)) both.push_back(name);
    }
    std::ranges::sort(both);
    for (const Name& name : both) compare_table(name);
    return std::move(changes_);
  }

 private:
  Host& host() const { return comparison_.host; }

  void find_live() {
    std::vector<std::string> schemas = {""};
    if (comparison_.settings.include_schemas) {
      for (std::string& schema : comparison_.live.schema_names()) {
        if (schema == "information_schema" || schema == default_schema_) continue;
        schemas.push_back(std::move(schema));
      }
    }
    std::ranges::sort(schemas);
    for (const std::string& schema : schemas) {
      const auto shown = schema.empty() ? std::nullopt : std::optional(schema);
      if (!host().includes_name({shown, "schema", "", ""})) continue;
      for (const std::string& table : comparison_.live.table_names(schema)) {
        if (is_version_table(schema, table)) continue;
        if (host().includes_name({table, "table", schema, ""})) live_.emplace(schema, table);
      }
    }
  }

  bool is_version_table(const std::string& schema, const std::string& table) const {
    return schema == comparison_.settings.version_table_schema &&
           table == comparison_.settings.version_table;
  }

  void find_desired() {
    for (const schema::Table* table : comparison_.desired) {
      if (is_version_table(table->schema, table->name)) continue;
      const std::string schema = table->schema == default_schema_ ? "" : table->schema;
      desired_.emplace_back(Name(schema, table->name), table);
    }
  }

  bool includes(const schema::Table& table, bool reflected, const schema::Table* other) const {
    std::optional<Object> compare_to;
    if (other != nullptr) compare_to = other;
    return host().includes_object({&table, table.name, "table", reflected, compare_to});
  }

  void keep(TableChanged changed) {
    if (!changed.changes.empty()) changes_.emplace_back(std::move(changed));
  }

  void add_missing() {
    for (const auto& [name, table] : desired_) {
      if (live_.contains(name) || !includes(*table, false, nullptr)) continue;
      const auto& partly = comparison_.settings.partly_known;
      const auto known = partly.find(qualified_name(name.first, name.second));
      TableAdded added{*table, known == partly.end() ? std::vector<std::string>() : known->second};
      for (schema::Column& column : added.table.columns) {
        column = creatable(comparison_.family, std::move(column));
      }
      changes_.emplace_back(std::move(added));
      log("added", name);
      TableChanged changed{name.first, name.second, {}};
      compare_indexes_and_uniques(comparison_, nullptr, table, changed);
      keep(std::move(changed));
    }
  }

  void remove_unwanted() {
    std::vector<LiveTable> removed;
    for (const Name& name : live_) {
      const bool wanted =
          std::ranges::any_of(desired_, [&](const auto& entry) { return entry.first == name; });
      if (!wanted && comparison_.settings.tables_may_be_missing) {
        host().warn(
            fmt::format("Table {} is in no model that is known, but not all models are: it "
                        "is left as it is",
                        python::repr_of_text(qualified_name(name.first, name.second))));
        continue;
      }
      if (!wanted) removed.push_back(live_tables_.read(name.first, name.second, true));
    }
    std::vector<const schema::Table*> tables;
    for (const LiveTable& one : removed) tables.push_back(&one.table);
    for (const schema::Table* table : referring_first(tables)) {
      if (!includes(*table, true, nullptr)) continue;
      const auto live =
          std::ranges::find_if(removed, [&](const LiveTable& one) { return &one.table == table; });
      TableChanged changed{table->schema, table->name, {}};
      compare_indexes_and_uniques(comparison_, &*live, nullptr, changed);
      keep(std::move(changed));
      changes_.emplace_back(TableRemoved{*table});
      log("removed", {table->schema, table->name});
    }
  }

  void log(std::string_view what, const Name& name) const {
    host().log(kLogger, fmt::format("Detected {} table {}", what,
                                    python::repr_of_text(qualified_name(name.first, name.second))));
  }

  void compare_table(const Name& name) {
    const auto found =
        std::ranges::find_if(desired_, [&](const auto& entry) { return entry.first == name; });
    const schema::Table& desired = *found->second;
    const LiveTable live = live_tables_.read(name.first, name.second, false);
    if (!includes(desired, false, &live.table)) return;
    TableChanged changed{name.first, name.second, {}};
    compare_columns(comparison_, live.table, desired, changed);
    compare_indexes_and_uniques(comparison_, &live, &desired, changed);
    compare_foreign_keys(comparison_, live, desired, changed);
    const bool comments = comparison_.family != dialect::Family::sqlite;
    if (comments && live.table.comment != desired.comment) {
      changed.changes.emplace_back(TableCommentChanged{live.table.comment, desired.comment});
    }
    compare_checks(comparison_, live, desired, changed);
    compare_removed_columns(comparison_, live.table, desired, changed);
    keep(std::move(changed));
  }

  const Comparison& comparison_;
  LiveTables live_tables_;
  std::string default_schema_;
  std::set<Name> live_;
  std::vector<std::pair<Name, const schema::Table*>> desired_;
  Changes changes_;
};

}  // namespace

dialect::Family family_of(const dialect::Dialect& dialect) {
  using enum dialect::Family;
  const std::string_view name = dialect.name();
  if (name == "postgresql") return postgresql;
  if (name == "mysql") return mysql;
  return name == "mariadb" ? mariadb : sqlite;
}

Changes compare(const Comparison& comparison) {
  return Run(comparison).compare();
}

}  // namespace retort::diff
