#include "runtime/step_record.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort::runtime {
namespace {

constexpr std::size_t kLongest = 70;
constexpr std::size_t kMost = 10;

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
  statements_.clear();
  count_ = 0;
  lasting_ = 0;
}

void StepRecord::ran(std::string_view statement, bool uncommitted) {
  if (++count_ <= kMost) statements_.push_back(shortened(statement));
  if (!uncommitted) committed();
}

std::string StepRecord::lasting_text() const {
  std::string text;
  for (std::size_t i = 0; i < std::min(lasting_, kMost); ++i) {
    text += (i == 0 ? "" : "; ") + statements_[i];
  }
  if (lasting_ > kMost) text += fmt::format("; and {} more", lasting_ - kMost);
  return text;
}

}  // namespace retort::runtime
