// The only outside interface is env_statements.h.
#include "command/env_statements.h"

#include <algorithm>
#include <array>
#include <utility>

#include "dialect/sql_scanner.h"

namespace retort::command {
namespace {

using project::EnvStatement;

constexpr auto kSyntax = dialect::SqlSyntax::postgresql;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

bool calls(std::string_view sql, std::string_view function) {
  return upper(sql).find(function) != std::string::npos;
}

/// Whether it has an effect on the session that others do not see.
bool is_of_session(std::string_view sql, const std::vector<std::string>& words) {
  if (words[0] == "SET") return words.size() < 2 || !is_one_of(words[1], {"GLOBAL", "PERSIST"});
  if (words[0] == "SELECT") return calls(sql, "SET_CONFIG(");
  return is_one_of(words[0], {"PRAGMA", "USE", "RESET"});
}

/// Retort begins and ends transactions by itself, and each is one that env.py sets nothing in.
bool is_of_transaction(const std::vector<std::string>& words) {
  if (words.size() > 1 && words[0] == "SET") {
    return is_one_of(words[1], {"TRANSACTION", "CONSTRAINTS"});
  }
  return is_one_of(
      words[0], {"BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE"});
}

/// `SET LOCAL x`: the session is the run's own.
std::string without_local(std::string sql, const std::vector<std::string>& words) {
  if (words.size() < 2 || words[0] != "SET" || words[1] != "LOCAL") return sql;
  return "SET" + sql.substr(upper(sql).find("LOCAL") + 5);
}

/// Whether a query does more than look: a lock of the session.
bool takes_lock(std::string_view sql) {
  return calls(sql, "_LOCK(") || calls(sql, "_LOCK_SHARED(");
}

std::vector<std::string> pieces_of(std::string_view sql) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n;"), text.size());
    text.remove_prefix(begin);
    while (!text.empty() && std::string_view(" \t\r\n;").find(text.back()) != text.npos) {
      text.remove_suffix(1);
    }
    if (!text.empty()) out.emplace_back(text);
  };
  if (!dialect::scan_sql(sql, kSyntax).several_statements) {
    add(sql);
    return out;
  }
  std::size_t begin = 0;
  for (std::size_t at = 0; at < sql.size();) {
    const dialect::SqlToken token = dialect::next_token(sql, at, kSyntax);
    if (token.kind == dialect::SqlToken::Kind::end) break;
    if (token.in(sql) == ";") {
      add(sql.substr(begin, token.begin - begin));
      begin = token.end;
    }
    at = token.end;
  }
  add(sql.substr(begin));
  return out;
}

bool is_same(const python::Value& left, const python::Value& right) {
  return left.is_object() && right.is_object() && &left.as_object() == &right.as_object();
}

}  // namespace

std::size_t EnvStatements::add(const python::Value& connection, std::string url,
                               std::string_view sql, const std::string& from) {
  const std::size_t number = next_++;
  for (std::string& piece : pieces_of(sql)) {
    const std::vector<std::string> words = dialect::first_words(piece, kSyntax, 2);
    if (words.empty() || is_of_transaction(words)) continue;
    const bool of_session = is_of_session(piece, words);
    executed_.push_back({connection, url,
                         EnvStatement{without_local(std::move(piece), words), from, of_session},
                         number});
  }
  return number;
}

void EnvStatements::answered(std::size_t number) {
  std::erase_if(executed_, [&](const Executed& one) {
    return one.number == number && !one.statement.of_session && !takes_lock(one.statement.sql);
  });
}

std::vector<EnvStatement> EnvStatements::news(const python::Value& connection) {
  std::vector<EnvStatement> out;
  for (Executed& one : executed_) {
    if (!one.statement.of_session || !is_same(one.connection, connection)) continue;
    if (!std::exchange(one.told, true)) out.push_back(one.statement);
  }
  return out;
}

std::vector<EnvStatement> EnvStatements::before_run(const python::Value& connection,
                                                    const std::string& url) {
  std::vector<EnvStatement> out;
  for (Executed& one : executed_) {
    const bool own = is_same(one.connection, connection);
    const bool lasts = !one.statement.of_session && !one.taken;
    if (own ? !one.statement.of_session && one.taken : !lasts || one.url != url) continue;
    one.taken = true;
    out.push_back(one.statement);
  }
  return out;
}

std::vector<EnvStatement> EnvStatements::behind(const python::Value& connection,
                                                const std::string& url) {
  std::vector<EnvStatement> out;
  for (Executed& one : executed_) {
    if (one.taken || one.statement.of_session) continue;
    const bool here = is_same(one.connection, connection) || one.url == url;
    (here ? out : elsewhere_).push_back(one.statement);
    one.taken = true;
  }
  return out;
}

bool may_set_session(std::string_view sql) {
  const std::vector<std::string> words = dialect::first_words(sql, kSyntax, 2);
  static constexpr std::array<std::string_view, 7> kOther = {"SELECT", "CREATE", "INSERT", "UPDATE",
                                                             "DELETE", "GRANT",  "ALTER"};
  return words.empty() || std::ranges::find(kOther, words[0]) == kOther.end() ||
         is_of_session(sql, words);
}

std::string first_schema(const std::vector<EnvStatement>& statements) {
  std::string found;
  for (const EnvStatement& one : statements) {
    const std::string text = upper(one.sql);
    const std::size_t at = text.find("SEARCH_PATH");
    if (!one.of_session || at == text.npos) continue;
    std::size_t begin = text.find_first_not_of(" \t\r\n=,'\"", at + 11);
    if (begin == text.npos) continue;
    if (text.substr(begin).starts_with("TO ") || text.substr(begin).starts_with("TO\"")) {
      begin = text.find_first_not_of(" \t\r\n'\"", begin + 2);
    }
    if (begin == text.npos) continue;
    const std::size_t end = text.find_first_of("'\",; \t\r\n)", begin);
    found = one.sql.substr(begin, end == text.npos ? end : end - begin);
  }
  return found;
}

}  // namespace retort::command
