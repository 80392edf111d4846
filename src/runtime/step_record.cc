#include "runtime/step_record.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"
#include "dialect/hidden_literals.h"

namespace retort::runtime {
namespace {

constexpr std::size_t kLongest = 70;
/// Bytes that are read of a statement, blanks among them.
constexpr std::size_t kRead = 1000;
constexpr std::size_t kMost = 10;
constexpr std::uint64_t kFirstDigest = 14695981039346656037U;  // FNV-1a
constexpr std::uint64_t kPrime = 1099511628211U;

/// The beginning of a statement on one line.
std::string shortened(std::string_view statement) {
  std::string line;
  for (const char c : statement) {
    if (line.size() > kLongest) break;
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank) line += c;
    if (blank && !line.empty() && line.back() != ' ') line += ' ';
  }
  // Not within a character of several bytes.
  const bool cut = line.size() > kLongest;
  while (line.size() > kLongest ||
         (cut && (static_cast<unsigned char>(line.back()) & 0xC0) == 0x80))
    line.pop_back();
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return cut ? line + "..." : line;
}

}  // namespace

void StepRecord::clear() {
  *this = {};
  digest_ = digest_at_statement_ = digest_at_count_ = kFirstDigest;
}

void StepRecord::mix(std::string_view text) {
  for (const char c : text) {
    digest_ ^= static_cast<unsigned char>(c);
    digest_ *= kPrime;
  }
  digest_ ^= 0x1f;  // So that what is joined differs from what is not.
  digest_ *= kPrime;
}

void StepRecord::begin(std::string_view statement, const std::vector<database::Value>& parameters) {
  mix(statement);
  for (const database::Value& value : parameters) mix(database::to_string(value));
  digest_at_statement_ = digest_;
  text_ = shortened(dialect::hide_passwords(statement.substr(0, kRead)));
  begun_ = now_microseconds();
}

void StepRecord::ran(bool uncommitted) {
  if (grouped_ == static_cast<std::int64_t>(count_)) {
    group_text_ = text_;
    group_started_ = begun_;
  }
  if (++count_ <= kMost) statements_.push_back(text_);
  digest_at_count_ = digest_at_statement_;
  if (!uncommitted) committed();
}

void StepRecord::passed() {
  ran(false);
  grouped_ = static_cast<std::int64_t>(count_);
}

void StepRecord::read(const database::Row& row) {
  for (const database::Value& value : row) mix(database::to_string(value));
}

void StepRecord::undone() {
  count_ = lasting_;
  if (statements_.size() > count_) statements_.resize(count_);
}

std::string StepRecord::lasting_text() const {
  std::string text;
  for (std::size_t i = 0; i < std::min(lasting_, kMost); ++i) {
    text += (i == 0 ? "" : "; ") + statements_[i];
  }
  if (lasting_ > kMost) text += fmt::format("; and {} more", lasting_ - kMost);
  return text;
}

std::string StepRecord::digest() const {
  return fmt::format("{:016x}", digest_at_statement_);
}

StatementGroup StepRecord::next_group() const {
  StatementGroup group;
  group.ordinal = ordinal_;
  group.first = grouped_ + 1;
  group.count = static_cast<std::int64_t>(count_) - grouped_;
  group.hash = fmt::format("{:016x}", digest_at_count_);
  group.text = group_text_;
  group.done = true;
  group.started = group_started_;
  group.seconds = static_cast<double>(now_microseconds() - group_started_) / 1e6;
  return group;
}

StatementGroup StepRecord::lone_group() const {
  StatementGroup group;
  group.ordinal = ordinal_;
  group.first = static_cast<std::int64_t>(count_) + 1;
  group.count = 1;
  group.hash = digest();
  group.text = text_;
  group.started = begun_;
  return group;
}

void StepRecord::grouped(const StatementGroup& group) {
  ordinal_ = group.ordinal + 1;
  grouped_ = group.first + group.count - 1;
}

}  // namespace retort::runtime
