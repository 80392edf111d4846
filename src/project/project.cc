// The only outside interface is project.h.
#include "project/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "project/python_path.h"

namespace retort::project {
namespace {

/// Where Python would look for a package: prepend_sys_path, PYTHONPATH, the working directory.
std::vector<std::string> package_paths(const std::vector<std::string>& import_paths) {
  std::vector<std::string> out = import_paths;
  std::ranges::copy(python_path(), std::back_inserter(out));
  out.emplace_back(".");
  return out;
}

/// `package.module:folder:folder` as a path; a plain path stays as it is.
std::string resource_path(const Option& option, const std::vector<std::string>& import_paths) {
  const std::string& value = option.value;
  const std::size_t colon = value.find(':');
  if (value.starts_with('/') || colon == std::string::npos) return value;
  std::string package = value.substr(0, colon);
  std::string rest = value.substr(colon + 1);
  std::replace(package.begin(), package.end(), '.', '/');
  std::replace(rest.begin(), rest.end(), ':', '/');
  for (const std::string& path : package_paths(import_paths)) {
    const std::string folder = join_path(path == "." ? "" : path, package);
    if (is_directory(folder)) return join_path(folder, rest);
  }
  throw Error(ErrorCode::config, fmt::format("No module named '{}'", value.substr(0, colon)),
              place_of(option.origin))
      .with_hint("Add the folder that holds the package to prepend_sys_path or PYTHONPATH.");
}

/// The folder of the ini file where that is the migrations' own, as Flask-Migrate lays it out,
/// which writes no script_location, needs no [alembic] and works in the application's folder.
std::optional<std::string> folder_around(const Config& config) {
  const bool chosen = config.section() != "alembic";
  if (!config.ini_exists() || (chosen && !config.ini().has_section(config.section()))) {
    return std::nullopt;
  }
  const std::string above = parent_path(config.ini_path());
  const std::string folder = above.empty() ? "." : above;
  const bool whole =
      path_exists(join_path(folder, "env.py")) && path_exists(join_path(folder, "versions"));
  return whole ? std::optional(folder) : std::nullopt;
}

Error no_script_location(const Config& config) {
  Error error(ErrorCode::config, "No 'script_location' key found in configuration.");
  if (!config.ini_exists() && !config.toml_exists()) {
    error.with_hint(fmt::format("Neither {} nor {} exists here; name the file with -c.",
                                config.ini_path(), config.toml_path()));
  } else if (!config.ini_exists()) {
    error.with_hint(
        fmt::format("{} does not exist here; name the file with -c, or add "
                    "script_location to [tool.alembic] in {}.",
                    config.ini_path(), config.toml_path()));
  } else if (config.ini_exists() && !config.ini().has_section(config.section())) {
    std::string names;
    for (const IniSection& section : config.ini().sections()) {
      names += fmt::format("{}[{}]", names.empty() ? "" : ", ", section.name);
    }
    error.with_hint(fmt::format("Name a section of {} with -n: there is no [{}], but {}.",
                                config.ini_path(), config.section(),
                                names.empty() ? "no other either" : names));
  } else {
    error.with_hint(fmt::format("Add script_location to [{}] in {}, or to [tool.alembic] in {}.",
                                config.section(), config.ini_path(), config.toml_path()));
  }
  return error;
}

}  // namespace

std::string Project::env_path() const {
  return join_path(script_location, "env.py");
}

bool Project::revision_environment() const {
  const std::optional<Option> found = config.option("revision_environment");
  if (!found) return false;
  std::string value = found->value;
  for (char& c : value) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return value == "true" || value == "yes" || value == "on" || value == "y" || value == "t" ||
         value == "1";
}

Project load_project(const ConfigFiles& files) {
  Project project{Config::load(files), {}, {}, false, false, {}};
  const Config& config = project.config;
  const std::optional<Option> location = config.option("script_location");
  const std::optional<std::string> around = location ? std::nullopt : folder_around(config);
  if (!location && !around) throw no_script_location(config);

  for (Option& path : config.path_list("prepend_sys_path", {"path_separator"}, ", :")) {
    project.import_paths.push_back(std::move(path.value));
  }
  if (around && project.import_paths.empty()) project.import_paths.emplace_back(".");
  project.script_location = around ? *around : resource_path(*location, project.import_paths);
  if (location && !path_exists(project.script_location)) {
    throw Error(ErrorCode::config,
                fmt::format("Path doesn't exist: {}.  Please use the 'init' command to create a "
                            "new scripts folder.",
                            project.script_location),
                place_of(location->origin))
        .with_hint("Correct script_location; a relative path starts at the working directory.");
  }
  project.recursive_version_locations = config.boolean_option("recursive_version_locations");
  project.sourceless = config.boolean_option("sourceless");
  for (const Option& path :
       config.path_list("version_locations", {"path_separator", "version_path_separator"}, ", ")) {
    project.version_locations.push_back(absolute_path(resource_path(path, project.import_paths)));
  }
  if (project.version_locations.empty()) {
    project.version_locations.push_back(
        absolute_path(join_path(project.script_location, "versions")));
  }
  return project;
}

}  // namespace retort::project
