// `retort graph`: the whole history as a picture.
#pragma once

#include <string>

#include "command/session.h"

namespace retort::command {

/// `format`: text, svg, mermaid, dot, json or html. A broken history is drawn, too. The page (html)
/// holds every revision's script, its SQL in each dialect as far as that is known without a
/// database, and who added it, and needs nothing from elsewhere. Ended by a newline.
std::string graph_picture(Session& session, const std::string& format);

}  // namespace retort::command
