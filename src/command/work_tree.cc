// The only outside interface is work_tree.h.
#include "command/work_tree.h"

#include <algorithm>

#include "base/file.h"

namespace retort::command {
namespace {

bool is_dirty(const GitRepository& repository, const std::string& path) {
  const std::optional<std::string> name = repository.relative(path);
  if (!name) return false;
  return !repository.is_tracked(*name) || repository.is_changed(*name);
}

}  // namespace

std::vector<std::string> dirty_files(const std::vector<std::string>& paths) {
  std::vector<std::string> out;
  std::unique_ptr<GitRepository> repository;
  bool asked = false;
  for (const std::string& path : paths) {
    if (!path_exists(path)) continue;
    if (!asked) repository = GitRepository::find(path);
    asked = true;
    if (repository != nullptr && is_dirty(*repository, path)) out.push_back(display_path(path));
  }
  return out;
}

GitBlame::GitBlame(const std::vector<std::string>& folders) : lost_(folders) {
  if (!folders.empty()) repository_ = GitRepository::find(real_path(folders.front()));
}

std::map<std::string, std::vector<doctor::EarlierParents>> GitBlame::earlier_parents(
    const std::vector<std::string>& ids) {
  std::map<std::string, std::vector<doctor::EarlierParents>> out;
  if (repository_ == nullptr) return out;
  for (const auto& [id, versions] : lost_.find(ids)) {
    for (const doctor::LostRevision& version : versions) {
      doctor::EarlierParents& earlier = out[id].emplace_back();
      earlier.parents = version.spec.down_revisions;
      if (const std::optional<GitCommit>& removed = version.file.removed) {
        earlier.changed = {removed->id.substr(0, 8), removed->author, removed->date};
      }
    }
  }
  return out;
}

std::optional<doctor::Authorship> GitBlame::line(const std::string& path, int line) {
  if (repository_ == nullptr || line <= 0) return std::nullopt;
  const std::optional<std::string> name = repository_->relative(path);
  if (!name || !repository_->is_tracked(*name) || repository_->is_changed(*name)) {
    return std::nullopt;
  }
  const std::optional<GitCommit> commit = repository_->blame(*name, line);
  if (!commit) return std::nullopt;
  return doctor::Authorship{commit->id.substr(0, 8), commit->author, commit->date};
}

}  // namespace retort::command
