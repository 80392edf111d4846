#include "cli/event_lines.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/error.h"
#include "base/identity.h"

namespace retort::cli {
namespace {

/// Counts incompatible changes of what docs/json.md describes.
constexpr int kEventVersion = 1;

/// `2026-01-31T23:59:59.000000Z`
std::string now_text() {
  std::string text = utc_text(now_microseconds());
  const std::size_t blank = text.find(' ');
  if (blank != std::string::npos) text[blank] = 'T';
  return text + 'Z';
}

std::string line_of(const Json& event) {
  Json line = {{"version", kEventVersion}, {"time", now_text()}, {"pid", process_id()}};
  line.update(event);
  // Names and messages may hold bytes that are no UTF-8: they must not end the program.
  return line.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

void EventLines::open_file(const std::string& path) {
  file_.emplace(path);
  path_ = path;
}

std::string EventLines::write(const Json& event) {
  const std::string line = line_of(event);
  std::string warning;
  if (file_) {
    if (const std::string reason = file_->write(line); !reason.empty()) {
      warning = fmt::format("Cannot write to the log file {}: {}. The run goes on without it.",
                            path_, reason);
      file_.reset();
    }
  }
  if (output_ && !output_failed_) output_failed_ = !output_->write(line).empty();
  return warning;
}

void EventLines::write_result(const Json& event) {
  if (!output_) return;
  const std::string reason = output_->write(line_of(event));
  if (reason.empty()) return;
  throw Error(ErrorCode::io, fmt::format("Cannot write to standard output: {}", reason))
      .with_hint("Send the output to a place with free space, and run again.");
}

}  // namespace retort::cli
