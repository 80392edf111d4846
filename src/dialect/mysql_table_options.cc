// The options are one line, `) ENGINE=InnoDB COMMENT='...' ...`. Partitions follow on lines of
// their own, which MySQL puts into a comment of its version: first how they are made, then their
// number or a list of them.
#include "dialect/mysql_table_options.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace retort::dialect {
namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool is_known(std::string_view name) {
  constexpr std::array<std::string_view, 15> kNames = {
      "engine",   "avg_row_length", "character set", "default charset", "checksum",
      "collate",  "comment",        "connection",    "delay_key_write", "insert_method",
      "max_rows", "min_rows",       "pack_keys",     "row_format",      "key_block_size"};
  return std::ranges::find(kNames, name) != kNames.end() || name == "stats_sample_pages" ||
         name == "union" || name == "password";
}

/// What stands for a character in a text of SHOW CREATE TABLE.
char escaped(char c) {
  switch (c) {
    case '0':
      return '\0';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

/// Takes `'text'` from the front.
std::string take_text(std::string_view& rest) {
  std::string out;
  std::size_t i = 1;
  for (; i < rest.size(); ++i) {
    if (rest[i] == '\'') {
      if (i + 1 == rest.size() || rest[i + 1] != '\'') break;
      ++i;
    }
    const bool escapes = rest[i] == '\\' && i + 1 < rest.size();
    out += escapes ? escaped(rest[++i]) : rest[i];
  }
  rest.remove_prefix(std::min(rest.size(), i + 1));
  return out;
}

std::string take_value(std::string_view& rest) {
  if (rest.starts_with('\'')) return take_text(rest);
  const std::size_t end = rest.starts_with('(') ? rest.find(')') + 1 : rest.find(' ');
  std::string out(rest.substr(0, end));
  rest.remove_prefix(std::min(rest.size(), out.size()));
  return out;
}

void read_options(std::string_view line, Options& out) {
  while (true) {
    while (line.starts_with(' ')) line.remove_prefix(1);
    const std::size_t equals = line.find('=');
    if (equals == line.npos) return;
    std::string name = lower(line.substr(0, equals));
    line.remove_prefix(equals + 1);
    std::string value = take_value(line);
    if (is_known(name)) out.emplace_back(std::move(name), std::move(value));
  }
}

/// `PARTITION BY HASH (id)` and the like: the words in front, and what follows them.
bool read_partition_line(std::string_view line, Options& out) {
  for (const std::string_view words :
       {"SUBPARTITION BY", "PARTITION BY", "SUBPARTITIONS", "PARTITIONS"}) {
    if (!line.starts_with(words)) continue;
    std::string name = lower(words);
    std::ranges::replace(name, ' ', '_');
    out.emplace_back(std::move(name), line.substr(std::min(line.size(), words.size() + 1)));
    return true;
  }
  return false;
}

std::string_view next_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

void read_partitions(std::string_view text, Options& out) {
  constexpr std::string_view kBy = "PARTITION BY ";
  const std::size_t start = text.find(kBy);
  if (start == text.npos) return;
  text = text.substr(start, text.rfind(" */") - start);
  std::string whole;
  Options found;
  bool listed = false;
  while (!text.empty()) {
    std::string_view line = next_line(text);
    while (line.starts_with(' ')) line.remove_prefix(1);
    whole += (whole.empty() ? "" : " ") + std::string(line);
    if (!read_partition_line(line, found)) listed = true;
  }
  if (listed) found = {{"partition_by", whole.substr(kBy.size())}};
  out.insert(out.end(), found.begin(), found.end());
}

}  // namespace

Options shown_table_options(std::string_view create_table) {
  Options out;
  while (!create_table.empty()) {
    const std::string_view line = next_line(create_table);
    if (!line.starts_with(')')) continue;
    read_options(line.substr(1), out);
    read_partitions(create_table, out);
    break;
  }
  return out;
}

}  // namespace retort::dialect
