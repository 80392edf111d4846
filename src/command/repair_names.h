// How repairs name files.
#pragma once

#include <optional>
#include <string>

#include "doctor/repair.h"
#include "project/project.h"

namespace retort::command {

/// The path that a file should have for its revision: its version location and the project's
/// file_template, with the docstring's message and date. Errors: ErrorCode::command when the
/// template asks for a date that the file does not tell.
std::string proper_path(const project::Project& project, const script::MigrationFile& file,
                        const std::string& id);

/// The version location that holds a file; the first one if none does.
std::string location_holding(const project::Project& project, const std::string& path);

/// Removes files that are equal to another with the same id, to the byte; of one revision or of
/// all. The one that stays is named for the id if one is; else it is the one that counts.
void drop_equal_files(doctor::Repairs& repairs, std::optional<doctor::Index> only);

}  // namespace retort::command
