// The only outside interface is models.h.
#include "command/models.h"

#include <array>
#include <utility>

#include "command/ask_database.h"
#include "command/env_script.h"
#include "command/module_search.h"
#include "command/session_history.h"
#include "models/collector.h"

namespace retort::command {
const dialect::Dialect& dialect_of_models(Session& session) {
  try {
    return session.dialect(Mode::online);
  } catch (const Error&) {
    return *dialect::find_dialect("postgresql");
  }
}

models::Models read_models(Session& session, const dialect::Dialect& dialect, EnvObserver* observer,
                           RevisionHook* hook) {
  const project::Project& project = session.project();
  models::Collector collector;
  ModelsRequest wanted{collector, package_folders(project), {}, {}};
  EnvScriptRequest request;
  request.dialect = std::string(dialect.name());
  request.x_arguments = session.request().x_arguments;
  request.tag = session.request().tag;
  request.values = session.request().overrides.values;
  const SessionHistory history(session);
  request.history = &history;
  request.models = &wanted;
  request.observer = observer;
  request.hook = hook;
  if (session.request().asks_database) {
    request.ask = [&session](const std::string& url) { return ask_database(session, url); };
  }
  wanted.candidates = [&] {
    static constexpr std::array<std::string_view, 6> kSigns = {
        "__tablename__", "mapped_column(", "db.Model", "db.Column(", "__table_args__", "Table("};
    return modules_with(project, wanted.directories, kSigns);
  };
  const project::Environment environment = evaluate_env_script(project, request);
  if (!wanted.result.found && wanted.result.gaps.empty()) {
    for (const std::string& note : environment.notes) {
      wanted.result.gaps.push_back({models::Gap::Kind::metadata, "", "", note, {}});
    }
  }
  return std::move(wanted.result);
}

}  // namespace retort::command
