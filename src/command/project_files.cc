// The only outside interface is project_files.h.
#include "command/project_files.h"

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "base/files.h"
#include "command/module_search.h"
#include "project/python_path.h"

namespace retort::command {
namespace {

void add(std::vector<std::string>& out, std::string path) {
  if (std::find(out.begin(), out.end(), path) == out.end()) out.push_back(std::move(path));
}

/// The longest path of whole parts that both begin with.
std::string common_folder(const std::string& left, const std::string& right) {
  std::size_t common = 0;
  for (std::size_t i = 0; i <= left.size() && i <= right.size(); ++i) {
    const bool left_ends = i == left.size() || left[i] == '/';
    const bool right_ends = i == right.size() || right[i] == '/';
    if (left_ends && right_ends) common = i;
    if (i == left.size() || i == right.size() || left[i] != right[i]) break;
  }
  return left.substr(0, common);
}

}  // namespace

script::ProjectFiles project_files(const project::Project& project) {
  script::ProjectFiles out;
  out.files = &real_files();
  const auto look_in = [&](const std::vector<std::string>& folders) {
    for (const std::string& path : folders) add(out.module_directories, absolute_path(path));
  };
  for (const std::string& path : project::python_path()) {
    add(out.package_directories, absolute_path(path));
  }
  look_in(project.import_paths);
  add(out.module_directories, absolute_path("."));
  const project::Config& config = project.config;
  const std::string& file = config.ini_exists() ? config.ini_path() : config.toml_path();
  const std::string home = parent_path(absolute_path(file));
  add(out.module_directories, home);
  // Where Python itself has the project's packages installed.
  look_in(package_folders(project));
  const std::string root = common_folder(home, absolute_path(project.script_location));
  add(out.roots, root.empty() ? home : root);
  for (const std::string& path : project.import_paths) add(out.roots, absolute_path(path));
  for (const std::string& path : project.version_locations) add(out.roots, path);
  return out;
}

script::ProjectFiles project_files(const Program& program) {
  script::ProjectFiles out;
  out.files = program.files;
  out.module_directories = program.version_locations;
  out.roots = program.version_locations;
  return out;
}

}  // namespace retort::command
