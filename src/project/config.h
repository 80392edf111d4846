// The configuration files of a project: one INI file and one pyproject.toml, read like Alembic's
// Config. The TOML file is opened only when an option is asked for that the INI file lacks.
//
// A Config belongs to one thread. Reading it never changes it, other than by that first opening.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "project/ini.h"
#include "project/toml.h"

namespace retort::project {

/// Which files to read; what the command line gives.
struct ConfigFiles {
  std::vector<std::string> named;   ///< `-c`, at most one INI file and one pyproject.toml.
  std::string section = "alembic";  ///< `-n`.
};

/// An option's value and where it stands.
struct Option {
  std::string value;
  Origin origin;
};

/// One entry of `post_write_hooks`.
struct PostWriteHook {
  std::string name;
  std::vector<std::pair<std::string, std::string>> options;
  Origin origin;  ///< Where it is named.

  /// Null when the option is not set.
  const std::string* find(std::string_view option) const;
};

class Config {
 public:
  /// Chooses the files (`-c`, ALEMBIC_CONFIG, `alembic.ini`, `pyproject.toml`) and reads the INI
  /// file if it exists. Errors: ErrorCode::config for a malformed file or too many names.
  static Config load(const ConfigFiles& files);

  const std::string& ini_path() const { return ini_path_; }
  const std::string& toml_path() const { return toml_path_; }
  bool ini_exists() const { return ini_exists_; }
  bool toml_exists() const;
  const std::string& section() const { return section_; }
  const IniFile& ini() const { return ini_; }
  /// `here` for interpolation in the INI file.
  IniVariables ini_variables() const;

  /// The main section of the INI file alone (get_main_option).
  std::optional<Option> main_option(std::string_view key) const;
  /// The INI file's main section, else `[tool.alembic]` (get_alembic_option). A TOML list comes
  /// back joined by newlines.
  std::optional<Option> option(std::string_view key) const;
  /// Errors: ErrorCode::config when a TOML value is not a boolean.
  bool boolean_option(std::string_view key) const;
  /// A list: an INI value cut at its path_separator, or a TOML list. `legacy_separators` cut it
  /// when no path_separator is set; `separator_keys` name the options that may set it.
  std::vector<Option> path_list(std::string_view key,
                                const std::vector<std::string_view>& separator_keys,
                                std::string_view legacy_separators) const;

  /// The hooks in the order in which they run: those of the INI file's [post_write_hooks] when it
  /// has that section, else of `[[tool.alembic.post_write_hooks]]`.
  std::vector<PostWriteHook> post_write_hooks() const;

  /// Retort's own settings: `[retort]` of the INI file, else `[tool.retort]`.
  std::optional<Option> retort_option(std::string_view key) const;
  /// A map of Retort's own: lines `name = value` of the INI option, or a TOML table.
  std::vector<std::pair<std::string, std::string>> retort_map(std::string_view key) const;

 private:
  const TomlValue& tool_table(bool retort) const;
  const SourcePtr& toml_source() const;
  std::string toml_text(const TomlValue& value, std::string_view key) const;
  std::optional<char> separator(const std::vector<std::string_view>& keys) const;

  void read_ini();

  std::string ini_path_, toml_path_, section_;
  bool ini_exists_ = false;
  IniFile ini_;
  mutable SourcePtr toml_source_;
  mutable std::optional<TomlValue> alembic_table_, retort_table_;
};

}  // namespace retort::project
