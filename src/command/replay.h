// The content checks of `retort doctor` on a session's project.
#pragma once

#include "command/session.h"
#include "doctor/finding.h"
#include "doctor/history.h"

namespace retort::command {

/// Runs every revision of `history` against a model of the schema, which is compared with the
/// models of the application `with_models`. Uses up the session's graph.
void check_content(Session& session, const doctor::History& history, doctor::Findings& findings,
                   bool with_models = false);

}  // namespace retort::command
