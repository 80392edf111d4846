// The configuration as scripts and env.py read it through `context.config`.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "project/config.h"
#include "script/context.h"

namespace retort::command {

/// Belongs to one run and its thread; what set_main_option() sets, later look-ups find.
class ConfigOptions final : public script::ConfigReader {
 public:
  /// `config` must outlive it.
  explicit ConfigOptions(const project::Config& config) : config_(config) {}

  std::optional<std::string> main_option(std::string_view name) override;
  std::map<std::string, std::string> section(std::string_view name) override;
  void set_main_option(std::string name, std::string value) override;
  std::string config_file_name() override { return config_.ini_path(); }
  std::string section_name() override { return config_.section(); }

 private:
  const project::Config& config_;
  std::map<std::string, std::string, std::less<>> options_;
};

}  // namespace retort::command
