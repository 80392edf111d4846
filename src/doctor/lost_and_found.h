// What git knows of the files of a history: contents that were lost, and files that others lack.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/git.h"
#include "doctor/finding.h"
#include "doctor/history.h"

namespace retort::doctor {

/// A file that once defined a revision.
struct LostRevision {
  GitFile file;
  revision::RevisionSpec spec;  ///< What its header says.
};

class LostAndFound {
 public:
  /// `folders`: the version locations, real paths; the repository is that of the first one in one.
  explicit LostAndFound(const std::vector<std::string>& folders);
  ~LostAndFound();
  LostAndFound(const LostAndFound&) = delete;
  LostAndFound& operator=(const LostAndFound&) = delete;

  /// Null outside of a git repository, or without libgit2.
  const GitRepository* repository() const { return repository_.get(); }
  /// The version locations, relative to the repository.
  const std::vector<std::string>& folders() const { return folders_; }

  /// Files of any commit, stash, reflog or dangling object that define `ids`, newest first for each
  /// id. One walk for all ids, and a second one for those that only a dangling object may have.
  std::map<std::string, std::vector<LostRevision>> find(std::vector<std::string> ids) const;

 private:
  std::unique_ptr<GitRepository> repository_;
  std::vector<std::string> folders_;
};

/// `commit 1a2b3c4d (2024-05-01 10:00, Ada) still has it at versions/a.py on branch main; ...`.
std::vector<std::string> evidence_of(const LostRevision& found);

/// Files that git does not know, or ignores.
void check_git(const History& history, const LostAndFound& git, Findings& findings);

}  // namespace retort::doctor
