// What a new revision is asked to be.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace retort::command {

struct RevisionRequest {
  std::optional<std::string> message;
  std::vector<std::string> heads = {"head"};  ///< What the new revision follows.
  bool splice = false;                        ///< Whether these need not be heads.
  std::vector<std::string> branch_labels;
  std::optional<std::string> version_path;
  std::optional<std::string> rev_id;
  std::vector<std::string> depends_on;
};

}  // namespace retort::command
