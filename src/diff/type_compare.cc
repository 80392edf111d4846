// 1. The SQL of each type is cut into words and the last group in parentheses.
// 2. The first words must be equal, or be in one set of synonyms, alone or with all that follow.
// 3. Where both have as many further words, or as many arguments, these must be equal: what only
// one
//    side says is no difference.
// 4. On MySQL, CHARACTER SET and COLLATE must be equal where both say them.
#include "diff/type_compare.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "dialect/quoting.h"

namespace retort::diff {
namespace {

using dialect::Family;
using schema::TypeKind;

struct Words {
  std::string first;
  std::vector<std::string> rest;
  std::vector<std::string> arguments;
  std::string all() const {
    std::string out = first;
    for (const std::string& word : rest) out += " " + word;
    return out;
  }
  std::string tail() const {
    std::string out;
    for (const std::string& word : rest) out += (out.empty() ? "" : " ") + word;
    return out;
  }
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

void take_arguments(std::string_view group, Words& words) {
  words.arguments.clear();
  std::string open;
  const auto close = [&] {
    // `key=value` is compared by neither side.
    if (!open.empty() && open.find('=') == open.npos) words.arguments.push_back(trimmed(open));
    open.clear();
  };
  for (const char c : group) {
    if (c == '(' || c == ')' || c == ',') {
      close();
    } else {
      open += c;
    }
  }
  close();
}

Words words_of(std::string_view sql) {
  const std::string text = lower(sql);
  Words words;
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    if (is_word(text[at])) {
      const std::size_t begin = at;
      while (at < text.size() && is_word(text[at])) ++at;
      found.push_back(text.substr(begin, at - begin));
    } else if (text[at] == '(' && at + 2 < text.size() && text.find(')', at + 2) != text.npos) {
      const std::size_t end = text.find(')', at + 2);
      take_arguments(std::string_view(text).substr(at, end + 1 - at), words);
      at = end + 1;
    } else {
      ++at;
    }
  }
  if (!found.empty()) {
    words.first = found.front();
    words.rest.assign(found.begin() + 1, found.end());
  }
  return words;
}

using Synonyms = std::array<std::string_view, 2>;
constexpr std::array<Synonyms, 1> kCommon = {{{"numeric", "decimal"}}};
constexpr std::array<Synonyms, 2> kPostgresql = {
    {{"numeric", "decimal"}, {"float", "double precision"}}};
constexpr std::array<Synonyms, 3> kMysql = {
    {{"numeric", "decimal"}, {"bool", "tinyint"}, {"json", "longtext"}}};

std::span<const Synonyms> synonyms_of(Family family) {
  if (family == Family::postgresql) return kPostgresql;
  if (dialect::is_mysql(family)) return kMysql;
  return kCommon;
}

bool in(const Synonyms& set, std::string_view one, std::string_view other) {
  return std::ranges::find(set, one) != set.end() && std::ranges::find(set, other) != set.end();
}

bool same_kind(Family family, const Words& live, const Words& desired) {
  if (live.first == desired.first) return true;
  return std::ranges::any_of(synonyms_of(family), [&](const Synonyms& set) {
    return in(set, live.all(), desired.all()) || in(set, live.first, desired.first);
  });
}

/// The word behind `phrase` and a blank.
std::optional<std::string> word_after(const std::string& text, std::string_view phrase) {
  const std::size_t at = text.find(phrase);
  if (at == text.npos) return std::nullopt;
  std::size_t end = at + phrase.size();
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(at + phrase.size(), end - at - phrase.size());
}

bool same_arguments(Family family, const Words& live, const Words& desired) {
  if (live.rest.size() == desired.rest.size() && live.rest != desired.rest) return false;
  if (live.arguments.size() == desired.arguments.size() && live.arguments != desired.arguments) {
    return false;
  }
  if (!dialect::is_mysql(family)) return true;
  for (const std::string_view phrase : {"character set ", "collate "}) {
    const auto one = word_after(live.tail(), phrase), other = word_after(desired.tail(), phrase);
    if (one && other && *one != *other) return false;
  }
  return true;
}

bool is_enum(const schema::Type& type) {
  return type.kind == TypeKind::Enum || type.kind == TypeKind::MyENUM ||
         type.kind == TypeKind::PgENUM;
}

std::vector<std::string> sorted(std::vector<std::string> labels) {
  std::ranges::sort(labels);
  labels.erase(std::ranges::unique(labels).begin(), labels.end());
  return labels;
}

}  // namespace

bool type_texts_differ(Family family, std::string_view live, std::string_view desired) {
  const Words one = words_of(live), other = words_of(desired);
  return !same_kind(family, one, other) || !same_arguments(family, one, other);
}

bool types_differ(const dialect::Dialect& dialect, Family family, const schema::Type& live,
                  const schema::Type& desired) {
  if (dialect::is_mysql(family) && is_enum(live) && is_enum(desired)) {
    return sorted(live.labels) != sorted(desired.labels);
  }
  return type_texts_differ(family, dialect.type_sql(live), dialect.type_sql(desired));
}

}  // namespace retort::diff
