// The only outside interface is console.h.
#include "cli/console.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/environment.h"

namespace retort::cli {
namespace {

constexpr std::size_t kBufferSize = 1 << 16;
constexpr std::string_view kRed = "\033[1;31m";
constexpr std::string_view kYellow = "\033[33m";
constexpr std::string_view kPlain = "\033[0m";

/// Whether a logger of a script shows lines of this level: Alembic's own from INFO, others from
/// WARNING, as in the alembic.ini that `alembic init` writes.
bool is_shown(std::string_view level, std::string_view logger) {
  if (level == "DEBUG") return false;
  return level != "INFO" || logger.starts_with("alembic") || logger.starts_with("retort");
}

void add_field(Json& out, const char* name, const std::string& value) {
  if (!value.empty()) out[name] = value;
}

}  // namespace

Console::Console(Options options)
    : options_(options), colour_(is_terminal(2) && !environment_variable("NO_COLOR")) {}

Console::~Console() {
  flush();
}

void Console::flush() {
  std::fwrite(buffer_.data(), 1, buffer_.size(), stdout);
  std::fflush(stdout);
  buffer_.clear();
}

void Console::write(std::string_view text) {
  if (options_.json) return;
  buffer_ += text;
  if (buffer_.size() >= kBufferSize) flush();
}

void Console::write_json(const Json& document) {
  if (!options_.json) return;
  // Names and messages may hold bytes that are no UTF-8: they must not end the program.
  buffer_ += document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

void Console::write_error_stream(std::string_view text) {
  flush();
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Console::warn(std::string_view message) {
  log("WARNING", "retort", message);
}

void Console::report(const Error& error) {
  std::string text = describe(error);
  if (colour_ && text.starts_with("FAILED"))
    text.replace(0, 6, fmt::format("{}FAILED{}", kRed, kPlain));
  write_error_stream(text);
  write_json(error_json(error));
}

void Console::report_usage(const Error& error, std::string_view usage_line) {
  std::string text = fmt::format("{}retort: error: {}\n", usage_line, error.message);
  for (const std::string& hint : error.hints) text += fmt::format("  next: {}\n", hint);
  write_error_stream(text);
  write_json(error_json(error));
}

void Console::log(std::string_view level, std::string_view logger, std::string_view message) {
  if (options_.quiet && (level == "INFO" || level == "WARNING")) return;
  if (!is_shown(level, logger)) return;
  const bool marked = colour_ && level != "INFO";
  write_error_stream(fmt::format("{}{:<5.5}{} [{}] {}\n", marked ? kYellow : "", level,
                                 marked ? kPlain : "", logger, message));
}

void Console::print(std::string_view text) {
  if (options_.json) {
    write_error_stream(text);
  } else {
    write(text);
  }
}

void Console::sql(std::string_view text) {
  if (options_.json) {
    sql_ += text;
  } else {
    write(text);
  }
}

Json error_json(const Error& error) {
  Json body = {{"code", name_of(error.code)}, {"message", error.message}};
  if (error.place) {
    body["place"] = {
        {"file", error.place->file}, {"line", error.place->line}, {"column", error.place->column}};
  }
  add_field(body, "revision", error.revision);
  add_field(body, "statement", error.statement);
  add_field(body, "sqlstate", error.server.sqlstate);
  add_field(body, "detail", error.server.detail);
  add_field(body, "hint", error.server.hint);
  add_field(body, "context", error.server.context);
  body["next"] = error.hints;
  return {{"error", std::move(body)}};
}

}  // namespace retort::cli
