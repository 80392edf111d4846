#include "database/database_error.h"

#include <cstdint>

namespace retort::database {
namespace {

constexpr std::string_view kUndefinedTable = "42P01";
constexpr std::string_view kUndefinedSchema = "3F000";
constexpr std::string_view kMysqlUndefinedTable = "42S02";
constexpr std::string_view kMysqlUndefinedSchema = "error 1049";

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

void set_statement(Error& error, std::string_view statement, std::size_t offset) {
  error.statement = std::string(statement);
  if (offset > statement.size()) return;
  std::size_t end = offset;
  while (end < statement.size() && is_word(statement[end])) ++end;
  const Source source{"", error.statement};
  error.statement_place =
      place_in(source, {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(end)});
}

bool is_missing_table(const Error& error) {
  return error.code == ErrorCode::database &&
         (error.server.sqlstate == kUndefinedTable || error.server.sqlstate == kUndefinedSchema ||
          error.server.sqlstate == kMysqlUndefinedTable ||
          error.server.detail == kMysqlUndefinedSchema ||
          error.message.find("no such table") != std::string::npos);
}

Result missing_or_throw(const Statement& statement, const Error& error) {
  if (!statement.may_be_missing || !is_missing_table(error)) throw Error(error);
  Result result;
  result.missing = true;
  return result;
}

std::size_t offset_of_character(std::string_view text, std::size_t position) {
  std::size_t character = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (starts && ++character == position) return at;
  }
  return character + 1 == position ? text.size() : std::string::npos;
}

std::string one_line(std::string_view message) {
  std::string line;
  for (const char c : message) {
    if (!is_blank(c)) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace retort::database
