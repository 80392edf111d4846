// Where scripts of a project find its modules and files.
#pragma once

#include "command/program.h"
#include "project/project.h"
#include "script/surroundings.h"

namespace retort::command {

/// Modules are looked for in prepend_sys_path, the working directory and the configuration's
/// folder; files are read below the nearest folder that holds them all.
script::ProjectFiles project_files(const project::Project& project);
/// The same for the version locations of a program: modules and files come from there only.
script::ProjectFiles project_files(const Program& program);

}  // namespace retort::command
