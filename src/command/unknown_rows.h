// Where a revision comes from that has no file here: another deployment's journal, or git.
#pragma once

#include <string>
#include <vector>

#include "command/database_status.h"
#include "command/session.h"
#include "runtime/journal_reading.h"

namespace retort::command {

/// Follows each id back to the revisions that are here: first through what the journal says was
/// applied after what, then through files that some commit of the project's repository has.
std::vector<UnknownRow> find_origins(Session& session, const std::vector<std::string>& ids,
                                     const std::vector<runtime::AppliedStep>& applied);

}  // namespace retort::command
