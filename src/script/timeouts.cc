// One pass over the lines that can hold a time-out. Most files have none: one search tells.
#include "script/timeouts.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "base/error.h"

namespace retort::script {
namespace {

constexpr std::string_view kBlanks = " \t\r\f\v";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// Takes a beginning off the text, and the blanks after it.
bool take(std::string_view& text, std::string_view beginning) {
  if (!text.starts_with(beginning)) return false;
  text = trimmed(text.substr(beginning.size()));
  return true;
}

/// The value of one line that sets `name`; nothing when it does not.
std::optional<std::string_view> value_of(std::string_view line, std::string_view name, bool sql) {
  if (sql) {
    line = trimmed(line);
    if (!take(line, "--") || !take(line, "retort:") || !take(line, name)) return std::nullopt;
    return line;
  }
  if (!take(line, "retort_") || !take(line, name) || line.empty()) return std::nullopt;
  if (line.front() == ':') line = trimmed(line.substr(std::min(line.find('='), line.size())));
  if (!take(line, "=") || line.starts_with("=")) return std::nullopt;
  line = trimmed(line.substr(0, line.find('#')));
  const bool quoted = line.size() > 1 && (line.front() == '"' || line.front() == '\'') &&
                      line.front() == line.back();
  return quoted ? line.substr(1, line.size() - 2) : line;
}

}  // namespace

std::optional<double> parse_seconds(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, double>, 7> kUnits = {
      {{"ms", 0.001}, {"min", 60}, {"m", 60}, {"h", 3600}, {"seconds", 1}, {"s", 1}, {"", 1}}};
  double value = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || value < 0 || value > 1e6) return std::nullopt;
  const std::string_view unit = trimmed(text.substr(static_cast<std::size_t>(stop - text.data())));
  for (const auto& [name, factor] : kUnits) {
    if (unit == name) return value * factor;
  }
  return std::nullopt;
}

Timeouts timeouts_in(const Source& source, bool sql) {
  Timeouts out;
  const std::string_view text = source.text;
  if (text.find("_timeout") == text.npos) return out;
  const std::array<std::pair<std::string_view, std::optional<double>*>, 2> kNames = {
      {{"lock_timeout", &out.lock}, {"statement_timeout", &out.statement}}};
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    for (const auto& [name, target] : kNames) {
      const std::optional<std::string_view> value = value_of(line, name, sql);
      if (!value) continue;
      *target = parse_seconds(*value);
      if (*target) continue;
      const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
      throw Error(ErrorCode::parse, fmt::format("'{}' is not a time for {}", *value, name),
                  place_in(source, span))
          .with_hint("Write seconds, or 500ms, 30s, 5min; 0 for no limit.");
    }
    begin = end + 1;
  }
  return out;
}

}  // namespace retort::script
