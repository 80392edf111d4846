// A migration file that is made of changes between two schemas.
#pragma once

#include <string>
#include <vector>

#include "command/new_revision.h"
#include "command/session.h"
#include "diff/changes.h"

namespace retort::command {

/// Where a new file of an id goes, named as the project names its files. `folder`: a version
/// location; empty: the first one. Errors: `command` when the file exists.
RevisionDraft draft_file(Session& session, const std::string& id,
                         const std::vector<std::string>& parents, const std::string& message,
                         const std::string& folder, FileFormat format);

/// Its text: `changes` and their way back. `explanation` stands below the message. `scratch`: a
/// session on a database of the dialect.
std::string step_text(Session& scratch, const RevisionDraft& draft, FileFormat format,
                      const diff::Changes& changes, const std::string& explanation);

}  // namespace retort::command
