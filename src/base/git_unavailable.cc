// In place of git.cc where libgit2's headers were missing at build time.
#include "base/git.h"

namespace retort {

std::unique_ptr<GitRepository> GitRepository::find(const std::string&) {
  return nullptr;
}

std::optional<std::string> GitRepository::relative(const std::string&) const {
  return std::nullopt;
}

}  // namespace retort
