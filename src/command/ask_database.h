// The database while env.py is evaluated, for what it looks up there.
#pragma once

#include <memory>
#include <string>

#include "command/session.h"
#include "script/host.h"

namespace retort::command {

/// A connection of its own to the database of a URL, as the session would make it, in a transaction
/// in which nothing can be changed. Errors: as those of
/// Session::connection().
std::shared_ptr<script::Host> ask_database(Session& session, const std::string& url);

}  // namespace retort::command
