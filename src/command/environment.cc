// The only outside interface is environment.h.
#include "command/environment.h"

#include <utility>

#include "command/env_script.h"

namespace retort::command {
namespace {

/// The dialect that a URL text begins with; empty when unknown.
std::string dialect_of(const project::Environment& known) {
  if (known.dialect.given()) return known.dialect.value;
  const std::string& url = known.url.value.reveal();
  for (const char* name : {"sqlite", "mysql", "mariadb"})
    if (url.starts_with(name)) return name;
  return url.empty() ? "" : "postgresql";
}

}  // namespace

project::Environment find_environment(Session& session, Mode mode) {
  const project::Project& project = session.project();
  const Request& request = session.request();
  project::Environment out = project::explicit_environment(request.overrides, project.config);
  const project::Environment fallback = project::fallback_environment(project.config);
  if (request.read_env) {
    project::Environment guess = out;
    project::fill_missing(guess, fallback);
    EnvScriptRequest wanted{mode == Mode::offline, dialect_of(guess), request.x_arguments,
                            request.tag, request.overrides.values};
    const bool named = out.url.given();
    project::fill_missing(out, evaluate_env_script(project, wanted));
    if (named) out.databases.clear();
    // The part for --sql usually names the URL, where the other one hides it in an engine.
    if (mode == Mode::online && !out.url.given() && out.databases.empty()) {
      wanted.offline = true;
      const project::Environment offline = evaluate_env_script(project, wanted);
      if (offline.url.given()) out.url = offline.url;
    }
  }
  project::fill_missing(out, fallback);
  if (!out.databases.empty()) out.url = {};
  return out;
}

}  // namespace retort::command
