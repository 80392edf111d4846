// The checks of a project's surroundings: its configuration, its env.py and the application's
// modules. Nothing is run.
#pragma once

#include "base/files.h"
#include "doctor/finding.h"
#include "doctor/history.h"
#include "doctor/lost_and_found.h"
#include "project/environment.h"
#include "project/project.h"

namespace retort::doctor {

/// `environment`: what env.py and the configuration say, as far as that is known.
void check_environment(const project::Project& project, const project::Environment& environment,
                       const FileSystem& files, const History& history, const LostAndFound& git,
                       Findings& findings);

/// Options of the INI file whose `%` is not doubled: where one is, the configuration may not be
/// readable at all.
void check_ini(const project::Config& config, Findings& findings);

}  // namespace retort::doctor
