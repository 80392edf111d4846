// What the project's git repository says of files. Outside of one, nothing is known.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/git.h"
#include "doctor/break_cycles.h"

namespace retort::command {

/// Those of the files that differ from what was last added to git, or that git does not know; as
/// messages name them.
std::vector<std::string> dirty_files(const std::vector<std::string>& paths);

class GitBlame final : public doctor::Blame {
 public:
  /// `folder`: one of the version locations; the repository around it is asked.
  explicit GitBlame(const std::string& folder);

  std::optional<doctor::Authorship> line(const std::string& path, int line) override;

 private:
  std::unique_ptr<GitRepository> repository_;
};

}  // namespace retort::command
