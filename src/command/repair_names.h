// How repairs name files.
#pragma once

#include <string>

#include "doctor/history.h"
#include "project/project.h"

namespace retort::command {

/// The path that a file should have for its revision: its version location and the project's
/// file_template, with the docstring's message and date. Errors: ErrorCode::command when the
/// template asks for a date that the file does not tell.
std::string proper_path(const project::Project& project, const script::MigrationFile& file,
                        const std::string& id);

/// The version location that holds a file; the first one if none does.
std::string location_holding(const project::Project& project, const std::string& path);

}  // namespace retort::command
