// The only outside interface is environment.h.
#include "command/environment.h"

#include <utility>

#include "command/ask_database.h"
#include "command/env_databases.h"
#include "command/env_script.h"
#include "command/session_history.h"

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

/// What env.py and the places around it say.
class Finder {
 public:
  Finder(Session& session, Mode mode)
      : session_(session),
        mode_(mode),
        given_(
            project::explicit_environment(session.request().overrides, session.project().config)),
        of_file_(project::file_environment(session.project().config)) {}

  project::Environment find() {
    project::Environment out = given_;
    if (session_.request().read_env) {
      project::Environment env = evaluate(mode_ == Mode::offline);
      if (env.refusal && session_.request().asks_database) throw *env.refusal;
      choose(env.databases);
      // The part for --sql usually names the URL, where the other one hides it in an engine.
      if (mode_ == Mode::online && !given_.url.given() && !env.url.given() &&
          env.databases.empty()) {
        env.url = evaluate(true).url;
      }
      project::fill_missing(out, env);
    }
    complete(out);
    for (project::EnvDatabase& one : out.databases) {
      project::Environment whole = given_;
      project::fill_missing(whole, one.environment);
      complete(whole);
      whole.import_paths = out.import_paths;
      one.environment = std::move(whole);
    }
    if (!out.databases.empty()) out.url = {};
    return out;
  }

 private:
  project::Environment evaluate(bool offline) {
    const Request& request = session_.request();
    project::Environment guess = given_;
    add_fallback(guess, of_file_, true);
    EnvScriptRequest wanted{offline, dialect_of(guess), request.x_arguments, request.tag,
                            request.overrides.values};
    wanted.history = &history_;
    if (!offline && request.asks_database) {
      wanted.ask = [this](const std::string& url) { return ask_database(session_, url); };
    }
    return evaluate_env_script(session_.project(), wanted);
  }

  /// A URL that is given picks one of several databases; all schemas of one are meant.
  void choose(std::vector<project::EnvDatabase>& databases) const {
    if (given_.url.given() && !share_database(databases)) databases.clear();
  }

  /// A database that env.py does not tell is not the one of the file; off-line only its kind
  /// counts.
  void complete(project::Environment& out) const {
    const bool hidden = mode_ == Mode::online && out.hidden_reason("url") != nullptr;
    add_fallback(out, of_file_, !hidden);
  }

  Session& session_;
  SessionHistory history_{session_};
  Mode mode_;
  project::Environment given_;
  project::Environment of_file_;
};

}  // namespace

project::Environment find_environment(Session& session, Mode mode) {
  return Finder(session, mode).find();
}

}  // namespace retort::command
