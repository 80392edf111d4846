// Puts together what is known of the database, env.py included.
#pragma once

#include "command/session.h"

namespace retort::command {

/// The whole environment of a session. env.py is read only if the request allows it; when it cannot
/// be read, or part of it cannot be known, a note says so and the rest is taken from elsewhere.
project::Environment find_environment(Session& session, Mode mode);

}  // namespace retort::command
