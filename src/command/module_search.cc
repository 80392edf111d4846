// The only outside interface is module_search.h.
#include "command/module_search.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/file.h"
#include "base/files.h"

namespace retort::command {
namespace {

constexpr int kDeepest = 12;  ///< Nested folders.

bool is_package(const FileSystem& files, const std::string& folder) {
  return files.read_if_exists(join_path(folder, "__init__.py")).has_value();
}

/// Folders that hold no part of an application.
bool is_left_out(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kNames = {
      "tests",    "test",  "node_modules", "venv",          "env",
      "versions", "build", "dist",         "site-packages", "migrations"};
  return name.starts_with(".") || name.starts_with("_") ||
         std::ranges::find(kNames, name) != kNames.end();
}

class Search {
 public:
  Search(std::string migrations, std::span<const std::string_view> signs)
      : migrations_(std::move(migrations)), signs_(signs) {}

  void look(const std::string& folder, const std::string& package, int depth) {
    if (depth > kDeepest || (depth > 0 && folder == migrations_)) return;
    if (!seen_.insert(files_.real_path(folder)).second) return;
    const auto entries = files_.list(folder);
    if (!entries) return;
    const std::string prefix = package.empty() ? "" : package + ".";
    std::vector<std::string> folders;
    for (const DirectoryEntry& entry : *entries) {
      const std::string path = join_path(folder, entry.name);
      if (entry.name.ends_with(".py")) {
        look_at_file(path, prefix + entry.name.substr(0, entry.name.size() - 3));
      } else if (entry.name.find('.') == entry.name.npos && !is_left_out(entry.name)) {
        folders.push_back(entry.name);
      }
    }
    for (const std::string& name : folders) {
      const std::string inner = join_path(folder, name);
      if (package.empty() && !is_package(files_, inner)) continue;
      look(inner, prefix + name, depth + 1);
    }
  }
  std::vector<FoundModule> take() {
    std::ranges::sort(found_);
    return std::move(found_);
  }

 private:
  void look_at_file(const std::string& path, std::string module) {
    if (path == join_path(migrations_, "env.py")) return;
    if (module == "setup" || module.ends_with("conftest")) return;
    const auto text = files_.read_if_exists(path);
    if (!text || !has_sign(*text)) return;
    if (module.ends_with(".__init__")) module.resize(module.size() - 9);
    found_.push_back({std::move(module), path});
  }

  bool has_sign(std::string_view text) const {
    return std::ranges::any_of(signs_,
                               [&](std::string_view sign) { return text.find(sign) != text.npos; });
  }

  const FileSystem& files_ = real_files();
  std::string migrations_;
  std::span<const std::string_view> signs_;
  std::set<std::string> seen_;
  std::vector<FoundModule> found_;
};

}  // namespace

std::vector<std::string> package_folders(const project::Project& project) {
  const FileSystem& files = real_files();
  std::vector<std::string> found;
  const auto add = [&](const std::string& folder) {
    if (std::ranges::find(found, folder) == found.end()) found.push_back(folder);
  };
  std::string folder = absolute_path(project.script_location);
  for (int depth = 0; depth < kDeepest; ++depth) {
    const std::string above = parent_path(folder);
    if (above.empty() || above == folder) break;
    if (is_package(files, folder) && !is_package(files, above)) add(above);
    folder = above;
  }
  const std::string source = join_path(absolute_path("."), "src");
  if (files.list(source)) add(source);
  return found;
}

std::vector<FoundModule> find_modules_with(const project::Project& project,
                                           std::span<const std::string> folders,
                                           std::span<const std::string_view> signs) {
  Search search(absolute_path(project.script_location), signs);
  for (const std::string& folder : folders) search.look(folder, "", 0);
  for (const std::string& path : project.import_paths) search.look(absolute_path(path), "", 0);
  return search.take();
}

std::vector<std::string> modules_with(const project::Project& project,
                                      std::span<const std::string> folders,
                                      std::span<const std::string_view> signs) {
  std::vector<std::string> names;
  for (FoundModule& module : find_modules_with(project, folders, signs)) {
    if (names.empty() || names.back() != module.name) names.push_back(std::move(module.name));
  }
  return names;
}

}  // namespace retort::command
