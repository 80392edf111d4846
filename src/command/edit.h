// `edit`: migration files in the user's editor.
#pragma once

#include <string>
#include <vector>

#include "command/session.h"

namespace retort::command {

/// The paths of the files that an identifier names; `current`: those of the version table's rows.
/// Errors: `command` with Alembic's texts when there are none.
std::vector<std::string> files_to_edit(Session& session, const std::string& identifier);

/// Opens a file in $EDITOR, $VISUAL or a common editor, and waits. Errors: `command` when there is
/// none, or it fails.
void open_in_editor(const std::string& path);

}  // namespace retort::command
