// The only outside interfaces are query.h and retort/query.h.
#include "embed/query.h"

#include <algorithm>
#include <utility>

#include "embed/convert.h"
#include "embed/failure.h"

namespace retort {

const Value& Row::operator[](std::string_view column) const {
  if (columns_ != nullptr) {
    const auto found = std::find(columns_->begin(), columns_->end(), column);
    if (found != columns_->end()) {
      return cells_[static_cast<std::size_t>(found - columns_->begin())];
    }
  }
  throw MigrationError("The result has no column '" + std::string(column) + "'");
}

QueryResult::Source::Source(std::unique_ptr<script::RowSource> rows)
    : rows_(std::move(rows)),
      columns_(std::make_shared<const std::vector<std::string>>(rows_->columns())) {}

std::optional<Row> QueryResult::Source::next() {
  std::optional<std::vector<schema::Literal>> cells = rows_->next();
  if (!cells) return std::nullopt;
  std::vector<Value> values;
  values.reserve(cells->size());
  for (const schema::Literal& cell : *cells) values.push_back(embed::value_of(cell));
  return Row(columns_, std::move(values));
}

QueryResult::QueryResult(std::unique_ptr<Source> source) : source_(std::move(source)) {}
QueryResult::QueryResult(QueryResult&&) noexcept = default;
QueryResult& QueryResult::operator=(QueryResult&&) noexcept = default;
QueryResult::~QueryResult() = default;

const std::vector<std::string>& QueryResult::columns() const {
  return source_->columns();
}

std::optional<Row> QueryResult::next() {
  return embed::guarded([&] { return source_->next(); });
}

std::vector<Row> QueryResult::all() {
  std::vector<Row> rows;
  while (std::optional<Row> row = next()) rows.push_back(*std::move(row));
  return rows;
}

Value QueryResult::scalar() {
  const std::optional<Row> row = next();
  if (!row || row->size() == 0) throw MigrationError("The query gave no row");
  if (next()) throw MigrationError("The query gave more than one row");
  return (*row)[0];
}

std::int64_t QueryResult::row_count() const {
  return source_->row_count();
}

}  // namespace retort
