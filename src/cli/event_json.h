// Events as the JSON objects of docs/json.md.
#pragma once

#include "base/json.h"
#include "runtime/event.h"

namespace retort::cli {

/// Its members, `event` first: without version, time and process.
Json event_json(const runtime::Event& event);

}  // namespace retort::cli
