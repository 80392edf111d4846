#include "dialect/transaction.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace retort::dialect {
namespace {

/// Skips blanks and comments; block comments nest.
std::size_t skip_blank(std::string_view sql, std::size_t at) {
  while (at < sql.size()) {
    if (std::isspace(static_cast<unsigned char>(sql[at])) != 0) {
      ++at;
    } else if (sql.substr(at).starts_with("--")) {
      at = std::min(sql.find('\n', at), sql.size());
    } else if (sql.substr(at).starts_with("/*")) {
      int depth = 0;
      do {
        if (sql.substr(at).starts_with("/*")) {
          ++depth;
          at += 2;
        } else if (sql.substr(at).starts_with("*/")) {
          --depth;
          at += 2;
        } else {
          ++at;
        }
      } while (depth > 0 && at < sql.size());
    } else {
      break;
    }
  }
  return at;
}

/// The first words, in upper case, up to the first thing that is not a word.
std::vector<std::string> first_words(std::string_view sql, std::size_t limit) {
  std::vector<std::string> words;
  std::size_t at = skip_blank(sql, 0);
  while (words.size() < limit && at < sql.size()) {
    std::string word;
    while (at < sql.size() &&
           (std::isalnum(static_cast<unsigned char>(sql[at])) != 0 || sql[at] == '_'))
      word += static_cast<char>(std::toupper(static_cast<unsigned char>(sql[at++])));
    if (word.empty()) break;
    words.push_back(std::move(word));
    at = skip_blank(sql, at);
  }
  return words;
}

}  // namespace

bool postgresql_forbids_transaction(std::string_view sql) {
  const std::vector<std::string> words = first_words(sql, 8);
  const auto word = [&](std::size_t i) {
    return i < words.size() ? std::string_view(words[i]) : std::string_view();
  };
  const auto mentions = [&](std::string_view text) {
    return std::ranges::find(words, text) != words.end();
  };
  if (word(0) == "VACUUM") return true;
  if (word(0) == "ALTER") return word(1) == "SYSTEM";
  if (word(0) == "REINDEX") {
    // REINDEX (CONCURRENTLY) keeps its options in parentheses.
    return mentions("CONCURRENTLY") || word(1) == "DATABASE" || word(1) == "SYSTEM" ||
           sql.find("(CONCURRENTLY") != std::string_view::npos ||
           sql.find("(concurrently") != std::string_view::npos;
  }
  if (word(0) == "REFRESH") return false;
  if (word(0) != "CREATE" && word(0) != "DROP") return false;
  if (word(1) == "DATABASE" || word(1) == "TABLESPACE") return true;
  if (word(1) == "SUBSCRIPTION") return true;
  const std::size_t index = word(1) == "UNIQUE" ? 2 : 1;
  return word(index) == "INDEX" && word(index + 1) == "CONCURRENTLY";
}

}  // namespace retort::dialect
