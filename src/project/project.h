// Where a project's migrations are: what its configuration files say, made into paths.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "project/config.h"

namespace retort::project {

struct Project {
  Config config;
  std::string script_location;                 ///< The folder of env.py, as Alembic names it.
  std::vector<std::string> version_locations;  ///< Absolute, in configured order.
  bool recursive_version_locations = false;
  bool sourceless = false;
  std::vector<std::string> import_paths;  ///< prepend_sys_path: where the project's modules are.

  std::string env_path() const;
  /// Whether `revision_environment` asks to read env.py for every command.
  bool revision_environment() const;
};

/// Reads the configuration. Errors: ErrorCode::config with Alembic's words when `script_location`
/// is missing or leads nowhere.
Project load_project(const ConfigFiles& files);

}  // namespace retort::project
