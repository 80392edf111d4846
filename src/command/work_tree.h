// What the project's git repository says of files. Outside of one, nothing is known.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/git.h"
#include "doctor/break_cycles.h"
#include "doctor/lost_and_found.h"

namespace retort::command {

/// Those of the files that differ from what was last added to git, or that git does not know; as
/// messages name them.
std::vector<std::string> dirty_files(const std::vector<std::string>& paths);

class GitBlame final : public doctor::Blame {
 public:
  /// `folders`: the version locations; the repository around the first is asked.
  explicit GitBlame(const std::vector<std::string>& folders);

  std::optional<doctor::Authorship> line(const std::string& path, int line) override;
  std::map<std::string, std::vector<doctor::EarlierParents>> earlier_parents(
      const std::vector<std::string>& ids) override;

 private:
  std::unique_ptr<GitRepository> repository_;
  doctor::LostAndFound lost_;
};

}  // namespace retort::command
