#include "dialect/transaction.h"

#include <algorithm>
#include <string>
#include <vector>

#include "dialect/sql_scanner.h"

namespace retort::dialect {

bool postgresql_forbids_transaction(std::string_view sql) {
  const std::vector<std::string> words = first_words(sql, SqlSyntax::postgresql, 8);
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
