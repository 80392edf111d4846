// Headers that the scanner leaves undecided: the file is parsed and its module level is followed as
// far as constants go, without running anything.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "script/header.h"

namespace retort::script {

/// Where modules that a header names are looked for, in order.
struct ModuleFolders {
  const FileSystem* files = nullptr;  ///< Null: nowhere.
  std::vector<std::string> folders;
};

/// Understands names bound to constants, concatenation, `%` and f-strings of constants, conditional
/// expressions, `if`, `try`, `with` and `for`-free module code, and constants that are imported
/// from the project's own modules, which are read in the same way. A header variable whose last
/// value cannot be known is an Error with code `unknown_value` at the assignment; branch labels
/// too, as a label that is silently missing would hide a branch.
class ConstantHeaderFallback final : public HeaderFallback {
 public:
  explicit ConstantHeaderFallback(ModuleFolders folders = {});
  ~ConstantHeaderFallback() override;

  Header read(const Source& source) const override;

 private:
  class Modules;
  std::unique_ptr<Modules> modules_;
};

}  // namespace retort::script
