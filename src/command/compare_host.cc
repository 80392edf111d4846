#include "command/compare_host.h"

#include <fmt/format.h>

#include "base/error.h"
#include "database/value.h"

namespace retort::command {

CompareHost::Rows CompareHost::query(const std::string& sql) {
  Rows out;
  for (const database::Row& row : connection_.execute(sql).rows) {
    auto& texts = out.emplace_back();
    for (const database::Value& value : row) texts.push_back(database::optional_text(value));
  }
  return out;
}

std::optional<bool> CompareHost::equal(const std::string& left, const std::string& right) {
  const auto [known, is_new] = answers_.try_emplace({left, right});
  if (is_new) known->second = ask(left, right);
  return known->second;
}

/// In a transaction that is taken back, whatever the expressions do.
std::optional<bool> CompareHost::ask(const std::string& left, const std::string& right) {
  connection_.execute("BEGIN");
  try {
    const Rows rows = query(fmt::format("SELECT {} = {}", left, right));
    connection_.execute("ROLLBACK");
    const std::optional<std::string> answer = rows.at(0).at(0);
    return answer && (*answer == "t" || *answer == "true" || *answer == "1");
  } catch (const Error& error) {
    connection_.execute("ROLLBACK");
    if (error.code != ErrorCode::database) throw;
    return std::nullopt;
  }
}

}  // namespace retort::command
