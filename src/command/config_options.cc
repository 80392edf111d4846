// The only outside interface is config_options.h.
#include "command/config_options.h"

#include <utility>

namespace retort::command {
namespace {

// Around the name of what only the application knows, in the place of its text: whatever refers to
// the option hangs on it, too.
constexpr char kUnknownBegin = '\1';
constexpr char kUnknownEnd = '\2';

script::ConfigValue value_of(std::string text) {
  const std::size_t begin = text.find(kUnknownBegin);
  if (begin == text.npos) return {std::move(text), {}};
  const std::size_t end = text.find(kUnknownEnd, begin);
  return {{}, text.substr(begin + 1, end - begin - 1)};
}

/// A percent sign that configparser would refuse stands for itself.
std::string as_written(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    out += value[i];
    if (value[i] != '%') continue;
    const char next = i + 1 < value.size() ? value[i + 1] : ' ';
    if (next == '%') ++i;
    if (next != '(') out += '%';
  }
  return out;
}

}  // namespace

std::optional<script::ConfigValue> ConfigOptions::main_option(std::string_view name) {
  std::optional<std::string> text = ini().get(config_.section(), name, config_.ini_variables());
  if (text) return value_of(*std::move(text));
  const auto found = config_.option(name);
  return found ? std::optional(script::ConfigValue{found->value, {}}) : std::nullopt;
}

std::map<std::string, script::ConfigValue> ConfigOptions::section(std::string_view name) {
  std::map<std::string, script::ConfigValue> out;
  for (auto& [key, text] : ini().items(name, config_.ini_variables())) {
    out[key] = value_of(std::move(text));
  }
  return out;
}

void ConfigOptions::set_option(std::string_view section, std::string_view name,
                               script::ConfigValue value, const Origin&) {
  if (!changed_) changed_ = config_.ini();
  changed_->set(
      section, name,
      value.unknown.empty() ? as_written(value.text) : kUnknownBegin + value.unknown + kUnknownEnd);
}

}  // namespace retort::command
