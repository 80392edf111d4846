// The checks: each looks at one aspect of a project and adds what it finds.
//
// Those of this file need the migration files only. They are independent of each other and may run
// in any order.
#pragma once

#include <string>
#include <string_view>

#include "base/files.h"
#include "doctor/finding.h"
#include "doctor/history.h"
#include "doctor/lost_and_found.h"

namespace retort::doctor {

/// The shape of the graph: parents, loops, labels, ids, heads, bases, merges, dependencies.
/// `git`: where the files of missing ids are searched. `version_column`: how many characters the
/// version table's column takes.
void check_graph(const History& history, const LostAndFound& git, Findings& findings,
                 std::size_t version_column = 32);

/// The files themselves: whether they can be read, and whether name, docstring and content agree.
void check_files(const History& history, Findings& findings);

/// Migrations of `before` whose code is another one now: databases may have run the old one.
/// Comments, docstrings and white space do not count. `since`: how messages name the time.
void check_edits(const History& before, const History& now, std::string_view since,
                 Findings& findings);

}  // namespace retort::doctor
