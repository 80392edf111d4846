// The files of revisions that were squashed into one: SCRIPT_LOCATION/archive/ID holds those that
// the migration ID stands for, that of ID itself as it was among them.
//
// A squashed migration keeps the id of the last revision that it stands for, so that only databases
// that stand inside of the range need the others. For them the history is what it was before.
#pragma once

#include <string>
#include <vector>

#include "command/session.h"

namespace retort::command {

/// Where the files go that `id` stands for.
std::string archive_folder(Session& session, const std::string& id);

/// Puts the archived files in the place of the squashed ones where a row of the version table names
/// one of them; else nothing happens. The session's graph stays where it is. Errors: those of the
/// files' headers.
void use_archive(Session& session, const std::vector<std::string>& rows);

/// Whether an archive has a file of this checksum (SHA-256) for the migration `id`.
bool is_archived(Session& session, const std::string& id, const std::string& checksum);

}  // namespace retort::command
