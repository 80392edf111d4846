// The runtime's events and states as the library's public ones.
#pragma once

#include <functional>

#include "command/database_status.h"
#include "retort/migrator.h"
#include "runtime/event.h"

namespace retort::embed {

/// Calls `tell` with the event, whose texts live that long.
void with_public_event(const runtime::Event& event, const std::function<void(const Event&)>& tell);

DatabaseStatus::State public_state(command::DatabaseState state);

}  // namespace retort::embed
