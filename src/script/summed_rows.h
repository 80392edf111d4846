// The results of many executions of one statement as one result: their number of rows, or the rows
// themselves.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "script/host.h"

namespace retort::script {

class SummedRows final : public RowSource {
 public:
  /// Null adds nothing.
  void add(std::unique_ptr<RowSource> rows) {
    if (!rows) return;
    parts_.push_back(std::move(rows));
    if (parts_.size() > kMostParts) fold(kMostParts / 2);
  }
  const std::vector<std::string>& columns() const override { return none_; }
  std::optional<std::vector<schema::Literal>> next() override { return std::nullopt; }
  std::int64_t row_count() const override {
    fold(0);
    return sum_;
  }

 private:
  static constexpr std::size_t kMostParts = 2000;

  /// Asks all but the last `left` for their counts.
  void fold(std::size_t left) const {
    while (parts_.size() > left) {
      sum_ += std::max<std::int64_t>(0, parts_.front()->row_count());
      parts_.pop_front();
    }
  }
  std::vector<std::string> none_;
  mutable std::deque<std::unique_ptr<RowSource>> parts_;
  mutable std::int64_t sum_ = 0;
};

/// The rows of all of them, one after the other.
class JoinedRows final : public RowSource {
 public:
  /// Null adds nothing.
  void add(std::unique_ptr<RowSource> rows) {
    if (rows) parts_.push_back(std::move(rows));
  }
  const std::vector<std::string>& columns() const override {
    return parts_.empty() ? none_ : parts_.front()->columns();
  }
  std::optional<std::vector<schema::Literal>> next() override {
    while (at_ < parts_.size()) {
      if (auto row = parts_[at_]->next()) return row;
      ++at_;
    }
    return std::nullopt;
  }
  std::int64_t row_count() const override {
    std::int64_t sum = 0;
    for (const auto& part : parts_) sum += std::max<std::int64_t>(0, part->row_count());
    return sum;
  }

 private:
  std::vector<std::string> none_;
  std::vector<std::unique_ptr<RowSource>> parts_;
  std::size_t at_ = 0;
};

}  // namespace retort::script
