// From a URL to libpq's connection keywords.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "database/connection.h"

namespace retort::database {

/// libpq keywords and values in order, without those that the URL leaves out. `known` holds the
/// keywords that the loaded libpq takes. Values may be secret. Errors: ErrorCode::config for a
/// query option that neither libpq nor a Python driver has; its value is not repeated.
std::vector<std::pair<std::string, std::string>> libpq_options(
    const Url& url, const ConnectOptions& options, const std::vector<std::string>& known);

/// The names of the options that the loaded libpq takes.
std::vector<std::string> known_libpq_options();
/// What to do about a server's reason to refuse a connection.
std::string connect_hint(std::string_view reason);

}  // namespace retort::database
