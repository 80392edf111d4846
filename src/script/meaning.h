// What a migration file says, without what does not count: comments, blanks, line ends, and the
// docstring of a script.
#pragma once

#include <string>
#include <string_view>

namespace retort::script {

/// Two files of equal meaning do the same. `path` tells the language; `dialect` the rules of
/// comments in an SQL file (those of its database). The text itself where it cannot be read.
std::string meaning_of(std::string_view path, std::string_view text, std::string_view dialect);

}  // namespace retort::script
