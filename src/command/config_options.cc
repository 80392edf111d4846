// The only outside interface is config_options.h.
#include "command/config_options.h"

#include <utility>

namespace retort::command {

std::optional<std::string> ConfigOptions::main_option(std::string_view name) {
  if (const auto set = options_.find(name); set != options_.end()) return set->second;
  const auto found = config_.option(name);
  return found ? std::optional(found->value) : std::nullopt;
}

std::map<std::string, std::string> ConfigOptions::section(std::string_view name) {
  std::map<std::string, std::string> out;
  for (auto& [key, value] : config_.ini().items(name, config_.ini_variables())) out[key] = value;
  if (name == config_.section()) {
    for (const auto& [key, value] : options_) out[key] = value;
  }
  return out;
}

void ConfigOptions::set_main_option(std::string name, std::string value) {
  // configparser reads a doubled percent sign as one.
  for (std::size_t i = value.find("%%"); i != std::string::npos; i = value.find("%%", i + 1)) {
    value.erase(i, 1);
  }
  options_[std::move(name)] = std::move(value);
}

}  // namespace retort::command
