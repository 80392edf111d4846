// Headers that the scanner leaves undecided: the file is parsed and its module level is followed as
// far as constants go, without running anything.
#pragma once

#include "script/header.h"

namespace retort::script {

/// Understands names bound to constants, concatenation, `%` and f-strings of constants, conditional
/// expressions, `if`, `try`, `with` and `for`-free module code. A header variable whose last value
/// cannot be known is an Error with code `unknown_value` at the assignment; branch labels too, as a
/// label that is silently missing would hide a branch.
class ConstantHeaderFallback final : public HeaderFallback {
 public:
  Header read(const Source& source) const override;
};

}  // namespace retort::script
