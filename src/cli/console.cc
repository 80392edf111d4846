// The only outside interface is console.h.
#include "cli/console.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/clock.h"
#include "base/environment.h"
#include "cli/event_json.h"

namespace retort::cli {
namespace {

constexpr std::size_t kBufferSize = 1 << 16;
/// Seconds that a run takes before its progress is shown, and columns of that line.
constexpr double kProgressAfter = 1;
constexpr std::size_t kProgressWidth = 78;
/// Counts incompatible changes of what docs/json.md describes.
constexpr int kJsonVersion = 1;
constexpr std::string_view kRed = "\033[1;31m";
constexpr std::string_view kYellow = "\033[33m";
constexpr std::string_view kPlain = "\033[0m";

/// Whether a logger of a script shows lines of this level: Alembic's own from INFO, others from
/// WARNING, as in the alembic.ini that `alembic init` writes.
bool is_shown(std::string_view level, std::string_view logger) {
  if (level == "DEBUG") return false;
  return level != "INFO" || logger.starts_with("alembic") || logger.starts_with("retort");
}

/// The text of an error, with the first word and the hints' marks in colour.
std::string coloured(std::string text) {
  constexpr std::string_view kFailed = "FAILED";
  constexpr std::string_view kNext = "\n  next:";
  for (std::size_t at = text.find(kNext); at != std::string::npos; at = text.find(kNext, at + 1)) {
    text.replace(at, kNext.size(), fmt::format("\n  {}next:{}", kYellow, kPlain));
  }
  if (text.starts_with(kFailed)) {
    text.replace(0, kFailed.size(), fmt::format("{}{}{}", kRed, kFailed, kPlain));
  }
  return text;
}

void add_field(Json& out, const char* name, const std::string& value) {
  if (!value.empty()) out[name] = value;
}

}  // namespace

Console::Console(Options options)
    : options_(options),
      on_terminal_(is_terminal(2)),
      colour_(on_terminal_ && environment_variable("NO_COLOR").value_or("").empty()),
      interleaved_(is_same_stream(1, 2)),
      started_(monotonic_seconds()) {
  if (options.lines) lines_.open_output();
}

Console::~Console() {
  erase_progress();
  flush_or_drop();
}

/// For where an error is being reported already.
void Console::flush_or_drop() noexcept {
  try {
    flush();
  } catch (const Error&) {
    buffer_.clear();
  }
}

void Console::flush() {
  const std::string text = std::exchange(buffer_, {});
  if (text.empty()) return;
  erase_progress();
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return;
  throw Error(ErrorCode::io,
              fmt::format("Cannot write to standard output: {}", std::strerror(errno)))
      .with_hint("Send the output to a place with free space, and run again.");
}

void Console::erase_progress() {
  if (progress_.empty()) return;
  progress_.clear();
  std::fputs("\r\033[K", stderr);
}

void Console::event(const runtime::Event& event) {
  if (const auto* begun = std::get_if<runtime::StepBegun>(&event)) show(begun->step);
  if (const auto* progress = std::get_if<runtime::Progress>(&event)) show(*progress);
  if (const auto line = runtime::log_line_of(event)) {
    show_log(line->level, line->logger, line->text);
  }
  if (lines_.is_open()) write_event(event_json(event));
}

void Console::write_event(const Json& event) {
  const std::string warning = lines_.write(event);
  if (!warning.empty()) show_log("WARNING", "retort", warning);
}

void Console::show(const runtime::StepInfo& step) {
  if (!on_terminal_ || options_.quiet || monotonic_seconds() - started_ < kProgressAfter) return;
  show_progress(fmt::format("[{}/{}] {} {}", step.number, step.total, step.revision, step.message));
}

void Console::show(const runtime::Progress& progress) {
  if (!on_terminal_ || options_.quiet) return;
  const std::string part = progress.part ? fmt::format(" {:.0f}%", *progress.part * 100) : "";
  show_progress(fmt::format("{}{}: {}", progress.phase, part, progress.statement));
}

void Console::show_progress(std::string line) {
  erase_progress();
  progress_ = std::move(line);
  if (progress_.size() > kProgressWidth) progress_.resize(kProgressWidth);
  std::fwrite(progress_.data(), 1, progress_.size(), stderr);
  std::fflush(stderr);
}

void Console::write(std::string_view text) {
  if (options_.json) return;
  buffer_ += text;
  if (buffer_.size() >= kBufferSize) flush();
}

void Console::write_json(const Json& document) {
  if (!options_.json) return;
  if (options_.lines) {
    Json result = {{"event", "result"}};
    result.update(document);
    return lines_.write_result(result);
  }
  // Names and messages may hold bytes that are no UTF-8: they must not end the program.
  Json versioned = {{"version", kJsonVersion}};
  versioned.update(document);
  buffer_ += versioned.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

void Console::write_error_stream(std::string_view text) {
  // Where both go to the same place, they keep their order.
  if (interleaved_) flush();
  erase_progress();
  std::fwrite(text.data(), 1, text.size(), stderr);
}

/// Offline a log line is written for every revision, which costs more than its script does where
/// each is a write of its own.
void Console::hold_log() {
  if (std::exchange(log_held_, true) || on_terminal_ || interleaved_) return;
  static std::array<char, kBufferSize> buffer;  // the stream needs it until the program's end
  std::setvbuf(stderr, buffer.data(), _IOFBF, buffer.size());
}

void Console::warn(std::string_view message) {
  log("WARNING", "retort", message);
}

void Console::report(const Error& error) {
  flush_or_drop();
  write_error_stream(colour_ ? coloured(describe(error)) : describe(error));
  write_error(error);
}

void Console::report_usage(const Error& error, std::string_view usage_line) {
  flush_or_drop();
  std::string text = fmt::format("{}retort: error: {}\n", usage_line, error.message);
  for (const std::string& hint : error.hints) text += fmt::format("  next: {}\n", hint);
  write_error_stream(text);
  write_error(error);
}

void Console::write_error(const Error& error) {
  const Json document = error_json(error);
  if (lines_.is_open()) {
    Json event = {{"event", "error"}};
    event.update(document);
    write_event(event);
  }
  if (!options_.lines) write_json(document);
}

void Console::log(std::string_view level, std::string_view logger, std::string_view message) {
  show_log(level, logger, message);
  if (!lines_.is_open() || level == "DEBUG") return;
  write_event({{"event", "log"}, {"level", level}, {"logger", logger}, {"message", message}});
}

void Console::show_log(std::string_view level, std::string_view logger, std::string_view message) {
  if (options_.quiet && (level == "INFO" || level == "WARNING")) return;
  if (!is_shown(level, logger)) return;
  const bool marked = colour_ && level != "INFO";
  constexpr std::size_t kLevelWidth = 5;
  std::string line(marked ? kYellow : "");
  line.append(level.substr(0, kLevelWidth));
  if (level.size() < kLevelWidth) line.append(kLevelWidth - level.size(), ' ');
  if (marked) line.append(kPlain);
  write_error_stream(line.append(" [").append(logger).append("] ").append(message).append("\n"));
}

void Console::print(std::string_view text) {
  if (lines_.is_open()) write_event({{"event", "output"}, {"message", text}});
  if (options_.json) {
    write_error_stream(text);
  } else {
    write(text);
  }
}

void Console::sql(std::string_view text) {
  hold_log();
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
  if (error.statement_place) {
    body["statement_place"] = {{"line", error.statement_place->line},
                               {"column", error.statement_place->column}};
  }
  add_field(body, "sqlstate", error.server.sqlstate);
  add_field(body, "detail", error.server.detail);
  add_field(body, "hint", error.server.hint);
  add_field(body, "context", error.server.context);
  body["next"] = error.hints;
  return {{"error", std::move(body)}};
}

}  // namespace retort::cli
