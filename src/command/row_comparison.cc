// The only outside interface is row_comparison.h.
#include "command/row_comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <utility>

#include "base/clock.h"
#include "database/value.h"
#include "dialect/dialect.h"

namespace retort::command {
namespace {

using schema::shape::Name;

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;

/// A text or a number that tells a moment of yesterday, today or tomorrow.
bool is_about_now(const std::string& value) {
  constexpr std::size_t kDate = 10;
  const std::int64_t now = now_microseconds();
  if (value.size() >= kDate) {
    for (const std::int64_t day : {-kDay, std::int64_t{0}, kDay}) {
      if (value.compare(0, kDate, utc_text(now + day), 0, kDate) == 0) return true;
    }
  }
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool whole = failure == std::errc() && (end == value.data() + value.size() || *end == '.');
  return whole && std::abs(number - now / kSecond) < kDay / kSecond;
}

std::vector<std::string> values_of(const TableRows& table, std::size_t column) {
  std::vector<std::string> out;
  for (const auto& row : table.rows) out.push_back(row[column]);
  std::ranges::sort(out);
  return out;
}

/// Without the columns that do not count, sorted.
std::vector<std::vector<std::string>> steady_rows(const TableRows& table,
                                                  const std::set<std::string>& unsteady) {
  std::vector<std::vector<std::string>> out;
  for (const auto& row : table.rows) {
    std::vector<std::string>& kept = out.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!unsteady.contains(shown(table.table) + '.' + table.columns[i])) kept.push_back(row[i]);
    }
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace

std::vector<TableRows> read_rows(database::Connection& connection,
                                 const schema::shape::Database& shape) {
  const dialect::Dialect& dialect = *dialect::find_dialect(connection.dialect_name());
  std::vector<TableRows> out;
  for (const schema::shape::Table& table : shape.tables) {
    TableRows found;
    found.table = table.name;
    for (const schema::shape::Column& column : table.columns) found.columns.push_back(column.name);
    std::ranges::sort(found.columns);
    if (found.columns.empty()) continue;
    std::string list;
    for (const std::string& column : found.columns) {
      list += (list.empty() ? "" : ", ") + dialect.quote(column, true);
    }
    const std::string schema =
        table.name.schema.empty() ? "" : dialect.quote(table.name.schema, true) + ".";
    const database::Result result = connection.execute(
        fmt::format("SELECT {} FROM {}{}", list, schema, dialect.quote(table.name.name, true)));
    for (const database::Row& row : result.rows) {
      auto& texts = found.rows.emplace_back();
      for (const database::Value& value : row) {
        const auto text = database::optional_text(value);
        texts.push_back(text ? "'" + *text : "NULL");
      }
    }
    out.push_back(std::move(found));
  }
  return out;
}

std::set<std::string> unsteady_columns(const std::vector<TableRows>& one,
                                       const std::vector<TableRows>& other) {
  std::set<std::string> out;
  for (const TableRows& table : one) {
    const auto same = std::ranges::find(other, table.table, &TableRows::table);
    if (same == other.end() || same->columns != table.columns) continue;
    if (same->rows.size() != table.rows.size()) continue;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const std::vector<std::string> values = values_of(table, i);
      const bool timed = std::ranges::any_of(values, [](const std::string& value) {
        return value.front() == '\'' && is_about_now(value.substr(1));
      });
      if (!timed && values == values_of(*same, i)) continue;
      out.insert(shown(table.table) + '.' + table.columns[i]);
    }
  }
  return out;
}

std::vector<std::string> row_differences(const std::vector<TableRows>& have,
                                         const std::vector<TableRows>& want,
                                         const std::set<std::string>& unsteady) {
  std::vector<std::string> out;
  for (const TableRows& table : want) {
    const auto same = std::ranges::find(have, table.table, &TableRows::table);
    if (same == have.end() || same->columns != table.columns) continue;  // The schema differs.
    const auto is = steady_rows(*same, unsteady), wanted = steady_rows(table, unsteady);
    std::vector<std::vector<std::string>> missing, extra;
    std::ranges::set_difference(wanted, is, std::back_inserter(missing));
    std::ranges::set_difference(is, wanted, std::back_inserter(extra));
    if (missing.empty() && extra.empty()) continue;
    out.push_back(fmt::format("rows of {}: {} of {} are missing or otherwise, {} are beyond them",
                              shown(table.table), missing.size(), wanted.size(), extra.size()));
  }
  return out;
}

}  // namespace retort::command
