// The optimal string alignment distance, row by row.
#include "base/similar.h"

#include <algorithm>
#include <vector>

namespace retort {
namespace {

constexpr std::size_t kFarthest = 2;

}  // namespace

std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> before_last(right.size() + 1);
  std::vector<std::size_t> last(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0U : 1U);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[right.size()];
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view found;
  std::size_t least = std::min(kFarthest, (word.size() + 2) / 3) + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > word.size() + kFarthest || word.size() > candidate.size() + kFarthest) {
      continue;
    }
    if (const std::size_t found_distance = edit_distance(word, candidate); found_distance < least) {
      least = found_distance;
      found = candidate;
    }
  }
  return found;
}

}  // namespace retort
