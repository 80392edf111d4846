// The only outside interface is row_sources.h.
#include "runtime/row_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "runtime/values.h"

namespace retort::runtime {
namespace {

std::vector<std::string> names_of(const std::vector<database::ResultColumn>& columns) {
  std::vector<std::string> names;
  for (const database::ResultColumn& column : columns) names.push_back(column.name);
  return names;
}

std::vector<schema::Literal> literals(const database::Row& row,
                                      const std::vector<database::ResultColumn>& columns) {
  std::vector<schema::Literal> out;
  out.reserve(row.size());
  for (std::size_t i = 0; i < row.size(); ++i) out.push_back(to_literal(row[i], columns[i]));
  return out;
}

}  // namespace

SpooledRows::SpooledRows(database::Result summary, std::unique_ptr<database::RowSpool> rows,
                         std::shared_ptr<StepRecord> record)
    : summary_(std::move(summary)),
      rows_(std::move(rows)),
      record_(std::move(record)),
      names_(names_of(summary_.columns)) {}

std::optional<std::vector<schema::Literal>> SpooledRows::next() {
  const std::optional<database::Row> row = rows_->next();
  if (!row) return std::nullopt;
  record_->read(*row);
  return literals(*row, rows_->columns());
}

void PassedAnswer::unknown() const {
  throw Error(
      ErrorCode::command,
      fmt::format("The interrupted run of revision {} cannot be resumed: the script asks for "
                  "the answer to a statement that was carried out then",
                  revision_))
      .with_hint(
          "If the script passes over what is there: `retort resume --from-start` runs it again "
          "from "
          "its first statement.")
      .with_hint(
          "If you have put the database right by hand: `retort stamp REVISION` says where it "
          "stands "
          "now.");
}

database::Result& QueuedAnswer::answer() const {
  if (!state_->answered && *state_->host != nullptr) (*state_->host)->settle();
  return state_->result;
}

const std::vector<std::string>& QueuedAnswer::columns() const {
  const database::Result& result = answer();
  if (names_.size() != result.columns.size()) names_ = names_of(result.columns);
  return names_;
}

std::optional<std::vector<schema::Literal>> QueuedAnswer::next() {
  database::Result& result = answer();
  if (next_ == result.rows.size()) return std::nullopt;
  const database::Row row = std::move(result.rows[next_++]);
  return literals(row, result.columns);
}

bool only_changes(std::string_view sql, dialect::SqlSyntax syntax) {
  constexpr std::array kWords = std::to_array<std::string_view>(
      {"INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "CREATE", "ALTER", "DROP", "TRUNCATE",
       "SET", "COMMENT", "GRANT", "REVOKE", "LOCK"});
  const std::vector<std::string> first = dialect::first_words(sql, syntax, 1);
  if (first.empty() || std::ranges::find(kWords, first.front()) == kWords.end()) return false;
  // Rows that come back are better read one by one.
  return sql.find("RETURNING") == sql.npos && sql.find("returning") == sql.npos;
}

}  // namespace retort::runtime
