// What an application tells Flask-Migrate of its version table, which env.py passes on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/project.h"

namespace retort::command {

/// A keyword argument of `Migrate()` or `migrate.init_app()`, also as an item of a dictionary.
struct FlaskMigrateArgument {
  std::string name;                  ///< `version_table` or `version_table_schema`.
  std::optional<std::string> value;  ///< Where it is written as a text.
  std::string module;                ///< Dotted.
};

/// What the modules of a project that use Flask-Migrate say; none of them runs.
std::vector<FlaskMigrateArgument> flask_migrate_arguments(const project::Project& project);

}  // namespace retort::command
