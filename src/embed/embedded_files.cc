// The only outside interface is embedded_files.h.
#include "embed/embedded_files.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"

namespace retort::embed {
namespace {

constexpr std::string_view kRoot = "<embedded>/";

std::string root_of(const EmbeddedDirectory& directory) {
  return std::string(kRoot).append(directory.name);
}

bool is_embedded(std::string_view path) {
  return path.starts_with(kRoot);
}

[[noreturn]] void refuse_to_write(const std::string& path) {
  throw Error(ErrorCode::io, "Cannot write " + path + ": it is a part of the program");
}

}  // namespace

EmbeddedFiles::EmbeddedFiles(std::vector<const EmbeddedDirectory*> directories)
    : directories_(std::move(directories)) {
  std::set<std::string_view> names;
  for (const EmbeddedDirectory* directory : directories_) {
    if (names.insert(directory->name).second) continue;
    throw Error(ErrorCode::usage,
                "Two embedded directories are named '" + std::string(directory->name) + "'")
        .with_hint("Give one of them another NAME in retort_embed_migrations().");
  }
}

std::vector<std::string> EmbeddedFiles::folders() const {
  std::vector<std::string> out;
  for (const EmbeddedDirectory* directory : directories_) {
    const std::string root = root_of(*directory);
    std::set<std::string> below;
    for (std::size_t i = 0; i < directory->file_count; ++i) {
      const std::string_view path = directory->files[i].path;
      const std::size_t slash = path.rfind('/');
      if (slash != path.npos) below.insert(root + "/" + std::string(path.substr(0, slash)));
    }
    out.push_back(root);
    out.insert(out.end(), below.begin(), below.end());
  }
  return out;
}

const EmbeddedFile* EmbeddedFiles::find(std::string_view path) const {
  for (const EmbeddedDirectory* directory : directories_) {
    const std::string root = root_of(*directory) + "/";
    if (!path.starts_with(root)) continue;
    const std::string_view below = path.substr(root.size());
    const EmbeddedFile* const end = directory->files + directory->file_count;
    const EmbeddedFile* const found =
        std::lower_bound(directory->files, end, below,
                         [](const auto& file, std::string_view name) { return file.path < name; });
    return found == end || found->path != below ? nullptr : found;
  }
  return nullptr;
}

bool EmbeddedFiles::read_into(const std::string& path, std::string& text) const {
  if (!is_embedded(path)) return real_files().read_into(path, text);
  const EmbeddedFile* const file = find(path);
  if (file == nullptr) return false;
  text.assign(file->content);
  return true;
}

std::optional<std::vector<DirectoryEntry>> EmbeddedFiles::list(const std::string& path) const {
  if (!is_embedded(path)) return real_files().list(path);
  std::map<std::string, bool> entries;  // name to whether it is a directory
  bool found = false;
  const std::string below = path + "/";
  for (const EmbeddedDirectory* directory : directories_) {
    const std::string root = root_of(*directory);
    found = found || root == path;
    for (std::size_t i = 0; i < directory->file_count; ++i) {
      const std::string full = root + "/" + std::string(directory->files[i].path);
      if (!full.starts_with(below)) continue;
      const std::string rest = full.substr(below.size());
      const std::size_t slash = rest.find('/');
      entries.emplace(rest.substr(0, slash), slash != rest.npos);
    }
  }
  if (!found && entries.empty()) return std::nullopt;
  std::vector<DirectoryEntry> out;
  for (const auto& [name, is_folder] : entries) out.push_back({name, is_folder, false});
  return out;
}

bool EmbeddedFiles::exists(const std::string& path) const {
  if (!is_embedded(path)) return real_files().exists(path);
  return find(path) != nullptr || is_directory(path);
}

bool EmbeddedFiles::is_directory(const std::string& path) const {
  if (!is_embedded(path)) return real_files().is_directory(path);
  return list(path).has_value();
}

std::string EmbeddedFiles::real_path(const std::string& path) const {
  return is_embedded(path) ? path : real_files().real_path(path);
}

void EmbeddedFiles::write(const std::string& path, std::string_view) {
  refuse_to_write(path);
}

void EmbeddedFiles::make_directories(const std::string& path) {
  refuse_to_write(path);
}

void EmbeddedFiles::remove(const std::string& path) {
  refuse_to_write(path);
}

}  // namespace retort::embed
