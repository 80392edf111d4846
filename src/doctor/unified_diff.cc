// Lines that both sides begin and end with are put aside; what is left between them is small in a
// repair, so the longest common subsequence comes from a plain table, and from none where the table
// would be large.
#include "doctor/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace retort::doctor {
namespace {

constexpr std::size_t kContext = 3;
constexpr std::size_t kLargestTable = 4'000'000;

/// One line of the script that leads from one text to the other.
struct Line {
  char sign;  ///< ' ', '-' or '+'.
  std::string_view text;
};

/// With their ends.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

using Lines = std::vector<std::string_view>;

void add_middle(const Lines& old_lines, const Lines& new_lines, std::size_t begin,
                std::size_t old_end, std::size_t new_end, std::vector<Line>& out) {
  const std::size_t rows = old_end - begin;
  const std::size_t columns = new_end - begin;
  std::vector<std::uint32_t> common;
  const bool small = (rows + 1) * (columns + 1) <= kLargestTable;
  const auto at = [&](std::size_t row, std::size_t column) -> std::uint32_t& {
    return common[row * (columns + 1) + column];
  };
  if (small) {
    common.assign((rows + 1) * (columns + 1), 0);
    for (std::size_t row = rows; row-- > 0;) {
      for (std::size_t column = columns; column-- > 0;) {
        at(row, column) = old_lines[begin + row] == new_lines[begin + column]
                              ? at(row + 1, column + 1) + 1
                              : std::max(at(row + 1, column), at(row, column + 1));
      }
    }
  }
  std::size_t row = 0;
  std::size_t column = 0;
  while (row < rows || column < columns) {
    if (small && row < rows && column < columns &&
        old_lines[begin + row] == new_lines[begin + column]) {
      out.push_back({' ', old_lines[begin + row]});
      ++row;
      ++column;
    } else if (row < rows &&
               (column == columns || !small || at(row + 1, column) >= at(row, column + 1))) {
      out.push_back({'-', old_lines[begin + row++]});
    } else {
      out.push_back({'+', new_lines[begin + column++]});
    }
  }
}

std::vector<Line> script_of(const Lines& old_lines, const Lines& new_lines) {
  std::size_t begin = 0;
  while (begin < std::min(old_lines.size(), new_lines.size()) &&
         old_lines[begin] == new_lines[begin]) {
    ++begin;
  }
  std::size_t tail = 0;
  while (tail < std::min(old_lines.size(), new_lines.size()) - begin &&
         old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail]) {
    ++tail;
  }
  std::vector<Line> out;
  for (std::size_t line = 0; line < begin; ++line) out.push_back({' ', old_lines[line]});
  add_middle(old_lines, new_lines, begin, old_lines.size() - tail, new_lines.size() - tail, out);
  for (std::size_t line = old_lines.size() - tail; line < old_lines.size(); ++line) {
    out.push_back({' ', old_lines[line]});
  }
  return out;
}

std::string range_text(std::size_t begin, std::size_t count) {
  // A range without lines names the line before it.
  if (count == 1) return std::to_string(begin + 1);
  return fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
}

void add_hunks(const std::vector<Line>& script, std::string& out) {
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  std::size_t at = 0;
  while (at < script.size()) {
    std::size_t change = at;
    while (change < script.size() && script[change].sign == ' ') ++change;
    if (change == script.size()) return;
    const std::size_t begin = std::max(at, change - std::min(change, kContext));
    old_line += begin - at;
    new_line += begin - at;
    std::size_t end = change;
    for (std::size_t look = change; look < script.size() && look <= end + 2 * kContext; ++look) {
      if (script[look].sign != ' ') end = look;
    }
    end = std::min(end + 1 + kContext, script.size());
    std::size_t removed = 0;
    std::size_t added = 0;
    std::string text;
    for (std::size_t line = begin; line < end; ++line) {
      removed += script[line].sign != '+' ? 1 : 0;
      added += script[line].sign != '-' ? 1 : 0;
      text += script[line].sign;
      text += script[line].text;
      if (!script[line].text.ends_with('\n')) text += "\n\\ No newline at end of file\n";
    }
    out += fmt::format("@@ -{} +{} @@\n{}", range_text(old_line, removed),
                       range_text(new_line, added), text);
    old_line += removed;
    new_line += added;
    at = end;
  }
}

}  // namespace

std::string unified_diff(const DiffSide& before, const DiffSide& after) {
  if (before == after) return {};
  std::string out;
  const bool moved = before.text && after.text && before.name != after.name;
  if (moved) {
    out += fmt::format("diff --git a/{} b/{}\nrename from {}\nrename to {}\n", before.name,
                       after.name, before.name, after.name);
    if (before.text == after.text) return out;
  } else if (!before.text || !after.text) {
    out += fmt::format("diff --git a/{} b/{}\n{} file mode 100644\n", before.name, after.name,
                       before.text ? "deleted" : "new");
  }
  out += fmt::format("--- {}\n+++ {}\n", before.text ? "a/" + before.name : "/dev/null",
                     after.text ? "b/" + after.name : "/dev/null");
  add_hunks(script_of(lines_of(before.text.value_or("")), lines_of(after.text.value_or(""))), out);
  return out;
}

}  // namespace retort::doctor
