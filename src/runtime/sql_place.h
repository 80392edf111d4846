// From an error of the database to the place in an SQL migration's file. No state; any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/source.h"
#include "script/host.h"

namespace retort::runtime {

/// Where in the file the database stopped: at the character that it names, in the row of COPY that
/// it names, or else at the statement. `sent` is the statement as it was sent.
Place place_in_file(const Error& error, const Origin& origin, std::string_view sent,
                    const std::vector<script::TextShift>& shifts,
                    const std::optional<std::string_view>& rows);

}  // namespace retort::runtime
