// Unified diffs, as `git apply` and `patch -p1` take them.
#pragma once

#include <optional>
#include <string>

namespace retort::doctor {

/// A file before and after. Names are as the diff shows them, without `a/` and `b/`.
struct DiffSide {
  std::string name;
  std::optional<std::string> text;  ///< Nothing: there is no file.
  friend bool operator==(const DiffSide&, const DiffSide&) = default;
};

/// The diff with three lines of context; a change of name is told as git does. Empty when nothing
/// differs.
std::string unified_diff(const DiffSide& before, const DiffSide& after);

}  // namespace retort::doctor
