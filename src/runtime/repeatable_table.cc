#include "runtime/repeatable_table.h"

#include <fmt/format.h>

#include "database/value.h"
#include "dialect/literal.h"

namespace retort::runtime {
RepeatableTable::RepeatableTable(std::string_view dialect, const Settings& settings)
    : dialect_(dialect),
      table_(dialect == "postgresql" ? "retort.repeatable" : "retort_repeatable"),
      key_(literal(settings.version_table_schema.empty()
                       ? settings.version_table
                       : settings.version_table_schema + "." + settings.version_table)) {}

std::string RepeatableTable::literal(std::string_view text) const {
  return dialect::string_literal(dialect::family_named(dialect_), text);
}

bool RepeatableTable::exists(database::Connection& connection) const {
  std::string query =
      "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = "
      "'retort_repeatable'";
  if (dialect_ == "postgresql") {
    query = "SELECT 1 WHERE pg_catalog.to_regclass('retort.repeatable') IS NOT NULL";
  } else if (dialect_ == "sqlite") {
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'retort_repeatable'";
  }
  return !connection.execute(query).rows.empty();
}

std::vector<RepeatableRecord> RepeatableTable::read(database::Connection& connection) const {
  return exists(connection) ? records_of(connection.execute(select()))
                            : std::vector<RepeatableRecord>();
}

std::string RepeatableTable::select() const {
  return fmt::format(
      "SELECT name, checksum, applied FROM {} WHERE version_table = {} ORDER BY name", table_,
      key_);
}

std::vector<RepeatableRecord> RepeatableTable::records_of(const database::Result& found) {
  std::vector<RepeatableRecord> out;
  for (const database::Row& row : found.rows) {
    const auto text = [&](std::size_t at) {
      return database::optional_text(row.at(at)).value_or("");
    };
    out.push_back({text(0), text(1), text(2)});
  }
  return out;
}

std::vector<std::string> RepeatableTable::create() const {
  std::vector<std::string> out;
  // IF NOT EXISTS would be a notice where a journal is kept.
  if (dialect_ == "postgresql") {
    out.emplace_back(
        "DO $$ BEGIN IF pg_catalog.to_regnamespace('retort') IS NULL THEN CREATE SCHEMA retort; "
        "END IF; END $$");
  }
  out.push_back(
      fmt::format("CREATE TABLE IF NOT EXISTS {} (version_table VARCHAR(255) NOT NULL, name "
                  "VARCHAR(255) NOT NULL, checksum CHAR(64) NOT NULL, applied VARCHAR(32) NOT "
                  "NULL, PRIMARY KEY (version_table, name))",
                  table_));
  return out;
}

std::vector<std::string> RepeatableTable::record(std::string_view name,
                                                 std::string_view checksum) const {
  const std::string now = dialect_ == "postgresql"
                              ? "to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
                          : dialect_ == "sqlite" ? "datetime('now')"
                                                 : "CAST(UTC_TIMESTAMP() AS CHAR)";
  return {forget(name),
          fmt::format("INSERT INTO {} (version_table, name, checksum, applied) VALUES ({}, {}, {}, "
                      "{})",
                      table_, key_, literal(name), literal(checksum), now)};
}

std::string RepeatableTable::forget(std::string_view name) const {
  return fmt::format("DELETE FROM {} WHERE version_table = {} AND name = {}", table_, key_,
                     literal(name));
}

}  // namespace retort::runtime
