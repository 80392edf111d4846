// What a migration file says, without what does not count: comments, blanks, line ends, and the
// docstring of a script.
#pragma once

#include <string>
#include <string_view>

namespace retort::script {

/// Whether a file's place in the history counts: what it revises and depends on, its labels.
enum class HistoryPlace { counts, ignored };

/// Two files of equal meaning do the same. `path` tells the language; `dialect` the rules of
/// comments in an SQL file (those of its database). The text itself where it cannot be read.
std::string meaning_of(std::string_view path, std::string_view text, std::string_view dialect,
                       HistoryPlace place);

}  // namespace retort::script
