#include "runtime/event.h"

#include <fmt/format.h>

namespace retort::runtime {

std::string_view name_of(Ending outcome) {
  switch (outcome) {
    case Ending::done:
      return "done";
    case Ending::failed:
      return "failed";
    case Ending::interrupted:
      return "interrupted";
    case Ending::skipped:
      return "skipped";
    case Ending::unknown:
      return "unknown";
    case Ending::not_ready:
      return "not_ready";
  }
  return "";
}

std::string_view name_of(Wait::For what) {
  switch (what) {
    case Wait::For::run:
      return "run";
    case Wait::For::lock:
      return "lock";
    case Wait::For::statement:
      return "statement";
    case Wait::For::database:
      return "database";
  }
  return "";
}

std::optional<LogLine> log_line_of(const Event& event) {
  if (const auto* retry = std::get_if<Retry>(&event))
    return LogLine{"WARNING", "retort", retry->text};
  if (const auto* wait = std::get_if<Wait>(&event)) {
    const bool expected = wait->what == Wait::For::run || wait->what == Wait::For::database;
    return LogLine{expected ? "INFO" : "WARNING", "retort", wait->text};
  }
  if (const auto* notice = std::get_if<ServerNotice>(&event)) {
    return LogLine{notice->severity == "WARNING" ? "WARNING" : "INFO", "retort.database",
                   fmt::format("{}: {}", notice->severity, notice->message)};
  }
  return std::nullopt;
}

}  // namespace retort::runtime
