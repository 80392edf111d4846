#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/exit_codes.h"

#include "base/exit_codes.h"

namespace retort {
namespace {

struct CodeRow {
  ErrorCode code;
  std::string_view name;
};

/// What they mean to others stands in exit_codes.cc.
constexpr std::array kCodes = {
    CodeRow{ErrorCode::internal, "internal"}, CodeRow{ErrorCode::usage, "usage"},
    CodeRow{ErrorCode::command, "command"},   CodeRow{ErrorCode::config, "config"},
    CodeRow{ErrorCode::graph, "graph"},       CodeRow{ErrorCode::parse, "parse"},
    CodeRow{ErrorCode::script, "script"},     CodeRow{ErrorCode::unknown_value, "unknown_value"},
    CodeRow{ErrorCode::limit, "limit"},       CodeRow{ErrorCode::unsupported, "unsupported"},
    CodeRow{ErrorCode::database, "database"}, CodeRow{ErrorCode::connection, "connection"},
    CodeRow{ErrorCode::locked, "locked"},     CodeRow{ErrorCode::io, "io"},
};

/// Four blanks before every line but the first.
std::string continued(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out + '\n';
}

std::string indented(std::string_view text) {
  return "    " + continued(text);
}

void add_field(std::string& out, std::string_view label, std::string_view value) {
  if (!value.empty()) out += fmt::format("  {}: {}", label, continued(value));
}

/// The statement, with a caret under the place where the server stopped.
std::string statement_text(const Error& error) {
  const auto& place = error.statement_place;
  if (!place || place->line < 1) return error.statement;
  std::size_t end = 0;
  for (int line = 1; line <= place->line && end != std::string::npos; ++line) {
    end = error.statement.find('\n', line == 1 ? 0 : end + 1);
  }
  const std::string lines = excerpt(*place);
  const std::size_t caret = lines.find('\n');
  if (caret == std::string::npos) return error.statement;
  const std::string marker = lines.substr(caret + 1, lines.size() - caret - 2);
  if (end == std::string::npos) return error.statement + "\n" + marker;
  return error.statement.substr(0, end + 1) + marker + error.statement.substr(end);
}

}  // namespace

std::string_view name_of(ErrorCode code) {
  for (const CodeRow& row : kCodes) {
    if (row.code == code) return row.name;
  }
  return kCodes.front().name;
}
int exit_status(ErrorCode code) {
  return exit_code(name_of(code)).exit_status;
}
int http_status(ErrorCode code) {
  return exit_code(name_of(code)).http_status;
}

Error::Error(ErrorCode error_code, std::string text) : code(error_code), message(std::move(text)) {}

Error::Error(ErrorCode error_code, std::string text, Place where)
    : code(error_code), message(std::move(text)), place(std::move(where)) {}

Error& Error::with_hint(std::string hint) & {
  if (std::ranges::find(hints, hint) != hints.end()) return *this;
  hints.push_back(std::move(hint));
  return *this;
}

Error&& Error::with_hint(std::string hint) && {
  hints.push_back(std::move(hint));
  return std::move(*this);
}

std::string describe(const Error& error) {
  std::string out = fmt::format("FAILED: {}\n", error.message);
  if (error.place) {
    out += fmt::format("  at {}\n", to_string(*error.place));
    const std::string lines = excerpt(*error.place);
    if (!lines.empty()) out += indented(std::string_view(lines).substr(0, lines.size() - 1));
  }
  add_field(out, "revision", error.revision);
  if (!error.statement.empty()) out += "  statement:\n" + indented(statement_text(error));
  add_field(out, "SQLSTATE", error.server.sqlstate);
  add_field(out, "detail", error.server.detail);
  add_field(out, "hint", error.server.hint);
  add_field(out, "context", error.server.context);
  for (const std::string& hint : error.hints) add_field(out, "next", hint);
  return out;
}

}  // namespace retort
