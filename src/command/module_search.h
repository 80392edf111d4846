// Which modules of a project's folders an evaluation of env.py may need beside those that it
// imports.
#pragma once

#include <compare>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "project/project.h"

namespace retort::command {

/// The folders from which the packages around the migrations are imported, and `src`.
std::vector<std::string> package_folders(const project::Project& project);

struct FoundModule {
  std::string name;  ///< Dotted.
  std::string path;
  auto operator<=>(const FoundModule&) const = default;
};

/// The modules, in the order of their names, below `folders` and the project's import paths whose
/// text has one of `signs`. Tests, migrations and installed packages are left out.
std::vector<FoundModule> find_modules_with(const project::Project& project,
                                           std::span<const std::string> folders,
                                           std::span<const std::string_view> signs);
/// The names of the same, each once.
std::vector<std::string> modules_with(const project::Project& project,
                                      std::span<const std::string> folders,
                                      std::span<const std::string_view> signs);

}  // namespace retort::command
