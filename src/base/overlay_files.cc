// The only outside interface is overlay_files.h.
#include "base/overlay_files.h"

#include <algorithm>

#include "base/file.h"

namespace retort {

OverlayFiles::OverlayFiles(const FileSystem& below, const std::vector<FileChange>& changes)
    : below_(below) {
  for (const FileChange& change : changes) changed_[change.path] = change.after;
}

bool OverlayFiles::read_into(const std::string& path, std::string& text) const {
  const auto found = changed_.find(path);
  if (found == changed_.end()) return below_.read_into(path, text);
  if (found->second) text = *found->second;
  return found->second.has_value();
}

std::optional<std::vector<DirectoryEntry>> OverlayFiles::list(const std::string& path) const {
  std::optional<std::vector<DirectoryEntry>> out = below_.list(path);
  const std::string folder = path.ends_with('/') ? path : path + '/';
  for (const auto& [changed, text] : changed_) {
    if (!changed.starts_with(folder)) continue;
    const std::string rest = changed.substr(folder.size());
    const std::size_t slash = rest.find('/');
    const std::string name = rest.substr(0, slash);
    if (!out) {
      if (!text) continue;
      out.emplace();
    }
    const auto at = std::ranges::lower_bound(*out, name, {}, &DirectoryEntry::name);
    const bool there = at != out->end() && at->name == name;
    if (text && !there) out->insert(at, {name, slash != rest.npos, false});
    if (!text && there && slash == rest.npos) out->erase(at);
  }
  return out;
}

bool OverlayFiles::exists(const std::string& path) const {
  const auto found = changed_.find(path);
  return found == changed_.end() ? below_.exists(path) || is_directory(path)
                                 : found->second.has_value();
}

bool OverlayFiles::is_directory(const std::string& path) const {
  if (below_.is_directory(path)) return true;
  return std::ranges::any_of(changed_, [&](const auto& entry) {
    return entry.second && entry.first.starts_with(path + '/');
  });
}

std::string OverlayFiles::real_path(const std::string& path) const {
  return changed_.contains(path) ? path : below_.real_path(path);
}

void OverlayFiles::write(const std::string& path, std::string_view text) {
  changed_[path] = std::string(text);
}

void OverlayFiles::make_directories(const std::string&) {}

void OverlayFiles::remove(const std::string& path) {
  changed_[path] = std::nullopt;
}

}  // namespace retort
