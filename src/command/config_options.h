// The configuration as scripts and env.py read it through `context.config`.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "project/config.h"
#include "script/context.h"

namespace retort::command {

/// Belongs to one run and its thread; what is set, later look-ups find.
class ConfigOptions final : public script::ConfigReader {
 public:
  /// `config` must outlive it.
  explicit ConfigOptions(const project::Config& config) : config_(config) {}

  std::optional<script::ConfigValue> main_option(std::string_view name) override;
  std::map<std::string, script::ConfigValue> section(std::string_view name) override;
  void set_option(std::string_view section, std::string_view name, script::ConfigValue value,
                  const Origin& origin) override;
  std::string config_file_name() override { return config_.ini_path(); }
  std::string section_name() override { return config_.section(); }

 private:
  const project::IniFile& ini() const { return changed_ ? *changed_ : config_.ini(); }

  const project::Config& config_;
  std::optional<project::IniFile> changed_;
};

}  // namespace retort::command
