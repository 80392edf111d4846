#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace retort {
namespace {

struct CodeRow {
  ErrorCode code;
  std::string_view name;
  int exit_status;
  int http_status;
};

constexpr std::array kCodes = {
    CodeRow{ErrorCode::internal, "internal", 1, 500},
    CodeRow{ErrorCode::usage, "usage", 2, 400},
    CodeRow{ErrorCode::command, "command", 255, 409},
    CodeRow{ErrorCode::config, "config", 255, 500},
    CodeRow{ErrorCode::graph, "graph", 255, 500},
    CodeRow{ErrorCode::parse, "parse", 1, 500},
    CodeRow{ErrorCode::script, "script", 1, 500},
    CodeRow{ErrorCode::unknown_value, "unknown_value", 1, 500},
    CodeRow{ErrorCode::limit, "limit", 1, 500},
    CodeRow{ErrorCode::unsupported, "unsupported", 1, 501},
    CodeRow{ErrorCode::database, "database", 1, 500},
    CodeRow{ErrorCode::connection, "connection", 1, 503},
    CodeRow{ErrorCode::locked, "locked", 1, 423},
    CodeRow{ErrorCode::io, "io", 1, 500},
};

const CodeRow& row_of(ErrorCode code) {
  for (const CodeRow& row : kCodes) {
    if (row.code == code) return row;
  }
  return kCodes.front();
}

void add_field(std::string& out, std::string_view label, std::string_view value) {
  if (!value.empty()) out += fmt::format("  {}: {}\n", label, value);
}

std::string indented(std::string_view text) {
  std::string out = "    ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out + '\n';
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
  return row_of(code).name;
}
int exit_status(ErrorCode code) {
  return row_of(code).exit_status;
}
int http_status(ErrorCode code) {
  return row_of(code).http_status;
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
