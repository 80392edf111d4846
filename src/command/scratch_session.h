// Sessions of the project on scratch databases.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"
#include "command/session.h"
#include "database/url.h"
#include "runtime/reporter.h"

namespace retort::command {

/// The server of --url, where one was given: scratch databases may be made there. Unset for SQLite.
std::optional<database::Url> scratch_server(Session& session, std::string_view dialect);

/// The URL of --scratch. Errors: those of database::parse_url(), which name the option.
database::Url scratch_url(const std::string& text);

/// What such a session is asked for: the database is the one of `url`, whatever else names one or
/// has a password for one, and nothing is recorded in it.
Request on_scratch(Request request, const database::Url& url);

/// The project of `session` on a scratch database, with other files. What is given must outlive the
/// result.
std::unique_ptr<Session> session_on(Session& session, const database::Url& url,
                                    const FileSystem& files, runtime::Reporter& reporter);

}  // namespace retort::command
