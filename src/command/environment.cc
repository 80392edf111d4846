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

/// What is below env.py; `with_url`: the file's URL as well.
void add_fallback(project::Environment& out, project::Environment of_file, bool with_url) {
  if (!with_url) of_file.url = {};
  const project::Known<std::string> dialect = std::exchange(of_file.dialect, {});
  project::fill_missing(out, of_file);
  project::fill_missing(out, project::process_environment());
  if (!out.url.given() && !out.dialect.given()) out.dialect = dialect;
}

}  // namespace

project::Environment find_environment(Session& session, Mode mode) {
  const project::Project& project = session.project();
  const Request& request = session.request();
  project::Environment out = project::explicit_environment(request.overrides, project.config);
  const project::Environment of_file = project::file_environment(project.config);
  if (request.read_env) {
    project::Environment guess = out;
    add_fallback(guess, of_file, true);
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
  // A database that env.py does not tell is not the one of the file; off-line only its kind counts.
  const bool hidden = mode == Mode::online && out.hidden_reason("url") != nullptr;
  add_fallback(out, of_file, !hidden);
  if (!out.databases.empty()) out.url = {};
  return out;
}

}  // namespace retort::command
