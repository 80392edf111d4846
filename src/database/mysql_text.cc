#include "database/mysql_text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/error.h"
#include "database/database_error.h"
#include "dialect/sql_scanner.h"

namespace retort::database {
namespace {

constexpr auto kNone = std::string_view::npos;

[[noreturn]] void too_few(std::string_view text, std::size_t given) {
  Error error(ErrorCode::database,
              "The statement needs more parameters than the " + std::to_string(given) + " given.");
  set_statement(error, text);
  throw error.with_hint("Give a value for every parameter of the statement.");
}

}  // namespace

std::string with_values(std::string_view text, const std::vector<Value>& values,
                        const WriteValue& write) {
  using Kind = dialect::SqlToken::Kind;
  const auto token_at = [&](std::size_t at) {
    return dialect::next_token(text, at, dialect::SqlSyntax::mysql);
  };
  std::string out;
  out.reserve(text.size() + 16 * values.size());
  const auto put = [&](std::size_t index) {
    if (index >= values.size()) too_few(text, values.size());
    write(values[index], out);
  };
  std::size_t next = 0;
  for (auto token = token_at(0); token.kind != Kind::end; token = token_at(token.end)) {
    const std::string_view sign = token.in(text);
    std::size_t number = 0;
    if (token.kind == Kind::sign && sign == "?") {
      put(next++);
    } else if (token.kind == Kind::sign && sign == "$") {
      const auto digits = token_at(token.end);
      const std::string_view written = digits.in(text);
      const auto parsed = std::from_chars(written.data(), written.data() + written.size(), number);
      if (digits.kind != Kind::sign || parsed.ec != std::errc()) {
        out += sign;
        continue;
      }
      put(number - 1);
      token = digits;
    } else {
      out += sign;
    }
  }
  return out;
}

std::size_t syntax_error_offset(std::string_view statement, std::string_view message) {
  constexpr std::string_view kNear = "near '";
  constexpr std::string_view kLine = "' at line ";
  const std::size_t near = message.find(kNear);
  const std::size_t line_at = message.rfind(kLine);
  if (near == kNone || line_at == kNone || line_at < near + kNear.size()) return kNone;
  const std::string_view text = message.substr(near + kNear.size(), line_at - near - kNear.size());
  if (text.empty()) return statement.size();
  std::int64_t line = 0;
  const std::string_view digits = message.substr(line_at + kLine.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), line);
  std::size_t first = kNone;
  for (std::size_t at = statement.find(text); at != kNone; at = statement.find(text, at + 1)) {
    const auto lines =
        std::count(statement.begin(), statement.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    if (lines + 1 == line) return at;
    first = std::min(first, at);
  }
  return first;  // The server counts the lines of each of several statements.
}

}  // namespace retort::database
