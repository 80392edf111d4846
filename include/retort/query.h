// Results of queries in C++ migrations.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "retort/value.h"

namespace retort {

/// One row: its cells in the order of the columns. It owns what it holds.
class Row {
 public:
  Row() = default;
  Row(std::shared_ptr<const std::vector<std::string>> columns, std::vector<Value> cells)
      : columns_(std::move(columns)), cells_(std::move(cells)) {}

  std::size_t size() const { return cells_.size(); }
  /// REQUIRES: 0 <= index < size().
  template <std::integral Index>
  const Value& operator[](Index index) const {
    return cells_[static_cast<std::size_t>(index)];
  }
  /// The cell of the first column of that name. Errors: `script` if there is none.
  const Value& operator[](std::string_view column) const;

 private:
  std::shared_ptr<const std::vector<std::string>> columns_;
  std::vector<Value> cells_;
};

/// The rows of a statement, read once, in order:
///
///     for (const retort::Row& row : op.query("SELECT id, name FROM account")) { ... }
class QueryResult {
 public:
  class Source;
  explicit QueryResult(std::unique_ptr<Source> source);
  QueryResult(QueryResult&&) noexcept;
  QueryResult& operator=(QueryResult&&) noexcept;
  ~QueryResult();

  const std::vector<std::string>& columns() const;
  /// The next row, or nothing after the last.
  std::optional<Row> next();
  /// The rows that are left, all in memory.
  std::vector<Row> all();
  /// The first cell of the only row. Errors: `script` for none or several rows.
  Value scalar();
  /// Rows that the statement changed; -1 where the database does not say.
  std::int64_t row_count() const;

  /// Reads one row after another.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = const Row*;
    using reference = const Row&;

    explicit Iterator(QueryResult* result) : result_(result) { ++*this; }
    reference operator*() const { return *row_; }
    pointer operator->() const { return &*row_; }
    Iterator& operator++() {
      row_ = result_->next();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& left, std::default_sentinel_t) {
      return !left.row_.has_value();
    }

   private:
    QueryResult* result_;
    std::optional<Row> row_;
  };
  Iterator begin() { return Iterator(this); }
  std::default_sentinel_t end() const { return {}; }

 private:
  std::unique_ptr<Source> source_;
};

}  // namespace retort
