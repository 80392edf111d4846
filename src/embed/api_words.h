// The engine's errors speak to a person at a terminal: of options and commands. A program has
// others.
#pragma once

#include "base/error.h"

namespace retort::embed {

/// Names members of the API where the message or a hint names an option or a command.
void use_api_words(Error& error);

}  // namespace retort::embed
