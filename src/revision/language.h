// What a revision is written in.
#pragma once

#include <string_view>

#include "revision/revision.h"

namespace retort::revision {

enum class Language { python, sql, cpp };

/// As its file's name says: `.py` and `.pyc` are Python, `.sql` is SQL. What a program declares
/// itself is C++.
Language language_of(const RevisionSpec& spec);
/// `python`, `sql`, `c++`: as in JSON output.
std::string_view name_of(Language language);

}  // namespace retort::revision
