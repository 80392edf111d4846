// The models of a project: what env.py's target_metadata holds, without running the application.
#pragma once

#include <string>

#include "command/session.h"
#include "models/models.h"

namespace retort::command {

class EnvObserver;
class RevisionHook;

/// The dialect of the project's database; PostgreSQL where nothing says which one it is.
const dialect::Dialect& dialect_of_models(Session& session);
/// Reads them for a dialect, which types of the application may depend on. Errors: those of the
/// configuration. What cannot be known is in the gaps.
models::Models read_models(Session& session, const dialect::Dialect& dialect,
                           EnvObserver* observer = nullptr, RevisionHook* hook = nullptr);

}  // namespace retort::command
