#include "command/scratch_session.h"

#include <utility>

#include "base/error.h"

namespace retort::command {

std::optional<database::Url> scratch_server(Session& session, std::string_view dialect) {
  if (!session.request().overrides.url || dialect == "sqlite") return std::nullopt;
  return session.url();
}

database::Url scratch_url(const std::string& text) {
  try {
    return database::parse_url(text);
  } catch (Error& error) {
    error.with_hint("Correct the URL of --scratch.");
    throw;
  }
}

Request on_scratch(Request request, const database::Url& url) {
  request.overrides.url = database::render_with_password(url).reveal();
  request.overrides.url_from = "the scratch database";
  request.overrides.url_is_whole = true;
  request.overrides.dialect.reset();
  request.journal = false;
  request.before_commit = nullptr;
  return request;
}

std::unique_ptr<Session> session_on(Session& session, const database::Url& url,
                                    const FileSystem& files, runtime::Reporter& reporter) {
  auto out = std::make_unique<Session>(on_scratch(session.request(), url), reporter);
  out->use_files(files);
  return out;
}

}  // namespace retort::command
