// env.py, evaluated to learn what it tells Alembic.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/collector.h"
#include "project/environment.h"
#include "project/project.h"
#include "script/host.h"
#include "script/script_directory.h"

namespace retort::command {

class EnvObserver;
class RevisionHook;
struct MetadataRequest;

/// Where the models of env.py's target_metadata are gathered.
struct ModelsRequest {
  models::Collector& collector;
  std::vector<std::string> directories;  ///< Where modules are, beside those of the project.
  models::Candidates candidates;         ///< See models::Collector::finish().
  models::Models result;                 ///< Filled in.
};

struct EnvScriptRequest {
  bool offline = false;  ///< What context.is_offline_mode() answers.
  std::string dialect;   ///< The dialect so far known; may be empty.
  std::vector<std::string> x_arguments;
  std::optional<std::string> tag;
  std::vector<std::pair<std::string, std::string>> values;  ///< `--value` rules.
  const script::ScriptHistory* history = nullptr;  ///< For env.py that looks at it. Not owned.
  RevisionHook* hook = nullptr;         ///< Runs process_revision_directives when env.py migrates.
  ModelsRequest* models = nullptr;      ///< Given: env.py is read for its models.
  EnvObserver* observer = nullptr;      ///< Together with `models`; may be null.
  MetadataRequest* metadata = nullptr;  ///< Given: env.py is read for nothing else.
  /// Connects to the database of a URL, to look: for what env.py asks it. Null: nobody is asked,
  /// and the answers are unknown.
  std::function<std::shared_ptr<script::Host>(const std::string& url)> ask = nullptr;
};

/// Runs env.py against a recorder: nothing is migrated, and nothing changed. What it cannot
/// evaluate becomes a note, with the place; what was recorded until then counts. Empty without an
/// env.py.
project::Environment evaluate_env_script(const project::Project& project,
                                         const EnvScriptRequest& request);

}  // namespace retort::command
